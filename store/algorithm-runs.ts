import type { SampleFilter } from "#store/datasets";
import { type Db, first, one, type Pool } from "#store/pool";
import { type Sql, sql } from "#store/sql";

export type RunState = "queued" | "running" | "done" | "failed" | "cancelled" | "interrupted";

export interface RunError {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface AlgorithmRunRow {
  readonly id: number;
  readonly name: string;
  readonly algorithm: string;
  readonly parameters: Readonly<Record<string, number | boolean | string>>;
  readonly datasetId: number;
  readonly datasetName: string;
  readonly sample: SampleFilter;
  readonly plan: unknown;
  readonly state: RunState;
  readonly stage: string;
  readonly progress: number;
  readonly error: RunError | null;
  readonly report: unknown;
  readonly createdBy: number;
  readonly creator: string;
  readonly createdAtMs: number;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
}

export async function insertRun(
  db: Db,
  draft: Pick<
    AlgorithmRunRow,
    "name" | "algorithm" | "parameters" | "datasetId" | "sample" | "plan" | "createdBy"
  >,
): Promise<number> {
  const row = await one<{ id: number }>(
    db,
    sql`
    insert into algorithm_runs (name, algorithm, parameters, dataset_id, sample, plan, created_by)
    values (${draft.name}, ${draft.algorithm}, ${JSON.stringify(draft.parameters)}::jsonb, ${draft.datasetId},
      ${JSON.stringify(draft.sample)}::jsonb, ${JSON.stringify(draft.plan)}::jsonb, ${draft.createdBy}) returning id`,
  );
  return row.id;
}

/** Newest first, without their reports. */
export function readRuns(
  db: Db,
  filter: { readonly q: string | null; readonly beforeId: number | null; readonly limit: number },
): Promise<AlgorithmRunRow[]> {
  return db.query(sql`
    select ${columns(sql`jsonb_build_object('metrics', r.report -> 'metrics')`)} ${SOURCES}
    where r.id < ${filter.beforeId ?? Number.MAX_SAFE_INTEGER}
      and (${filter.q}::text is null or position(lower(${filter.q}) in lower(r.name)) > 0)
    order by r.id desc limit ${filter.limit}`);
}

export function readRun(db: Db, id: number): Promise<AlgorithmRunRow | null> {
  return first(db, sql`select ${columns(sql`r.report`)} ${SOURCES} where r.id = ${id}`);
}

/** Takes the next waiting one; null when there is none. */
export function claimRun(
  pool: Pool,
  instance: string,
  claimMs: number,
): Promise<{ readonly id: number } | null> {
  return first(
    pool,
    sql`
    update algorithm_runs x set state = 'running', claimed_by = ${instance}, started_at = now(), progress = 0, stage = 'reading',
      claimed_until = now() + ${claimMs} * interval '1 millisecond'
    from (select id from algorithm_runs where state = 'queued' order by id limit 1 for update skip locked) due
    where x.id = due.id returning x.id`,
  );
}

/** Runs whose process is gone: they are marked, and a person may start them again. */
export function interruptRuns(db: Db): Promise<number> {
  return db.execute(sql`
    update algorithm_runs set state = 'interrupted', finished_at = now(), claimed_by = null, claimed_until = null
    where state = 'running' and claimed_until < now()`);
}

/** false: cancelled, or marked as interrupted meanwhile: stop. */
export async function saveRunProgress(
  db: Db,
  id: number,
  instance: string,
  progress: { readonly stage: string; readonly done: number; readonly claimMs: number },
): Promise<boolean> {
  return (
    (await db.execute(sql`
    update algorithm_runs set stage = ${progress.stage}, progress = ${progress.done},
      claimed_until = now() + ${progress.claimMs} * interval '1 millisecond'
    where id = ${id} and claimed_by = ${instance} and state = 'running'`)) === 1
  );
}

export interface FinishedModel {
  readonly form: string;
  readonly features: readonly string[];
  readonly reference: unknown;
}

/** false: it was cancelled after its last step; nothing is kept then. */
export async function finishRun(
  tx: Db,
  id: number,
  instance: string,
  end:
    | { readonly ok: true; readonly report: unknown; readonly model: FinishedModel | null }
    | { readonly ok: false; readonly error: RunError },
): Promise<boolean> {
  const count = await tx.execute(sql`
    update algorithm_runs set state = ${end.ok ? "done" : "failed"}, finished_at = now(), claimed_by = null, claimed_until = null,
      progress = case when ${end.ok} then 1 else progress end,
      report = ${end.ok ? JSON.stringify(end.report) : null}::jsonb, error = ${end.ok ? null : JSON.stringify(end.error)}::jsonb
    where id = ${id} and claimed_by = ${instance} and state = 'running'`);
  if (count === 1 && end.ok && end.model !== null) {
    await tx.execute(sql`
      insert into algorithm_models (run_id, form, features, reference)
      values (${id}, ${end.model.form}, ${end.model.features}, ${JSON.stringify(end.model.reference)}::jsonb)`);
  }
  return count === 1;
}

export async function interruptRun(db: Db, id: number, instance: string): Promise<void> {
  await db.execute(sql`
    update algorithm_runs set state = 'interrupted', finished_at = now(), claimed_by = null, claimed_until = null
    where id = ${id} and claimed_by = ${instance} and state = 'running'`);
}

export async function cancelRun(db: Db, id: number): Promise<boolean> {
  return (
    (await db.execute(sql`
    update algorithm_runs set state = 'cancelled', finished_at = now(), claimed_by = null, claimed_until = null
    where id = ${id} and state in ('queued', 'running')`)) === 1
  );
}

/** An interrupted, cancelled or failed run begins anew, with everything as it was asked. */
export async function requeueRun(db: Db, id: number): Promise<boolean> {
  return (
    (await db.execute(sql`
    update algorithm_runs set state = 'queued', progress = 0, stage = '', error = null, started_at = null, finished_at = null
    where id = ${id} and state in ('interrupted', 'cancelled', 'failed')`)) === 1
  );
}

export interface StoredModel {
  readonly algorithm: string;
  readonly form: string;
  readonly features: readonly string[];
  readonly reference: unknown;
}

export function readModel(db: Db, runId: number): Promise<StoredModel | null> {
  return first(
    db,
    sql`
    select r.algorithm, m.form, m.features, m.reference from algorithm_models m join algorithm_runs r on r.id = m.run_id
    where m.run_id = ${runId}`,
  );
}

const SOURCES: Sql = sql`from algorithm_runs r join datasets d on d.id = r.dataset_id join users u on u.id = r.created_by`;

function columns(report: Sql): Sql {
  return sql`r.id, r.name, r.algorithm, r.parameters, r.dataset_id as "datasetId", d.name as "datasetName", r.sample, r.plan,
  r.state, r.stage, r.progress, r.error, ${report} as report, r.created_by as "createdBy", u.name as creator,
  r.created_at as "createdAtMs", r.started_at as "startedAtMs", r.finished_at as "finishedAtMs"`;
}
