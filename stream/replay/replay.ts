import { setTimeout as sleep } from "node:timers/promises";
import type { InputKind } from "#domain/event";
import type { IngestClient, PostResult } from "#stream/replay/client";
import type { FoundSet } from "#stream/replay/find";
import { makeRound } from "#stream/replay/kind-batches";
import type { ReplayEvent, ReplayRow } from "#stream/replay/row";

export interface ReplayOptions {
  /** Times real time, by the events' own times; null as fast as the server takes them. */
  readonly speed: number | null;
  /** Most rows of each set; null for all. */
  readonly limit: number | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (tally: SetTally) => void;
}

/**
 * What became of a set. `rows` were read from its files; `unmapped` of them became no event and were sent as they
 * stand, so that the server keeps them among its rejects. `read` events were sent, and
 * accepted + duplicate + conflict + rejected = read.
 */
export interface SetTally {
  readonly set: string;
  rows: number;
  unmapped: number;
  read: number;
  accepted: number;
  duplicate: number;
  conflict: number;
  rejected: number;
  /** Codes of what was not taken. */
  codes: Record<string, number>;
}

/** One batch of the server: it is taken or refused as a whole. */
const BATCH_EVENTS = 500;
const BATCH_BYTES = 1_500_000;
/** Sets larger than this are sent in the order of their files. */
const MOST_SORTED = 400_000;

/** Sends one data set and says what became of each row. */
export async function replaySet(
  found: FoundSet,
  client: IngestClient,
  options: ReplayOptions,
): Promise<SetTally> {
  const tally: SetTally = {
    set: found.set,
    rows: 0,
    unmapped: 0,
    read: 0,
    accepted: 0,
    duplicate: 0,
    conflict: 0,
    rejected: 0,
    codes: {},
  };
  const sender = makeSender(client, tally, options);
  if (found.sorted) {
    const rows: ReplayRow[] = [];
    for await (const row of rowsOf(found, options, tally)) {
      rows.push(row);
      // Too many to hold: what there is goes sorted, the rest as it comes.
      if (rows.length >= MOST_SORTED) await sender.sendAll(sortRows(rows.splice(0)));
    }
    await sender.sendAll(sortRows(rows));
  } else {
    for await (const row of rowsOf(found, options, tally)) await sender.send(row);
  }
  await sender.flush();
  return tally;
}

async function* rowsOf(found: FoundSet, options: ReplayOptions, tally: SetTally): AsyncGenerator<ReplayRow> {
  for (const { file, adapter } of found.parts) {
    for await (const row of adapter.read(file)) {
      if (options.limit !== null && tally.rows >= options.limit) return;
      if (options.signal?.aborted === true) return;
      tally.rows++;
      yield row;
    }
  }
}

/** By time; what has none comes last, in the order of the files. */
export function sortRows(rows: readonly ReplayRow[]): ReplayRow[] {
  const timeOf = (row: ReplayRow): number =>
    row.ok ? (row.events[0]?.timeMs ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  return rows
    .map((row, at) => ({ row, at, time: timeOf(row) }))
    .sort((a, b) => (a.time === b.time ? a.at - b.at : a.time < b.time ? -1 : 1))
    .map(({ row }) => row);
}

interface Line extends ReplayEvent {
  readonly text: string;
}

function makeSender(client: IngestClient, tally: SetTally, options: ReplayOptions) {
  const round = makeRound<Line>(BATCH_EVENTS);
  let bytes = 0;
  const pace = makePace(options);

  async function flush(): Promise<void> {
    if (round.size() === 0) return;
    const batches = round.finish();
    bytes = 0;
    // No firm stands in two batches of a round, so they may go at once.
    const results = await Promise.all(
      batches.map((batch) =>
        client.post(
          batch.kind,
          batch.events.map((event) => event.text),
        ),
      ),
    );
    for (const result of results) count(tally, result);
    options.onProgress?.(tally);
  }

  async function add(line: Line): Promise<void> {
    if (!round.takes(line) || bytes + line.text.length * 2 > BATCH_BYTES) await flush();
    round.add(line);
    bytes += line.text.length * 2;
  }

  async function send(row: ReplayRow): Promise<void> {
    if (!row.ok) {
      tally.unmapped++;
      await add(unreadable(row.kind, row.code, row.raw));
      return;
    }
    for (const event of row.events) {
      // Before waiting for an event's time, send what is due already.
      const waitMs = pace(event.timeMs);
      if (waitMs > 0) {
        await flush();
        await pause(waitMs, options.signal);
      }
      await add({ ...event, text: JSON.stringify(event.envelope) });
    }
  }

  return {
    send,
    flush,
    async sendAll(rows: readonly ReplayRow[]): Promise<void> {
      for (const row of rows) await send(row);
    },
  };
}

/** A row that is no event is sent as what it is: the server refuses it, counts it and keeps its words. */
function unreadable(kind: InputKind, code: string, raw: string): Line {
  const text = JSON.stringify({ unreadable: code, raw: raw.slice(0, 4000) });
  return { kind, timeMs: null, envelope: { id: "", source: "", type: "", data: {} }, text };
}

function count(tally: SetTally, result: PostResult): void {
  for (const name of ["read", "accepted", "duplicate", "conflict", "rejected"] as const)
    tally[name] += result[name];
  for (const { code } of result.results)
    if (code !== undefined) tally.codes[code] = (tally.codes[code] ?? 0) + 1;
}

/** A timer holds at most 24 days. */
const LONGEST_TIMER_MS = 2_000_000_000;

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  for (let left = ms; left > 0; left -= LONGEST_TIMER_MS) {
    await sleep(Math.min(left, LONGEST_TIMER_MS), undefined, signal === undefined ? {} : { signal });
  }
}

/**
 * How long to wait before an event, by its time against the first one's. Times that go back (the next series) begin a
 * new count.
 */
export function makePace(
  options: Pick<ReplayOptions, "speed">,
  now: () => number = () => performance.now(),
): (timeMs: number | null) => number {
  const { speed } = options;
  let first: { readonly eventMs: number; readonly wallMs: number } | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  return (timeMs) => {
    if (speed === null || timeMs === null) return 0;
    if (first === null || timeMs < lastMs) first = { eventMs: timeMs, wallMs: now() };
    lastMs = timeMs;
    const dueMs = first.wallMs + (timeMs - first.eventMs) / speed;
    return Math.max(0, Math.round(dueMs - now()));
  };
}
