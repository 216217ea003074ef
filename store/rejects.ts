import type { ErrorParams } from "#domain/error";
import type { Db } from "#store/pool";
import { sql } from "#store/sql";

export interface RejectDraft {
  readonly sourceId: string;
  /** Row of the file or body, from 1. */
  readonly row: number | null;
  readonly outcome: "rejected" | "conflict";
  readonly code: string;
  /** In Chinese, for whoever reads the table itself. */
  readonly message: string;
  readonly hint: string;
  /** What the words of the code are filled with; null: the words above are all there is. */
  readonly params: ErrorParams | null;
  readonly path: string | null;
  readonly eventId: string | null;
  /** As it came. PostgreSQL holds no NUL: it is replaced by U+FFFD here. */
  readonly raw: string;
  readonly importId: number | null;
}

export interface RejectRow extends RejectDraft {
  readonly id: number;
  readonly atMs: number;
}

/** Longer ones are cut, and end with a note that says so. */
const MAX_RAW = 64_000;
/** Room for it, so that what is cut once is not cut again. */
const NOTE = 60;

/** Keeps what could not be taken. */
export async function insertRejects(db: Db, drafts: readonly RejectDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const rows = drafts.map((draft) => ({
    ...draft,
    raw: keepable(draft.raw),
    message: clean(draft.message),
    params: draft.params === null ? null : JSON.stringify(draft.params, keepableValue),
    eventId: draft.eventId === null ? null : clean(draft.eventId),
  }));
  await db.execute(sql`
    insert into rejects (source_id, row_number, outcome, code, message, hint, path, event_id, raw, import_id, params)
    select source_id, row_number, outcome, code, message, hint, path, event_id, raw, import_id, params::jsonb from unnest(${rows.map((row) => row.sourceId)}::text[], ${rows.map((row) => row.row)}::bigint[],
      ${rows.map((row) => row.outcome)}::text[], ${rows.map((row) => row.code)}::text[], ${rows.map((row) => row.message)}::text[],
      ${rows.map((row) => row.hint)}::text[], ${rows.map((row) => row.path)}::text[], ${rows.map((row) => row.eventId)}::text[],
      ${rows.map((row) => row.raw)}::text[], ${rows.map((row) => row.importId)}::bigint[],
      ${rows.map((row) => row.params)}::text[])
      as i(source_id, row_number, outcome, code, message, hint, path, event_id, raw, import_id, params)`);
}

/** Newest first. */
export function readRejects(
  db: Db,
  sourceId: string,
  beforeId: number | null,
  limit: number,
): Promise<RejectRow[]> {
  return db.query(sql`
    select id, source_id as "sourceId", at as "atMs", row_number as row, outcome, code, message, hint, path, event_id as "eventId",
      raw, import_id as "importId", params
    from rejects where source_id = ${sourceId} and id < ${beforeId ?? Number.MAX_SAFE_INTEGER} order by id desc limit ${limit}`);
}

/** A file's errors in the order of the file, a page after an id: for errors.csv. */
export function readImportErrors(
  db: Db,
  importId: number,
  afterId: number,
  limit: number,
): Promise<RejectRow[]> {
  return db.query(sql`
    select id, source_id as "sourceId", at as "atMs", row_number as row, outcome, code, message, hint, path, event_id as "eventId",
      raw, import_id as "importId", params
    from rejects where import_id = ${importId} and id > ${afterId} order by id limit ${limit}`);
}

function clean(text: string): string {
  return text.replaceAll("\u0000", "\ufffd");
}

/** jsonb holds neither NUL nor half a surrogate pair. */
function keepableValue(_key: string, value: unknown): unknown {
  return typeof value === "string" ? clean(value.toWellFormed()) : value;
}

/** What is kept of a row that came, as the screen can show it. */
export function keepable(raw: string): string {
  const text = clean(raw);
  return text.length <= MAX_RAW ? text : `${text.slice(0, MAX_RAW - NOTE)}… [cut: ${text.length} characters]`;
}
