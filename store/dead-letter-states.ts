import { type Db, first } from "#store/pool";
import { sql } from "#store/sql";

/** null when there is no such dead letter. */
export async function findDeadLetterState(db: Db, id: number): Promise<string | null> {
  const row = await first<{ state: string }>(db, sql`select state from dead_letters where id = ${id}`);
  return row?.state ?? null;
}
