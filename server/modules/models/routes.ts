import { z } from "zod";
import {
  type ModelVersion,
  modelKeyCreate,
  modelList,
  modelName,
  modelSecret,
  modelShadow,
  modelSubmit,
  modelUse,
  modelVersion,
  type ShadowPass,
} from "#domain/api/models";
import { CITY } from "#domain/district";
import { DAY_MS } from "#domain/time";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { responseOf } from "#server/modules/experiments/response-times";
import { iso, isoOrNull } from "#server/modules/levels";
import { type CallCounter, SLOW_BOUNDS_MS } from "#server/modules/models/calls";
import { foreignFeatures, readPublication } from "#server/modules/models/publication";
import { proposeChange } from "#server/modules/reviews/proposal";
import type { WorkerLoop } from "#server/modules/worker-loop";
import { readModel, readRun } from "#store/algorithm-runs";
import {
  issueModelKey,
  type KeyUseRow,
  readCallMinutes,
  readKeyUse,
  revokeModelKey,
} from "#store/model-keys";
import {
  insertModelVersion,
  isModelPending,
  type ModelVersionRow,
  readModelVersion,
  readModelVersions,
  readPublished,
  retireModelVersion,
  setModelReview,
  setShadow,
} from "#store/models";
import type { Db, Pool } from "#store/pool";
import { readRulesFloor } from "#store/score-configs";
import { countShadow, readPasses, type ShadowPassRow } from "#store/shadow-passes";

export interface ModelRouteDeps {
  readonly db: Pool;
  readonly counter: CallCounter;
  readonly shadow: Pick<WorkerLoop, "wake">;
}

const params = z.object({ id: z.coerce.number().int().positive() });
export const nameParams = z.object({ name: modelName });
const SHOWN_PASSES = 20;

/** 算法发布: submitted by one person, approved by another, called with keys of its own, retired when done. */
export function modelRoutes({ db, counter, shadow }: ModelRouteDeps): AnyRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/models",
      tag: "models",
      summary: { zh: "模型及其全部版本", en: "Models with all their versions" },
      access: { kind: "whole", action: "config.read" },
      response: modelList,
      handler: async () => ({ models: (await readModelVersions(db)).map(present) }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/models",
      tag: "models",
      summary: {
        zh: "把预演得到的模型提交发布（须复核）",
        en: "Submit a rehearsed model (waits for review)",
      },
      access: { kind: "whole", action: "config.propose" },
      body: modelSubmit,
      response: modelVersion,
      status: 202,
      trail: "audited",
      handler: async (context) => {
        const { body, user } = context;
        const run = await readRun(db, body.runId);
        if (run === null) throw new Refusal("request.not-found");
        if (run.state !== "done") throw new Refusal("rehearsal.state", { state: run.state });
        if ((await readModel(db, run.id)) === null) throw new Refusal("rehearsal.no-model");
        const id = await db.transaction(async (tx) => {
          if (await isModelPending(tx, body.name))
            throw new Refusal("publication.pending", { name: body.name });
          const made = await insertModelVersion(tx, { ...body, createdBy: user.id });
          const reviewId = await proposeChange(tx, context, {
            kind: "model.publish",
            subject: `model:${made.id}`,
            enterpriseId: null,
            district: CITY,
            street: null,
            before: await readPublication(tx, body.name),
            after: {
              model: body.name,
              version: made.version,
              algorithm: run.algorithm,
              rehearsal: run.id,
              threshold: body.threshold,
            },
            comment: body.comment,
          });
          await setModelReview(tx, made.id, reviewId);
          return made.id;
        });
        return present(await known(db, id));
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/model-versions/:id/retire",
      tag: "models",
      summary: {
        zh: "下线一个版本：接口与影子运行随即停止",
        en: "Retire a version: its API and shadow end at once",
      },
      access: { kind: "whole", action: "config.publish" },
      params,
      response: modelVersion,
      trail: "audited",
      handler: async ({ params, audit }) => {
        await db.transaction(async (tx) => {
          const before = await known(tx, params.id);
          if (!(await retireModelVersion(tx, params.id)))
            throw new Refusal("publication.unknown", { name: before.name });
          await audit.write(tx, {
            action: "model.retire",
            subject: `model:${params.id}`,
            before: { name: before.name, version: before.version },
          });
        });
        return present(await known(db, params.id));
      },
    }),
    defineRoute({
      method: "PATCH",
      path: "/api/model-versions/:id",
      tag: "models",
      summary: { zh: "开始或停止影子运行", en: "Begin or stop the shadow run" },
      access: { kind: "whole", action: "config.publish" },
      params,
      body: z.object({ shadow: z.boolean() }),
      response: modelVersion,
      trail: "audited",
      handler: async ({ params, body, audit }) => {
        await db.transaction(async (tx) => {
          const before = await known(tx, params.id);
          const foreign = foreignFeatures(before.features);
          if (body.shadow && foreign.length > 0)
            throw new Refusal("publication.features", { features: foreign.slice(0, 5).join(", ") });
          if (!(await setShadow(tx, params.id, body.shadow)))
            throw new Refusal("publication.unknown", { name: before.name });
          await audit.write(tx, {
            action: "model.shadow",
            subject: `model:${params.id}`,
            before: { shadow: before.shadow },
            after: body,
          });
        });
        shadow.wake();
        return present(await known(db, params.id));
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/model-versions/:id/shadow",
      tag: "models",
      summary: {
        zh: "影子运行：各轮次、漂移、与规则的异同",
        en: "Shadow: passes, drift, agreement with the rules",
      },
      access: { kind: "whole", action: "config.read" },
      params,
      response: modelShadow,
      handler: async ({ params }) => {
        const version = await known(db, params.id);
        const floor = await readRulesFloor(db);
        const [passes, now] = await Promise.all([
          readPasses(db, params.id, SHOWN_PASSES),
          countShadow(db, params.id, version.threshold, floor),
        ]);
        return { passes: passes.map(presentPass), now: { ...now } };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/models/:name/keys",
      tag: "models",
      summary: {
        zh: "接口密钥与调用次数、频率、响应时间",
        en: "Keys, with calls, frequency and response time",
      },
      access: { kind: "whole", action: "config.read" },
      params: nameParams,
      response: modelUse,
      handler: async ({ params }) => {
        // What this process has counted in the last seconds belongs to the answer.
        await counter.flush();
        const [keys, minutes] = await Promise.all([
          readKeyUse(db, params.name),
          readCallMinutes(db, params.name),
        ]);
        return {
          keys: keys.map(presentKey),
          minutes: minutes.map(({ minuteMs, calls, refused }) => ({ at: iso(minuteMs), calls, refused })),
        };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/models/:name/keys",
      tag: "models",
      summary: { zh: "签发接口密钥（只显示这一次）", en: "Issue a key; it is shown this once" },
      access: { kind: "whole", action: "config.publish" },
      params: nameParams,
      body: modelKeyCreate,
      response: modelSecret,
      status: 201,
      trail: "audited",
      handler: async ({ params, body, user, nowMs, audit }) => {
        if ((await readPublished(db, params.name)).length === 0)
          throw new Refusal("publication.unknown", { name: params.name });
        const expiresAtMs = nowMs + body.days * DAY_MS;
        return db.transaction(async (tx) => {
          const { id, secret } = await issueModelKey(tx, {
            model: params.name,
            label: body.label,
            perMinute: body.perMinute,
            expiresAtMs,
            createdBy: user.id,
          });
          await audit.write(tx, {
            action: "model.key",
            subject: `model-key:${id}`,
            after: { model: params.name, ...body },
          });
          return { id, secret, expiresAt: iso(expiresAtMs) };
        });
      },
    }),
    defineRoute({
      method: "DELETE",
      path: "/api/model-keys/:id",
      tag: "models",
      summary: { zh: "停用接口密钥", en: "Revoke a key" },
      access: { kind: "whole", action: "config.publish" },
      params,
      response: z.object({}),
      trail: "audited",
      handler: async ({ params, audit }) => {
        await db.transaction(async (tx) => {
          if (!(await revokeModelKey(tx, params.id))) throw new Refusal("request.not-found");
          await audit.write(tx, { action: "model.key.revoke", subject: `model-key:${params.id}` });
        });
        return {};
      },
    }),
  ];
}

async function known(db: Db, id: number): Promise<ModelVersionRow> {
  const row = await readModelVersion(db, id);
  if (row === null) throw new Refusal("request.not-found");
  return row;
}

function present(row: ModelVersionRow): ModelVersion {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    runId: row.runId,
    algorithm: row.algorithm,
    features: [...row.features],
    threshold: row.threshold,
    state: row.state,
    shadow: row.shadow,
    byEnterprise: foreignFeatures(row.features).length === 0,
    comment: row.comment,
    reviewId: row.reviewId,
    createdBy: row.creator,
    createdAt: iso(row.createdAtMs),
    publishedAt: isoOrNull(row.publishedAtMs),
    retiredAt: isoOrNull(row.retiredAtMs),
  };
}

function presentPass(row: ShadowPassRow): ShadowPass {
  const each = (micros: number): number => (row.scored === 0 ? 0 : micros / row.scored);
  return {
    id: row.id,
    state: row.state,
    scored: row.scored,
    readMicros: each(row.readMicros),
    scoreMicros: each(row.scoreMicros),
    response: { rules: responseOf(row.times, "rules"), model: responseOf(row.times, "model") },
    drift: row.drift as ShadowPass["drift"],
    startedAt: iso(row.startedAtMs),
    finishedAt: isoOrNull(row.finishedAtMs),
  };
}

function presentKey(row: KeyUseRow): z.input<typeof modelUse>["keys"][number] {
  return {
    id: row.id,
    label: row.label,
    hint: row.hint,
    perMinute: row.perMinute,
    createdBy: row.creator,
    createdAt: iso(row.createdAtMs),
    expiresAt: iso(row.expiresAtMs),
    revokedAt: isoOrNull(row.revokedAtMs),
    lastUsed: isoOrNull(row.lastUsedMs),
    callsToday: row.callsToday,
    calls: row.calls,
    rows: row.rows,
    refused: row.refused,
    meanMs: row.calls === 0 ? null : row.micros / row.calls / 1000,
    p95Ms: percentileOf(row.slow, 0.95),
  };
}

/** The upper bound of the bin in which that share of the answers ends. */
function percentileOf(slow: readonly number[], share: number): number | null {
  const total = slow.reduce((sum, n) => sum + n, 0);
  let seen = 0;
  for (let i = 0; i < slow.length && total > 0; i++) {
    seen += slow[i] as number;
    if (seen >= total * share) return SLOW_BOUNDS_MS[i] ?? null;
  }
  return null;
}
