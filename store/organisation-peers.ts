import type { LocalKind } from "#domain/finance-kind";
import { type Db, first, instant } from "#store/pool";
import { sql } from "#store/sql";

export interface PeersRow {
  readonly id: number;
  readonly kind: LocalKind;
  readonly period: string;
  readonly version: number;
  readonly n: number;
  /** Firms that had reported when they were made; never fewer than n. */
  readonly reported: number;
  readonly recordedAtMs: number;
  /** When it was last made and found the same. */
  readonly checkedAtMs: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The newest peers of each kind. */
export function readNewestPeers(db: Db, kinds: readonly LocalKind[]): Promise<PeersRow[]> {
  return db.query(sql`
    select p.id, p.kind, p.period, p.version, p.n, p.reported, p.recorded_at as "recordedAtMs", p.checked_at as "checkedAtMs", p.body
    from unnest(${kinds}::text[]) as k(kind)
    join lateral (select * from organisation_peers o where o.kind = k.kind order by id desc limit 1) p on true`);
}

/** The peers that an evaluation was made with. */
export function readPeers(db: Db, id: number): Promise<PeersRow | null> {
  return first(
    db,
    sql`select id, kind, period, version, n, reported, recorded_at as "recordedAtMs", checked_at as "checkedAtMs", body from organisation_peers where id = ${id}`,
  );
}

/** Gives the new row's id, or that of the newest one when it says the same. */
export async function savePeers(
  tx: Db,
  peers: {
    readonly kind: LocalKind;
    readonly period: string;
    readonly version: number;
    readonly n: number;
    readonly reported: number;
    readonly body: unknown;
    readonly nowMs: number;
  },
): Promise<number> {
  const body = JSON.stringify(peers.body);
  const same = await first<{ id: number }>(
    tx,
    sql`
    update organisation_peers set checked_at = ${instant(peers.nowMs)}, reported = ${peers.reported}
    where id = (select max(id) from organisation_peers where kind = ${peers.kind})
      and period = ${peers.period} and version = ${peers.version} and body = ${body}::jsonb returning id`,
  );
  if (same !== null) return same.id;
  const row = await first<{ id: number }>(
    tx,
    sql`
    insert into organisation_peers (kind, period, version, n, reported, body, checked_at)
    values (${peers.kind}, ${peers.period}, ${peers.version}, ${peers.n}, ${peers.reported}, ${body}::jsonb, ${instant(peers.nowMs)}) returning id`,
  );
  if (row === null) throw new Error("insert returned nothing");
  return row.id;
}

export interface ReportedPeriod {
  readonly kind: LocalKind;
  readonly period: string;
  /** Firms whose newest report is of this month. */
  readonly n: number;
}

/** Newest reported months of the evaluated firms that are listed. */
export function countReportedPeriods(db: Db): Promise<ReportedPeriod[]> {
  return db.query(sql`
    select o.kind, o.period, count(*)::int as n from organisation_evaluations o
    join scores s on s.enterprise_id = o.enterprise_id where o.current and o.period is not null and s.listed
    group by o.kind, o.period order by o.kind, o.period desc`);
}

/** Any number that nobody else uses: one instance evaluates at a time, the others skip. */
const LOCK = 7_205_670;

/** Takes the lock until the transaction ends; false when another instance has it. */
export async function takeEvaluationLock(tx: Db): Promise<boolean> {
  const row = await first<{ taken: boolean }>(tx, sql`select pg_try_advisory_xact_lock(${LOCK}) as taken`);
  return row?.taken === true;
}
