import type { Log } from "#server/log";
import type { Metrics } from "#server/metrics";
import { readLag, type StreamLag } from "#stream/lag";
import type { Topology } from "#stream/topology";

export interface LagWatch {
  /** The last reading; null before the first. */
  last(): StreamLag | null;
  /** Messages that the detectors work off in a second, lately. */
  drainPerSecond(): number;
  /** null while sources may send; else how long they should wait. */
  pressure(): { readonly retryAfterSeconds: number } | null;
  stop(): void;
}

const PERIOD_MS = 500;

/**
 * Looks twice a second how much waits in the stream. Past `maxLag` messages, or when the stream is nearly full, ingest
 * refuses with 429 until the backlog is worked off: a slow database slows the sources, never fills memory.
 */
export function createLagWatch(
  deps: { readonly topology: Topology; readonly metrics: Metrics; readonly log: Log },
  config: { readonly maxLag: number },
): LagWatch {
  let last: StreamLag | null = null;
  let lastMs = 0;
  let drain = 0;
  let busy = false;

  async function look(): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      const now = performance.now();
      const lag = await readLag(deps.topology);
      if (last !== null && now > lastMs) {
        const worked = ((last.messages - lag.messages) * 1000) / (now - lastMs);
        drain = 0.7 * drain + 0.3 * Math.max(0, worked);
      }
      last = lag;
      lastMs = now;
      deps.metrics.lag.set(lag.messages);
    } catch (error) {
      deps.log.debug({ err: error }, "lag not read");
    } finally {
      busy = false;
    }
  }

  const timer = setInterval(() => void look(), PERIOD_MS);
  void look();
  return {
    last: () => last,
    drainPerSecond: () => drain,
    pressure() {
      if (last === null) return null;
      const over = Math.max(last.messages - config.maxLag, last.fill > 0.9 ? last.messages * 0.2 : 0);
      if (over <= 0) return null;
      return { retryAfterSeconds: Math.min(60, Math.max(1, Math.ceil(over / Math.max(500, drain)))) };
    },
    stop: () => clearInterval(timer),
  };
}
