import { z } from "zod";
import {
  comparison,
  type Experiment,
  experiment,
  experimentCreate,
  experimentList,
} from "#domain/api/models";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { type Case, compareJudges, type JudgeFacts } from "#server/modules/experiments/comparison";
import { responseOf } from "#server/modules/experiments/response-times";
import { iso, isoOrNull } from "#server/modules/levels";
import { isInB } from "#server/modules/models/arms";
import { canAnswerFor } from "#server/modules/models/split";
import {
  changeExperiment,
  type ExperimentRow,
  findRunning,
  freezeVerdicts,
  insertExperiment,
  readExperiment,
  readExperiments,
  readModelVerdicts,
} from "#store/experiments";
import { readLivingIds } from "#store/feature-facts";
import { readVersionLatency } from "#store/model-keys";
import { type ModelVersionRow, readModelVersion, readModelVersions } from "#store/models";
import type { Db, Pool } from "#store/pool";
import { readRulesFloor } from "#store/score-configs";
import { readPasses } from "#store/shadow-passes";

const params = z.object({ id: z.coerce.number().int().positive() });
/** Arms are counted on so many enterprises; past that the share is known well enough. */
const COUNTED = 20_000;

/** 算法维护: two judges side by side, rules or models; neither sets a level. */
export function experimentRoutes({ db }: { readonly db: Pool }): AnyRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/experiments",
      tag: "models",
      summary: { zh: "A/B 对比", en: "Comparisons (A/B)" },
      access: { kind: "whole", action: "config.read" },
      response: experimentList,
      handler: async () => {
        const versions = await versionsOf(db);
        return { experiments: (await readExperiments(db)).map((row) => present(row, versions)) };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/experiments",
      tag: "models",
      summary: { zh: "开始 A/B 对比：规则或模型，按企业分流", en: "Begin a comparison, split by enterprise" },
      access: { kind: "whole", action: "config.publish" },
      body: experimentCreate,
      response: experiment,
      status: 201,
      trail: "audited",
      handler: async ({ body, user, audit }) => {
        if (body.a === body.b) throw new Refusal("experiment.same");
        for (const id of [body.a, body.b]) {
          if (id === null) continue;
          const version = await readModelVersion(db, id);
          if (version === null || version.state !== "published")
            throw new Refusal("publication.unknown", { name: version?.name ?? String(id) });
        }
        const id = await db.transaction(async (tx) => {
          const running = await findRunning(tx, body.a, body.b);
          if (running !== null) throw new Refusal("experiment.running", { name: running.name });
          const made = await insertExperiment(tx, {
            name: body.name,
            aVersion: body.a,
            bVersion: body.b,
            percent: body.percent,
            createdBy: user.id,
          });
          await audit.write(tx, { action: "experiment.begin", subject: `experiment:${made}`, after: body });
          return made;
        });
        return present(await known(db, id), await versionsOf(db));
      },
    }),
    defineRoute({
      method: "PATCH",
      path: "/api/experiments/:id",
      tag: "models",
      summary: { zh: "调整分流比例，或结束对比", en: "Change the split, or stop" },
      access: { kind: "whole", action: "config.publish" },
      params,
      body: z.object({
        percent: z.number().int().min(0).max(100).optional(),
        stop: z.literal(true).optional(),
      }),
      response: experiment,
      trail: "audited",
      handler: async ({ params, body, audit }) => {
        await db.transaction(async (tx) => {
          const before = await known(tx, params.id);
          const changed = await changeExperiment(tx, params.id, {
            percent: body.percent ?? null,
            stop: body.stop === true,
          });
          if (!changed) throw new Refusal("request.not-found");
          await audit.write(tx, {
            action: body.stop === true ? "experiment.stop" : "experiment.split",
            subject: `experiment:${params.id}`,
            before: { percent: before.percent },
            after: body,
          });
        });
        return present(await known(db, params.id), await versionsOf(db));
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/experiments/:id/comparison",
      tag: "models",
      summary: {
        zh: "对比效果：指标、显著性、仍需样本量、响应时间",
        en: "Figures of a comparison: metrics, significance, cases still needed, response time",
      },
      access: { kind: "whole", action: "config.read" },
      params,
      response: comparison,
      handler: async ({ params }) => {
        const row = await known(db, params.id);
        const ids = [row.aVersion, row.bVersion].filter((id) => id !== null);
        for (const id of ids) await freezeVerdicts(db, id, null);
        const floor = (await readRulesFloor(db)) / 100;
        const [a, b] = await Promise.all([
          judgeOf(db, row.aVersion, row.bVersion as number, floor),
          judgeOf(db, row.bVersion, row.bVersion as number, floor),
        ]);
        const figures = compareJudges(await readCases(db, row), a, b, row);
        const living = await readLivingIds(db, 0, COUNTED);
        const inB = living.filter((id) => isInB(row.id, id, row.percent)).length;
        return {
          experiment: present(row, await versionsOf(db)),
          ...figures,
          traffic: { a: living.length - inB, b: inB },
        };
      },
    }),
  ];
}

/** Cases that both judges had seen before the verdict, since the comparison began. */
async function readCases(db: Db, row: ExperimentRow): Promise<Case[]> {
  const ofB = await readModelVerdicts(db, row.bVersion as number, row.createdAtMs, row.stoppedAtMs);
  const ofA =
    row.aVersion === null
      ? new Map(ofB.map((each) => [each.alertId, each.rulesTotal / 100]))
      : new Map(
          (await readModelVerdicts(db, row.aVersion, row.createdAtMs, row.stoppedAtMs)).map(
            (each) => [each.alertId, each.score] as const,
          ),
        );
  return ofB.flatMap(({ alertId, enterpriseId, label, score }) => {
    const a = ofA.get(alertId);
    return a === undefined ? [] : [{ enterpriseId, label, a, b: score }];
  });
}

/** Who judges and how fast. The rules have no pass of their own: they are timed in those of `beside`. */
async function judgeOf(
  db: Db,
  id: number | null,
  beside: number,
  rulesThreshold: number,
): Promise<JudgeFacts> {
  const passes = (await readPasses(db, id ?? beside, 5)).filter(({ scored }) => scored > 0);
  const responses = passes.map(({ times }) => responseOf(times, id === null ? "rules" : "model"));
  const response = responses.find((each) => each !== null) ?? null;
  if (id === null) return { name: "rules", threshold: rulesThreshold, micros: null, apiMs: null, response };
  const version = (await readModelVersion(db, id)) as ModelVersionRow;
  const [last] = passes;
  const [calls] = await readVersionLatency(db, [id]);
  return {
    name: `${version.name} v${version.version}`,
    threshold: version.threshold,
    apiMs: calls === undefined || calls.calls === 0 ? null : calls.micros / calls.calls / 1000,
    micros: last === undefined ? null : (last.readMicros + last.scoreMicros) / last.scored,
    response,
  };
}

type Versions = ReadonlyMap<number, ModelVersionRow>;

async function versionsOf(db: Db): Promise<Versions> {
  return new Map((await readModelVersions(db)).map((version) => [version.id, version]));
}

async function known(db: Db, id: number): Promise<ExperimentRow> {
  const row = await readExperiment(db, id);
  if (row === null) throw new Refusal("request.not-found");
  return row;
}

function present(row: ExperimentRow, versions: Versions): Experiment {
  const [a, b] = [row.aVersion, row.bVersion].map((id) => (id === null ? undefined : versions.get(id)));
  const nameOf = (id: number | null, version: ModelVersionRow | undefined): string =>
    id === null ? "rules" : version === undefined ? `#${id}` : `${version.name} v${version.version}`;
  return {
    id: row.id,
    name: row.name,
    a: row.aVersion,
    b: row.bVersion,
    aName: nameOf(row.aVersion, a),
    bName: nameOf(row.bVersion, b),
    percent: row.percent,
    served:
      row.state === "running" && a?.state === "published" && b?.state === "published" && canAnswerFor(a, b),
    state: row.state,
    createdBy: row.creator,
    createdAt: iso(row.createdAtMs),
    stoppedAt: isoOrNull(row.stoppedAtMs),
  };
}
