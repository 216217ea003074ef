import type { Capability } from "#store/capability";
import { type Db, first, instant, type Pool } from "#store/pool";
import { daysOf } from "#store/score-line";
import { sql } from "#store/sql";

export interface HousekeepingOptions {
  readonly pool: Pool;
  readonly capability: Capability;
  readonly nowMs: number;
}

export interface HousekeepingReport {
  /** Rows rolled up, added up or removed, by task; tasks without work are absent. */
  readonly work: Readonly<Record<string, number>>;
  /** false: another instance is at it. */
  readonly ran: boolean;
}

/** Any number that nobody else uses: one instance keeps house at a time, the others skip. */
const LOCK = 7_205_114;
const BATCH = 20_000;

/**
 * Small regular work, each 30 s from one role: adds up the level counts; once a minute removes what has aged out (on the
 * community edition policies drop chunks of events and score history by themselves); after midnight rolls up the
 * daily views and sets the baselines of `change`.
 */
export async function keepHouse(options: HousekeepingOptions): Promise<HousekeepingReport> {
  const { pool, capability, nowMs } = options;
  const work: Record<string, number> = {};
  const note = (task: string, rows: number) => {
    if (rows > 0) work[task] = rows;
  };
  const ran = await pool.transaction(async (tx) => {
    const lock = await first<{ taken: boolean }>(tx, sql`select pg_try_advisory_xact_lock(${LOCK}) as taken`);
    if (lock?.taken !== true) return false;
    note("level-counts", await addUpLevelCounts(tx));
    if (capability !== "timescale-community") {
      note("score-daily", await rollScoreDaily(tx, nowMs));
      note("event-daily", await rollEventDaily(tx, nowMs));
    }
    note("baselines", await setBaselines(tx, nowMs));
    return true;
  });
  if (!ran) return { work, ran };
  for (const [task, rows] of Object.entries(await removeAged(pool, capability))) note(task, rows);
  return { work, ran };
}

/** Sums the changes into the counts. Rows of transactions that are not committed yet are left for the next time. */
export async function addUpLevelCounts(tx: Db): Promise<number> {
  const row = await first<{ n: number }>(
    tx,
    sql`
    with taken as (
      delete from level_count_changes returning district, street, industry, finance_kind, level, n
    ), summed as (
      insert into level_counts as c (district, street, industry, finance_kind, level, n)
      select district, street, industry, finance_kind, level, sum(n) from taken group by 1, 2, 3, 4, 5
      on conflict (district, street, industry, finance_kind, level) do update set n = c.n + excluded.n
    )
    select count(*) as n from taken`,
  );
  return row?.n ?? 0;
}

/**
 * Rolls whole days of Asia/Shanghai up, and again those days that got late rows (recorded since the last roll for a
 * day that was rolled already).
 */
async function rollScoreDaily(tx: Db, nowMs: number): Promise<number> {
  const range = await rollRange(tx, "score_daily", nowMs);
  if (range === null) return 0;
  const rows = await tx.execute(sql`
    with days as materialized (
      select distinct date_trunc('day', time, 'Asia/Shanghai') as day, enterprise_id from score_history
      where (time >= ${range.from}::timestamptz and time < ${range.to}::timestamptz)
        or (recorded_at >= ${range.recorded}::timestamptz and time < ${range.from}::timestamptz)
    )
    insert into score_daily_rolled (day, enterprise_id, samples, lowest, highest, last_total, last_level)
    select d.day, d.enterprise_id, count(*), min(h.total), max(h.total),
      (array_agg(h.total order by h.time desc, h.recorded_at desc))[1], (array_agg(h.level order by h.time desc, h.recorded_at desc))[1]
    from days d join score_history h on h.enterprise_id = d.enterprise_id and h.time >= d.day and h.time < d.day + interval '1 day'
    group by d.day, d.enterprise_id
    on conflict (enterprise_id, day) do update set samples = excluded.samples, lowest = excluded.lowest,
      highest = excluded.highest, last_total = excluded.last_total, last_level = excluded.last_level`);
  await endRoll(tx, "score_daily", range);
  return rows;
}

async function rollEventDaily(tx: Db, nowMs: number): Promise<number> {
  const range = await rollRange(tx, "event_daily", nowMs);
  if (range === null) return 0;
  const rows = await tx.execute(sql`
    with days as materialized (
      select distinct date_trunc('day', time, 'Asia/Shanghai') as day from events
      where (time >= ${range.from}::timestamptz and time < ${range.to}::timestamptz)
        or (recorded_at >= ${range.recorded}::timestamptz and time < ${range.from}::timestamptz)
    )
    insert into event_daily_rolled (day, kind, district, source, events)
    select d.day, e.kind, e.district, e.source, count(*)
    from days d join events e on e.time >= d.day and e.time < d.day + interval '1 day'
    group by d.day, e.kind, e.district, e.source
    on conflict (day, kind, district, source) do update set events = excluded.events`);
  await endRoll(tx, "event_daily", range);
  return rows;
}

interface RollRange {
  readonly from: string;
  readonly to: string;
  readonly recorded: string;
  readonly now: string;
}

/** From the last roll to the start of today; null when that is done already and the last look at late rows is fresh. */
async function rollRange(tx: Db, name: string, nowMs: number): Promise<RollRange | null> {
  const row = await first<{ from: string; to: string; recorded: string; due: boolean }>(
    tx,
    sql`
    select rolled_to::text as "from", date_trunc('day', ${instant(nowMs)}::timestamptz, 'Asia/Shanghai')::text as "to",
      recorded_to::text as recorded,
      rolled_to < date_trunc('day', ${instant(nowMs)}::timestamptz, 'Asia/Shanghai')
        or recorded_to < ${instant(nowMs)}::timestamptz - interval '10 minutes' as due
    from rollups where name = ${name} for update`,
  );
  if (row === null || !row.due) return null;
  return { from: row.from, to: row.to, recorded: row.recorded, now: instant(nowMs) };
}

async function endRoll(tx: Db, name: string, range: RollRange): Promise<void> {
  // A transaction may commit up to some minutes after it took its recorded_at: look a little further back next time.
  await tx.execute(sql`
    update rollups set rolled_to = ${range.to}::timestamptz, recorded_to = ${range.now}::timestamptz - interval '15 minutes'
    where name = ${name}`);
}

/** What `change` is measured against: the total that held 30 days ago. Each day only those whose score moved that day. */
async function setBaselines(tx: Db, nowMs: number): Promise<number> {
  await tx.execute(
    sql`insert into rollups values ('baselines', '-infinity', '-infinity') on conflict do nothing`,
  );
  const row = await first<{ from: string; to: string }>(
    tx,
    sql`
    select rolled_to::text as "from", (date_trunc('day', ${instant(nowMs)}::timestamptz, 'Asia/Shanghai') - interval '30 days')::text as "to"
    from rollups where name = 'baselines'
      and rolled_to < date_trunc('day', ${instant(nowMs)}::timestamptz, 'Asia/Shanghai') - interval '30 days' for update`,
  );
  if (row === null) return 0;
  const rows = await tx.execute(sql`
    update scores s set baseline = d.last_total
    from (
      select distinct on (enterprise_id) enterprise_id, last_total
      from ${daysOf(null, sql`${row.from}::timestamptz`, sql`${row.to}::timestamptz`)} days order by enterprise_id, day desc
    ) d
    where s.enterprise_id = d.enterprise_id and s.baseline <> d.last_total`);
  await tx.execute(
    sql`update rollups set rolled_to = ${row.to}::timestamptz + interval '1 microsecond' where name = 'baselines'`,
  );
  return rows;
}

/** Removes what the retention rules let go, in pieces, so that nobody waits long for a lock or a vacuum. */
export async function removeAged(db: Db, capability: Capability): Promise<Record<string, number>> {
  const rules = await db.query<{ relation: string; before: string }>(sql`
    select relation, (now() - keep)::text as before from retention_rules`);
  const removed: Record<string, number> = {};
  for (const { relation, before } of rules) {
    const statement = agedRows(relation, before, capability);
    if (statement !== null) removed[relation] = await db.execute(statement);
  }
  return removed;
}

/**
 * Aged is what was recorded long ago: history that is imported or replayed today stays as long as today's events. A ctid
 * names rows of several chunks, so what is deleted by it is looked at once more.
 */
function agedRows(relation: string, before: string, capability: Capability) {
  switch (relation) {
    case "events":
      return capability === "timescale-community"
        ? null
        : sql`delete from events where ctid = any(array(
            select ctid from events where time < ${before}::timestamptz and recorded_at < ${before}::timestamptz
            limit ${BATCH})) and time < ${before}::timestamptz and recorded_at < ${before}::timestamptz`;
    case "score_history":
      return capability === "timescale-community"
        ? null
        : sql`delete from score_history where ctid = any(array(
            select ctid from score_history where time < ${before}::timestamptz and recorded_at < ${before}::timestamptz
            limit ${BATCH})) and time < ${before}::timestamptz and recorded_at < ${before}::timestamptz`;
    case "score_rebuilds":
      return sql`delete from score_rebuilds where recorded_at < ${before}::timestamptz and to_time < ${before}::timestamptz`;
    case "event_ids":
      return sql`delete from event_ids where uid in (
        select uid from event_ids where recorded_at < ${before}::timestamptz and time < ${before}::timestamptz limit ${BATCH})`;
    case "push_log":
      return sql`delete from push_log where (topic, seq) in (
        select topic, seq from push_log where at < ${before}::timestamptz limit ${BATCH})`;
    case "login_attempts":
      return sql`delete from login_attempts where id in (
        select id from login_attempts where at < ${before}::timestamptz order by id limit ${BATCH})`;
    case "model_calls":
      return sql`delete from model_calls where minute < ${before}::timestamptz`;
    case "source_hours":
      return sql`delete from source_hours where hour < ${before}::timestamptz`;
    case "sessions":
      return sql`delete from sessions where token_hash in (
        select token_hash from sessions where expires_at < ${before}::timestamptz limit ${BATCH})`;
    case "webhook_nonces":
      return sql`delete from webhook_nonces where at < ${before}::timestamptz`;
    case "request_ids":
      return sql`delete from request_ids where at < ${before}::timestamptz`;
    case "role_heartbeats":
      return sql`delete from role_heartbeats where last_seen_at < ${before}::timestamptz`;
    case "notifications":
      return sql`delete from notifications where id in (
        select id from notifications where state <> 'waiting' and created_at < ${before}::timestamptz limit ${BATCH})`;
    default:
      // 'uploads' also has files: see removeStaleUploads. Unknown rules of a newer program are its own business.
      return null;
  }
}

/** Changes how long something is kept; on the community edition the chunk policies follow. */
export async function setRetention(
  db: Db,
  relation: "events" | "score_history" | "push_log",
  days: number,
  capability: Capability,
): Promise<void> {
  const changed = await db.execute(sql`
    update retention_rules set keep = ${days} * interval '1 day' where relation = ${relation} and keep <> ${days} * interval '1 day'`);
  // What refers to the rows is kept longer than they are.
  const behind = { events: "event_ids", score_history: "score_rebuilds", push_log: null }[relation];
  if (behind !== null) {
    await db.execute(
      sql`update retention_rules set keep = (${days} + 30) * interval '1 day' where relation = ${behind}`,
    );
  }
  if (changed === 0 || capability !== "timescale-community" || relation === "push_log") return;
  await db.execute(sql`select remove_retention_policy(${relation}::regclass, if_exists => true)`);
  await db.execute(
    sql`select add_retention_policy(${relation}::regclass, drop_created_before => ${days} * interval '1 day')`,
  );
}
