import type { z } from "zod";
import { FEATURES } from "#detectors/features/features";
import { makeTable, type TableRow } from "#detectors/learn/table";
import { scoreAnswer, scoreRequest } from "#domain/api/models";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { readFeatures } from "#server/modules/datasets/snapshot";
import type { CallCounter } from "#server/modules/models/calls";
import type { ModelCache } from "#server/modules/models/model-cache";
import { nameParams } from "#server/modules/models/routes";
import { dealOut } from "#server/modules/models/split";
import { type ModelVersionRow, readPublished } from "#store/models";
import type { Pool } from "#store/pool";

export interface ScoreRouteDeps {
  readonly db: Pool;
  readonly cache: ModelCache;
  readonly counter: CallCounter;
}

type AskedRow = z.output<typeof scoreRequest>["rows"][number];
const MOST_EXPLAINED = 100;
const SHOWN_REASONS = 5;

/** A published model as an API, for whoever has one of its keys. */
export function scoreRoutes({ db, cache, counter }: ScoreRouteDeps): AnyRoute[] {
  return [
    defineRoute({
      method: "POST",
      path: "/api/models/:name/score",
      tag: "models",
      summary: {
        zh: "已发布模型评分：按企业编号或按特征，至多 1,000 行",
        en: "Scores of a published model, by enterprise or by features, at most 1,000 rows",
      },
      access: { kind: "model-key" },
      params: nameParams,
      body: scoreRequest,
      bodyLimitBytes: 2 * 1024 * 1024,
      response: scoreAnswer,
      trail: { notAudited: "calls are counted by key, version and minute (model_calls)" },
      handler: async ({ params, body, modelKey, nowMs }) => {
        const began = performance.now();
        const versions = await readPublished(db, params.name);
        const newest = versions[0];
        if (newest === undefined) throw new Refusal("publication.unknown", { name: params.name });
        const features = await featuresOf(db, body.rows, nowMs);
        const versionOf = await dealOut(db, versions, newest);
        const explained = body.explain ? Math.min(MOST_EXPLAINED, body.rows.length) : 0;
        const groups = new Map<ModelVersionRow, number[]>();
        body.rows.forEach((row, i) => {
          const version = versionOf(row.enterpriseId);
          groups.set(version, [...(groups.get(version) ?? []), i]);
        });
        const answers = new Array<z.input<typeof scoreAnswer>["rows"][number]>(body.rows.length);
        for (const [version, places] of groups) {
          const scoring = performance.now();
          const { model } = await cache.load(version.runId);
          const table = makeTable(
            model.features,
            places.map((i) => features[i] ?? {}),
          );
          const scores = model.score(table);
          places.forEach((i, at) => {
            const known = features[i] !== null;
            const score = known ? (scores[at] as number) : null;
            answers[i] = {
              enterpriseId: body.rows[i]?.enterpriseId ?? null,
              model: version.name,
              version: version.version,
              score,
              flagged: score === null ? null : score >= version.threshold,
              ...(known && i < explained
                ? {
                    reasons: model
                      .explain(table, at)
                      .slice(0, SHOWN_REASONS)
                      .map(({ feature, value, contribution }) => ({
                        feature,
                        value: Number.isNaN(value) ? null : value,
                        contribution,
                      })),
                  }
                : {}),
            };
          });
          // Reading features is shared by the rows: each version has its part of it.
          const reading = ((scoring - began) * places.length) / body.rows.length;
          counter.answered(
            modelKey.id,
            version.id,
            places.length,
            reading + performance.now() - scoring,
            nowMs,
          );
        }
        return { model: params.name, rows: answers };
      },
    }),
  ];
}

/** What a row says itself goes before what the store knows; null: an enterprise that is not there. */
async function featuresOf(db: Pool, rows: readonly AskedRow[], nowMs: number): Promise<(TableRow | null)[]> {
  const ids = [
    ...new Set(rows.flatMap(({ enterpriseId }) => (enterpriseId === undefined ? [] : [enterpriseId]))),
  ];
  const read = ids.length === 0 ? [] : await readFeatures(db, ids, nowMs, "event");
  const known = new Map(
    read.map(({ row, values }) => [
      row.id,
      Object.fromEntries(FEATURES.map(({ name }, i) => [name, values[i]])),
    ]),
  );
  return rows.map(({ enterpriseId, features = {} }) => {
    if (enterpriseId === undefined) return features;
    const stored = known.get(enterpriseId);
    return stored === undefined ? null : { ...stored, ...features };
  });
}
