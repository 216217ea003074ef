import { rm } from "node:fs/promises";
import { z } from "zod";
import {
  type Dataset,
  dataset,
  datasetList,
  sampleCount,
  sampleFilter,
  sampleRows,
  snapshotCreate,
} from "#domain/api/algorithms";
import { isErrorCode, type Language, makeError } from "#domain/error";
import { DAY_MS, isDay } from "#domain/time";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { readDatasetFile, refuseControl } from "#server/modules/datasets/dataset-file";
import { endOfDay, SNAPSHOT_FEATURES } from "#server/modules/datasets/snapshot";
import { keepUpload, missing } from "#server/modules/imports/upload";
import { iso } from "#server/modules/levels";
import type { WorkerLoop } from "#server/modules/worker-loop";
import {
  countSample,
  type DatasetRow,
  finishDataset,
  insertDataset,
  insertDatasetRows,
  readDataset,
  readDatasets,
  readSample,
  readSampleFacets,
  retireDataset,
} from "#store/datasets";
import type { Db, Pool } from "#store/pool";

export interface DatasetRouteDeps {
  readonly db: Pool;
  readonly runner: Pick<WorkerLoop, "wake">;
  readonly folder: string;
}

const params = z.object({ id: z.coerce.number().int().positive() });
const UPLOAD_BYTES = 50 * 1024 * 1024;
const SHOWN = 20;

/** Samples that algorithms learn from: uploaded, or made from the enterprises of the store. */
export function datasetRoutes({ db, runner, folder }: DatasetRouteDeps): AnyRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/datasets",
      tag: "algorithms",
      summary: { zh: "数据集（可按名称和来源查找）", en: "Datasets, by name and origin" },
      access: { kind: "whole", action: "config.read" },
      query: z.object({
        q: z.string().max(100).optional(),
        origin: z.enum(["upload", "snapshot"]).optional(),
      }),
      response: datasetList,
      handler: async ({ query, language }) => ({
        datasets: (
          await readDatasets(db, { q: query.q || null, origin: query.origin ?? null, limit: 500 })
        ).map((row) => present(row, language)),
      }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/datasets",
      tag: "algorithms",
      summary: {
        zh: "上传带标签的数据集（multipart：file、name、label）",
        en: "Upload a labelled dataset (multipart: file, name, label)",
      },
      access: { kind: "whole", action: "config.propose" },
      bodyKind: "multipart",
      bodyLimitBytes: UPLOAD_BYTES + 64 * 1024,
      body: z.object({ file: z.string(), name: z.string(), label: z.string() }),
      response: dataset,
      status: 201,
      trail: "audited",
      handler: async ({ request, user, audit, language }) => {
        const upload = await keepUpload(request, folder, UPLOAD_BYTES);
        try {
          const name = (upload.fields.name ?? "").trim().slice(0, 100);
          const label = (upload.fields.label ?? "").trim();
          if (name === "") throw missing("name");
          if (label === "") throw missing("label");
          refuseControl(name, "body.name");
          refuseControl(label, "body.label");
          const id = await db.transaction(async (tx) => {
            const made = await insertDataset(tx, {
              name,
              origin: "upload",
              settings: { file: upload.fileName, bytes: upload.bytes, label },
              features: [],
              state: "building",
              createdBy: user.id,
            });
            const read = await readDatasetFile(upload.path, label, (rows) =>
              insertDatasetRows(tx, made, rows),
            );
            await finishDataset(tx, made, null, {
              state: "ready",
              error: null,
              rejected: read.rejected,
              rejects: read.rejects,
              features: read.features.map((feature) => ({
                name: feature,
                zh: feature,
                en: feature,
                unit: "",
              })),
            });
            await audit.write(tx, {
              action: "dataset.upload",
              subject: `dataset:${made}`,
              after: { name, file: upload.fileName, rows: read.rows, rejected: read.rejected },
            });
            return made;
          });
          return present(await known(db, id), language);
        } finally {
          await rm(upload.path, { force: true });
        }
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/datasets/snapshots",
      tag: "algorithms",
      summary: {
        zh: "由企业快照生成数据集：过去某日的特征，和其后一段时间的结果",
        en: "Make a dataset from enterprises: features at past days, and what came of them",
      },
      access: { kind: "whole", action: "config.propose" },
      body: snapshotCreate,
      response: dataset,
      status: 202,
      trail: "audited",
      handler: async ({ body, user, nowMs, audit, language }) => {
        refuseControl(body.name, "body.name");
        for (const day of body.days) {
          if (!isDay(day)) throw missing("days");
          if (endOfDay(day) + body.horizonDays * DAY_MS > nowMs)
            throw new Refusal("dataset.future", { day, days: body.horizonDays });
        }
        const id = await db.transaction(async (tx) => {
          const made = await insertDataset(tx, {
            name: body.name,
            origin: "snapshot",
            settings: body,
            features: SNAPSHOT_FEATURES,
            state: "building",
            createdBy: user.id,
          });
          await audit.write(tx, { action: "dataset.snapshot", subject: `dataset:${made}`, after: body });
          return made;
        });
        runner.wake();
        return present(await known(db, id), language);
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/datasets/:id",
      tag: "algorithms",
      summary: { zh: "一个数据集", en: "One dataset" },
      access: { kind: "whole", action: "config.read" },
      params,
      response: dataset,
      handler: async ({ params, language }) => present(await known(db, params.id), language),
    }),
    defineRoute({
      method: "GET",
      path: "/api/datasets/:id/rows",
      tag: "algorithms",
      summary: { zh: "数据集的前几行，和可用的筛选项", en: "The first rows, and what can be filtered by" },
      access: { kind: "whole", action: "config.read" },
      params,
      response: sampleRows,
      handler: async ({ params }) => {
        await known(db, params.id);
        const [facets, rows] = await Promise.all([
          readSampleFacets(db, params.id),
          readSample(db, params.id, sampleFilter.parse({}), 0, SHOWN),
        ]);
        return {
          facets: [...facets],
          rows: rows.map((row) => ({
            ...row,
            features: row.features.map((value) => (Number.isNaN(value) ? null : value)),
          })),
        };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/datasets/:id/count",
      tag: "algorithms",
      summary: { zh: "按筛选条件计数样本", en: "How many rows a filter takes" },
      access: { kind: "whole", action: "config.read" },
      params,
      body: sampleFilter,
      response: sampleCount,
      trail: { notAudited: "a count that changes nothing; its filter is too long for an address" },
      handler: async ({ params, body }) => {
        await known(db, params.id);
        return { ...(await countSample(db, params.id, body)) };
      },
    }),
    defineRoute({
      method: "DELETE",
      path: "/api/datasets/:id",
      tag: "algorithms",
      summary: {
        zh: "停用数据集：不再可选，已有报告仍引用它",
        en: "Retire a dataset: no longer offered, reports keep referring to it",
      },
      access: { kind: "whole", action: "config.propose" },
      params,
      response: z.object({}),
      trail: "audited",
      handler: async ({ params, audit }) => {
        await db.transaction(async (tx) => {
          const before = await known(tx, params.id);
          if (!(await retireDataset(tx, params.id))) throw new Refusal("request.not-found");
          await audit.write(tx, {
            action: "dataset.retire",
            subject: `dataset:${params.id}`,
            before: { name: before.name, rows: before.rows },
          });
        });
        return {};
      },
    }),
  ];
}

async function known(db: Db, id: number): Promise<DatasetRow> {
  const row = await readDataset(db, id);
  if (row === null || row.retiredAtMs !== null) throw new Refusal("request.not-found");
  return row;
}

function present(row: DatasetRow, language: Language): Dataset {
  return {
    id: row.id,
    name: row.name,
    origin: row.origin,
    state: row.state,
    error: wordsOf(row.error, language),
    settings: { ...row.settings },
    features: row.features.map((feature) => ({ ...feature })),
    rows: row.rows,
    labelled: row.labelled,
    positives: row.positives,
    rejected: row.rejected,
    rejects: row.rejects.map(({ row: line, code, params }) => {
      const said = isErrorCode(code) ? makeError(code, params, language) : { message: code, hint: "" };
      return { row: line, code, message: said.message, hint: said.hint };
    }),
    createdBy: row.creator,
    createdAt: iso(row.createdAtMs),
  };
}

function wordsOf(code: string | null, language: Language): string | null {
  if (code === null) return null;
  if (!isErrorCode(code)) return code;
  const { message, hint } = makeError(code, {}, language);
  return `${message}${language === "zh" ? "：" : ": "}${hint}`;
}
