import type { Db } from "#store/pool";
import { sql } from "#store/sql";

/**
 * The states of these enterprises no longer stand for their events (after a merge): of no version, they are folded
 * anew at their next event or the next tick, whichever is first.
 */
export async function markStale(db: Db, enterpriseIds: readonly number[]): Promise<void> {
  await db.execute(sql`
    update entity_state set version = '', due_at = now() where key = any(${enterpriseIds.map((id) => `e:${id}`)})`);
}
