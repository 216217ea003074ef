import { resolve } from "node:path";
import { openToolDatabase } from "#server/backup/database";
import { readConfig } from "#server/config";
import { VERSION } from "#server/version";
import { writeBackup } from "#store/backup";
import { createPool } from "#store/pool";

const HELP = `npm run backup -- FILE [--json]

Writes the whole database as it is at this instant into one archive (tar of compressed COPY text with counts and
checksums), while the program runs or not. DATABASE_URL names the database, else it is the one in VAR_DIR.

Not in it: the master key (VAR_DIR/keys/master.key or MASTER_KEY: keep it apart, without it sealed fields cannot be read)
and events that still wait in the stream.
`;

/** `npm run backup`. Progress goes to standard error, the result to standard output. */
async function main(args: readonly string[]): Promise<void> {
  const [file] = args.filter((arg) => !arg.startsWith("--"));
  if (args.includes("--help") || file === undefined) {
    process.stdout.write(HELP);
    if (file === undefined && !args.includes("--help")) process.exitCode = 2;
    return;
  }
  const started = Date.now();
  const database = await openToolDatabase(readConfig(), false);
  const pool = createPool({ url: database.url, max: 1, applicationName: "guanlan-backup" });
  try {
    const manifest = await writeBackup({
      pool,
      file: resolve(file),
      program: VERSION,
      onTable: (name, rows, done, of) => process.stderr.write(`${done}/${of} ${name}: ${rows} rows\n`),
    });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const bytes = manifest.tables.reduce((sum, table) => sum + table.bytes, 0);
    const result = {
      file: resolve(file),
      tables: manifest.tables.length,
      rows,
      bytes,
      auditEntries: manifest.audit.entries,
      auditHead: manifest.audit.head,
      seconds: (Date.now() - started) / 1000,
    };
    process.stdout.write(
      args.includes("--json")
        ? `${JSON.stringify(result)}\n`
        : `backup of ${rows} rows in ${result.tables} tables, ${(bytes / 1e6).toFixed(1)} MB, ${result.seconds.toFixed(1)} s: ${result.file}\n` +
            `audit chain: ${result.auditEntries} entries, head ${result.auditHead} (write it down elsewhere)\n`,
    );
  } finally {
    await pool.stop();
    await database.stop();
  }
}

await main(process.argv.slice(2)).catch((error: Error & { code?: string }) => {
  process.stderr.write(`${error.code ?? "backup.failed"}: ${error.message}\n`);
  process.exitCode = 1;
});
