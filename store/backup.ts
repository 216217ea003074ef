import { createHash } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { verifyAudit } from "#store/audit";
import { copyTextOut } from "#store/copy";
import { dbOf, type PgPool } from "#store/pool";
import { writeTar } from "#store/tar";

export interface BackupTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Name in the archive, size and SHA-256 of the compressed text. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface BackupManifest {
  readonly format: 1;
  readonly program: string;
  readonly takenAt: string;
  readonly server: string;
  /** Names of the migrations that the data is in. */
  readonly migrations: readonly string[];
  readonly tables: readonly BackupTable[];
  readonly audit: { readonly entries: number; readonly head: string };
}

export interface BackupOptions {
  readonly pool: PgPool;
  /** The archive to make; must not exist. */
  readonly file: string;
  readonly program: string;
  readonly onTable?: (name: string, rows: number, done: number, of: number) => void;
}

export class BackupError extends Error {
  readonly code: string;
  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "BackupError";
    this.code = code;
  }
}

/** Who is alive right now, and what migrations are applied: true of one database only. */
const NOT_KEPT = ["migrations", "role_heartbeats"];

/**
 * Writes all tables as they were at one instant (one repeatable-read snapshot) into one archive, while the program
 * runs: COPY text, compressed, with counts, checksums and the head of the audit chain. No server tool is needed, and
 * it can be read by any PostgreSQL. Not in it: keys (keep the key file apart) and events that wait in the stream.
 */
export async function writeBackup(options: BackupOptions): Promise<BackupManifest> {
  const work = `${options.file}.partial`;
  await mkdir(dirname(options.file), { recursive: true });
  if (existsSync(options.file))
    throw new BackupError("store.backup-exists", `${options.file} is there already: name another file`);
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true, mode: 0o700 });
  const client = await options.pool.connect();
  try {
    await client.query("begin isolation level repeatable read, read only");
    const manifest = await dump(client, work, options);
    await client.query("commit");
    await writeFile(join(work, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    await writeTar(join(work, "archive.tar"), [
      { name: "manifest.json", path: join(work, "manifest.json") },
      ...manifest.tables.map((table) => ({ name: table.file, path: join(work, table.file) })),
    ]);
    await rename(join(work, "archive.tar"), options.file);
    return manifest;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
    await rm(work, { recursive: true, force: true });
  }
}

async function dump(client: pg.PoolClient, work: string, options: BackupOptions): Promise<BackupManifest> {
  const db = dbOf(client);
  const audit = await verifyAudit(db);
  if (!audit.ok) {
    throw new BackupError(
      "store.audit-broken",
      `the audit chain is broken at entry ${audit.firstBroken}: look into that before anything else`,
    );
  }
  const { rows: migrations } = await client.query<{ name: string }>(
    "select name from migrations order by number",
  );
  const { rows: server } = await client.query<{ version: string }>(
    "select current_setting('server_version') as version",
  );
  const layouts = await readTables(client);
  const tables: BackupTable[] = [];
  for (const [i, layout] of layouts.entries()) {
    const file = `${layout.name}.copy.gz`;
    const list = layout.columns.map((column) => `"${column}"`).join(", ");
    const hash = createHash("sha256");
    let bytes = 0;
    let rows = 0;
    const count = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) rows += 1;
        done(null, chunk);
      },
    });
    const digest = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    await pipeline(
      // A query and not the table: COPY of a hypertable gives nothing, its rows are in chunks.
      Readable.from(copyTextOut(client, `(select ${list} from "${layout.name}")`)),
      count,
      createGzip({ level: 4 }),
      digest,
      createWriteStream(join(work, file), { mode: 0o600 }),
    );
    tables.push({
      name: layout.name,
      columns: layout.columns,
      rows,
      file,
      bytes,
      sha256: hash.digest("hex"),
    });
    options.onTable?.(layout.name, rows, i + 1, layouts.length);
  }
  return {
    format: 1,
    program: options.program,
    takenAt: new Date().toISOString(),
    server: server[0]?.version ?? "",
    migrations: migrations.map((row) => row.name),
    tables,
    audit: { entries: audit.entries, head: audit.head },
  };
}

export interface TableLayout {
  readonly name: string;
  /** Without generated columns, which compute themselves. */
  readonly columns: readonly string[];
}

/** Our tables, referenced ones before those that refer to them. Views and continuous aggregates follow from them. */
export async function readTables(client: pg.ClientBase): Promise<TableLayout[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; refers: string[] }>(`
    select c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> k.conrelid) as refers
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname`);
  const left = rows.filter((row) => !NOT_KEPT.includes(row.name));
  const ordered: TableLayout[] = [];
  const done = new Set<string>();
  while (left.length > 0) {
    const next = left.findIndex((row) =>
      row.refers.every((name) => done.has(name) || NOT_KEPT.includes(name)),
    );
    if (next === -1)
      throw new BackupError(
        "store.backup-cycle",
        `tables refer to each other in a circle: ${left.map((row) => row.name).join(", ")}`,
      );
    const [row] = left.splice(next, 1) as [(typeof left)[number]];
    done.add(row.name);
    ordered.push({ name: row.name, columns: row.columns });
  }
  return ordered;
}
