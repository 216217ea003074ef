import type { z } from "zod";
import type { scoreConfig } from "#domain/api/score-configs";
import { iso, isoOrNull } from "#server/modules/levels";
import type { ConfigChangeView } from "#server/modules/score-config/change";
import type { Db } from "#store/pool";
import { type ReviewRow, readReviewsById } from "#store/reviews";
import type { ScoreConfigRow } from "#store/score-configs";

/** Versions as they travel, with what became of their reviews. */
export async function presentConfigs(
  db: Db,
  rows: readonly ScoreConfigRow[],
  userId: number,
): Promise<z.input<typeof scoreConfig>[]> {
  const ids = rows.flatMap((row) => (row.reviewId === null ? [] : [row.reviewId]));
  const reviews = ids.length === 0 ? [] : await readReviewsById(db, ids);
  const byId = new Map(reviews.map((review) => [review.id, review]));
  return rows.map((row) => present(row, byId.get(row.reviewId ?? 0) ?? null, userId));
}

function present(row: ScoreConfigRow, review: ReviewRow | null, userId: number): z.input<typeof scoreConfig> {
  const [normal, yellow, orange, red, outbreak] = row.levels.floors;
  return {
    version: row.version,
    state: row.state,
    weights: { ...row.weights },
    levels: {
      floors: [normal, yellow, orange, red, outbreak],
      margin: row.levels.margin,
      minDwellMs: row.levels.minDwellMs,
    },
    colours: row.colours === null ? null : { light: [...row.colours.light], dark: [...row.colours.dark] },
    descriptions: { ...row.descriptions },
    comment: row.comment,
    base: row.base,
    rollbackOf: row.rollbackOf,
    createdBy: row.creator,
    own: row.createdBy === userId,
    createdAt: iso(row.createdAtMs),
    approvedBy: row.approver,
    activatedAt: isoOrNull(row.activatedAtMs),
    retiredAt: isoOrNull(row.retiredAtMs),
    review:
      review === null
        ? null
        : {
            id: review.id,
            state: review.state,
            against: (review.before as ConfigChangeView).version,
            decidedBy: review.decider,
            decidedAt: isoOrNull(review.decidedAtMs),
            comment: review.decisionComment,
          },
  };
}
