import {
  prepareDatabase
} from "./chunks/chunk-K67NVYLV.mjs";
import {
  BackupError,
  copyTextIn,
  openToolDatabase,
  readTables,
  readTar
} from "./chunks/chunk-NQBQZNQP.mjs";
import {
  verifyAudit
} from "./chunks/chunk-4H4GBVKX.mjs";
import "./chunks/chunk-HXEBTTQF.mjs";
import {
  readConfig
} from "./chunks/chunk-PQXE74HE.mjs";
import {
  createPool,
  dbOf
} from "./chunks/chunk-IUEGZ6D3.mjs";

// server/restore/main.ts
import { resolve } from "node:path";

// store/restore.ts
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { createGunzip } from "node:zlib";
var DERIVED = ["score_daily_rolled", "event_daily_rolled"];
async function readManifest(file) {
  const handle = await open(file, "r");
  try {
    return await manifestOf(await readTar(handle));
  } finally {
    await handle.close();
  }
}
async function restoreBackup(options) {
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
    await client.query("rollback").catch(() => {
    });
    throw error;
  } finally {
    client.release();
    await handle.close();
  }
}
async function manifestOf(entries) {
  const entry = entries.find((one) => one.name === "manifest.json");
  if (entry === void 0)
    throw new BackupError(
      "store.backup-damaged",
      "the file is not a backup of this program: it has no manifest"
    );
  const chunks = [];
  for await (const chunk of entry.read()) chunks.push(chunk);
  const manifest = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  if (manifest.format !== 1)
    throw new BackupError(
      "store.backup-newer",
      `the backup has format ${manifest.format}: use a newer program`
    );
  return manifest;
}
async function checkSchema(client, manifest) {
  const { rows } = await client.query("select name from migrations");
  const here = new Set(rows.map((row) => row.name.slice(0, 4)));
  const { rows: levels } = await client.query(
    "select name from migrations where level = 'any'"
  );
  const newest = Math.max(...levels.map((row) => Number(row.name.slice(0, 4))));
  const unknown = manifest.migrations.filter(
    (name) => !here.has(name.slice(0, 4)) && Number(name.slice(0, 4)) > newest
  );
  if (unknown.length > 0) {
    throw new BackupError(
      "store.backup-newer",
      `the backup was made by a newer program (it has ${unknown.join(", ")}): restore with that one`
    );
  }
  for (const table of ["enterprises", "users", "audit_log", "event_ids"]) {
    const { rowCount } = await client.query(`select 1 from ${table} limit 1`);
    if (rowCount !== 0)
      throw new BackupError(
        "store.restore-not-empty",
        `the database is not empty (${table} has rows): restore into a new one`
      );
  }
}
async function load(client, entries, manifest, options) {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const present = await readTables(client);
  const wanted = present.filter((layout) => manifest.tables.some((table) => table.name === layout.name));
  const left = manifest.tables.filter((table) => !present.some((layout) => layout.name === table.name)).map((table) => table.name);
  const lost = left.filter((name) => !DERIVED.includes(name));
  if (lost.length > 0)
    throw new BackupError("store.backup-newer", `this program has no table ${lost.join(", ")}`);
  for (const { name } of present) await client.query(`alter table "${name}" disable trigger user`);
  await client.query(`truncate ${present.map(({ name }) => `"${name}"`).join(", ")}`);
  let rows = 0;
  for (const [i, layout] of wanted.entries()) {
    const table = manifest.tables.find((one) => one.name === layout.name);
    const indexes = await dropIndexes(client, table.name);
    rows += await loadTable(client, table, byName.get(table.file));
    for (const index of indexes) await client.query(index);
    options.onTable?.(table.name, table.rows, i + 1, wanted.length);
  }
  for (const { name } of present) await client.query(`alter table "${name}" enable trigger user`);
  await client.query(
    "insert into score_order select enterprise_id, rank, moved, last_event_hour from scores on conflict do nothing"
  );
  await client.query("update partition_leases set owner = null, expires_at = '-infinity', epoch = epoch + 1");
  if (left.length > 0)
    await client.query(
      "update rollups set rolled_to = '-infinity', recorded_to = '-infinity' where name <> 'baselines'"
    );
  await setSequences(client);
  await verify(
    client,
    manifest,
    wanted.map((layout) => layout.name)
  );
  return { manifest, rows, left };
}
async function loadTable(client, table, entry) {
  if (entry === void 0) throw new BackupError("store.backup-damaged", `the backup lacks ${table.file}`);
  const hash = createHash("sha256");
  const digest = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    }
  });
  const source = Readable.from(entry.read());
  const text = createGunzip();
  source.on("error", (error) => text.destroy(error));
  digest.on("error", (error) => text.destroy(error));
  source.pipe(digest).pipe(text);
  const list = table.columns.map((column) => `"${column}"`).join(", ");
  let rows;
  try {
    rows = await copyTextIn(client, `"${table.name}" (${list})`, text);
  } catch (cause) {
    throw new BackupError(
      "store.backup-damaged",
      `${table.file} cannot be loaded: ${cause.message}`,
      cause
    );
  }
  if (hash.digest("hex") !== table.sha256)
    throw new BackupError("store.backup-damaged", `${table.file} is not as it was written (checksum)`);
  if (rows !== table.rows)
    throw new BackupError(
      "store.backup-damaged",
      `${table.file} has ${rows} rows, the manifest says ${table.rows}`
    );
  return rows;
}
async function dropIndexes(client, table) {
  const { rows } = await client.query(`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i
    where i.indrelid = '"${table}"'::regclass and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`);
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map((row) => row.definition);
}
async function setSequences(client) {
  const { rows } = await client.query(`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and is_identity = 'YES'`);
  for (const { table, column } of rows) {
    await client.query(`select setval(pg_get_serial_sequence('"${table}"', '${column}'),
      greatest(1, (select coalesce(max("${column}"), 0) from "${table}")), exists (select 1 from "${table}"))`);
  }
}
async function verify(client, manifest, names) {
  for (const name of names) {
    const { rows } = await client.query(`select count(*) as n from "${name}"`);
    const expected = manifest.tables.find((table) => table.name === name)?.rows ?? 0;
    if (Number(rows[0]?.n) !== expected) {
      throw new BackupError(
        "store.backup-damaged",
        `${name} has ${rows[0]?.n} rows after the restore, the manifest says ${expected}`
      );
    }
  }
  const audit = await verifyAudit(dbOf(client));
  if (!audit.ok || audit.head !== manifest.audit.head || audit.entries !== manifest.audit.entries) {
    throw new BackupError(
      "store.audit-broken",
      "the audit chain does not hold after the restore: the backup was tampered with or is damaged"
    );
  }
}
async function refreshAggregates(client) {
  const { rows: extension } = await client.query("select 1 from pg_extension where extname = 'timescaledb'");
  if (extension.length === 0) return;
  const { rows } = await client.query(
    "select view_name as name from timescaledb_information.continuous_aggregates"
  );
  for (const { name } of rows) await client.query(`call refresh_continuous_aggregate('${name}', null, null)`);
}

// server/restore/main.ts
var HELP = `npm run restore -- FILE [--json]

Lays a backup into an empty database and verifies it: counts, checksums and the audit chain; all of it or nothing.
DATABASE_URL names the database, else it is the one in VAR_DIR (another VAR_DIR makes a new one). The program must not
run on it. Bring the master key of the backed-up system along: without it sealed fields cannot be read.
`;
async function main(args) {
  const [file] = args.filter((arg) => !arg.startsWith("--"));
  if (args.includes("--help") || file === void 0) {
    process.stdout.write(HELP);
    if (file === void 0 && !args.includes("--help")) process.exitCode = 2;
    return;
  }
  const started = Date.now();
  const manifest = await readManifest(resolve(file));
  process.stderr.write(
    `backup of ${manifest.takenAt}, program ${manifest.program}, PostgreSQL ${manifest.server}
`
  );
  const database = await openToolDatabase(readConfig(), true);
  try {
    await prepareDatabase(database.url);
    const pool = createPool({ url: database.url, max: 1, applicationName: "guanlan-restore" });
    try {
      const report = await restoreBackup({
        pool,
        file: resolve(file),
        onTable: (name, rows, done, of) => process.stderr.write(`${done}/${of} ${name}: ${rows} rows
`)
      });
      const seconds = (Date.now() - started) / 1e3;
      process.stdout.write(
        args.includes("--json") ? `${JSON.stringify({ rows: report.rows, left: report.left, auditEntries: manifest.audit.entries, auditHead: manifest.audit.head, seconds })}
` : `restored and verified ${report.rows} rows, ${seconds.toFixed(1)} s; audit chain of ${manifest.audit.entries} entries holds, head ${manifest.audit.head}
Now bring the master key of the backed-up system: keys/master.key in VAR_DIR, or MASTER_KEY.
`
      );
    } finally {
      await pool.stop();
    }
  } finally {
    await database.stop();
  }
}
await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.code ?? "restore.failed"}: ${error.message}
`);
  process.exitCode = 1;
});
//# sourceMappingURL=restore.mjs.map
