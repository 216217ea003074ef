import type { Registry } from "#detectors/registry";
import { createAlarmWatch } from "#server/alarm-watch";
import type { Context, RunningRole } from "#server/context";
import type { LagWatch } from "#server/lag-watch";
import { refreshFeatures } from "#server/pipelines/features/refresh";
import { createCycleWatch } from "#server/pipelines/flow/cycle-watch";
import { watchFalls } from "#server/pipelines/level-falls";
import { evaluateStale } from "#server/pipelines/organisations/evaluate";
import { publishPush } from "#server/pipelines/push-bus";
import {
  type RelationsReport,
  refreshRelations,
  refreshRiskSources,
} from "#server/pipelines/relations/refresh";
import { createRescoreRunner, DEFAULT_RESCORE } from "#server/pipelines/rescore/runner";
import { createTicks } from "#server/pipelines/ticks";
import { wakeSnoozed } from "#store/alert-steps";
import { recordAreaIndices } from "#store/area-index";
import type { Capability } from "#store/capability";
import { readStoredMark } from "#store/event-ids";
import { keepHouse, setRetention } from "#store/housekeeping";
import { isRescoring } from "#store/rescores";
import { readActiveConfig } from "#store/score-configs";

const HOUSE_MS = 30_000;
const INDEX_MS = 60_000;
const CYCLES_MS = 20_000;
const EVALUATION_MS = 30_000;
const FALLS_MS = 20_000;
const FEATURES_MS = 15_000;
/** Of a hundred enterprises each: what a re-score leaves comes with the next looks, beside the work of the day. */
const FEATURES_ROUNDS = 20;

/** The graph of relations: how often it is looked at, and for how long at a time. */
const GRAPH_MS = 20_000;
const GRAPH_BUDGET_MS = 10_000;

/**
 * Time passes: ticks on the stream, area indices, features of risk enterprises, what is computed over the graphs of relations and of money, snoozed alerts
 * that wake, levels that may fall, housekeeping, the program's own alarms, and scores under a new version of the configuration.
 */
export function createClockRole(
  context: Context,
  lag: LagWatch,
  capability: Capability,
  registry: Registry,
): RunningRole {
  const { pool, bus, clock, log, config, publisher } = context;
  const ticks = createTicks({ publisher, clock, log }, { tickSeconds: config.TICK_SECONDS });
  const cycles = createCycleWatch({ pool, publisher, clock, log });
  const alarms = createAlarmWatch(context, lag, () => readStoredMark(pool));
  const keep = { events: config.EVENT_KEEP_DAYS, push_log: config.PUSH_KEEP_HOURS / 24 };
  const rescores = createRescoreRunner(
    { pool, registry, clock, log, push: (messages) => publishPush(bus, messages) },
    { ...DEFAULT_RESCORE, instance: context.instance },
  );
  let kept = false;
  let stopped = false;
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
    every(CYCLES_MS, "cycles of money", async () => {
      await cycles.look();
    }),
    every(GRAPH_MS, "relations", keepGraph),
    every(EVALUATION_MS, "evaluations", async () => {
      if (await isRescoring(pool)) return;
      const config = await readActiveConfig(pool);
      if (config === null) return;
      const report = await evaluateStale({ pool, levels: config.levels, nowMs: clock.now() });
      if (report !== null && report.looked > 0) log.info(report, "local organisations evaluated");
    }),
    every(FEATURES_MS, "risk features", async () => {
      for (let round = 0; round < FEATURES_ROUNDS && !stopped; round++)
        if (!(await refreshFeatures(pool)).more) break;
    }),
    every(FALLS_MS, "levels to fall", async () => {
      if (await isRescoring(pool)) return;
      const active = await readActiveConfig(pool);
      if (active === null) return;
      const report = await watchFalls(pool, active, clock.now());
      if (report.proposed + report.withdrawn > 0) log.info(report, "levels put before a person");
    }),
    every(15_000, "snoozed alerts", async () => {
      publishPush(bus, await wakeSnoozed(pool, clock.now()));
    }),
  ];

  /** A new city is many rounds: what does not fit into the budget comes with the next look. */
  async function keepGraph(): Promise<void> {
    // Scores that are just being made anew would be walked twice.
    if (await isRescoring(pool)) return;
    const weights = (await readActiveConfig(pool))?.weights;
    if (weights === undefined) return;
    const untilMs = performance.now() + GRAPH_BUDGET_MS;
    const sum = { firms: 0, controllers: 0, clusters: 0, sources: 0, told: 0 };
    const goesOn = () => !stopped && performance.now() < untilMs;
    const add = (report: RelationsReport): void => {
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += report[key];
    };
    for (let more = true; more; ) {
      const report = await refreshRelations(pool, { nowMs: clock.now() });
      if (report === null) return;
      add(report);
      more = report.more && goesOn();
    }
    const moved = await refreshRiskSources(pool, { nowMs: clock.now(), weights, goesOn });
    if (moved !== null) add(moved);
    if (Object.values(sum).some((count) => count > 0)) log.info({ relations: sum }, "relations computed");
  }

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
      stopped = true;
      ticks.stop();
      alarms.stop();
      await rescores.stop();
      for (const timer of timers) clearInterval(timer);
    },
  };
}
