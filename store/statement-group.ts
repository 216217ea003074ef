import type pg from "pg";
import { parsers } from "#store/pg-types";

/** A named statement of the hot path. Values travel as text: see columns.ts. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values?: readonly (string | number | null)[];
}

/** What a function of the hot path needs: a connection, or a group of statements that go out together. */
export interface Statements {
  query<R extends pg.QueryResultRow>(statement: Statement): Promise<{ rows: R[] }>;
}

export const BEGIN: Statement = { name: "begin", text: "begin" };
export const COMMIT: Statement = { name: "commit", text: "commit" };

/**
 * Queues what `work` asks on one connection and sends it in one write, behind one Sync: the server answers in one write
 * too, so ten statements wake each side once instead of ten times. The first that fails is the cause with which it
 * and all behind it reject; the server has skipped those, a commit among them.
 *
 * Source: PostgreSQL documentation, 54.2.3 "Extended Query" and 54.2.4 "Pipelining".
 */
export function together<T>(client: pg.ClientBase, work: (group: Statements) => T): T {
  const group = new StatementGroup();
  const result = work(group);
  if (group.size > 0) client.query(group);
  return result;
}

type Row = Record<string, unknown>;
type TextParser = (value: string) => unknown;

interface Column {
  readonly name: string;
  readonly parse: TextParser;
}

interface Pending {
  readonly statement: Statement;
  readonly rows: Row[];
  readonly resolve: (result: { rows: never[] }) => void;
  readonly reject: (error: unknown) => void;
}

/** By connection: the statements that it has prepared, with the columns that each gives. */
const prepared = new WeakMap<object, Map<string, readonly Column[]>>();

/** The part of pg's connection that a group writes to. */
interface Connection {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly (string | null)[] }): void;
  describe(message: { type: "P" }): void;
  execute(message: object): void;
  close(message: { type: "S"; name: string }): void;
  sync(): void;
}

class StatementGroup implements Statements, pg.Submittable {
  readonly #pending: Pending[] = [];
  #at = 0;
  #known: Map<string, readonly Column[]> = new Map();
  #described: readonly Column[] = [];

  get size(): number {
    return this.#pending.length;
  }

  query<R extends pg.QueryResultRow>(statement: Statement): Promise<{ rows: R[] }> {
    const answer = new Promise<{ rows: R[] }>((resolve, reject) => {
      this.#pending.push({ statement, rows: [], resolve, reject });
    });
    // Whoever waits for one of them hears of the failure; nobody has to wait for all.
    answer.catch(() => undefined);
    return answer;
  }

  submit(raw: pg.Connection): void {
    const connection = raw as unknown as Connection;
    this.#known = prepared.get(connection) ?? new Map();
    prepared.set(connection, this.#known);
    const sent = new Set<string>();
    connection.stream.cork();
    for (const { statement } of this.#pending) {
      const isKnown = this.#known.has(statement.name);
      // The client keeps a table of its own of what it has prepared.
      const name = `group:${statement.name}`;
      if (!isKnown && !sent.has(name)) {
        // After a failure it is not known whether it was prepared; to close one that is not there is no error.
        connection.close({ type: "S", name });
        connection.parse({ name, text: statement.text });
        sent.add(name);
      }
      connection.bind({ statement: name, values: (statement.values ?? []).map(toText) });
      if (!isKnown) connection.describe({ type: "P" });
      connection.execute({});
    }
    connection.sync();
    connection.stream.uncork();
  }

  handleRowDescription(message: { readonly fields: readonly { name: string; dataTypeID: number }[] }): void {
    this.#described = message.fields.map(({ name, dataTypeID }) => ({ name, parse: parsers(dataTypeID) }));
  }

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    const pending = this.#pending[this.#at] as Pending;
    const columns = this.#known.get(pending.statement.name) ?? this.#described;
    const row: Row = {};
    for (let i = 0; i < columns.length; i++) {
      const { name, parse } = columns[i] as Column;
      const value = message.fields[i] as string | null;
      row[name] = value === null ? null : parse(value);
    }
    pending.rows.push(row);
  }

  handleCommandComplete(): void {
    const { name } = (this.#pending[this.#at] as Pending).statement;
    if (!this.#known.has(name)) this.#known.set(name, this.#described);
    this.#described = [];
    this.#at++;
  }

  /** All are through: what the first of them gave is not told before the last has succeeded. */
  handleReadyForQuery(): void {
    for (const { rows, resolve } of this.#pending) resolve({ rows: rows as never[] });
  }

  handleError(error: Error): void {
    const failed = this.#pending[this.#at]?.statement.name;
    if (failed !== undefined) this.#known.delete(failed);
    for (const { reject } of this.#pending) reject(error);
  }

  handleEmptyQuery(): void {}

  handlePortalSuspended(): void {}
}

function toText(value: string | number | null): string | null {
  return typeof value === "number" ? String(value) : value;
}
