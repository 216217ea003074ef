import { type Db, first } from "#store/pool";
import { sql } from "#store/sql";

/** What detection has learned of one key, as JSON (domain/detect, EntityState); null: nothing yet. */
export async function readEntityState(db: Db, key: string): Promise<string | null> {
  const row = await first<{ state: string }>(db, sql`select state from entity_state where key = ${key}`);
  return row?.state ?? null;
}
