import pg from "pg";
import { parsers } from "#store/pg-types";
import type { Sql } from "#store/sql";

/** What a query needs: the pool outside a transaction, or the connection inside one. */
export interface Db {
  /** The rows. Instants are ms since epoch, int8 is number, numeric and date are strings, jsonb is parsed. */
  query<R>(statement: Sql): Promise<R[]>;
  /** The number of rows touched. */
  execute(statement: Sql): Promise<number>;
}

export type Isolation = "read committed" | "repeatable read" | "serializable";

export interface Pool extends Db {
  /** Commits when `work` resolves, rolls back when it throws. Never nest: pass the `tx` on. */
  transaction<T>(work: (tx: Db) => Promise<T>, isolation?: Isolation): Promise<T>;
  /** Connections: in all, idle, and callers that wait for one. */
  counts(): { total: number; idle: number; waiting: number };
  /** Waits for running statements and closes all connections. */
  stop(): Promise<void>;
}

export interface PgPool extends Pool {
  /** A raw connection for COPY, LISTEN and session locks; always release it. */
  connect(): Promise<pg.PoolClient>;
}

export interface PoolOptions {
  readonly url: string;
  /** Connections at most. The embedded server allows 100 in all. */
  readonly max?: number;
  readonly applicationName?: string;
  /** A statement that runs longer is cancelled by the server; 0 = never. */
  readonly statementTimeoutMs?: number;
  /** How long a caller waits for a free or a new connection. */
  readonly connectTimeoutMs?: number;
  /**
   * Named statements keep one plan. Left to itself the server plans some of them anew at each execution, for a
   * millisecond, because it takes the number of elements in this batch's columns for a reason.
   */
  readonly keepPlans?: boolean;
  /** Called when an idle connection breaks (server restart); the pool replaces it by itself. */
  readonly onIdleError?: (error: Error) => void;
}

/**
 * Every connection: UTC, so that timestamps parse alike; `shim` last, so that an extension's function wins. No parallel
 * workers: each of them walks an index until it has a page of its own, so the first page of the list by score, which is
 * 1 ms on one core, took 0.3 s on three.
 */
const SESSION =
  "-c timezone=UTC -c search_path=public,shim -c datestyle=ISO -c intervalstyle=iso_8601 -c max_parallel_workers_per_gather=0";

export function createPool(options: PoolOptions): PgPool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? "guanlan",
    connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    options: `${SESSION} -c statement_timeout=${options.statementTimeoutMs ?? 0} -c plan_cache_mode=${options.keepPlans ? "force_generic_plan" : "auto"}`,
    types: { getTypeParser: parsers },
  });
  pool.on("error", (error) => {
    // Connections that take their leave while the server stops are no news.
    if (!pool.ending) options.onIdleError?.(error);
  });
  return {
    query: async <R>(statement: Sql) => (await pool.query(config(statement))).rows as R[],
    execute: async (statement) => (await pool.query(config(statement))).rowCount ?? 0,
    transaction: (work, isolation) => transaction(pool, work, isolation),
    connect: () => pool.connect(),
    counts: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    stop: () => pool.end(),
  };
}

async function transaction<T>(
  pool: pg.Pool,
  work: (tx: Db) => Promise<T>,
  isolation?: Isolation,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Without a listener a connection that breaks between two statements would end the process.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  try {
    await client.query(isolation === undefined ? "begin" : `begin isolation level ${isolation}`);
    const result = await work(dbOf(client));
    await client.query("commit");
    return result;
  } catch (error) {
    try {
      await client.query("rollback");
    } catch (cause) {
      broken ??= cause as Error;
    }
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

/** A connection as Db. */
export function dbOf(client: pg.ClientBase): Db {
  return {
    query: async <R>(statement: Sql) => (await client.query(config(statement))).rows as R[],
    execute: async (statement) => (await client.query(config(statement))).rowCount ?? 0,
  };
}

/** The first row, or null. */
export async function first<R>(db: Db, statement: Sql): Promise<R | null> {
  return (await db.query<R>(statement))[0] ?? null;
}

/** The only row; throws when there is none. */
export async function one<R>(db: Db, statement: Sql): Promise<R> {
  const row = (await db.query<R>(statement))[0];
  if (row === undefined) throw new NoRowError(statement.text);
  return row;
}

export class NoRowError extends Error {
  readonly code = "store.no-row";
  constructor(text: string) {
    super(`the statement gave no row: ${text.slice(0, 200)}`);
    this.name = "NoRowError";
  }
}

/** The parameter for timestamptz: ISO 8601 in UTC; null stays null. */
export function instant(ms: number): string;
export function instant(ms: number | null): string | null;
export function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function config(statement: Sql): pg.QueryConfig {
  const base = { text: statement.text, values: statement.values as unknown[] };
  return statement.name === undefined ? base : { ...base, name: statement.name };
}
