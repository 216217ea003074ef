import { pointsOf, round2, totalOf } from "#detectors/scoring";
import { standingUnder, withStanding } from "#detectors/standing";
import type { Reason, Score, ScoreConfig } from "#domain/detect";
import { DIMENSIONS, type Dimension, type Weights } from "#domain/dimension";

/**
 * A score under another configuration from what it shows itself: for where the signals behind it cannot be read (the
 * state is of another version of the detectors, or gone). Total and level are exact, because dimensions do not depend on
 * weights. A reason keeps its share of its dimension, so its points are exact too up to the rounding of those before; with
 * more than three signals, one that is not named might now be among the strongest three: the next event says.
 */
export function rescoreParts(score: Score, config: ScoreConfig, before: Weights | null, atMs: number): Score {
  const values = DIMENSIONS.map((dimension) => score.dimensions[dimension]);
  const total = totalOf(values, config.weights);
  const sinceMs = Math.max(atMs, score.timeMs);
  const standing = standingUnder(score, { total, forced: score.forced ?? null }, sinceMs, config);
  const same = standing.level.level === score.level.level && Math.abs(total - score.total) < 0.01;
  return {
    ...withStanding(score, standing),
    total,
    reasons: before === null ? score.reasons : reweigh(score, before, config.weights),
    configVersion: config.version,
    timeMs: same ? score.timeMs : sinceMs,
  };
}

function reweigh(score: Score, before: Weights, after: Weights): Reason[] {
  const from = pointsOf(score.dimensions, before);
  const to = pointsOf(score.dimensions, after);
  return score.reasons
    .map((reason) => {
      const old = from[reason.dimension];
      // Of a dimension that had no points each of its reasons that are named gets the same.
      const share = old > 0 ? reason.points / old : 1 / countOf(score.reasons, reason.dimension);
      return { ...reason, points: round2(to[reason.dimension] * share) };
    })
    .sort((a, b) => b.points - a.points);
}

function countOf(reasons: readonly Reason[], dimension: Dimension): number {
  return reasons.filter((reason) => reason.dimension === dimension).length;
}
