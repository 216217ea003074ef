import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { z } from "zod";
import { inputKind } from "#domain/api/common";
import { type ImportJob, importJob, importList, importPreview, importStart } from "#domain/api/sources";
import { isErrorCode, type Language, makeError } from "#domain/error";
import { INPUT_KINDS, type InputKind } from "#domain/event";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { keepUpload, missing, openUpload } from "#server/modules/imports/upload";
import { iso, isoOrNull } from "#server/modules/levels";
import { wordsOfReject } from "#server/modules/reject-words";
import type { WorkerLoop } from "#server/modules/worker-loop";
import { createImport, type ImportRow, readImport, readImports } from "#store/imports";
import type { Db, Pool } from "#store/pool";
import { readImportErrors } from "#store/rejects";
import { findSource, type SourceRow } from "#store/sources";
import { insertUpload, takeUpload } from "#store/uploads";
import { previewFile } from "#stream/import/file";
import { checkMapping } from "#stream/import/mapping";

export interface ImportRouteDeps {
  readonly db: Pool;
  readonly runner: Pick<WorkerLoop, "wake">;
  readonly folder: string;
  readonly uploadLimitBytes: number;
}

const params = z.object({ id: z.coerce.number().int().positive() });
const previewBody = z.object({
  file: z.string().describe("the file, .csv or .ndjson"),
  source: z.string(),
  kind: inputKind,
});
const SHOWN_CELLS = 200;
const SHOWN_FAULTS = 20;

export function importRoutes({ db, runner, folder, uploadLimitBytes }: ImportRouteDeps): AnyRoute[] {
  return [
    defineRoute({
      method: "POST",
      path: "/api/imports/preview",
      tag: "imports",
      summary: {
        zh: "上传文件并预览（multipart：file、source、kind）",
        en: "Upload a file and preview it (multipart: file, source, kind)",
      },
      access: { kind: "whole", action: "import.run" },
      bodyKind: "multipart",
      bodyLimitBytes: uploadLimitBytes + 64 * 1024,
      body: previewBody,
      response: importPreview,
      trail: "audited",
      handler: async ({ request, user, audit, language }) => {
        const upload = await keepUpload(request, folder, uploadLimitBytes);
        try {
          const kind = readKind(upload.fields.kind);
          const source = await openSource(db, upload.fields.source, kind);
          const preview = await previewFile(openUpload(upload.path), kind);
          await db.transaction(async (tx) => {
            await insertUpload(tx, {
              id: upload.id,
              sourceId: source.id,
              kind,
              fileName: upload.fileName,
              path: upload.path,
              bytes: upload.bytes,
              format: preview.layout.format,
              createdBy: user.id,
            });
            await audit.write(tx, {
              action: "import.upload",
              subject: `source:${source.id}`,
              after: { file: upload.fileName, bytes: upload.bytes, kind },
            });
          });
          return {
            uploadId: upload.id,
            format: preview.layout.format,
            columns: [...preview.columns],
            rows: preview.rows.map((row) => row.map((cell) => cell.slice(0, SHOWN_CELLS))),
            suggested: { ...preview.suggested },
            targets: preview.targets.map((target) => ({ ...target })),
            faults: preview.faults.slice(0, SHOWN_FAULTS).map(({ row, code, params, raw }) => {
              const { message, hint } = makeError(code, params, language);
              return { row, code, message, hint, raw: raw.slice(0, SHOWN_CELLS) };
            }),
          };
        } catch (error) {
          await rm(upload.path, { force: true });
          throw error;
        }
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/imports",
      tag: "imports",
      summary: { zh: "按列对应关系开始导入", en: "Start an import with a column mapping" },
      access: { kind: "whole", action: "import.run" },
      body: importStart,
      response: importJob,
      status: 202,
      trail: "audited",
      handler: async ({ body, user, audit, language }) => {
        await openSource(db, body.source, body.kind);
        const id = await db.transaction(async (tx) => {
          const upload = await takeUpload(tx, body.uploadId, user.id);
          if (upload === null) throw new Refusal("import.upload-unknown");
          // Looked at before it is queued: a wrong mapping is told at once and not after a minute in the queue.
          if (upload.format === "csv") {
            const { columns } = await previewFile(openUpload(upload.path), body.kind);
            checkMapping(body.kind, body.mapping, columns);
          }
          const made = await createImport(tx, {
            sourceId: body.source,
            kind: body.kind,
            fileName: upload.fileName,
            path: upload.path,
            format: upload.format,
            mapping: body.mapping,
            bytesTotal: upload.bytes,
            createdBy: user.id,
          });
          await audit.write(tx, {
            action: "import.start",
            subject: `import:${made}`,
            after: { ...body, file: upload.fileName },
          });
          return made;
        });
        runner.wake();
        return present(await known(db, id), language);
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/imports",
      tag: "imports",
      summary: { zh: "导入任务", en: "Imports" },
      access: { kind: "whole", action: "source.read" },
      response: importList,
      handler: async ({ language }) => ({
        imports: (await readImports(db, 100)).map((row) => present(row, language)),
      }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/imports/:id",
      tag: "imports",
      summary: { zh: "导入进度与计数", en: "Progress and tally of an import" },
      access: { kind: "whole", action: "source.read" },
      params,
      response: importJob,
      handler: async ({ params, language }) => present(await known(db, params.id), language),
    }),
    defineRoute({
      method: "GET",
      path: "/api/imports/:id/errors.csv",
      tag: "imports",
      summary: { zh: "未接收行及原因（CSV）", en: "Rows that were not taken, with reasons (CSV)" },
      access: { kind: "whole", action: "source.read" },
      params,
      answers: "text/csv",
      handler: async ({ params, reply, language }) => {
        const job = await known(db, params.id);
        return reply
          .type("text/csv; charset=utf-8")
          .header("cache-control", "no-store")
          .header("content-disposition", `attachment; filename="import-${job.id}-errors.csv"`)
          .send(Readable.from(errorLines(db, job.id, language)));
      },
    }),
  ];
}

function readKind(text: string | undefined): InputKind {
  if (text === undefined) throw missing("kind");
  const parsed = inputKind.safeParse(text);
  if (!parsed.success)
    throw new Refusal("ingest.unknown-kind", { kind: text.slice(0, 40), known: INPUT_KINDS.join(", ") });
  return parsed.data;
}

/** People import into sources of people; the simulator's and the replay's rows come from programs only. */
async function openSource(db: Db, id: string | undefined, kind: InputKind): Promise<SourceRow> {
  if (id === undefined) throw missing("source");
  const source = await findSource(db, id);
  if (source === null) throw new Refusal("source.unknown", { id: id.slice(0, 60) });
  if (source.transport === "simulator" || source.transport === "replay") throw new Refusal("source.built-in");
  if (!source.enabled) throw new Refusal("ingest.source-disabled", { source: id });
  if (!source.kinds.includes(kind)) throw new Refusal("ingest.kind-not-allowed", { source: id, kind });
  return source;
}

async function known(db: Db, id: number): Promise<ImportRow> {
  const row = await readImport(db, id);
  if (row === null) throw new Refusal("request.not-found");
  return row;
}

function present(row: ImportRow, language: Language): ImportJob {
  const said =
    row.error !== null && isErrorCode(row.error)
      ? makeError(row.error, { id: row.sourceId, source: row.sourceId }, language)
      : null;
  return {
    id: row.id,
    source: row.sourceId,
    kind: row.kind,
    file: row.fileName,
    state: row.state,
    bytes: row.bytes,
    bytesTotal: row.bytesTotal,
    tally: row.tally,
    createdAt: iso(row.createdAtMs),
    finishedAt: isoOrNull(row.finishedAtMs),
    error: row.error,
    errorText: said === null ? null : `${said.message}${language === "zh" ? "：" : ": "}${said.hint}`,
  };
}

/** With a byte order mark, so that Excel reads it as UTF-8; a page at a time, so that a million errors need no memory. */
async function* errorLines(db: Db, importId: number, language: Language): AsyncGenerator<string> {
  const head =
    language === "zh"
      ? ["行号", "结果", "编码", "说明", "处理办法", "位置", "原始内容"]
      : ["row", "outcome", "code", "message", "hint", "path", "raw"];
  yield `\uFEFF${head.join(",")}\r\n`;
  for (let afterId = 0; ; ) {
    const rows = await readImportErrors(db, importId, afterId, 1000);
    if (rows.length === 0) return;
    afterId = (rows.at(-1) as { id: number }).id;
    yield rows
      .map((row) => {
        const said = wordsOfReject(row, language);
        return [row.row, row.outcome, row.code, said.message, said.hint, row.path, row.raw]
          .map(csvCell)
          .join(",");
      })
      .map((line) => `${line}\r\n`)
      .join("");
  }
}

/** Quoted; a cell that a spreadsheet would compute begins with an apostrophe. */
function csvCell(value: string | number | null): string {
  if (value === null) return "";
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}
