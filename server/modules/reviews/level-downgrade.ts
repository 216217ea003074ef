import { LEVEL_RELEASE_TYPE, type LevelRelease } from "#domain/level-release";
import type { ReviewedChange } from "#server/modules/reviews/reviewed-change";
import { makeTold } from "#server/pipelines/told";
import { insertOutbox } from "#store/derived-outbox";
import { findEnterprise } from "#store/enterprises";
import { type FallAfter, readFall } from "#store/level-falls";
import { readActiveConfig } from "#store/score-configs";

/**
 * A level that a score has left falls when a person says so. The enterprise hears of it by an event like any other: its
 * score is detection's alone, and a replay finds the release where it was.
 */
export const levelDowngrade: ReviewedChange = {
  async readPresent(tx, review, nowMs) {
    const config = await readActiveConfig(tx);
    if (config === null) return null;
    const fall = await readFall(tx, review.enterpriseId as number, config, nowMs);
    return fall?.after.level === (review.after as FallAfter).level ? fall.before : null;
  },
  async apply(tx, review, nowMs) {
    const enterprise = await findEnterprise(tx, review.enterpriseId as number);
    if (enterprise === null) throw new Error(`no enterprise ${review.enterpriseId}`);
    const data = { to: (review.after as FallAfter).level, review: review.id } satisfies LevelRelease;
    const told = makeTold(
      `reviews/level-${review.id}`,
      LEVEL_RELEASE_TYPE,
      "reviews",
      enterprise,
      data,
      nowMs,
    );
    await insertOutbox(tx, [told]);
    return [];
  },
};
