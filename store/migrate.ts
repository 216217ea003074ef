import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Capability } from "#store/capability";
import { migrationsDir } from "#store/files";
import type { MigrationSession } from "#store/migration-session";

/**
 * Files NNNN-name.sql, forward only. The first lines may say:
 *   --! breaking         programs that do not know this file refuse the database
 *   --! no-transaction   statements run one by one (divided by lines of `--;`), as some of TimescaleDB's must
 *   --! plain | timescale | community | no-community   only there (timescale: Apache or community); looked at again at
 *                        each start, so a database that gains the extension later is raised then
 */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
  readonly breaking: boolean;
  readonly transaction: boolean;
  readonly level: "any" | (typeof LEVELS)[number];
}

export interface MigrateResult {
  readonly applied: readonly string[];
  /** Highest number in the database after the run. */
  readonly version: number;
}

export class MigrationError extends Error {
  readonly code: string;
  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "MigrationError";
    this.code = code;
  }
}

const LEVELS = ["plain", "timescale", "community", "no-community"] as const;

/** Applies what is missing. The caller holds the lock: see database.ts. */
export async function migrate(
  session: MigrationSession,
  capability: Capability,
  dir = migrationsDir(),
): Promise<MigrateResult> {
  const files = await readMigrations(dir);
  await session.run(`create table if not exists migrations (
      number integer primary key, name text not null, checksum text not null, breaking boolean not null,
      level text not null, applied_at timestamptz not null default now())`);
  const rows = await session.rows<{ number: number; name: string; checksum: string; breaking: boolean }>(
    "select number, name, checksum, breaking from migrations order by number",
  );
  const known = new Map(files.map((file) => [file.number, file]));
  const done = new Set<number>();
  for (const row of rows) {
    done.add(row.number);
    const file = known.get(row.number);
    if (file === undefined) {
      if (row.breaking) throw newer(row.name);
    } else if (file.checksum !== row.checksum) {
      throw new MigrationError(
        "store.migration-changed",
        `migration ${row.name} was applied with other content: a migration is never edited, write a new one`,
      );
    }
  }
  const applied: string[] = [];
  for (const file of files) {
    if (done.has(file.number) || !holds(file, capability)) continue;
    await apply(session, file);
    applied.push(file.name);
  }
  const [last] = await session.rows<{ version: number }>(
    "select coalesce(max(number), 0)::integer as version from migrations",
  );
  return { applied, version: last?.version ?? 0 };
}

export async function readMigrations(dir = migrationsDir()): Promise<Migration[]> {
  const names = (await readdir(dir)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  const files = await Promise.all(
    names.map(async (name) => parseMigration(name, await readFile(join(dir, name), "utf8"))),
  );
  for (let i = 1; i < files.length; i++) {
    const [a, b] = [files[i - 1] as Migration, files[i] as Migration];
    if (a.number === b.number)
      throw new MigrationError("store.migration-number", `two migrations have the number of ${b.name}`);
  }
  return files;
}

function parseMigration(name: string, text: string): Migration {
  const flags = [...text.matchAll(/^--! (.+)$/gm)].map((match) => (match[1] as string).trim());
  const level = LEVELS.find((name) => flags.includes(name));
  return {
    number: Number(name.slice(0, 4)),
    name: name.replace(/\.sql$/, ""),
    text,
    checksum: createHash("sha256").update(text).digest("hex"),
    breaking: flags.includes("breaking"),
    transaction: !flags.includes("no-transaction"),
    level: level ?? "any",
  };
}

function holds(file: Migration, capability: Capability): boolean {
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

async function apply(session: MigrationSession, file: Migration): Promise<void> {
  const record = `insert into migrations (number, name, checksum, breaking, level)
    values (${file.number}, '${file.name}', '${file.checksum}', ${file.breaking}, '${file.level}')`;
  try {
    if (file.transaction) {
      await session.run(`begin;\n${file.text}\n;${record};\ncommit`);
    } else {
      for (const statement of file.text.split(/^--;\s*$/m)) {
        if (statement.replace(/^--.*$/gm, "").trim() !== "") await session.run(statement);
      }
      await session.run(record);
    }
  } catch (cause) {
    await session.run("rollback").catch(() => {});
    throw new MigrationError(
      "store.migration-failed",
      `migration ${file.name} failed: ${(cause as Error).message}`,
      cause,
    );
  }
}

function newer(name: string): MigrationError {
  return new MigrationError(
    "store.database-newer",
    `the database has migration ${name}, which this program does not know: start a newer program`,
  );
}
