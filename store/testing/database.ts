import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { inject } from "vitest";
import { type PreparedDatabase, prepareDatabase } from "#store/database";
import { createPool, type PgPool, type Pool } from "#store/pool";
import { createPglite } from "#store/testing/pglite";
import type { StoreTarget } from "#store/testing/target";

export interface TestDatabase {
  readonly target: StoreTarget;
  readonly pool: Pool;
  readonly prepared: PreparedDatabase;
  /** A connection as the hot path takes it; in a transaction, committed at the end. */
  withClient<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T>;
  /** Drops the database. Fails when a pool that a test made is still open. */
  stop(): Promise<void>;
}

export interface ServerTestDatabase extends TestDatabase {
  /** A database of its own on a real server; any number of pools may connect. */
  readonly url: string;
  readonly pool: PgPool;
}

/** A migrated database for one test file: beforeAll(async () => { db = await createTestDatabase() }). */
export async function createTestDatabase(): Promise<TestDatabase> {
  if (inject("storeTarget") !== "pglite") return createServerTestDatabase();
  const { pool, prepared, withClient } = await createPglite();
  return { target: "pglite", pool, prepared, withClient, stop: () => pool.stop() };
}

/**
 * The same on a real server, for tests that need several connections or `url`. With STORE_TARGET=pglite there is
 * none: guard them with `describe.skipIf(isSingleSession())`.
 */
export async function createServerTestDatabase(): Promise<ServerTestDatabase> {
  const admin = inject("storeUrl");
  const template = inject("storeTemplate");
  const name = `guanlan_test_${randomBytes(6).toString("hex")}`;
  const url = withDatabase(admin, name);
  await adminQuery(admin, `create database ${name}${template === "" ? "" : ` template ${template}`}`);
  const prepared = await prepareDatabase(url);
  const pool = createPool({ url, max: 12, applicationName: "guanlan-test" });
  return {
    target: inject("storeTarget"),
    pool,
    prepared,
    url,
    async withClient(work) {
      const client = await pool.connect();
      try {
        await client.query("begin");
        const result = await work(client);
        await client.query("commit");
        return result;
      } catch (error) {
        await client.query("rollback");
        throw error;
      } finally {
        client.release();
      }
    },
    async stop() {
      const { total, idle } = pool.counts();
      await pool.stop();
      const others = await readOthers(admin, name);
      await adminQuery(admin, `drop database if exists ${name} with (force)`);
      if (total !== idle)
        throw new LeakError(`${total - idle} connections of the test's pool were never released`);
      if (others.length > 0) throw new LeakError(`connections left open: ${JSON.stringify(others)}`);
    },
  };
}

/** true on pglite: one session, so nothing can run at the same time. */
export function isSingleSession(): boolean {
  return inject("storeTarget") === "pglite";
}

/** Connections to a database. The server ends those of a closed pool a moment after the pool did: they get that moment. */
async function readOthers(admin: string, name: string): Promise<unknown[]> {
  for (let attempt = 0; ; attempt++) {
    const others = await adminQuery(
      admin,
      `select application_name, state, query from pg_stat_activity
       where datname = '${name}' and backend_type = 'client backend'`,
    );
    if (others.length === 0 || attempt === 20) return others;
    await delay(100);
  }
}

export class LeakError extends Error {
  readonly code = "store.test-leak";
}

function withDatabase(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return parsed.href;
}

async function adminQuery(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
