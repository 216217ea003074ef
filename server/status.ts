import { alarmWords } from "#domain/alarm";
import type { SystemStatus } from "#domain/api/system";
import type { RealtimeStats } from "#realtime/server";
import type { Context } from "#server/context";
import type { StatusPort } from "#server/http/ports";
import type { LagWatch } from "#server/lag-watch";
import { quantileMs } from "#server/metrics";
import { RateMeter } from "#server/rates";
import type { Readiness } from "#server/readiness";
import type { TextModelState } from "#server/text-models";
import { VERSION } from "#server/version";
import { readAlarms } from "#store/alarms";
import { countDeadLetters } from "#store/dead-letters";
import { countFindingsByDetector } from "#store/findings";
import { readHeartbeats } from "#store/heartbeats";
import { readDatabaseStatus } from "#store/system";

export interface StatusDeps {
  readonly context: Context;
  readonly lag: LagWatch;
  readonly readiness: Readiness;
  readonly realtime: () => RealtimeStats | null;
  readonly detectors: readonly {
    readonly id: string;
    readonly version: number;
    readonly kinds: readonly string[];
  }[];
  readonly textModels: readonly TextModelState[];
}

const SAMPLE_MS = 1000;

/** What the system page shows: this process's rates, and what all processes say of themselves in the store. */
export function createStatus(deps: StatusDeps): StatusPort & { stop(): void } {
  const { context } = deps;
  const { metrics, clock } = context;
  const startedAt = new Date(clock.now()).toISOString();
  const meters = { ingest: new RateMeter(clock), stored: new RateMeter(clock), pushed: new RateMeter(clock) };

  async function sample(): Promise<void> {
    meters.ingest.sample(await total(metrics.ingested));
    meters.stored.sample(await total(metrics.events));
    meters.pushed.sample(deps.realtime()?.accepted ?? 0);
  }
  const timer = setInterval(() => void sample(), SAMPLE_MS);

  return {
    stop: () => clearInterval(timer),
    readiness: () => deps.readiness.read(),
    async read(): Promise<SystemStatus> {
      const lag = deps.lag.last();
      const realtime = deps.realtime();
      const [database, roles, alarms, dead, detectorCounts] = await Promise.all([
        readDatabaseStatus(context.pool),
        readHeartbeats(context.pool, 20_000),
        readAlarms(context.pool),
        countDeadLetters(context.pool),
        countFindingsByDetector(context.pool),
      ]);
      const byKind = new Map<string, number>();
      for (const { labels, value } of (await metrics.events.get()).values) {
        if (labels.outcome === "done") byKind.set(String(labels.kind), value);
      }
      return {
        version: VERSION,
        startedAt,
        node: process.version,
        database,
        stream: {
          version: context.connection.nats.info?.version ?? "",
          messages: lag?.messages ?? 0,
          bytes: lag?.bytes ?? 0,
          maxBytes: lag?.maxBytes ?? 0,
          lag: lag?.messages ?? 0,
        },
        realtime: {
          driver: realtime?.engine ?? "none",
          clients: realtime?.connections ?? 0,
          sentPerSecond: Math.round(meters.pushed.perSecond() * 10) / 10,
          snapshots: realtime?.slowCut ?? 0,
        },
        rates: {
          ingestPerSecond: round(meters.ingest.perSecond()),
          storedPerSecond: round(meters.stored.perSecond()),
          pushedPerSecond: round(meters.pushed.perSecond()),
          storedP99Ms: round(await quantileMs(metrics.storedSeconds, 0.99)),
          pushedP99Ms: round(await quantileMs(metrics.pushedSeconds, 0.99)),
        },
        roles: roles.map((role) => ({
          role: role.role,
          instance: role.instance,
          host: role.host,
          startedAt: new Date(role.startedAtMs).toISOString(),
          lastSeen: new Date(role.lastSeenMs).toISOString(),
          partitions: [...role.partitions],
          rssMb: role.rssMb,
        })),
        alarms: alarms.map((alarm) => ({
          id: alarm.id,
          code: alarm.code,
          severity: alarm.severity,
          subject: alarm.subject,
          message: alarm.message,
          words: alarmWords(alarm.code, alarm.params, alarm.message),
          since: new Date(alarm.sinceMs).toISOString(),
          active: alarm.active,
          acknowledgedBy: alarm.acknowledgedBy,
        })),
        deadLetters: dead,
        detectors: deps.detectors.map(({ id, version, kinds }) => ({
          id,
          version,
          events: kinds.reduce((sum, kind) => sum + (byKind.get(kind) ?? 0), 0),
          findings: detectorCounts.get(id) ?? 0,
        })),
        textModels: deps.textModels.map((model) => ({
          task: model.task,
          state: model.state,
          detail: model.state === "loaded" ? model.version : model.state === "refused" ? model.reason : "",
        })),
      };
    },
  };
}

async function total(counter: { get(): Promise<{ values: readonly { value: number }[] }> }): Promise<number> {
  return (await counter.get()).values.reduce((sum, { value }) => sum + value, 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
