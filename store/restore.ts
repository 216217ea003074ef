import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { verifyAudit } from "#store/audit";
import { BackupError, type BackupManifest, type BackupTable, readTables } from "#store/backup";
import { copyTextIn } from "#store/copy";
import { dbOf, type PgPool } from "#store/pool";
import { readTar, type TarEntry } from "#store/tar";

export interface RestoreOptions {
  /** An empty database with this program's schema (prepareDatabase). */
  readonly pool: PgPool;
  readonly file: string;
  readonly onTable?: (name: string, rows: number, done: number, of: number) => void;
}

export interface RestoreReport {
  readonly manifest: BackupManifest;
  readonly rows: number;
  /** Tables of the archive that this database has in another form (days rolled up, on the community edition). */
  readonly left: readonly string[];
}

/** Derived by continuous aggregates where they are: not needed there. */
const DERIVED = ["score_daily_rolled", "event_daily_rolled"];

/** Reads what is in an archive, and checks nothing else. */
export async function readManifest(file: string): Promise<BackupManifest> {
  const handle = await open(file, "r");
  try {
    return await manifestOf(await readTar(handle));
  } finally {
    await handle.close();
  }
}

/**
 * Lays a backup into an empty database, in one transaction: either all of it is there and verified (counts, checksums,
 * audit chain), or nothing. Triggers are off meanwhile: what they made is in the archive. A newer program takes older
 * archives (new columns get their defaults); an older one refuses newer archives.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  const handle = await open(options.file, "r");
  const client = await options.pool.connect();
  try {
    const entries = await readTar(handle);
    const manifest = await manifestOf(entries);
    await checkSchema(client, manifest);
    await client.query("begin");
    const report = await load(client, entries, manifest, options);
    await client.query("commit");
    await refreshAggregates(client);
    return report;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
    await handle.close();
  }
}

async function manifestOf(entries: readonly TarEntry[]): Promise<BackupManifest> {
  const entry = entries.find((one) => one.name === "manifest.json");
  if (entry === undefined)
    throw new BackupError(
      "store.backup-damaged",
      "the file is not a backup of this program: it has no manifest",
    );
  const chunks: Buffer[] = [];
  for await (const chunk of entry.read()) chunks.push(chunk);
  const manifest = JSON.parse(Buffer.concat(chunks).toString("utf8")) as BackupManifest;
  if (manifest.format !== 1)
    throw new BackupError(
      "store.backup-newer",
      `the backup has format ${manifest.format}: use a newer program`,
    );
  return manifest;
}

async function checkSchema(client: pg.ClientBase, manifest: BackupManifest): Promise<void> {
  const { rows } = await client.query<{ name: string }>("select name from migrations");
  const here = new Set(rows.map((row) => row.name.slice(0, 4)));
  const { rows: levels } = await client.query<{ name: string }>(
    "select name from migrations where level = 'any'",
  );
  const newest = Math.max(...levels.map((row) => Number(row.name.slice(0, 4))));
  const unknown = manifest.migrations.filter(
    (name) => !here.has(name.slice(0, 4)) && Number(name.slice(0, 4)) > newest,
  );
  if (unknown.length > 0) {
    throw new BackupError(
      "store.backup-newer",
      `the backup was made by a newer program (it has ${unknown.join(", ")}): restore with that one`,
    );
  }
  for (const table of ["enterprises", "users", "audit_log", "event_ids"]) {
    const { rowCount } = await client.query(`select 1 from ${table} limit 1`);
    if (rowCount !== 0)
      throw new BackupError(
        "store.restore-not-empty",
        `the database is not empty (${table} has rows): restore into a new one`,
      );
  }
}

async function load(
  client: pg.PoolClient,
  entries: readonly TarEntry[],
  manifest: BackupManifest,
  options: RestoreOptions,
): Promise<RestoreReport> {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const present = await readTables(client);
  const wanted = present.filter((layout) => manifest.tables.some((table) => table.name === layout.name));
  const left = manifest.tables
    .filter((table) => !present.some((layout) => layout.name === table.name))
    .map((table) => table.name);
  const lost = left.filter((name) => !DERIVED.includes(name));
  if (lost.length > 0)
    throw new BackupError("store.backup-newer", `this program has no table ${lost.join(", ")}`);
  for (const { name } of present) await client.query(`alter table "${name}" disable trigger user`);
  // Rows that migrations put in (leases, rules) are in the archive too.
  await client.query(`truncate ${present.map(({ name }) => `"${name}"`).join(", ")}`);
  let rows = 0;
  for (const [i, layout] of wanted.entries()) {
    const table = manifest.tables.find((one) => one.name === layout.name) as BackupTable;
    const indexes = await dropIndexes(client, table.name);
    rows += await loadTable(client, table, byName.get(table.file));
    for (const index of indexes) await client.query(index);
    options.onTable?.(table.name, table.rows, i + 1, wanted.length);
  }
  for (const { name } of present) await client.query(`alter table "${name}" enable trigger user`);
  // Archives of before have no order of scores; whoever has it, has all of it.
  await client.query(
    "insert into score_order select enterprise_id, rank, moved, last_event_hour from scores on conflict do nothing",
  );
  await client.query("update partition_leases set owner = null, expires_at = '-infinity', epoch = epoch + 1");
  if (left.length > 0)
    await client.query(
      "update rollups set rolled_to = '-infinity', recorded_to = '-infinity' where name <> 'baselines'",
    );
  await setSequences(client);
  await verify(
    client,
    manifest,
    wanted.map((layout) => layout.name),
  );
  return { manifest, rows, left };
}

async function loadTable(
  client: pg.PoolClient,
  table: BackupTable,
  entry: TarEntry | undefined,
): Promise<number> {
  if (entry === undefined) throw new BackupError("store.backup-damaged", `the backup lacks ${table.file}`);
  const hash = createHash("sha256");
  const digest = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const source = Readable.from(entry.read());
  const text = createGunzip();
  // Errors of the earlier streams end the last one, where COPY sees them.
  source.on("error", (error) => text.destroy(error));
  digest.on("error", (error) => text.destroy(error));
  source.pipe(digest).pipe(text);
  const list = table.columns.map((column) => `"${column}"`).join(", ");
  let rows: number;
  try {
    rows = await copyTextIn(client, `"${table.name}" (${list})`, text);
  } catch (cause) {
    throw new BackupError(
      "store.backup-damaged",
      `${table.file} cannot be loaded: ${(cause as Error).message}`,
      cause,
    );
  }
  if (hash.digest("hex") !== table.sha256)
    throw new BackupError("store.backup-damaged", `${table.file} is not as it was written (checksum)`);
  if (rows !== table.rows)
    throw new BackupError(
      "store.backup-damaged",
      `${table.file} has ${rows} rows, the manifest says ${table.rows}`,
    );
  return rows;
}

/** Built at once after the load an index costs a tenth. Those of constraints stay. Gives what makes them again. */
async function dropIndexes(client: pg.ClientBase, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i
    where i.indrelid = '"${table}"'::regclass and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`);
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map((row) => row.definition);
}

/** New rows get numbers after the restored ones. */
async function setSequences(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and is_identity = 'YES'`);
  for (const { table, column } of rows) {
    await client.query(`select setval(pg_get_serial_sequence('"${table}"', '${column}'),
      greatest(1, (select coalesce(max("${column}"), 0) from "${table}")), exists (select 1 from "${table}"))`);
  }
}

async function verify(
  client: pg.ClientBase,
  manifest: BackupManifest,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    const { rows } = await client.query<{ n: string }>(`select count(*) as n from "${name}"`);
    const expected = manifest.tables.find((table) => table.name === name)?.rows ?? 0;
    if (Number(rows[0]?.n) !== expected) {
      throw new BackupError(
        "store.backup-damaged",
        `${name} has ${rows[0]?.n} rows after the restore, the manifest says ${expected}`,
      );
    }
  }
  const audit = await verifyAudit(dbOf(client));
  if (!audit.ok || audit.head !== manifest.audit.head || audit.entries !== manifest.audit.entries) {
    throw new BackupError(
      "store.audit-broken",
      "the audit chain does not hold after the restore: the backup was tampered with or is damaged",
    );
  }
}

/** On the community edition the daily views are computed anew; a refresh cannot be in a transaction. */
async function refreshAggregates(client: pg.ClientBase): Promise<void> {
  const { rows: extension } = await client.query("select 1 from pg_extension where extname = 'timescaledb'");
  if (extension.length === 0) return;
  const { rows } = await client.query<{ name: string }>(
    "select view_name as name from timescaledb_information.continuous_aggregates",
  );
  for (const { name } of rows) await client.query(`call refresh_continuous_aggregate('${name}', null, null)`);
}
