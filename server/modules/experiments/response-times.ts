import { FEATURES } from "#detectors/features/features";
import type { TrainedModel } from "#detectors/learn/algorithm";
import { makeTable } from "#detectors/learn/table";
import { rulesOf } from "#detectors/registry";
import { breakDown } from "#detectors/scoring";
import { pruneSignals, type Signal } from "#detectors/signals";
import type { ResponseTime } from "#domain/api/models";
import type { EntityState, ScoreConfig } from "#domain/detect";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import { DEFAULT_LEVEL_RULE, nextLevel } from "#domain/level";
import { enterpriseKey } from "#domain/partition";
import { readFeatures } from "#server/modules/datasets/snapshot";
import { readEntityState } from "#store/entity-state";
import type { Db } from "#store/pool";
import { readActiveConfig } from "#store/score-configs";

/** Counts by bin of time: bin k holds what took about STEP^k µs, so a quantile is right to 2.5 %. */
type TimeBins = Record<string, number>;

/** How long each judge took over the same single enterprises of a pass. */
export interface JudgeTimes {
  readonly rules: TimeBins;
  readonly model: TimeBins;
}

const STEP = 1.05;
/** Enterprises timed in each part until a pass has MANY of them, then one a part: a big city costs no more for it. */
const IN_PART = 25;
const MANY = 500;

const RULES = rulesOf();

/** The judges of one pass under a stop-watch. `already` is what the pass has timed before it was broken off. */
export interface StopWatch {
  readonly times: JudgeTimes;
  /** Times some of these enterprises, spread evenly: each judge from the store to its answer, one enterprise at a time. */
  timePart(ids: readonly number[], atMs: number): Promise<void>;
}

export async function makeStopWatch(db: Db, model: TrainedModel, already: unknown): Promise<StopWatch> {
  const config: Pick<ScoreConfig, "weights" | "levels"> = (await readActiveConfig(db)) ?? {
    weights: DEFAULT_WEIGHTS,
    levels: DEFAULT_LEVEL_RULE,
  };
  const { rules = {}, model: ofModel = {} } = already as Partial<JudgeTimes>;
  const times: JudgeTimes = { rules: { ...rules }, model: { ...ofModel } };
  let warm = false;

  async function timeBoth(id: number, atMs: number, rulesFirst: boolean): Promise<void> {
    const judges = [
      { bins: times.rules, judge: () => judgeByRules(db, id, config) },
      { bins: times.model, judge: () => judgeByModel(db, id, model, atMs) },
    ];
    // What the one has read is warm for the other: they take turns.
    for (const { bins, judge } of rulesFirst ? judges : judges.toReversed()) {
      const began = performance.now();
      await judge();
      if (warm) count(bins, (performance.now() - began) * 1000);
    }
  }

  return {
    times,
    async timePart(ids, atMs) {
      const most = countOf(times.model) < MANY ? IN_PART : 1;
      const length = Math.min(most, ids.length);
      const chosen = Array.from({ length }, (_, i) => ids[Math.floor((i * ids.length) / length)] as number);
      // The first answer of a pass pays for plans and code that all others share.
      if (!warm && chosen[0] !== undefined) {
        await timeBoth(chosen[0], atMs, true);
        warm = true;
      }
      for (const [i, id] of chosen.entries()) await timeBoth(id, atMs, i % 2 === 0);
    },
  };
}

/** Median and 95 % in µs; null: nothing was timed. */
export function responseOf(times: unknown, judge: keyof JudgeTimes): ResponseTime | null {
  const bins = (times as Partial<JudgeTimes>)[judge] ?? {};
  const timed = countOf(bins);
  if (timed === 0) return null;
  return { p50Micros: quantileOf(bins, 0.5), p95Micros: quantileOf(bins, 0.95), timed };
}

/** What detection has learned, then total and level under the configuration in force. No state: nothing is against it. */
async function judgeByRules(
  db: Db,
  id: number,
  config: Pick<ScoreConfig, "weights" | "levels">,
): Promise<void> {
  const text = await readEntityState(db, enterpriseKey(id));
  if (text === null) return;
  const state = JSON.parse(text) as EntityState;
  const signals = (state.detectors.signals ?? []) as Signal[];
  const { total, forced } = breakDown(pruneSignals(signals, RULES, state.watermarkMs), config.weights);
  nextLevel(state.score?.level ?? null, total, state.watermarkMs, config.levels, forced);
}

async function judgeByModel(db: Db, id: number, model: TrainedModel, atMs: number): Promise<void> {
  const [read] = await readFeatures(db, [id], atMs, "event");
  if (read === undefined) return;
  model.score(
    makeTable(model.features, [Object.fromEntries(FEATURES.map(({ name }, i) => [name, read.values[i]]))]),
  );
}

function count(bins: TimeBins, micros: number): void {
  const bin = Math.max(0, Math.round(Math.log(Math.max(1, micros)) / Math.log(STEP)));
  bins[bin] = (bins[bin] ?? 0) + 1;
}

function countOf(bins: TimeBins): number {
  return Object.values(bins).reduce((sum, n) => sum + n, 0);
}

/** The time that so large a share of the answers did not pass (nearest rank). */
function quantileOf(bins: TimeBins, share: number): number {
  const rank = Math.ceil(share * countOf(bins));
  let seen = 0;
  for (const bin of Object.keys(bins)
    .map(Number)
    .sort((a, b) => a - b)) {
    seen += bins[bin] as number;
    if (seen >= rank) return Math.round(STEP ** bin);
  }
  return Number.NaN;
}
