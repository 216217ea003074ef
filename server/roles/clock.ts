import { createRegistry } from "#detectors/registry";
import { createAlarmWatch } from "#server/alarm-watch";
import type { Context, RunningRole } from "#server/context";
import type { LagWatch } from "#server/lag-watch";
import { publishPush } from "#server/pipelines/push-bus";
import { createRescoreRunner, DEFAULT_RESCORE } from "#server/pipelines/rescore/runner";
import { createTicks } from "#server/pipelines/ticks";
import { wakeSnoozed } from "#store/alert-steps";
import { recordAreaIndices } from "#store/area-index";
import type { Capability } from "#store/capability";
import { readStoredMark } from "#store/event-ids";
import { keepHouse, setRetention } from "#store/housekeeping";

const HOUSE_MS = 30_000;
const INDEX_MS = 60_000;

/**
 * Time passes: ticks on the stream, area indices, snoozed alerts that wake, housekeeping, the program's own alarms, and
 * scores under a new version of the configuration.
 */
export function createClockRole(context: Context, lag: LagWatch, capability: Capability): RunningRole {
  const { pool, bus, clock, log, config, publisher } = context;
  const ticks = createTicks({ publisher, clock, log }, { tickSeconds: config.TICK_SECONDS });
  const alarms = createAlarmWatch(context, lag, () => readStoredMark(pool));
  const keep = { events: config.EVENT_KEEP_DAYS, push_log: config.PUSH_KEEP_HOURS / 24 };
  const rescores = createRescoreRunner(
    { pool, registry: createRegistry(), clock, log, push: (messages) => publishPush(bus, messages) },
    { ...DEFAULT_RESCORE, instance: context.instance },
  );
  let kept = false;
  const timers = [
    every(HOUSE_MS, "housekeeping", async () => {
      if (!kept) {
        await setRetention(pool, "events", keep.events, capability);
        await setRetention(pool, "push_log", keep.push_log, capability);
        kept = true;
      }
      const report = await keepHouse({ pool, capability, nowMs: clock.now() });
      if (Object.keys(report.work).length > 0) log.info({ work: report.work }, "house kept");
    }),
    every(INDEX_MS, "area indices", async () => {
      await recordAreaIndices(pool, clock.now());
    }),
    every(15_000, "snoozed alerts", async () => {
      publishPush(bus, await wakeSnoozed(pool, clock.now()));
    }),
  ];

  /** At once, then at each period: a seeded city has its baselines from its first screen. */
  function every(periodMs: number, what: string, work: () => Promise<void>): NodeJS.Timeout {
    let busy = false;
    const run = () => {
      if (busy) return;
      busy = true;
      work()
        .catch((error) => log.warn({ err: error, what }, "regular work failed, comes again"))
        .finally(() => {
          busy = false;
        });
    };
    run();
    return setInterval(run, periodMs);
  }

  return {
    async stop() {
      ticks.stop();
      alarms.stop();
      await rescores.stop();
      for (const timer of timers) clearInterval(timer);
    },
  };
}
