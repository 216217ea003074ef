import {
  VERSION
} from "./chunks/chunk-2K7LV6X5.mjs";
import {
  openToolDatabase,
  writeBackup
} from "./chunks/chunk-NQBQZNQP.mjs";
import "./chunks/chunk-4H4GBVKX.mjs";
import "./chunks/chunk-HXEBTTQF.mjs";
import {
  readConfig
} from "./chunks/chunk-PQXE74HE.mjs";
import {
  createPool
} from "./chunks/chunk-IUEGZ6D3.mjs";

// server/backup/main.ts
import { resolve } from "node:path";
var HELP = `npm run backup -- FILE [--json]

Writes the whole database as it is at this instant into one archive (tar of compressed COPY text with counts and
checksums), while the program runs or not. DATABASE_URL names the database, else it is the one in VAR_DIR.

Not in it: the master key (VAR_DIR/keys/master.key or MASTER_KEY: keep it apart, without it sealed fields cannot be read)
and events that still wait in the stream.
`;
async function main(args) {
  const [file] = args.filter((arg) => !arg.startsWith("--"));
  if (args.includes("--help") || file === void 0) {
    process.stdout.write(HELP);
    if (file === void 0 && !args.includes("--help")) process.exitCode = 2;
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
      onTable: (name, rows2, done, of) => process.stderr.write(`${done}/${of} ${name}: ${rows2} rows
`)
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
      seconds: (Date.now() - started) / 1e3
    };
    process.stdout.write(
      args.includes("--json") ? `${JSON.stringify(result)}
` : `backup of ${rows} rows in ${result.tables} tables, ${(bytes / 1e6).toFixed(1)} MB, ${result.seconds.toFixed(1)} s: ${result.file}
audit chain: ${result.auditEntries} entries, head ${result.auditHead} (write it down elsewhere)
`
    );
  } finally {
    await pool.stop();
    await database.stop();
  }
}
await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.code ?? "backup.failed"}: ${error.message}
`);
  process.exitCode = 1;
});
//# sourceMappingURL=backup.mjs.map
