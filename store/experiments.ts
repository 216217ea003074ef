import { type Db, first, one } from "#store/pool";
import { type Sql, sql } from "#store/sql";

/** Two judges side by side; null is the rule engine. */
export interface ExperimentRow {
  readonly id: number;
  readonly name: string;
  readonly aVersion: number | null;
  readonly bVersion: number | null;
  readonly percent: number;
  readonly state: "running" | "stopped";
  readonly creator: string;
  readonly createdAtMs: number;
  readonly stoppedAtMs: number | null;
}

export async function insertExperiment(
  db: Db,
  draft: Pick<ExperimentRow, "name" | "aVersion" | "bVersion" | "percent"> & { readonly createdBy: number },
): Promise<number> {
  const row = await one<{ id: number }>(
    db,
    sql`
    insert into model_experiments (name, a_version, b_version, percent, created_by)
    values (${draft.name}, ${draft.aVersion}, ${draft.bVersion}, ${draft.percent}, ${draft.createdBy}) returning id`,
  );
  return row.id;
}

/** Any number that nobody else uses. */
const BEGIN_LOCK = 7_240_067;

/**
 * The comparison of these two that runs, in that order; null: none. Asked under a lock that lasts until the transaction
 * ends: of two who begin the same one at the same moment the second hears of the first.
 */
export async function findRunning(
  tx: Db,
  aVersion: number | null,
  bVersion: number | null,
): Promise<ExperimentRow | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(${BEGIN_LOCK})`);
  return first(
    tx,
    sql`
    select ${COLUMNS} ${SOURCES} where x.state = 'running' and x.a_version is not distinct from ${aVersion}::bigint
      and x.b_version is not distinct from ${bVersion}::bigint order by x.id desc limit 1`,
  );
}

/** Comparisons of two models that run with one of these versions as A, the newest first. */
export function readRunningOf(db: Db, aVersions: readonly number[]): Promise<ExperimentRow[]> {
  return db.query(sql`
    select ${COLUMNS} ${SOURCES} where x.state = 'running' and x.a_version = any(${aVersions}::bigint[])
      and x.b_version is not null order by x.id desc limit 20`);
}

export function readExperiments(db: Db): Promise<ExperimentRow[]> {
  return db.query(sql`select ${COLUMNS} ${SOURCES} order by (x.state = 'running') desc, x.id desc limit 200`);
}

export function readExperiment(db: Db, id: number): Promise<ExperimentRow | null> {
  return first(db, sql`select ${COLUMNS} ${SOURCES} where x.id = ${id}`);
}

/** false when it has ended. */
export async function changeExperiment(
  db: Db,
  id: number,
  change: { readonly percent: number | null; readonly stop: boolean },
): Promise<boolean> {
  return (
    (await db.execute(sql`
    update model_experiments set percent = coalesce(${change.percent}::int, percent),
      state = case when ${change.stop}::boolean then 'stopped' else state end,
      stopped_at = case when ${change.stop}::boolean then now() else stopped_at end
    where id = ${id} and state = 'running'`)) === 1
  );
}

export interface VerdictRow {
  readonly alertId: number;
  readonly enterpriseId: number;
  /** 1: 查实 or 部分查实; 0: 不实. */
  readonly label: 0 | 1;
  readonly score: number;
  readonly rulesTotal: number;
  readonly closedAtMs: number;
}

/** Verdicts of officers since an instant, with what the version had said before each. */
export function readModelVerdicts(
  db: Db,
  versionId: number,
  sinceMs: number,
  untilMs: number | null,
): Promise<VerdictRow[]> {
  return db.query(sql`
    select alert_id as "alertId", enterprise_id as "enterpriseId", label, score, rules_total as "rulesTotal", closed_at as "closedAtMs"
    from model_verdicts where version_id = ${versionId} and closed_at >= to_timestamp(${sinceMs}::float8 / 1000)
      and (${untilMs}::float8 is null or closed_at <= to_timestamp(${untilMs}::float8 / 1000))
    order by alert_id limit 200000`);
}

/**
 * Copies the last word before each new verdict. `ids` null: of all enterprises. The newest verdict of an alert is the one
 * that stands while it is closed; one that is frozen stays as it was judged.
 */
export function freezeVerdicts(db: Db, versionId: number, ids: readonly number[] | null): Promise<number> {
  return db.execute(sql`
    insert into model_verdicts (alert_id, version_id, enterprise_id, label, score, rules_total, rules_level, scored_at, closed_at)
    select a.id, m.version_id, m.enterprise_id, case when a.verdict = 'unfounded' then 0 else 1 end, m.score, m.rules_total,
      m.rules_level, m.scored_at, a.closed_at
    from model_scores m join alerts a on a.enterprise_id = m.enterprise_id
    where m.version_id = ${versionId} and (${ids}::bigint[] is null or m.enterprise_id = any(${ids}::bigint[]))
      and a.state = 'closed' and a.verdict in ('confirmed', 'partly', 'unfounded') and m.scored_at <= a.closed_at
    on conflict (alert_id, version_id) do nothing`);
}

const SOURCES: Sql = sql`from model_experiments x join users u on u.id = x.created_by`;
const COLUMNS: Sql = sql`x.id, x.name, x.a_version as "aVersion", x.b_version as "bVersion", x.percent, x.state, u.name as creator,
  x.created_at as "createdAtMs", x.stopped_at as "stoppedAtMs"`;
