import { resolve } from "node:path";
import { openToolDatabase } from "#server/backup/database";
import { readConfig } from "#server/config";
import { prepareDatabase } from "#store/database";
import { createPool } from "#store/pool";
import { readManifest, restoreBackup } from "#store/restore";

const HELP = `npm run restore -- FILE [--json]

Lays a backup into an empty database and verifies it: counts, checksums and the audit chain; all of it or nothing.
DATABASE_URL names the database, else it is the one in VAR_DIR (another VAR_DIR makes a new one). The program must not
run on it. Bring the master key of the backed-up system along: without it sealed fields cannot be read.
`;

/** `npm run restore`. Progress goes to standard error, the result to standard output. */
async function main(args: readonly string[]): Promise<void> {
  const [file] = args.filter((arg) => !arg.startsWith("--"));
  if (args.includes("--help") || file === undefined) {
    process.stdout.write(HELP);
    if (file === undefined && !args.includes("--help")) process.exitCode = 2;
    return;
  }
  const started = Date.now();
  // A wrong file is told before a database is made for it.
  const manifest = await readManifest(resolve(file));
  process.stderr.write(
    `backup of ${manifest.takenAt}, program ${manifest.program}, PostgreSQL ${manifest.server}\n`,
  );
  const database = await openToolDatabase(readConfig(), true);
  try {
    await prepareDatabase(database.url);
    const pool = createPool({ url: database.url, max: 1, applicationName: "guanlan-restore" });
    try {
      const report = await restoreBackup({
        pool,
        file: resolve(file),
        onTable: (name, rows, done, of) => process.stderr.write(`${done}/${of} ${name}: ${rows} rows\n`),
      });
      const seconds = (Date.now() - started) / 1000;
      process.stdout.write(
        args.includes("--json")
          ? `${JSON.stringify({ rows: report.rows, left: report.left, auditEntries: manifest.audit.entries, auditHead: manifest.audit.head, seconds })}\n`
          : `restored and verified ${report.rows} rows, ${seconds.toFixed(1)} s; audit chain of ${manifest.audit.entries} entries holds, head ${manifest.audit.head}\nNow bring the master key of the backed-up system: keys/master.key in VAR_DIR, or MASTER_KEY.\n`,
      );
    } finally {
      await pool.stop();
    }
  } finally {
    await database.stop();
  }
}

await main(process.argv.slice(2)).catch((error: Error & { code?: string }) => {
  process.stderr.write(`${error.code ?? "restore.failed"}: ${error.message}\n`);
  process.exitCode = 1;
});
