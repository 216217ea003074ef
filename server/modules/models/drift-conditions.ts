import { DRIFT_LIMITS } from "#detectors/comparison/drift";
import { FEATURES } from "#detectors/features/features";
import type { Words } from "#domain/error";
import type { Condition } from "#server/alarm-watch";
import type { DriftRow } from "#server/modules/experiments/shadow";
import type { Db } from "#store/pool";
import { readLastDrifts } from "#store/shadow-passes";

const SCORE: Words = { zh: "得分", en: "its score" };
const NAMES = new Map(FEATURES.map(({ name, words }) => [name, words]));

/**
 * Published models in the shadow of which an input or the score was beyond its limit in the newest finished pass, one
 * each. It is over with the next pass that finds all within it, when the shadow is stopped, and when the version is retired.
 */
export async function readDriftConditions(db: Db): Promise<Condition[]> {
  return (await readLastDrifts(db)).flatMap(({ model, version, drift }) => {
    const moved = (drift as readonly DriftRow[]).filter(({ state }) => state === "alarm");
    const [worst] = moved.toSorted((a, b) => (b.index ?? 0) - (a.index ?? 0));
    if (worst === undefined) return [];
    const name = `${model} v${version}`;
    const feature = worst.feature === "score" ? SCORE : (NAMES.get(worst.feature) ?? worst.feature);
    return [
      {
        code: "model-drift" as const,
        severity: "warning" as const,
        subject: name,
        params: {
          model: name,
          feature,
          index: (worst.index ?? 0).toFixed(2),
          limit: DRIFT_LIMITS.alarm,
          count: moved.length,
        },
      },
    ];
  });
}
