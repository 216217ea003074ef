import { type Db, first } from "#store/pool";
import { sql } from "#store/sql";

export interface UploadRow {
  readonly id: string;
  readonly sourceId: string;
  readonly kind: string;
  readonly fileName: string;
  readonly path: string;
  readonly bytes: number;
  readonly format: "csv" | "ndjson";
  readonly createdBy: number | null;
}

/** A file that was previewed and waits for its mapping. */
export async function insertUpload(db: Db, upload: UploadRow): Promise<void> {
  await db.execute(sql`
    insert into uploads (id, source_id, kind, file_name, path, bytes, format, created_by)
    values (${upload.id}, ${upload.sourceId}, ${upload.kind}, ${upload.fileName}, ${upload.path}, ${upload.bytes}, ${upload.format},
      ${upload.createdBy})`);
}

/** Takes it, once, by the person who sent it; null when it is not there or was taken. */
export function takeUpload(tx: Db, id: string, userId: number): Promise<UploadRow | null> {
  return first(
    tx,
    sql`
    update uploads set used_at = now() where id = ${id} and used_at is null and created_by = ${userId}
    returning id, source_id as "sourceId", kind, file_name as "fileName", path, bytes, format, created_by as "createdBy"`,
  );
}

/** Previews that nobody started for `olderThanMs`: their rows are removed, their files are the caller's to delete. */
export async function removeStaleUploads(db: Db, olderThanMs: number): Promise<string[]> {
  const rows = await db.query<{ path: string }>(sql`
    delete from uploads where used_at is null and created_at < now() - ${olderThanMs} * interval '1 millisecond' returning path`);
  return rows.map((row) => row.path);
}
