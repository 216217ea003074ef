import type pg from "pg";
import type { PgPool } from "#store/pool";

/**
 * COPY over pg's own protocol hooks (a Submittable), which the package `pg` leaves to its users. Text format:
 * columns by tab, rows by line feed, \N for null.
 */
export type CopyValue = string | number | boolean | null | readonly (string | number)[];

export class CopyError extends Error {
  readonly code = "store.copy-failed";
}

/**
 * Loads rows: copyIn(pool, "events (time, uid, …)", rows). Ten times as fast as inserts. Triggers fire; there is no
 * "on conflict". All or nothing. Gives the number of rows.
 */
export async function copyIn(
  pool: PgPool,
  target: string,
  rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>,
): Promise<number> {
  const client = await pool.connect();
  try {
    return await copyRowsIn(client, target, rows);
  } finally {
    client.release();
  }
}

/** The same on a connection that is in a transaction. */
export async function copyRowsIn(
  client: pg.ClientBase,
  target: string,
  rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>,
): Promise<number> {
  return copyTextIn(client, target, chunksOf(rows));
}

/** Loads text that is in COPY's format already. */
export async function copyTextIn(
  client: pg.ClientBase,
  target: string,
  chunks: AsyncIterable<Buffer | string> | Iterable<Buffer | string>,
): Promise<number> {
  const copy = new CopyIn(`copy ${target} from stdin`);
  client.query(copy as unknown as pg.Submittable);
  const connection = await copy.started;
  try {
    for await (const chunk of chunks) {
      if (copy.failed !== null) break;
      connection.sendCopyFromChunk(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
      if (connection.stream.writableNeedDrain) {
        await Promise.race([
          new Promise((resolve) => connection.stream.once("drain", resolve)),
          copy.ended.catch(() => {}),
        ]);
      }
    }
    if (copy.failed === null) connection.endCopyFrom();
  } catch (error) {
    connection.sendCopyFail(String(error));
    await copy.ended.catch(() => {});
    throw error;
  }
  return copy.ended;
}

/** The rows of a query or table as COPY's text, in chunks of whole rows. Reads no faster than its consumer. */
export async function* copyTextOut(client: pg.ClientBase, source: string): AsyncGenerator<Buffer> {
  const copy = new CopyOut(`copy ${source} to stdout`);
  client.query(copy as unknown as pg.Submittable);
  try {
    for (;;) {
      const chunk = await copy.next();
      if (chunk === null) return;
      yield chunk;
    }
  } finally {
    // A consumer that stops early: the rest of the answer has to be read before the connection can be used again.
    await copy.drain();
  }
}

async function* chunksOf(
  rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>,
): AsyncGenerator<string> {
  let text = "";
  for await (const row of rows) {
    for (let i = 0; i < row.length; i++) text += (i === 0 ? "" : "\t") + encode(row[i] as CopyValue);
    text += "\n";
    if (text.length > 65_536) {
      yield text;
      text = "";
    }
  }
  if (text !== "") yield text;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "",
};

function encode(value: CopyValue): string {
  if (value === null) return "\\N";
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "t" : "f";
  const text = typeof value === "string" ? value : arrayLiteral(value);
  return /[\\\t\n\r\0]/.test(text) ? text.replace(/[\\\t\n\r\0]/g, (one) => ESCAPES[one] as string) : text;
}

function arrayLiteral(values: readonly (string | number)[]): string {
  return `{${values.map((one) => (typeof one === "number" ? one : `"${one.replace(/["\\]/g, "\\$&")}"`)).join(",")}}`;
}

/** What pg's connection gives to whoever speaks COPY. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
  readonly stream: import("node:net").Socket;
}

class CopyIn {
  readonly started: Promise<CopyConnection>;
  readonly ended: Promise<number>;
  failed: Error | null = null;
  #text: string;
  #start!: (connection: CopyConnection) => void;
  #refuse!: (error: Error) => void;
  #end!: (rows: number) => void;
  #fail!: (error: Error) => void;
  #rows = 0;

  constructor(text: string) {
    this.#text = text;
    this.started = new Promise((resolve, reject) => {
      this.#start = resolve;
      this.#refuse = reject;
    });
    this.ended = new Promise((resolve, reject) => {
      this.#end = resolve;
      this.#fail = reject;
    });
    this.ended.catch(() => {});
    this.started.catch(() => {});
  }

  submit(connection: CopyConnection): void {
    connection.query(this.#text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#start(connection);
  }

  handleError(error: Error): void {
    this.failed = error;
    this.#refuse(error);
    this.#fail(error);
  }

  handleCommandComplete(message: { text: string }): void {
    this.#rows = Number(/COPY (\d+)/.exec(message.text)?.[1] ?? 0);
  }

  handleReadyForQuery(): void {
    this.#end(this.#rows);
  }
}

/** Chunks wait here; past this many bytes the socket is paused until the consumer has caught up. */
const HIGH_WATER = 4 * 1024 * 1024;

class CopyOut {
  #text: string;
  #connection: CopyConnection | null = null;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #done = false;
  #error: Error | null = null;
  #wake: (() => void) | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  submit(connection: CopyConnection): void {
    this.#connection = connection;
    connection.query(this.#text);
  }

  handleCopyData(message: { chunk: Buffer }): void {
    // The parser reuses its memory for the next messages.
    this.#chunks.push(Buffer.from(message.chunk));
    this.#bytes += message.chunk.length;
    if (this.#bytes > HIGH_WATER) this.#connection?.stream.pause();
    this.#signal();
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#done = true;
    this.#signal();
  }

  handleError(error: Error): void {
    this.#error = error;
    this.#done = true;
    this.#signal();
  }

  async next(): Promise<Buffer | null> {
    while (this.#chunks.length === 0 && !this.#done) {
      this.#connection?.stream.resume();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#chunks.length > 0) {
      const all = Buffer.concat(this.#chunks);
      this.#chunks = [];
      this.#bytes = 0;
      this.#connection?.stream.resume();
      return all;
    }
    if (this.#error !== null) throw new CopyError(this.#error.message, { cause: this.#error });
    return null;
  }

  async drain(): Promise<void> {
    while (!this.#done) {
      this.#chunks = [];
      this.#bytes = 0;
      this.#connection?.stream.resume();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #signal(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
