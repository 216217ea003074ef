import { ALARM_CODES, type AlarmCode, alarmWords } from "#domain/alarm";
import { CITY } from "#domain/district";
import type { ErrorParams } from "#domain/error";
import { type SystemBody, topicOf } from "#domain/push";
import type { Context } from "#server/context";
import type { LagWatch } from "#server/lag-watch";
import { readDriftConditions } from "#server/modules/models/drift-conditions";
import { createVolumeConditions } from "#server/modules/sources/volume-conditions";
import { publishPush } from "#server/pipelines/push-bus";
import { clearAlarm, raiseAlarm, readActiveAlarms } from "#store/alarms";
import { appendMessages } from "#store/push-log";
import { readSources } from "#store/sources";

const PERIOD_MS = 10_000;
/** Nothing stored for this long while something waits: detection stands still. */
const STALL_MS = 30_000;
/** A backlog that would take longer than this to work off. */
const LAG_SECONDS = 60;

/** A trouble that is there now: an alarm while it is found again. */
export interface Condition {
  readonly code: AlarmCode;
  readonly severity: "info" | "warning" | "critical";
  readonly subject: string;
  readonly params: ErrorParams;
}

type AlarmContext = Pick<Context, "pool" | "clock" | "bus" | "log">;

/**
 * The program's own 告警, apart from a risk 预警: a source that fell silent or whose volume is unusual, detection that
 * stands still, a backlog that grows, a model that has drifted. Raised once, told over the system topic, cleared when it is
 * over. One look every ten seconds, by the clock role.
 */
export function createAlarmWatch(
  context: AlarmContext,
  lag: Pick<LagWatch, "last" | "drainPerSecond">,
  readStored: () => Promise<number>,
): { look(): Promise<void>; stop(): void } {
  let storedAt = context.clock.now();
  let stored = -1;
  let busy = false;
  const readVolumes = createVolumeConditions(context.pool);

  async function conditions(): Promise<Condition[]> {
    const nowMs = context.clock.now();
    const list: Condition[] = [];
    const sources = await readSources(context.pool);
    for (const source of sources) {
      if (!source.silent) continue;
      const at = source.lastEventMs === null ? null : new Date(source.lastEventMs).toISOString();
      list.push({
        code: "source-silent",
        severity: "warning",
        subject: source.id,
        params: {
          name: source.name,
          last:
            at === null
              ? { zh: "从未收到", en: "nothing ever came" }
              : { zh: `上次 ${at}`, en: `last at ${at}` },
        },
      });
    }
    const count = await readStored();
    if (count !== stored) {
      stored = count;
      storedAt = nowMs;
    }
    const reading = lag.last();
    if (reading !== null && reading.messages > 0 && nowMs - storedAt > STALL_MS) {
      list.push({
        code: "detect-stalled",
        severity: "critical",
        subject: "detect",
        params: { seconds: Math.round((nowMs - storedAt) / 1000), messages: reading.messages },
      });
    }
    if (reading !== null && reading.messages > LAG_SECONDS * Math.max(500, lag.drainPerSecond())) {
      list.push({
        code: "lag-grows",
        severity: "warning",
        subject: "stream",
        params: { messages: reading.messages },
      });
    }
    if (reading !== null && reading.fill > 0.8) {
      list.push({
        code: "stream-filling",
        severity: "critical",
        subject: "stream",
        params: { percent: Math.round(reading.fill * 100) },
      });
    }
    return [...list, ...(await readVolumes(sources, nowMs)), ...(await readDriftConditions(context.pool))];
  }

  async function look(): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      const nowMs = context.clock.now();
      const found = await conditions();
      const active = await readActiveAlarms(context.pool, ALARM_CODES);
      const bodies: SystemBody[] = [];
      for (const condition of found) {
        const { zh: message } = alarmWords(condition.code, condition.params, "");
        const fresh = await raiseAlarm(context.pool, { ...condition, message, nowMs });
        if (fresh)
          bodies.push({
            code: condition.code,
            severity: condition.severity,
            active: true,
            subject: condition.subject,
            timeMs: nowMs,
          });
      }
      for (const alarm of active) {
        if (found.some((condition) => condition.code === alarm.code && condition.subject === alarm.subject))
          continue;
        if (await clearAlarm(context.pool, alarm.code, alarm.subject, nowMs)) {
          bodies.push({
            code: alarm.code,
            severity: alarm.severity,
            active: false,
            subject: alarm.subject,
            timeMs: nowMs,
          });
        }
      }
      if (bodies.length === 0) return;
      const messages = await context.pool.transaction((tx) =>
        appendMessages(
          tx,
          bodies.map((body) => ({ topic: topicOf("system", CITY), body: JSON.stringify(body) })),
        ),
      );
      publishPush(context.bus, messages);
    } catch (error) {
      context.log.warn({ err: error }, "alarms not looked at");
    } finally {
      busy = false;
    }
  }

  const timer = setInterval(() => void look(), PERIOD_MS);
  return { look, stop: () => clearInterval(timer) };
}
