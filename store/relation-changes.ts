import { type Db, first } from "#store/pool";
import { sql } from "#store/sql";

/** Any number that nobody else uses: one instance computes over the graph at a time, the others skip. */
const LOCK = 7_205_118;

/** Until the transaction ends; false: another instance is at it. */
export async function lockRelationGraph(tx: Db): Promise<boolean> {
  const lock = await first<{ taken: boolean }>(tx, sql`select pg_try_advisory_xact_lock(${LOCK}) as taken`);
  return lock?.taken === true;
}

/** Takes firms whose ties changed, oldest first, each once. Rows of transactions under way are left for the next time. */
export async function takeRelationChanges(tx: Db, limit: number): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    with taken as (
      delete from relation_changes where id in (select id from relation_changes order by id limit ${limit})
      returning enterprise_id
    )
    select distinct enterprise_id as id from taken order by 1`);
  return rows.map((row) => row.id);
}

/** How many notes wait: the lag of what is computed over the graph. */
export async function countRelationChanges(db: Db): Promise<number> {
  const row = await first<{ n: number }>(db, sql`select count(*) as n from relation_changes`);
  return row?.n ?? 0;
}
