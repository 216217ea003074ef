import type { Scope } from "#domain/permission";
import { type Db, first, type Pool } from "#store/pool";
import { prepared, type Sql, sql } from "#store/sql";

export interface ExportRow {
  readonly id: string;
  readonly kind: string;
  /** As the list was filtered. */
  readonly filter: unknown;
  /** The maker's scope when it was asked for: the file never holds more than he could see then. */
  readonly scope: Scope;
  readonly language: string;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly done: number;
  readonly total: number;
  readonly createdBy: number;
  readonly createdAtMs: number;
  readonly finishedAtMs: number | null;
  readonly fileName: string | null;
  readonly path: string | null;
  readonly bytes: number | null;
  readonly error: string | null;
}

export async function createExport(
  db: Db,
  draft: {
    id: string;
    kind: string;
    filter: unknown;
    scope: Scope;
    language: string;
    total: number;
    createdBy: number;
  },
): Promise<void> {
  await db.execute(sql`
    insert into exports (id, kind, filter, scope, language, total, created_by)
    values (${draft.id}, ${draft.kind}, ${JSON.stringify(draft.filter)}::jsonb, ${JSON.stringify(draft.scope)}::jsonb, ${draft.language},
      ${draft.total}, ${draft.createdBy})`);
}

/** Takes the next waiting one, or one whose instance died; null when there is none. */
export function claimExport(pool: Pool, instance: string, claimMs: number): Promise<ExportRow | null> {
  return first(
    pool,
    sql`
    update exports x set state = 'running', claimed_by = ${instance}, claimed_until = now() + ${claimMs} * interval '1 millisecond',
      started_at = now(), done = 0
    from (
      select id from exports where state = 'queued' or (state = 'running' and claimed_until < now())
      order by created_at limit 1 for update skip locked
    ) due
    where x.id = due.id returning ${COLUMNS}`,
  );
}

/** false: cancelled, or the claim had passed to another: stop. */
export async function saveExportProgress(
  db: Db,
  id: string,
  instance: string,
  progress: { readonly done: number; readonly total: number; readonly claimMs: number },
): Promise<boolean> {
  return (
    (await db.execute(sql`
      update exports set done = ${progress.done}, total = ${progress.total}, claimed_until = now() + ${progress.claimMs} * interval '1 millisecond'
      where id = ${id} and claimed_by = ${instance} and state = 'running'`)) === 1
  );
}

export type ExportEnd =
  | {
      readonly ok: true;
      readonly fileName: string;
      readonly path: string;
      readonly bytes: number;
      readonly rows: number;
    }
  | { readonly ok: false; readonly error: string };

export async function finishExport(db: Db, id: string, instance: string, end: ExportEnd): Promise<boolean> {
  const file = end.ok ? end : { fileName: null, path: null, bytes: null, rows: null };
  return (
    (await db.execute(sql`
      update exports set state = ${end.ok ? "done" : "failed"}, finished_at = now(), claimed_by = null, claimed_until = null,
        file_name = ${file.fileName}, path = ${file.path}, bytes = ${file.bytes}::bigint, done = coalesce(${file.rows}::bigint, done),
        total = coalesce(${file.rows}::bigint, total), error = ${end.ok ? null : end.error}
      where id = ${id} and claimed_by = ${instance} and state = 'running'`)) === 1
  );
}

/** Only by its maker. false when it is not his or has ended. */
export async function cancelExport(db: Db, id: string, userId: number): Promise<boolean> {
  return (
    (await db.execute(sql`
      update exports set state = 'cancelled', finished_at = now()
      where id = ${id} and created_by = ${userId} and state in ('queued', 'running')`)) === 1
  );
}

/** Only for its maker. */
export function readExport(db: Db, id: string, userId: number): Promise<ExportRow | null> {
  return first(
    db,
    prepared(sql`select ${COLUMNS} from exports x where id = ${id} and created_by = ${userId}`),
  );
}

export function readExports(db: Db, userId: number, limit: number): Promise<ExportRow[]> {
  return db.query(
    sql`select ${COLUMNS} from exports x where created_by = ${userId} order by created_at desc limit ${limit}`,
  );
}

const COLUMNS: Sql = sql`x.id, x.kind, x.filter, x.scope, x.language, x.state, x.done, x.total, x.created_by as "createdBy",
  x.created_at as "createdAtMs", x.finished_at as "finishedAtMs", x.file_name as "fileName", x.path, x.bytes, x.error`;
