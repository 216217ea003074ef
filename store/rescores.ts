import { type Db, first } from "#store/pool";
import { type Sql, sql } from "#store/sql";
import type { Statements } from "#store/statement-group";

/** A run over all enterprises under a version of the configuration that came into force. */
export interface RescoreRow {
  readonly id: number;
  readonly version: number;
  /** What was in force before; null on the first. */
  readonly fromVersion: number | null;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly total: number;
  readonly done: number;
  /** Points or level changed; level rose; level fell. */
  readonly changed: number;
  readonly upgraded: number;
  readonly downgraded: number;
  readonly error: string | null;
  readonly requestedAtMs: number;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
}

/** Any number that nobody else uses: whoever scores holds it shared, whoever brings a version into force alone. */
export const CONFIG_LOCK = 7_240_060;

/**
 * Rows of `scores` without any points at the lowest level. That is what every configuration makes of nothing, so a run
 * leaves them as they are: the version in them is the one that they were written under, and every version since holds too.
 */
export const WEIGHTLESS: Sql = sql`(level = 1 and forced = 0 and dimensions = '{0,0,0,0,0}')`;

/**
 * Every enterprise is to be scored anew under the version that this transaction made the active one. From here to the
 * commit no score is written: those who score wait for milliseconds, and then read the new version. Call it after
 * activateConfig and before messages are appended. A run of an earlier version ends where it is: this one takes over.
 */
export async function requestRescore(tx: Db, version: number): Promise<RescoreRow> {
  await tx.execute(sql`select pg_advisory_xact_lock(${CONFIG_LOCK})`);
  await tx.execute(sql`
    update rescores set state = 'cancelled', error = 'superseded', finished_at = now(), claimed_by = null, claimed_until = null
    where state in ('queued', 'running')`);
  const row = await first<RescoreRow>(
    tx,
    sql`
    insert into rescores (version, from_version, total)
    select ${version}, (
      select version from score_configs where version <> ${version} and retired_at is not null order by retired_at desc limit 1
    ), (select coalesce(sum(n), 0) from level_counts_now)
    from score_configs where version = ${version} and state = 'active' returning ${COLUMNS}`,
  );
  if (row === null) throw new RescoreError(`version ${version} is not the active configuration`);
  return row;
}

export class RescoreError extends Error {
  readonly code = "store.rescore";
}

/** The latest run of a version; null when there was none. */
export function readRescore(db: Db, version: number): Promise<RescoreRow | null> {
  return first(db, sql`select ${COLUMNS} from rescores where version = ${version} order by id desc limit 1`);
}

export function readRescoreById(db: Db, id: number): Promise<RescoreRow | null> {
  return first(db, sql`select ${COLUMNS} from rescores where id = ${id}`);
}

/** Whether a run is under way: what is computed from all scores waits for its end. */
export async function isRescoring(db: Db): Promise<boolean> {
  return (await db.query(sql`select id from rescores where state in ('queued', 'running')`)).length > 0;
}

export interface ClaimedRescore extends RescoreRow {
  /** Every enterprise up to this id is through. */
  readonly cursor: number;
}

/**
 * Takes the open run, or one whose instance died; null when there is none to take. Who has no points is done from the start.
 */
export function claimRescore(db: Db, instance: string, claimMs: number): Promise<ClaimedRescore | null> {
  return first(
    db,
    sql`
    update rescores set state = 'running', claimed_by = ${instance}, claimed_until = now() + ${claimMs} * interval '1 millisecond',
      started_at = coalesce(started_at, now()),
      total = case when started_at is null then (select count(*) from scores) else total end,
      done = case when started_at is null then (select count(*) from scores where ${WEIGHTLESS}) else done end
    where id = (
      select id from rescores
      where state = 'queued' or (state = 'running' and (claimed_until < now() or claimed_by = ${instance}))
      order by id limit 1 for update skip locked
    ) returning ${COLUMNS}, cursor`,
  );
}

/**
 * First in each transaction of a run: whether it is still this instance's and its version still the active one. Locks the
 * run against removal only: two transactions of a run go on at a time, and what two instances do twice does no harm.
 */
export async function holdRescore(tx: Statements, id: number, instance: string): Promise<boolean> {
  const result = await tx.query({
    name: "rescore-hold",
    text: `select id from rescores r where id = $1 and state = 'running' and claimed_by = $2
             and exists (select from score_configs c where c.version = r.version and c.state = 'active') for key share of r`,
    values: [id, instance],
  });
  return result.rows.length === 1;
}

export interface RescoreStep {
  /** Every enterprise up to this id was looked at. */
  readonly cursor: number;
  readonly done: number;
  readonly changed: number;
  readonly upgraded: number;
  readonly downgraded: number;
}

/** Last in the same transaction: what it did, and that its instance lives. */
export async function noteRescore(
  tx: Statements,
  id: number,
  step: RescoreStep,
  claimMs: number,
): Promise<void> {
  await tx.query({
    name: "rescore-note",
    text: `update rescores set cursor = greatest(cursor, $2), done = least(total, done + $3),
             claimed_until = now() + $7 * interval '1 millisecond',
             changed = changed + $4, upgraded = upgraded + $5, downgraded = downgraded + $6
           where id = $1`,
    values: [id, step.cursor, step.done, step.changed, step.upgraded, step.downgraded, claimMs],
  });
}

/**
 * All rows are there. The counts become those of all rows, of detection's too, which took some of them over by itself.
 * false: the run is not this instance's any more.
 */
export async function finishRescore(db: Db, id: number, instance: string): Promise<boolean> {
  const n = await db.execute(sql`
    update rescores r set state = 'done', finished_at = now(), done = v.total, total = v.total, changed = v.changed,
      upgraded = v.upgraded, downgraded = v.downgraded, claimed_by = null, claimed_until = null
    from (
      select (select count(*) from scores) as total,
        count(*) filter (where total <> total_before or level <> level_before) as changed,
        count(*) filter (where level > level_before) as upgraded, count(*) filter (where level < level_before) as downgraded
      from score_versions where rescore_id = ${id}
    ) v
    where r.id = ${id} and r.state = 'running' and r.claimed_by = ${instance}`);
  return n === 1;
}

/** It cannot go on: a fault of ours. Scores stay where they are, each with the version that it was made with. */
export async function failRescore(db: Db, id: number, instance: string, error: string): Promise<void> {
  await db.execute(sql`
    update rescores set state = 'failed', error = ${error.slice(0, 500)}, finished_at = now(), claimed_by = null, claimed_until = null
    where id = ${id} and state = 'running' and claimed_by = ${instance}`);
}

/** Of what enterprises scored under two versions, the last runs' are kept; gives how many older rows went. */
export function removeOldVersions(db: Db, keepRuns: number, most: number): Promise<number> {
  return db.execute(sql`
    delete from score_versions where (rescore_id, enterprise_id) in (
      select rescore_id, enterprise_id from score_versions
      where rescore_id < coalesce((select id from rescores where state = 'done' order by id desc offset ${keepRuns} - 1 limit 1), 0)
      limit ${most}
    )`);
}

const COLUMNS: Sql = sql`id, version, from_version as "fromVersion", state, total, done, changed, upgraded, downgraded, error,
  requested_at as "requestedAtMs", started_at as "startedAtMs", finished_at as "finishedAtMs"`;
