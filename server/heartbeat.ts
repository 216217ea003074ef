import { hostname } from "node:os";
import type { Role } from "#server/config";
import type { Context } from "#server/context";
import { VERSION } from "#server/version";
import { beat, removeBeats } from "#store/heartbeats";

const PERIOD_MS = 2000;

/** Says every two seconds, for each role of this process, that it lives and what it does. */
export function createHeartbeat(
  context: Context,
  roles: readonly Role[],
  details: {
    readonly partitions: () => readonly number[];
    readonly metrics: () => Readonly<Record<string, unknown>>;
  },
): { stop(): Promise<void> } {
  let stopped = false;
  let running = Promise.resolve();

  async function send(): Promise<void> {
    const rssMb = Math.round(process.memoryUsage.rss() / 1048576);
    const base = { instance: context.instance, host: hostname(), pid: process.pid, version: VERSION, rssMb };
    await beat(
      context.pool,
      roles.map((role) => ({
        ...base,
        role,
        partitions: role === "detect" ? details.partitions() : [],
        metrics: role === roles[0] ? details.metrics() : {},
      })),
    );
  }

  function round(): void {
    if (stopped) return;
    running = running
      .then(send)
      .catch((error) => context.log.warn({ err: error }, "no heartbeat: database unavailable"));
  }

  round();
  const timer = setInterval(round, PERIOD_MS);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
      await removeBeats(context.pool, context.instance).catch(() => undefined);
    },
  };
}
