import type { Context } from "#server/context";
import { ping } from "#store/system";
import { PUSH_SUBJECT } from "#stream/subjects";

export interface Readiness {
  setSeeded(): void;
  read(): Promise<{ readonly ok: boolean; readonly waitingFor: readonly string[] }>;
  /** Resolves once `read` would say ok. */
  until(): Promise<void>;
  readonly stop: () => void;
}

/**
 * Ready: the city is seeded (or there is none to seed), the first event has been pushed since then, and database and
 * stream answer. A process that has no simulated city waits for no event: a quiet real city is ready too.
 */
export function createReadiness(context: Context): Readiness {
  let seeded = false;
  let pushed = context.config.CITY !== "simulated";
  const unsubscribe = context.bus.subscribe(PUSH_SUBJECT, () => {
    if (seeded) pushed = true;
  });

  async function read() {
    const waitingFor: string[] = [];
    if (!seeded) waitingFor.push("seed");
    else if (!pushed) waitingFor.push("first-push");
    if (!context.connection.connected()) waitingFor.push("stream");
    await ping(context.pool).catch(() => waitingFor.push("database"));
    return { ok: waitingFor.length === 0, waitingFor };
  }

  return {
    setSeeded() {
      seeded = true;
    },
    read,
    async until() {
      while (!(await read()).ok) await new Promise((resolve) => setTimeout(resolve, 100));
    },
    stop: unsubscribe,
  };
}
