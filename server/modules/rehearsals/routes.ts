import { z } from "zod";
import { ALGORITHMS } from "#detectors/learn/catalogue";
import { fillParameters, type Parameter } from "#detectors/learn/parameter";
import {
  type AlgorithmInfo,
  algorithmList,
  type RunDetail,
  type RunPlan,
  type RunReport,
  type RunSummary,
  runCreate,
  runDetail,
  runPage,
  sampleFilter,
} from "#domain/api/algorithms";
import { CodedError, type ErrorParams, isErrorCode, type Language, makeError } from "#domain/error";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { iso, isoOrNull } from "#server/modules/levels";
import { pageById, pageQuery } from "#server/modules/paging";
import { writeReport } from "#server/modules/rehearsals/report-document";
import { RULES, RULES_COLUMN, RULES_INFO } from "#server/modules/rehearsals/rules-algorithm";
import type { WorkerLoop } from "#server/modules/worker-loop";
import {
  type AlgorithmRunRow,
  cancelRun,
  insertRun,
  readRun,
  readRuns,
  requeueRun,
} from "#store/algorithm-runs";
import { readDataset } from "#store/datasets";
import type { Db, Pool } from "#store/pool";

export interface RehearsalRouteDeps {
  readonly db: Pool;
  readonly runner: Pick<WorkerLoop, "wake">;
}

const params = z.object({ id: z.coerce.number().int().positive() });

/** 算法预演与评估: what can be learnt, on which sample, and how well it does on what it has not seen. */
export function rehearsalRoutes({ db, runner }: RehearsalRouteDeps): AnyRoute[] {
  const step = (verb: "cancel" | "restart", summary: { zh: string; en: string }): AnyRoute =>
    defineRoute({
      method: "POST",
      path: `/api/rehearsals/:id/${verb}`,
      tag: "algorithms",
      summary,
      access: { kind: "whole", action: "config.propose" },
      params,
      response: runDetail,
      trail: "audited",
      handler: async ({ params, language, audit }) => {
        await db.transaction(async (tx) => {
          const before = await known(tx, params.id);
          const done = await (verb === "cancel" ? cancelRun(tx, params.id) : requeueRun(tx, params.id));
          if (!done) throw new Refusal("rehearsal.state", { state: before.state });
          await audit.write(tx, {
            action: `rehearsal.${verb}`,
            subject: `rehearsal:${params.id}`,
            before: { state: before.state, name: before.name },
          });
        });
        runner.wake();
        return detail(await known(db, params.id), language);
      },
    });
  return [
    defineRoute({
      method: "GET",
      path: "/api/algorithms",
      tag: "algorithms",
      summary: { zh: "可预演的算法及其参数", en: "Algorithms and their parameters" },
      access: { kind: "whole", action: "config.read" },
      response: algorithmList,
      handler: async () => ({ algorithms: [...ALGORITHMS.map(infoOf), RULES_INFO] }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/rehearsals",
      tag: "algorithms",
      summary: { zh: "预演任务", en: "Rehearsals" },
      access: { kind: "whole", action: "config.read" },
      query: pageQuery.extend({ q: z.string().max(100).optional() }),
      response: runPage,
      handler: ({ query, language }) =>
        pageById(
          query,
          (beforeId, limit) => readRuns(db, { q: query.q || null, beforeId, limit }),
          (row) => summary(row, language),
        ),
    }),
    defineRoute({
      method: "POST",
      path: "/api/rehearsals",
      tag: "algorithms",
      summary: { zh: "开始一次预演（后台进行，可取消）", en: "Begin a rehearsal, in the background" },
      access: { kind: "whole", action: "config.propose" },
      body: runCreate,
      response: runDetail,
      status: 202,
      trail: "audited",
      handler: async ({ body, user, language, audit }) => {
        const dataset = await readDataset(db, body.datasetId);
        if (dataset === null || dataset.retiredAtMs !== null) throw new Refusal("request.not-found");
        if (dataset.state !== "ready") throw new Refusal("dataset.not-ready", { name: dataset.name });
        if (body.algorithm === RULES && !dataset.features.some(({ name }) => name === RULES_COLUMN))
          throw new Refusal("rehearsal.rules-column");
        const parameters = checkParameters(body.algorithm, body.parameters);
        const id = await db.transaction(async (tx) => {
          const made = await insertRun(tx, {
            name: body.name,
            algorithm: body.algorithm,
            parameters,
            datasetId: body.datasetId,
            sample: body.sample,
            plan: body.plan,
            createdBy: user.id,
          });
          await audit.write(tx, { action: "rehearsal.begin", subject: `rehearsal:${made}`, after: body });
          return made;
        });
        runner.wake();
        return detail(await known(db, id), language);
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/rehearsals/:id",
      tag: "algorithms",
      summary: { zh: "预演的进度与评估报告", en: "Progress and report of a rehearsal" },
      access: { kind: "whole", action: "config.read" },
      params,
      response: runDetail,
      handler: async ({ params, language }) => detail(await known(db, params.id), language),
    }),
    defineRoute({
      method: "GET",
      path: "/api/rehearsals/:id/report.docx",
      tag: "algorithms",
      summary: { zh: "下载评估报告（Word）", en: "The report as a Word document" },
      access: { kind: "whole", action: "config.read" },
      params,
      answers: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      trail: "audited",
      handler: async ({ params, language, audit, reply, nowMs }) => {
        const row = await known(db, params.id);
        if (row.state !== "done") throw new Refusal("rehearsal.state", { state: row.state });
        const dataset = await readDataset(db, row.datasetId);
        const document = await writeReport(
          {
            run: detail(row, language),
            algorithm:
              [...ALGORITHMS.map(infoOf), RULES_INFO].find(({ id }) => id === row.algorithm) ?? RULES_INFO,
            features: dataset?.features ?? [],
            madeAtMs: nowMs,
          },
          language,
        );
        await db.transaction((tx) =>
          audit.write(tx, {
            action: "rehearsal.download",
            subject: `rehearsal:${row.id}`,
            after: { name: row.name },
          }),
        );
        return reply
          .type("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
          .header("cache-control", "no-store")
          .header("content-disposition", `attachment; filename="rehearsal-${row.id}.docx"`)
          .send(document);
      },
    }),
    step("cancel", { zh: "取消预演", en: "Cancel a rehearsal" }),
    step("restart", { zh: "重新开始中断、取消或失败的预演", en: "Begin an ended rehearsal anew" }),
  ];
}

function checkParameters(id: string, given: Readonly<Record<string, number | boolean | string>>) {
  if (id === RULES) return {};
  const algorithm = ALGORITHMS.find((each) => each.id === id);
  if (algorithm === undefined) throw new Refusal("request.not-found");
  try {
    return fillParameters(algorithm, given);
  } catch (error) {
    if (error instanceof CodedError) throw new Refusal(error.code, error.params);
    throw error;
  }
}

function infoOf(algorithm: (typeof ALGORITHMS)[number]): AlgorithmInfo {
  return {
    id: algorithm.id,
    name: { ...algorithm.name },
    description: { ...algorithm.description },
    supervised: algorithm.supervised,
    parameters: algorithm.parameters.map((parameter: Parameter) => ({
      id: parameter.id,
      name: { ...parameter.name },
      meaning: { ...parameter.meaning },
      kind: parameter.kind,
      default: parameter.default,
      min: "min" in parameter ? parameter.min : null,
      max: "max" in parameter ? parameter.max : null,
      recommended: "recommended" in parameter ? [...parameter.recommended] : null,
      choices:
        "choices" in parameter
          ? parameter.choices.map(({ value, name }) => ({ value, name: { ...name } }))
          : [],
    })),
  };
}

async function known(db: Db, id: number): Promise<AlgorithmRunRow> {
  const row = await readRun(db, id);
  if (row === null) throw new Refusal("request.not-found");
  return row;
}

function summary(row: AlgorithmRunRow, language: Language): RunSummary {
  return {
    id: row.id,
    name: row.name,
    algorithm: row.algorithm,
    dataset: { id: row.datasetId, name: row.datasetName },
    state: row.state,
    stage: row.stage,
    progress: row.progress,
    error: faultText(row, language),
    metrics: (row.report as RunReport | null)?.metrics ?? null,
    createdBy: row.creator,
    createdAt: iso(row.createdAtMs),
    startedAt: isoOrNull(row.startedAtMs),
    finishedAt: isoOrNull(row.finishedAtMs),
  };
}

function detail(row: AlgorithmRunRow, language: Language): RunDetail {
  return {
    ...summary(row, language),
    parameters: { ...row.parameters },
    sample: sampleFilter.parse(row.sample),
    plan: row.plan as RunPlan,
    report: row.report as RunReport | null,
  };
}

function faultText(row: AlgorithmRunRow, language: Language): string | null {
  if (row.error === null || !isErrorCode(row.error.code)) return null;
  const { message, hint } = makeError(row.error.code, row.error.params as ErrorParams, language);
  return `${message}${language === "zh" ? "：" : ": "}${hint}`;
}
