import { type Db, first, instant } from "#store/pool";
import { sql } from "#store/sql";

/** Who is on duty (值班): the duty officer whose session was active last, null when none is logged in. */
export async function readDutyOfficer(db: Db, nowMs: number): Promise<string | null> {
  const row = await first<{ name: string }>(
    db,
    sql`
    select u.name from sessions s join posts p on p.id = s.post_id join users u on u.id = s.user_id
    where p.role = 'duty-officer' and s.ended_at is null and s.idle_expires_at > ${instant(nowMs)}::timestamptz
      and s.expires_at > ${instant(nowMs)}::timestamptz and u.disabled_at is null
    order by s.last_seen_at desc limit 1`,
  );
  return row?.name ?? null;
}
