import { type Db, first, one } from "#store/pool";
import { type Sql, sql } from "#store/sql";

export interface ModelVersionRow {
  readonly id: number;
  readonly name: string;
  readonly version: number;
  readonly runId: number;
  readonly algorithm: string;
  readonly features: readonly string[];
  /** What it learned to foresee (criminal-case, outbreak, verdict); null: of a file, whose label only people know. */
  readonly outcome: string | null;
  readonly threshold: number;
  readonly state: "pending" | "published" | "rejected" | "retired";
  readonly shadow: boolean;
  readonly comment: string;
  readonly reviewId: number | null;
  readonly creator: string;
  readonly createdAtMs: number;
  readonly publishedAtMs: number | null;
  readonly retiredAtMs: number | null;
}

/** Any number that nobody else uses, beside the hash of a model's name. */
const NAME_LOCK = 7_240_066;

/**
 * Whether a version of the name waits for review. Asked under a lock on the name that lasts until the transaction ends:
 * of two who submit at the same moment the second hears of the first.
 */
export async function isModelPending(tx: Db, name: string): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(${NAME_LOCK}, hashtext(${name}))`);
  const row = await one<{ waiting: boolean }>(
    tx,
    sql`select exists (select from model_versions where name = ${name} and state = 'pending') as waiting`,
  );
  return row.waiting;
}

/** The next version of a name, waiting for review; after isModelPending in the same transaction. */
export async function insertModelVersion(
  tx: Db,
  draft: {
    readonly name: string;
    readonly runId: number;
    readonly threshold: number;
    readonly comment: string;
    readonly createdBy: number;
  },
): Promise<{ readonly id: number; readonly version: number }> {
  return one(
    tx,
    sql`
    insert into model_versions (name, version, run_id, threshold, comment, created_by)
    select ${draft.name}, coalesce(max(version), 0) + 1, ${draft.runId}, ${draft.threshold}, ${draft.comment}, ${draft.createdBy}
    from model_versions where name = ${draft.name} returning id, version`,
  );
}

export async function setModelReview(tx: Db, id: number, reviewId: number): Promise<void> {
  await tx.execute(sql`update model_versions set review_id = ${reviewId} where id = ${id}`);
}

export function readModelVersions(db: Db): Promise<ModelVersionRow[]> {
  return db.query(sql`select ${COLUMNS} ${SOURCES} order by v.name, v.version desc limit 500`);
}

export function readModelVersion(db: Db, id: number): Promise<ModelVersionRow | null> {
  return first(db, sql`select ${COLUMNS} ${SOURCES} where v.id = ${id}`);
}

/** Published versions of a name, the newest first. */
export function readPublished(db: Db, name: string): Promise<ModelVersionRow[]> {
  return db.query(sql`
    select ${COLUMNS} ${SOURCES} where v.name = ${name} and v.state = 'published' order by v.version desc`);
}

/** Approved: in the shadow where its features allow it. false: it does not wait. */
export async function publishModelVersion(tx: Db, id: number, shadow: boolean): Promise<boolean> {
  return (
    (await tx.execute(sql`
    update model_versions set state = 'published', shadow = ${shadow}, published_at = now()
    where id = ${id} and state = 'pending'`)) === 1
  );
}

/** false: it does not wait. */
export async function rejectModelVersion(tx: Db, id: number): Promise<boolean> {
  return (
    (await tx.execute(
      sql`update model_versions set state = 'rejected' where id = ${id} and state = 'pending'`,
    )) === 1
  );
}

export async function setShadow(tx: Db, id: number, shadow: boolean): Promise<boolean> {
  return (
    (await tx.execute(
      sql`update model_versions set shadow = ${shadow} where id = ${id} and state = 'published'`,
    )) === 1
  );
}

export async function retireModelVersion(tx: Db, id: number): Promise<boolean> {
  return (
    (await tx.execute(sql`
    update model_versions set state = 'retired', shadow = false, retired_at = now() where id = ${id} and state = 'published'`)) ===
    1
  );
}

const SOURCES: Sql = sql`from model_versions v join algorithm_runs r on r.id = v.run_id join users u on u.id = v.created_by
  join datasets d on d.id = r.dataset_id left join algorithm_models m on m.run_id = v.run_id`;
const COLUMNS: Sql = sql`v.id, v.name, v.version, v.run_id as "runId", r.algorithm, coalesce(m.features, '{}') as features,
  d.settings->>'outcome' as outcome, v.threshold, v.state, v.shadow, v.comment, v.review_id as "reviewId", u.name as creator, v.created_at as "createdAtMs",
  v.published_at as "publishedAtMs", v.retired_at as "retiredAtMs"`;
