// store/capability.ts
async function findCapability(session, wanted = "auto") {
  const [version] = await session.rows(
    "select current_setting('server_version') as server"
  );
  const server = version?.server ?? "unknown";
  const installed = await timescaleVersion(session);
  let note = null;
  if (installed === null && wanted === "auto") note = await createExtension(session);
  const timescale = await timescaleVersion(session);
  if (timescale === null) return { capability: "plain", server, timescale, note };
  const [row] = await session.rows(
    "select current_setting('timescaledb.license', true) as license"
  );
  const capability = row?.license === "timescale" ? "timescale-community" : "timescale-apache";
  return { capability, server, timescale, note };
}
async function timescaleVersion(session) {
  const rows = await session.rows(
    "select extversion from pg_extension where extname = 'timescaledb'"
  );
  return rows[0]?.extversion ?? null;
}
async function createExtension(session) {
  const offered = await session.rows("select 1 from pg_available_extensions where name = 'timescaledb'");
  if (offered.length === 0) return null;
  try {
    await session.run("create extension if not exists timescaledb");
    return null;
  } catch (error) {
    return error.message;
  }
}

// store/migrate.ts
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join as join2 } from "node:path";

// store/files.ts
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
function migrationsDir() {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    for (const path of [join(folder, "migrations"), join(folder, "store", "migrations")]) {
      if (existsSync(join(path, "0001-people.sql"))) return path;
    }
    if (folder === dirname(folder))
      throw new Error("the folder store/migrations is missing from this installation");
  }
}

// store/migrate.ts
var MigrationError = class extends Error {
  code;
  constructor(code, message, cause) {
    super(message, { cause });
    this.name = "MigrationError";
    this.code = code;
  }
};
var LEVELS = ["plain", "timescale", "community", "no-community"];
async function migrate(session, capability, dir = migrationsDir()) {
  const files = await readMigrations(dir);
  await session.run(`create table if not exists migrations (
      number integer primary key, name text not null, checksum text not null, breaking boolean not null,
      level text not null, applied_at timestamptz not null default now())`);
  const rows = await session.rows(
    "select number, name, checksum, breaking from migrations order by number"
  );
  const known = new Map(files.map((file) => [file.number, file]));
  const done = /* @__PURE__ */ new Set();
  for (const row of rows) {
    done.add(row.number);
    const file = known.get(row.number);
    if (file === void 0) {
      if (row.breaking) throw newer(row.name);
    } else if (file.checksum !== row.checksum) {
      throw new MigrationError(
        "store.migration-changed",
        `migration ${row.name} was applied with other content: a migration is never edited, write a new one`
      );
    }
  }
  const applied = [];
  for (const file of files) {
    if (done.has(file.number) || !holds(file, capability)) continue;
    await apply(session, file);
    applied.push(file.name);
  }
  const [last] = await session.rows(
    "select coalesce(max(number), 0)::integer as version from migrations"
  );
  return { applied, version: last?.version ?? 0 };
}
async function readMigrations(dir = migrationsDir()) {
  const names = (await readdir(dir)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  const files = await Promise.all(
    names.map(async (name) => parseMigration(name, await readFile(join2(dir, name), "utf8")))
  );
  for (let i = 1; i < files.length; i++) {
    const [a, b] = [files[i - 1], files[i]];
    if (a.number === b.number)
      throw new MigrationError("store.migration-number", `two migrations have the number of ${b.name}`);
  }
  return files;
}
function parseMigration(name, text) {
  const flags = [...text.matchAll(/^--! (.+)$/gm)].map((match) => match[1].trim());
  const level = LEVELS.find((name2) => flags.includes(name2));
  return {
    number: Number(name.slice(0, 4)),
    name: name.replace(/\.sql$/, ""),
    text,
    checksum: createHash("sha256").update(text).digest("hex"),
    breaking: flags.includes("breaking"),
    transaction: !flags.includes("no-transaction"),
    level: level ?? "any"
  };
}
function holds(file, capability) {
  switch (file.level) {
    case "any":
      return true;
    case "plain":
      return capability === "plain";
    case "timescale":
      return capability !== "plain";
    case "community":
      return capability === "timescale-community";
    case "no-community":
      return capability !== "timescale-community";
  }
}
async function apply(session, file) {
  const record = `insert into migrations (number, name, checksum, breaking, level)
    values (${file.number}, '${file.name}', '${file.checksum}', ${file.breaking}, '${file.level}')`;
  try {
    if (file.transaction) {
      await session.run(`begin;
${file.text}
;${record};
commit`);
    } else {
      for (const statement of file.text.split(/^--;\s*$/m)) {
        if (statement.replace(/^--.*$/gm, "").trim() !== "") await session.run(statement);
      }
      await session.run(record);
    }
  } catch (cause) {
    await session.run("rollback").catch(() => {
    });
    throw new MigrationError(
      "store.migration-failed",
      `migration ${file.name} failed: ${cause.message}`,
      cause
    );
  }
}
function newer(name) {
  return new MigrationError(
    "store.database-newer",
    `the database has migration ${name}, which this program does not know: start a newer program`
  );
}

// store/migration-session.ts
import pg from "pg";
async function withSession(url, work) {
  const client = new pg.Client({
    connectionString: url,
    application_name: "guanlan-migrate",
    options: "-c timezone=UTC -c search_path=public,shim -c statement_timeout=0 -c client_min_messages=warning"
  });
  await client.connect();
  try {
    return await work({
      run: async (script) => void await client.query(script),
      rows: async (query) => (await client.query(query)).rows
    });
  } finally {
    await client.end();
  }
}

// store/database.ts
function prepareDatabase(url, options = {}) {
  return withSession(url, (session) => prepareSession(session, options));
}
var LOCK = 7205111;
async function prepareSession(session, options = {}) {
  await session.run(`select pg_advisory_lock(${LOCK})`);
  try {
    const report = await findCapability(session, options.timescale ?? "auto");
    const result = await migrate(session, report.capability);
    return { ...report, ...result };
  } finally {
    await session.run(`select pg_advisory_unlock(${LOCK})`);
  }
}

export {
  prepareDatabase
};
//# sourceMappingURL=chunk-K67NVYLV.mjs.map
