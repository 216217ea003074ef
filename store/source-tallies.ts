import type { Tally } from "#domain/api/sources";
import { type Db, instant } from "#store/pool";
import { sql } from "#store/sql";

export interface TallyDelta extends Tally {
  readonly sourceId: string;
  /** When the newest of them was received; null when none was taken. */
  readonly lastEventMs: number | null;
}

/**
 * Adds to today's tallies, and what was accepted to the present hour. Sources in order, so that two writers never deadlock;
 * call it once a second, not for each row.
 */
export async function addTallies(db: Db, deltas: readonly TallyDelta[]): Promise<void> {
  const rows = [...deltas].sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1));
  if (rows.length === 0) return;
  await db.execute(sql`
    with input as materialized (
      select * from unnest(${rows.map((row) => row.sourceId)}::text[], ${rows.map((row) => row.read)}::bigint[],
      ${rows.map((row) => row.accepted)}::bigint[], ${rows.map((row) => row.duplicate)}::bigint[],
      ${rows.map((row) => row.conflict)}::bigint[], ${rows.map((row) => row.rejected)}::bigint[],
      ${rows.map((row) => instant(row.lastEventMs))}::timestamptz[])
      as i(source_id, read, accepted, duplicate, conflict, rejected, last)
    ), hours as (
      insert into source_hours as h (source_id, hour, accepted)
      select source_id, date_trunc('hour', now(), 'Asia/Shanghai'), sum(accepted) from input
      group by source_id having sum(accepted) > 0 order by source_id
      on conflict (source_id, hour) do update set accepted = h.accepted + excluded.accepted
    )
    insert into source_tallies as t (source_id, day, read, accepted, duplicate, conflict, rejected, last_event_at)
    select source_id, (now() at time zone 'Asia/Shanghai')::date, sum(read), sum(accepted), sum(duplicate), sum(conflict),
      sum(rejected), max(last)
    from input group by source_id order by source_id
    on conflict (source_id, day) do update set read = t.read + excluded.read, accepted = t.accepted + excluded.accepted,
      duplicate = t.duplicate + excluded.duplicate, conflict = t.conflict + excluded.conflict,
      rejected = t.rejected + excluded.rejected, last_event_at = greatest(t.last_event_at, excluded.last_event_at)`);
}

export interface TallyDayRow extends Tally {
  readonly day: string;
}

/** One source, day by day, newest first. */
export function readTallies(db: Db, sourceId: string, days: number): Promise<TallyDayRow[]> {
  return db.query(sql`
    select day, read, accepted, duplicate, conflict, rejected from source_tallies
    where source_id = ${sourceId} order by day desc limit ${days}`);
}

export interface SourceHourRow {
  readonly hourMs: number;
  readonly accepted: number;
}

/** Hours of a source in which something was accepted, in order, of those that begin in [from, to). */
export function readSourceHours(
  db: Db,
  sourceId: string,
  fromMs: number,
  toMs: number,
): Promise<SourceHourRow[]> {
  return db.query(sql`
    select hour as "hourMs", accepted from source_hours
    where source_id = ${sourceId} and hour >= ${instant(fromMs)}::timestamptz and hour < ${instant(toMs)}::timestamptz order by hour`);
}
