import type { Tally } from "#domain/api/sources";
import { type Db, first, one, type Pool } from "#store/pool";
import { type Sql, sql } from "#store/sql";

export interface ImportRow {
  readonly id: number;
  readonly sourceId: string;
  readonly kind: string;
  readonly fileName: string;
  readonly path: string;
  readonly format: "csv" | "ndjson";
  readonly mapping: Readonly<Record<string, string>>;
  readonly state: "queued" | "running" | "done" | "failed";
  readonly bytes: number;
  readonly bytesTotal: number;
  readonly tally: Tally;
  readonly createdBy: number | null;
  readonly createdAtMs: number;
  readonly finishedAtMs: number | null;
  readonly error: string | null;
}

export interface ImportDraft {
  readonly sourceId: string;
  readonly kind: string;
  readonly fileName: string;
  readonly path: string;
  readonly format: "csv" | "ndjson";
  readonly mapping: Readonly<Record<string, string>>;
  readonly bytesTotal: number;
  readonly createdBy: number | null;
}

export async function createImport(db: Db, draft: ImportDraft): Promise<number> {
  const row = await one<{ id: number }>(
    db,
    sql`
    insert into imports (source_id, kind, file_name, path, format, mapping, bytes_total, created_by)
    values (${draft.sourceId}, ${draft.kind}, ${draft.fileName}, ${draft.path}, ${draft.format}, ${JSON.stringify(draft.mapping)}::jsonb,
      ${draft.bytesTotal}, ${draft.createdBy}) returning id`,
  );
  return row.id;
}

/**
 * Takes the next waiting file, or one whose instance died while it ran; null when there is none. Reading begins at the
 * first row again: rows that were taken before are duplicates then, and the tally restarts, so it still adds up.
 */
export function claimImport(pool: Pool, instance: string, claimMs: number): Promise<ImportRow | null> {
  return first(
    pool,
    sql`
    update imports i set state = 'running', claimed_by = ${instance}, claimed_until = now() + ${claimMs} * interval '1 millisecond',
      started_at = now(), bytes = 0, read = 0, accepted = 0, duplicate = 0, conflict = 0, rejected = 0
    from (
      select id from imports where state = 'queued' or (state = 'running' and claimed_until < now())
      order by id limit 1 for update skip locked
    ) due
    where i.id = due.id returning ${COLUMNS}`,
  );
}

/** Progress, which also prolongs the claim. false: the claim had passed to another, stop. */
export async function saveImportProgress(
  db: Db,
  id: number,
  instance: string,
  progress: { readonly bytes: number; readonly tally: Tally; readonly claimMs: number },
): Promise<boolean> {
  const { tally } = progress;
  return (
    (await db.execute(sql`
      update imports set bytes = ${progress.bytes}, read = ${tally.read}, accepted = ${tally.accepted}, duplicate = ${tally.duplicate},
        conflict = ${tally.conflict}, rejected = ${tally.rejected}, claimed_until = now() + ${progress.claimMs} * interval '1 millisecond'
      where id = ${id} and claimed_by = ${instance} and state = 'running'`)) === 1
  );
}

export async function finishImport(
  db: Db,
  id: number,
  instance: string,
  error: string | null,
): Promise<void> {
  await db.execute(sql`
    update imports set state = ${error === null ? "done" : "failed"}, error = ${error}, finished_at = now(),
      bytes = case when ${error === null} then bytes_total else bytes end, claimed_by = null, claimed_until = null
    where id = ${id} and claimed_by = ${instance}`);
}

/** Newest first. */
export function readImports(db: Db, limit: number): Promise<ImportRow[]> {
  return db.query(sql`select ${COLUMNS} from imports i order by id desc limit ${limit}`);
}

export function readImport(db: Db, id: number): Promise<ImportRow | null> {
  return first(db, sql`select ${COLUMNS} from imports i where id = ${id}`);
}

const COLUMNS: Sql = sql`i.id, i.source_id as "sourceId", i.kind, i.file_name as "fileName", i.path, i.format, i.mapping, i.state,
  i.bytes, i.bytes_total as "bytesTotal", jsonb_build_object('read', i.read, 'accepted', i.accepted, 'duplicate', i.duplicate,
  'conflict', i.conflict, 'rejected', i.rejected) as tally, i.created_by as "createdBy", i.created_at as "createdAtMs",
  i.finished_at as "finishedAtMs", i.error`;
