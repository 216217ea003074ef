import type { Channel } from "#server/channels/channel";
import type { Context, RunningRole } from "#server/context";
import { createDispatcher } from "#server/pipelines/notify/dispatcher";
import { roleSubject } from "#stream/subjects";

/** A look without being called: finds what a signal that was lost, or a retry whose time has come, left. */
const IDLE_MS = 1000;

/** Tells people off screen. Any number of processes may play it. */
export function createNotifyRole(context: Context, channels: ReadonlyMap<string, Channel>): RunningRole {
  const { pool, instance, clock, log, metrics, bus } = context;
  const dispatcher = createDispatcher({
    pool,
    instance,
    channels,
    webhook: context.config.NOTIFY_WEBHOOK_URL !== null,
    clock,
    log,
    onOutcome: (channel, outcome) => metrics.notifications.inc({ channel, outcome }),
  });
  let stopped = false;
  let wake: () => void = () => {};
  const unsubscribe = bus.subscribe(roleSubject("notify", "alerts"), () => wake());

  const running = (async () => {
    while (!stopped) {
      let more = false;
      try {
        more = await dispatcher.round();
      } catch (error) {
        log.warn({ err: error }, "notifications wait");
      }
      if (more || stopped) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, IDLE_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();

  return {
    async stop() {
      stopped = true;
      unsubscribe();
      wake();
      await running;
    },
  };
}
