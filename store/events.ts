import type { Scope } from "#domain/permission";
import { decodeCursor, encodeCursor } from "#store/cursor";
import { type Db, instant } from "#store/pool";
import { inScope } from "#store/scope";
import { sql } from "#store/sql";

export interface TimelineRow {
  /** 'event' or 'level' (the enterprise entered another level). */
  readonly what: "event" | "level";
  readonly timeMs: number;
  readonly kind: string;
  readonly type: string;
  readonly timeInferred: boolean;
  readonly source: string;
  readonly eventUid: string | null;
  readonly simulated: boolean;
  readonly withdrawn: boolean;
  /** The event's body; null for a level. */
  readonly data: Record<string, unknown> | null;
  readonly levelFrom: number | null;
  readonly levelTo: number | null;
  /** For a level: the strongest reason. */
  readonly reason: string | null;
  readonly reasonEn: string | null;
}

export interface TimelinePage {
  readonly rows: readonly TimelineRow[];
  readonly next: string | null;
}

/**
 * What happened to these enterprises (one and what was merged into it), newest first. The caller has checked that it
 * may see them. Each part stops at the page's length, so a firm with a million events costs no more.
 */
export async function readTimeline(
  db: Db,
  ids: readonly number[],
  page: {
    readonly cursor: string | null;
    readonly limit: number;
    readonly kinds?: readonly string[] | undefined;
  },
): Promise<TimelinePage> {
  const [beforeTime, beforeUid] =
    page.cursor === null ? ["infinity", "~"] : decodeCursor(page.cursor, ["string", "string"] as const);
  const most = page.limit + 1;
  const kinds = page.kinds === undefined ? sql`true` : sql`kind = any(${page.kinds})`;
  const withLevels = page.kinds === undefined || page.kinds.includes("level");
  const rows = await db.query<TimelineRow & { at: string; uid: string }>(sql`
    (select 'event' as what, time as "timeMs", time::text as at, uid, kind, type, time_inferred as "timeInferred", source,
      uid as "eventUid", simulated or (kind = 'derived' and exists (select from enterprises where id = any(${ids}::bigint[]) and simulated))
        as simulated, withdrawn, data, null::smallint as "levelFrom", null::smallint as "levelTo", null as reason, null as "reasonEn"
    from events
    where key = any(${ids.map((id) => `e:${id}`)}) and (time, uid) < (${beforeTime}::timestamptz, ${beforeUid}) and ${kinds}
    order by time desc, uid desc limit ${most})
    union all
    (select 'level', a.time, a.time::text, 'alert:' || a.id, 'level', case when level_to > level_from then 'level.raised' else 'level.lowered' end,
      false, 'guanlan', finding_uids[1], simulated, false, null, level_from, level_to, reasons -> 0 ->> 'text', reasons -> 0 ->> 'textEn'
    from alerts a
    where ${withLevels} and enterprise_id = any(${ids}::bigint[]) and (time, 'alert:' || id) < (${beforeTime}::timestamptz, ${beforeUid})
    order by a.time desc, 'alert:' || a.id desc limit ${most})
    order by "timeMs" desc, uid desc limit ${most}`);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ at: _at, uid: _uid, ...row }) => row),
    next: rows.length > page.limit && last !== undefined ? encodeCursor([last.at, last.uid]) : null,
  };
}

export interface LatestEventRow {
  readonly uid: string;
  readonly kind: string;
  readonly timeMs: number;
  readonly enterpriseId: number;
  readonly name: string;
  readonly district: string;
  readonly level: number;
  readonly score: number;
  readonly reason: string;
  readonly reasonEn: string;
  readonly simulated: boolean;
}

/** Latest events of the scope that have an enterprise, for the wall: looked for among the newest `among`. */
export function readLatestEvents(
  db: Db,
  scope: Scope,
  limit: number,
  among = 2_000,
): Promise<LatestEventRow[]> {
  return db.query(sql`
    with newest as materialized (
      select uid, kind, time, enterprise_id, simulated from events order by time desc limit ${among}
    )
    select n.uid, n.kind, n.time as "timeMs", n.enterprise_id as "enterpriseId", e.name, s.district, s.level, s.total as score,
      coalesce(s.reasons -> 0 ->> 'text', '') as reason, coalesce(s.reasons -> 0 ->> 'textEn', '') as "reasonEn", n.simulated
    from newest n join scores s on s.enterprise_id = n.enterprise_id join enterprises e on e.id = n.enterprise_id
    where s.listed and ${inScope(scope)}
    order by n.time desc limit ${limit}`);
}

export interface EventDayRow {
  readonly dayMs: number;
  readonly kind: string;
  readonly events: number;
}

/** How many events of each kind a day (of Asia/Shanghai) had, from the daily view. */
export function countEventsByDay(
  db: Db,
  districts: readonly string[],
  fromMs: number,
  toMs: number,
): Promise<EventDayRow[]> {
  return db.query(sql`
    select day as "dayMs", kind, sum(events)::bigint as events from event_daily
    where day >= ${instant(fromMs)}::timestamptz and day < ${instant(toMs)}::timestamptz and district = any(${districts})
    group by day, kind order by day, kind`);
}

export interface StoredEventRow {
  readonly uid: string;
  readonly kind: string;
  readonly type: string;
  readonly source: string;
  readonly timeMs: number;
  readonly receivedMs: number;
  readonly enterpriseId: number | null;
  readonly withdrawn: boolean;
  readonly data: Record<string, unknown>;
}

/** One event as it was stored. */
export async function readEvent(db: Db, uid: string): Promise<StoredEventRow | null> {
  const rows = await db.query<StoredEventRow>(sql`
    select uid, kind, type, source, time as "timeMs", received_at as "receivedMs", enterprise_id as "enterpriseId", withdrawn, data
    from events where uid = ${uid} and time = (select time from event_ids where uid = ${uid})`);
  return rows[0] ?? null;
}
