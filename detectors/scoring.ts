import { type ActiveSignal, findingUid } from "#detectors/signals";
import { DAY_MS } from "#detectors/time";
import type { Reason, ScoreConfig } from "#domain/detect";
import { DIMENSIONS, type Dimension, type DimensionScores, type Weights } from "#domain/dimension";
import type { Level, LevelState } from "#domain/level";
import { levelNumber } from "#domain/level";

/** Share of the total that the most severe dimension has; the rest is the weighted sum of all five. */
export const PEAK_SHARE = 0.7;
/** Inside a dimension the second signal counts 0.6 of its severity, the third 0.36, and so on. */
export const RANK_DISCOUNT = 0.6;

/** The peak's points go to the dimensions near the peak, in proportion to (e·D)^6: equal ones share them equally. */
const PEAK_SPLIT = 6;

/** A score taken apart: the parts of `dimensionPoints`, and those of `signals`, each add up to `total`. */
export interface Breakdown {
  readonly total: number;
  readonly dimensions: DimensionScores;
  readonly dimensionPoints: DimensionScores;
  readonly signals: readonly ActiveSignal[];
  /** Points that the total loses in a day as things are. */
  readonly decayPerDay: number;
  readonly forced: Level | null;
}

/**
 * Dimension D = 100·(1 − Π(1 − sᵢ·ρⁱ/100)), signals sorted by severity: never below the strongest, and many weak
 * ones stay weak (equal signals of s sum to at most s/(1−ρ)).
 *
 * Total = β·max(e·D) + (1−β)·Σ w·D with e = min(1, 5w). A weighted mean alone hides one extreme dimension (a weight
 * of 0.25 would hold it at 25 points); with the peak share it reaches 0.7·100 + 0.3·25 = 77.5, red. The emphasis e
 * keeps the peak under the configured weights: a dimension with less than an equal share counts less at the peak,
 * one with weight 0 not at all. The total is monotone in every severity, and 100 when all dimensions are.
 *
 * `active` comes sorted, strongest first.
 */
export function breakDown(active: readonly ActiveSignal[], weights: Weights): Breakdown {
  if (active.length === 0) return EMPTY;
  const survival = [1, 1, 1, 1, 1];
  const ranks = [1, 1, 1, 1, 1];
  for (const entry of active) {
    const d = NUMBERS[entry.rule.dimension];
    const kept = 1 - (Math.min(entry.severity, 99.9) * (ranks[d] as number)) / 100;
    ranks[d] = (ranks[d] as number) * RANK_DISCOUNT;
    survival[d] = (survival[d] as number) * kept;
    // For now its share of the dimension, in logarithms, where shares add up.
    entry.points = -Math.log(kept);
  }
  const values = survival.map((left) => (left === 1 ? 0 : round2(100 * (1 - left))));
  const { points, total } = splitPoints(values, weights);

  let decayPerDay = 0;
  let forced: Level | null = null;
  for (const entry of active) {
    const d = NUMBERS[entry.rule.dimension];
    const whole = -Math.log(survival[d] as number);
    entry.points = whole > 0 ? ((points[d] as number) * entry.points) / whole : 0;
    const { halfLifeDays, forces } = entry.rule;
    if (halfLifeDays !== null) decayPerDay += (entry.points * Math.LN2) / halfLifeDays;
    if (forces !== null && (forced === null || levelNumber(forces) > levelNumber(forced))) forced = forces;
  }
  return {
    total: Math.max(0, Math.min(100, round2(total))),
    dimensions: scoresOf(values),
    dimensionPoints: scoresOf(points),
    signals: active,
    decayPerDay,
    forced,
  };
}

/** The points of each dimension (0–100, in the order of DIMENSIONS), and their sum. */
function splitPoints(values: readonly number[], weights: Weights): { points: number[]; total: number } {
  let peak = 0;
  let peakSplit = 0;
  const points = [0, 0, 0, 0, 0];
  const near = [0, 0, 0, 0, 0];
  for (let d = 0; d < 5; d++) {
    const value = values[d] as number;
    if (value === 0) continue;
    const weight = weights[DIMENSIONS[d] as Dimension];
    points[d] = (1 - PEAK_SHARE) * weight * value;
    const emphasised = emphasisOf(weight) * value;
    near[d] = (emphasised / 100) ** PEAK_SPLIT;
    peak = Math.max(peak, emphasised);
    peakSplit += near[d] as number;
  }
  let total = 0;
  for (let d = 0; d < 5; d++) {
    if (peakSplit > 0)
      points[d] = (points[d] as number) + (PEAK_SHARE * peak * (near[d] as number)) / peakSplit;
    total += points[d] as number;
  }
  return { points, total };
}

/** The total of dimensions as they are stored (0–100, in the order of DIMENSIONS) under other weights. */
export function totalOf(values: readonly number[], weights: Weights): number {
  return Math.max(0, Math.min(100, round2(splitPoints(values.map(round2), weights).total)));
}

/** The points that each dimension has of the total under given weights. */
export function pointsOf(dimensions: DimensionScores, weights: Weights): DimensionScores {
  const values = DIMENSIONS.map((dimension) => dimensions[dimension]);
  return scoresOf(splitPoints(values, weights).points);
}

/** How much of a dimension counts at the peak. */
export function emphasisOf(weight: number): number {
  return Math.min(1, 5 * weight);
}

/**
 * The total that a firm would have by itself: of its dimensions (0–100, in the order of DIMENSIONS) without what it heard
 * of others. The same formula as `breakDown`.
 */
export function ownTotalOfDimensions(dimensions: readonly number[], weights: Weights): number {
  return totalOf(
    DIMENSIONS.map((dimension, at) => (dimension === "association" ? 0 : (dimensions[at] ?? 0))),
    weights,
  );
}

/**
 * The three signals with most points, in words. Words of a signal that did not change since `before` are taken over
 * from there.
 */
export function reasonsOf(
  breakdown: Breakdown,
  key: string,
  before: readonly Reason[] = [],
  touched: ReadonlySet<string> = NOBODY,
): Reason[] {
  const parts = breakdown.signals.length > 1 ? [...breakdown.signals].sort(byPoints) : breakdown.signals;
  const reasons: Reason[] = [];
  for (let i = 0; i < parts.length && i < 3; i++) {
    const { signal, rule, points } = parts[i] as ActiveSignal;
    const uid = findingUid(signal, key);
    const known = touched.has(signal.r) ? undefined : before.find((reason) => reason.findingUid === uid);
    reasons.push({
      findingUid: uid,
      dimension: rule.dimension,
      text: known?.text ?? rule.zh(signal.f),
      textEn: known?.textEn ?? rule.en(signal.f),
      points: round2(points),
    });
  }
  return reasons;
}

const NOBODY: ReadonlySet<string> = new Set();

function byPoints(a: ActiveSignal, b: ActiveSignal): number {
  return b.points - a.points;
}

const NUMBERS: Readonly<Record<Dimension, number>> = {
  basic: 0,
  compliance: 1,
  behaviour: 2,
  sentiment: 3,
  association: 4,
};

/** When the score should be looked at again: a point lost, or the level may fall; null when nothing decays. */
export function nextDueMs(
  breakdown: Breakdown,
  level: LevelState,
  nowMs: number,
  rule: ScoreConfig["levels"],
): number | null {
  const dwell = dwellEndMs(breakdown, level, nowMs, rule);
  if (breakdown.decayPerDay <= 1e-6) return dwell;
  const decay = nowMs + Math.round(Math.min(Math.max(1 / breakdown.decayPerDay, 0.25), 30) * DAY_MS);
  return dwell === null ? decay : Math.min(dwell, decay);
}

/** When the level, which the points do not bear any more, has lasted its dwell; null when it may not fall. */
export function dwellEndMs(
  breakdown: Breakdown,
  level: LevelState,
  nowMs: number,
  rule: ScoreConfig["levels"],
): number | null {
  const from = levelNumber(level.level);
  const endMs = (level.sinceMs ?? 0) + rule.minDwellMs;
  const below = from > 1 && breakdown.total < (rule.floors[from - 1] as number) - rule.margin;
  const free = breakdown.forced === null || levelNumber(breakdown.forced) < from;
  return below && free && endMs > nowMs ? endMs : null;
}

export function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

function scoresOf(values: readonly number[]): DimensionScores {
  return {
    basic: values[0] as number,
    compliance: values[1] as number,
    behaviour: values[2] as number,
    sentiment: values[3] as number,
    association: values[4] as number,
  };
}

const ZERO = scoresOf([0, 0, 0, 0, 0]);
const EMPTY: Breakdown = {
  total: 0,
  dimensions: ZERO,
  dimensionPoints: ZERO,
  signals: [],
  decayPerDay: 0,
  forced: null,
};
