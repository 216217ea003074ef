import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { enterpriseQuery, exportJob } from "#domain/api/enterprises";
import { type Scope, scopeOf } from "#domain/permission";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { makeFilter } from "#server/modules/enterprises/filter";
import { type ExportFilter, intersect } from "#server/modules/exports/runner";
import { iso } from "#server/modules/levels";
import type { WorkerLoop } from "#server/modules/worker-loop";
import { countEnterprises } from "#store/enterprise-search";
import { cancelExport, createExport, type ExportRow, readExport, readExports } from "#store/exports";
import type { Pool } from "#store/pool";

export interface ExportRouteDeps {
  readonly db: Pool;
  readonly runner: Pick<WorkerLoop, "wake">;
  /** Rows of one file at most: a worksheet ends at 1,048,576, and people at far fewer. */
  readonly mostRows: number;
}

const params = z.object({ id: z.string().regex(/^[\w-]{22}$/) });
const exportBody = enterpriseQuery.omit({ cursor: true, limit: true });
/** Of one person at the same time. */
const MOST_RUNNING = 3;

export function exportRoutes({ db, runner, mostRows }: ExportRouteDeps): AnyRoute[] {
  return [
    defineRoute({
      method: "POST",
      path: "/api/enterprises/export",
      tag: "exports",
      summary: {
        zh: "按列表的筛选导出 Excel（后台进行，可取消）",
        en: "Export the list as Excel, in the background",
      },
      access: { kind: "area", action: "enterprise.export", areaIn: "body" },
      body: exportBody,
      response: exportJob,
      status: 202,
      trail: "audited",
      handler: async ({ body, scope, user, language, nowMs, audit }) => {
        const running = (await readExports(db, user.id, 20)).filter(
          (row) => row.state === "queued" || row.state === "running",
        );
        if (running.length >= MOST_RUNNING) throw new Refusal("export.too-many", { count: running.length });
        const filter = makeFilter(body);
        const total = await countEnterprises(db, filter, scope);
        if (total.count > mostRows) throw new Refusal("export.too-large", { max: mostRows });
        const id = randomBytes(16).toString("base64url");
        const kept: ExportFilter = {
          filter,
          sort: body.sort,
          descending: body.order === "desc",
          words: wordsOf(body),
        };
        await db.transaction(async (tx) => {
          await createExport(tx, {
            id,
            kind: "enterprises",
            filter: kept,
            scope,
            language,
            total: total.count,
            createdBy: user.id,
          });
          await audit.write(tx, {
            action: "enterprise.export",
            subject: `export:${id}`,
            after: { filter: body, scope, rows: total.count },
          });
        });
        runner.wake();
        return {
          id,
          state: "queued" as const,
          done: 0,
          total: total.count,
          createdAt: iso(nowMs),
          file: null,
          error: null,
        };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/exports",
      tag: "exports",
      summary: { zh: "本人的导出任务", en: "One's own exports" },
      access: { kind: "own", action: "enterprise.export" },
      response: z.object({ exports: z.array(exportJob) }),
      handler: async ({ user }) => ({ exports: (await readExports(db, user.id, 50)).map(present) }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/exports/:id",
      tag: "exports",
      summary: { zh: "导出进度", en: "Progress of an export" },
      access: { kind: "own", action: "enterprise.export" },
      params,
      response: exportJob,
      handler: async ({ params, user }) => present(await own(db, params.id, user.id)),
    }),
    defineRoute({
      method: "POST",
      path: "/api/exports/:id/cancel",
      tag: "exports",
      summary: { zh: "取消导出", en: "Cancel an export" },
      access: { kind: "own", action: "enterprise.export" },
      params,
      response: exportJob,
      trail: "audited",
      handler: async ({ params, user, audit }) => {
        await own(db, params.id, user.id);
        await db.transaction(async (tx) => {
          const cancelled = await cancelExport(tx, params.id, user.id);
          await audit.write(tx, {
            action: "enterprise.export.cancel",
            subject: `export:${params.id}`,
            after: { cancelled },
          });
        });
        return present(await own(db, params.id, user.id));
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/exports/:id/file",
      tag: "exports",
      summary: { zh: "下载导出文件", en: "The exported file" },
      access: { kind: "own", action: "enterprise.export" },
      params,
      answers: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      trail: "audited",
      handler: async ({ params, user, audit, reply }) => {
        const row = await own(db, params.id, user.id);
        if (row.state !== "done") {
          throw new Refusal("export.not-ready", {
            percent: row.total === 0 ? 0 : Math.floor((100 * row.done) / row.total),
          });
        }
        // Who has moved to another district since gets nothing of the old one, even from his own file.
        if (!covers(scopeOf(user.principal), row.scope))
          throw new Refusal("scope.district", { action: "enterprise.export" });
        const info = row.path === null ? null : await stat(row.path).catch(() => null);
        if (row.path === null || info === null) throw new Refusal("export.unknown");
        await audit.write(db, {
          action: "enterprise.export.download",
          subject: `export:${row.id}`,
          after: { rows: row.done },
        });
        const name = row.fileName ?? "export.xlsx";
        return reply
          .type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
          .header("content-length", info.size)
          .header("cache-control", "no-store")
          .header(
            "content-disposition",
            `attachment; filename="export.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
          )
          .send(createReadStream(row.path));
      },
    }),
  ];
}

async function own(db: Pool, id: string, userId: number): Promise<ExportRow> {
  const row = await readExport(db, id, userId);
  if (row === null) throw new Refusal("export.unknown");
  return row;
}

function present(row: ExportRow): z.input<typeof exportJob> {
  return {
    id: row.id,
    state: row.state,
    done: row.done,
    total: row.total,
    createdAt: iso(row.createdAtMs),
    file: row.fileName,
    error: row.error,
  };
}

/** Whether all that the file may hold still lies in the person's scope. */
function covers(now: Scope, file: Scope): boolean {
  return isDeepStrictEqual(intersect(file, now), file);
}

function wordsOf(body: z.output<typeof exportBody>): string {
  return Object.entries(body)
    .filter(([name, value]) => value !== undefined && value !== "" && name !== "sort" && name !== "order")
    .map(([name, value]) => `${name}=${String(value)}`)
    .join("；");
}
