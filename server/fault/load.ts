import type { IngestResult } from "#domain/api/sources";
import type { EnvelopeInput, InputKind } from "#domain/event";
import { sleep } from "#server/fault/cluster";
import { makeBenchSource } from "#stream/simulator/bench";

/** A source that never gives up: it sends the same rows again until each has an answer. */
export interface Load {
  /** Ids that the program acknowledged as accepted or, when sent again, as duplicate. */
  readonly acknowledged: ReadonlySet<string>;
  readonly rejected: number;
  stop(): Promise<void>;
}

const SEED = 7;

export interface LoadOptions {
  readonly url: string;
  readonly key: string;
  readonly source: string;
  readonly run: string;
  readonly enterprises: number;
  readonly perSecond: number;
  /** Every request carries this many rows that cannot be taken, among the good ones. */
  readonly malformedPerRequest?: number;
}

/** Good traffic over HTTP at a steady rate, a request each 100 ms and kind. */
export function startLoad(options: LoadOptions): Load {
  const source = makeBenchSource({
    seed: SEED,
    enterprises: options.enterprises,
    run: options.run,
    adverse: 0.3,
  });
  const acknowledged = new Set<string>();
  let rejected = 0;
  let next = 0;
  let stopped = false;
  const pending = new Set<Promise<void>>();
  const startMs = performance.now();

  async function send(kind: InputKind, envelopes: readonly EnvelopeInput[]): Promise<void> {
    const bad = Array.from({ length: options.malformedPerRequest ?? 0 }, (_, index) =>
      malformedRow(next + index, options.source),
    );
    const rows = [...envelopes, ...bad];
    for (let wait = 100; ; wait = Math.min(2000, wait * 2)) {
      try {
        const response = await fetch(`${options.url}/api/ingest/${kind}`, {
          method: "POST",
          headers: { "content-type": "application/json", authorization: `Bearer ${options.key}` },
          body: JSON.stringify(rows),
          signal: AbortSignal.timeout(20_000),
        });
        if (response.ok) {
          const result = (await response.json()) as IngestResult;
          for (const row of result.results) {
            if ((row.outcome === "accepted" || row.outcome === "duplicate") && row.id !== null)
              acknowledged.add(row.id);
            else if (row.outcome === "rejected") rejected++;
          }
          // Rows that the stream could not take for now come again; a row that is wrong does not.
          const again = result.results.filter((row) => row.code?.startsWith("ingest.stream"));
          if (again.length === 0) return;
        } else if (response.status !== 429 && response.status < 500) {
          throw new Error(`ingest refused with ${response.status}: ${await response.text()}`);
        } else await response.arrayBuffer();
      } catch (error) {
        if (error instanceof Error && error.message.startsWith("ingest refused")) throw error;
      }
      await sleep(wait);
    }
  }

  const running = (async () => {
    while (!stopped) {
      const due = Math.floor(((performance.now() - startMs) * options.perSecond) / 1000);
      const byKind = new Map<InputKind, EnvelopeInput[]>();
      for (; next < due; next++) {
        const { kind, envelope } = source.envelope(next, Date.now());
        byKind.set(kind, [...(byKind.get(kind) ?? []), { ...envelope, source: options.source }]);
      }
      for (const [kind, envelopes] of byKind) {
        const sent = send(kind, envelopes);
        pending.add(sent);
        sent.finally(() => pending.delete(sent)).catch(() => undefined);
      }
      // A source has a bound too: it waits when too much is under way.
      while (pending.size > 64) await Promise.race(pending);
      await sleep(100);
    }
    await Promise.all(pending);
  })();

  return {
    acknowledged,
    get rejected() {
      return rejected;
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}

/** One of the ways in which a row can be wrong. */
export function malformedRow(n: number, source: string): unknown {
  const good = {
    specversion: "1.0",
    id: `bad-${n}`,
    source,
    type: "x",
    time: "2026-01-01T00:00:00Z",
    subject: "上海某某有限公司",
    data: {},
  };
  const kinds: unknown[] = [
    null,
    n,
    "text",
    [],
    {},
    { ...good, id: "" },
    { ...good, id: undefined },
    { ...good, source: "another" },
    { ...good, time: "yesterday" },
    { ...good, time: "2999-01-01T00:00:00Z" },
    { ...good, time: "1800-01-01T00:00:00Z" },
    { ...good, district: "319999" },
    { ...good, subject: { code: "91310000MA1FL0000X" } },
    { ...good, data: { text: 5, value: "x", item: 7 } },
    { ...good, data: "none" },
    { ...good, schemaversion: 99 },
    { ...good, id: `bad-${n}`, corrects: `bad-${n}` },
    { ...good, type: "\u0000" },
  ];
  return kinds[n % kinds.length];
}
