import { texts } from "#store/columns";
import type { Db } from "#store/pool";
import { sql } from "#store/sql";

/** The content hash under which each known uid was stored. */
export async function findEventHashes(db: Db, uids: readonly string[]): Promise<Map<string, string>> {
  if (uids.length === 0) return new Map();
  const rows = await db.query<{ uid: string; hash: string }>(sql`
    select uid, hash from event_ids where uid = any(string_to_array(${texts(uids)}, E'\\x1f'))`);
  return new Map(rows.map((row) => [row.uid, row.hash]));
}

/** A number that changes whenever something new was stored: tells a stalled detection from a quiet one. */
export async function readStoredMark(db: Db): Promise<number> {
  const rows = await db.query<{ mark: number }>(
    sql`select coalesce(sum(seq), 0)::bigint as mark from push_topics`,
  );
  return rows[0]?.mark ?? 0;
}
