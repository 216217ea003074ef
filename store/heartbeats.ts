import type { Db } from "#store/pool";
import { sql } from "#store/sql";

export interface Beat {
  readonly role: string;
  readonly instance: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly rssMb: number;
  readonly partitions: readonly number[];
  /** Small figures for the system page: rates, lag, clients. */
  readonly metrics: Readonly<Record<string, unknown>>;
}

export interface HeartbeatRow extends Beat {
  readonly startedAtMs: number;
  readonly lastSeenMs: number;
  /** By the database's clock. */
  readonly ageMs: number;
}

/** "I am here": every few seconds from each role of each process. */
export async function beat(db: Db, beats: readonly Beat[]): Promise<void> {
  if (beats.length === 0) return;
  await db.execute(sql`
    insert into role_heartbeats as h (role, instance, host, pid, version, started_at, last_seen_at, rss_mb, partitions, metrics)
    select role, instance, host, pid, version, now(), now(), "rssMb", partitions, metrics
    from jsonb_to_recordset(${JSON.stringify(beats)}::jsonb) as i(role text, instance text, host text, pid int, version text,
      "rssMb" real, partitions smallint[], metrics jsonb)
    on conflict (role, instance) do update set last_seen_at = now(), rss_mb = excluded.rss_mb, pid = excluded.pid,
      host = excluded.host, version = excluded.version, partitions = excluded.partitions, metrics = excluded.metrics`);
}

/** On a clean stop, so that others take over at once. */
export async function removeBeats(db: Db, instance: string): Promise<void> {
  await db.execute(sql`delete from role_heartbeats where instance = ${instance}`);
}

/** Instances seen within `maxAgeMs`. */
export function readHeartbeats(db: Db, maxAgeMs: number): Promise<HeartbeatRow[]> {
  return db.query(sql`
    select role, instance, host, pid, version, rss_mb as "rssMb", partitions, metrics, started_at as "startedAtMs",
      last_seen_at as "lastSeenMs", (extract(epoch from now() - last_seen_at) * 1000)::float8 as "ageMs"
    from role_heartbeats where last_seen_at > now() - ${maxAgeMs} * interval '1 millisecond' order by role, instance`);
}
