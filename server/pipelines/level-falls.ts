import { type FallRule, proposeFalls, withdrawFalls } from "#store/level-falls";
import type { Pool } from "#store/pool";

/** Reviews proposed in one look at most; what is left comes with the next. */
const BATCH = 500;

export interface FallsReport {
  readonly withdrawn: number;
  readonly proposed: number;
}

/** Puts levels that scores have left before a person (复核), and takes back what no longer holds. */
export async function watchFalls(pool: Pool, rule: FallRule, nowMs: number): Promise<FallsReport> {
  return {
    withdrawn: await withdrawFalls(pool, rule, nowMs),
    proposed: await proposeFalls(pool, rule, nowMs, BATCH),
  };
}
