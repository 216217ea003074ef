import type { ErrorParams } from "#domain/error";
import type { Db } from "#store/pool";
import { first, instant } from "#store/pool";
import { sql } from "#store/sql";

/** 告警: the program's own, apart from a risk 预警. */
export interface AlarmRow {
  readonly id: number;
  readonly code: string;
  readonly severity: "info" | "warning" | "critical";
  readonly subject: string;
  /** Chinese, as it was raised. */
  readonly message: string;
  /** What the words of its code are filled with; null: it has none. */
  readonly params: ErrorParams | null;
  readonly sinceMs: number;
  readonly lastSeenMs: number;
  readonly clearedAtMs: number | null;
  readonly active: boolean;
  readonly acknowledgedBy: string | null;
}

/** Raises or keeps up an alarm; there is one active row for each code and subject. true when it is new: tell people then. */
export async function raiseAlarm(
  db: Db,
  alarm: {
    readonly code: string;
    readonly severity: "info" | "warning" | "critical";
    readonly subject: string;
    readonly message: string;
    readonly params: ErrorParams | null;
    readonly nowMs: number;
  },
): Promise<boolean> {
  const row = await first<{ fresh: boolean }>(
    db,
    sql`
    insert into alarms as a (code, severity, subject, message, params, since, last_seen_at)
    values (${alarm.code}, ${alarm.severity}, ${alarm.subject}, ${alarm.message},
      ${alarm.params === null ? null : JSON.stringify(alarm.params)}::jsonb, ${instant(alarm.nowMs)}::timestamptz, ${instant(alarm.nowMs)}::timestamptz)
    on conflict (code, subject) where cleared_at is null
    do update set last_seen_at = excluded.last_seen_at, message = excluded.message, params = excluded.params,
      severity = excluded.severity
    returning xmax = 0 as fresh`,
  );
  return row?.fresh ?? false;
}

/** true when it was active. */
export async function clearAlarm(db: Db, code: string, subject: string, nowMs: number): Promise<boolean> {
  return (
    (await db.execute(sql`
    update alarms set cleared_at = ${instant(nowMs)}::timestamptz where code = ${code} and subject = ${subject} and cleared_at is null`)) >
    0
  );
}

/** Active ones first, then those that ended in the last day, newest first. */
export function readAlarms(db: Db, limit = 100): Promise<AlarmRow[]> {
  return db.query(sql`
    select a.id, a.code, a.severity, a.subject, a.message, a.params, a.since as "sinceMs", a.last_seen_at as "lastSeenMs",
      a.cleared_at as "clearedAtMs", a.cleared_at is null as active, u.name as "acknowledgedBy"
    from alarms a left join users u on u.id = a.acknowledged_by
    where a.cleared_at is null or a.cleared_at > now() - interval '1 day'
    order by a.cleared_at is null desc, a.since desc limit ${limit}`);
}

export async function acknowledgeAlarm(db: Db, id: number, userId: number): Promise<boolean> {
  return (
    (await db.execute(sql`
    update alarms set acknowledged_by = ${userId}, acknowledged_at = now() where id = ${id} and acknowledged_by is null`)) ===
    1
  );
}

export interface ActiveAlarm {
  readonly code: string;
  readonly subject: string;
  readonly severity: "info" | "warning" | "critical";
}

/** Active alarms of these codes: what a watcher has to clear when it is over. */
export function readActiveAlarms(db: Db, codes: readonly string[]): Promise<ActiveAlarm[]> {
  return db.query(
    sql`select code, subject, severity from alarms where cleared_at is null and code = any(${codes})`,
  );
}
