import type { Db } from "#store/pool";
import { sql } from "#store/sql";

/**
 * Who owns which partition of detection. A lease has an epoch that rises with each change of owner; the state
 * transaction locks the row and checks owner and epoch (see batches.ts), so an owner that was away too long can
 * commit nothing. All times are the database's: clocks of machines need not agree.
 */
export interface Lease {
  readonly partition: number;
  readonly epoch: number;
}

/** A heartbeat older than this means that the instance is gone: three beats (server/heartbeat.ts). */
const ALIVE_MS = 6000;

/**
 * Renews what this instance holds and takes free partitions up to its fair share: partitions divided by the living
 * instances of the role, rounded up. `skip locked`: an instance never waits for another's transaction.
 * Gives all that it holds now; a partition that was lost is absent.
 */
export async function holdLeases(
  db: Db,
  instance: string,
  options: { readonly partitions: number; readonly leaseMs: number; readonly role: string },
): Promise<Lease[]> {
  return db.query(sql`
    with alive as materialized (
      select greatest(1, count(*) filter (where instance <> ${instance}) + 1) as n from role_heartbeats
      where role = ${options.role} and last_seen_at > now() - ${ALIVE_MS} * interval '1 millisecond'
    ), mine as materialized (
      select partition, row_number() over (order by partition) as nth from partition_leases
      where owner = ${instance} and expires_at > now() and partition < ${options.partitions}
    ), share as materialized (
      select ceil(${options.partitions}::numeric / n)::int as most from alive
    ), renewed as (
      update partition_leases l set expires_at = now() + ${options.leaseMs} * interval '1 millisecond'
      from mine, share where l.partition = mine.partition and mine.nth <= share.most
      returning l.partition, l.epoch
    ), free as materialized (
      select partition from partition_leases
      where partition < ${options.partitions} and expires_at <= now() order by partition
      limit (select greatest(0, most - (select count(*) from mine)) from share)
      for update skip locked
    ), taken as (
      update partition_leases l set owner = ${instance}, epoch = l.epoch + 1,
        expires_at = now() + ${options.leaseMs} * interval '1 millisecond'
      from free where l.partition = free.partition
      returning l.partition, l.epoch
    )
    select partition, epoch from renewed union all select partition, epoch from taken order by partition`);
}

/** Partitions that this instance holds beyond its fair share: finish what is in hand, then releaseLeases. */
export async function readSurplus(
  db: Db,
  instance: string,
  options: { readonly partitions: number; readonly role: string },
): Promise<number[]> {
  const rows = await db.query<{ partition: number }>(sql`
    with alive as (
      select greatest(1, count(*) filter (where instance <> ${instance}) + 1) as n from role_heartbeats
      where role = ${options.role} and last_seen_at > now() - ${ALIVE_MS} * interval '1 millisecond'
    )
    select partition from (
      select partition, row_number() over (order by partition) as nth from partition_leases
      where owner = ${instance} and partition < ${options.partitions}
    ) mine, alive where nth > ceil(${options.partitions}::numeric / alive.n) order by partition`);
  return rows.map((row) => row.partition);
}

/** Gives partitions up at once, so that another instance can take them without waiting for the lease to end. */
export async function releaseLeases(db: Db, instance: string, partitions: readonly number[]): Promise<void> {
  await db.execute(sql`
    update partition_leases set expires_at = '-infinity'
    where owner = ${instance} and partition = any(${partitions}::smallint[])`);
}

export interface LeaseRow {
  readonly partition: number;
  readonly owner: string | null;
  readonly epoch: number;
  readonly held: boolean;
}

export function readLeases(db: Db): Promise<LeaseRow[]> {
  return db.query(sql`
    select partition, owner, epoch, expires_at > now() as held from partition_leases order by partition`);
}
