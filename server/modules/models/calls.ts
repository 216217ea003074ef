import type { Log } from "#server/log";
import { createWorkerLoop, type WorkerLoop } from "#server/modules/worker-loop";
import { addCalls, type CallTally } from "#store/model-keys";
import type { Pool } from "#store/pool";

/** Answers are counted by time: below 1, 2, 4 … 512 ms, and longer. */
export const SLOW_BOUNDS_MS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] as const;

export interface CallCounter {
  answered(keyId: number, versionId: number, rows: number, tookMs: number, nowMs: number): void;
  refused(keyId: number, nowMs: number): void;
  /** Writes what was counted. */
  flush(): Promise<void>;
}

/** Counts in memory and writes now and then: a call shall not wait for its own count, and a hot row would queue them. */
export function makeCallCounter(db: Pool): CallCounter {
  let tallies = new Map<string, CallTally>();
  const tally = (keyId: number, versionId: number, nowMs: number): CallTally => {
    const minuteMs = Math.floor(nowMs / 60_000) * 60_000;
    const key = `${keyId} ${versionId} ${minuteMs}`;
    let found = tallies.get(key);
    if (found === undefined) {
      const slow = new Array<number>(SLOW_BOUNDS_MS.length + 1).fill(0);
      found = { keyId, versionId, minuteMs, calls: 0, rows: 0, refused: 0, micros: 0, slow };
      tallies.set(key, found);
    }
    return found;
  };
  return {
    answered(keyId, versionId, rows, tookMs, nowMs) {
      const found = tally(keyId, versionId, nowMs);
      found.calls++;
      found.rows += rows;
      found.micros += tookMs * 1000;
      const bin = SLOW_BOUNDS_MS.findIndex((bound) => tookMs < bound);
      const place = bin < 0 ? SLOW_BOUNDS_MS.length : bin;
      found.slow[place] = (found.slow[place] as number) + 1;
    },
    refused(keyId, nowMs) {
      tally(keyId, 0, nowMs).refused++;
    },
    async flush() {
      if (tallies.size === 0) return;
      const written = tallies;
      tallies = new Map();
      try {
        await db.transaction((tx) => addCalls(tx, [...written.values()]));
      } catch (error) {
        // Counted again with what came meanwhile.
        for (const [key, old] of written) {
          const now = tallies.get(key);
          if (now === undefined) tallies.set(key, old);
          else {
            now.calls += old.calls;
            now.rows += old.rows;
            now.refused += old.refused;
            now.micros += old.micros;
            old.slow.forEach((n, i) => {
              now.slow[i] = (now.slow[i] as number) + n;
            });
          }
        }
        throw error;
      }
    },
  };
}

const FLUSH_MS = 5_000;

export function createCallWriter(counter: CallCounter, log: Log): WorkerLoop {
  return createWorkerLoop(
    "model-calls",
    async () => {
      await counter.flush();
      return false;
    },
    FLUSH_MS,
    log,
  );
}
