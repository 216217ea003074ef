import type { ConfigContent } from "#domain/score-config";
import type { ReviewedChange } from "#server/modules/reviews/reviewed-change";
import type { Db } from "#store/pool";
import { requestRescore } from "#store/rescores";
import { activateConfig, closeConfig, lockActiveConfig, type ScoreConfigRow } from "#store/score-configs";

/** A version as a review and the audit log keep it. */
export interface ConfigChangeView extends ConfigContent {
  readonly version: number;
}

export function changeView(row: ScoreConfigRow): ConfigChangeView {
  const { version, weights, levels, colours, descriptions } = row;
  return { version, weights, levels, colours, descriptions };
}

/**
 * The version in force is replaced by the one that was handed in, and everything is scored anew under it, asked for in
 * the same transaction. It is stale when another came into force since.
 */
export const scoreConfigChange: ReviewedChange = {
  async readPresent(tx: Db) {
    const active = await lockActiveConfig(tx);
    return active === null ? null : changeView(active);
  },
  async apply(tx, review, _nowMs, by) {
    const { version } = review.after as ConfigChangeView;
    if (!(await activateConfig(tx, version, by))) throw new Error(`no configuration ${version}`);
    await requestRescore(tx, version);
    return [];
  },
  async reject(tx, review) {
    await closeConfig(tx, (review.after as ConfigChangeView).version, "rejected");
  },
};
