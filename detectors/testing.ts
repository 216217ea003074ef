import { createRegistry } from "#detectors/registry";
import type { AlertDraft, DetectorRegistry, EntityState, ScoreConfig, StepResult } from "#domain/detect";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import type { EventKind, StreamEvent } from "#domain/event";
import type { Finding } from "#domain/finding";
import { DEFAULT_LEVEL_RULE } from "#domain/level";

export const CONFIG: ScoreConfig = { version: 1, weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE };
export const START_MS = Date.parse("2025-01-06T09:00:00+08:00");

/** An event for a test; its uid names its place in the test. */
export function makeEvent<K extends EventKind>(
  kind: K,
  uid: string,
  timeMs: number,
  data: Record<string, unknown>,
  more: Partial<StreamEvent<K>> = {},
): StreamEvent<K> {
  return {
    uid,
    kind,
    type: `${kind}.changed`,
    key: "e:7",
    enterpriseId: 7,
    district: "310101",
    source: "test",
    timeMs,
    timeInferred: false,
    receivedMs: timeMs,
    simulated: false,
    hash: "0000000000000000",
    data: data as StreamEvent<K>["data"],
    ...more,
  };
}

export interface City {
  readonly states: Map<string, EntityState>;
  readonly findings: Finding[];
  readonly alerts: AlertDraft[];
  readonly results: StepResult[];
  play(events: readonly StreamEvent[]): void;
  /** Ticks every key that is due, again and again, until nothing is due before `nowMs`. */
  tickTo(nowMs: number): void;
  stateOf(key: string): EntityState;
}

/** All keys in memory, with derived events fed back as the stream would. States go through JSON at each step. */
export function createCity(
  registry: DetectorRegistry = createRegistry(),
  config: ScoreConfig = CONFIG,
): City {
  const states = new Map<string, EntityState>();
  const findings: Finding[] = [];
  const alerts: AlertDraft[] = [];
  const results: StepResult[] = [];
  const stateOf = (key: string): EntityState =>
    JSON.parse(JSON.stringify(states.get(key) ?? registry.create(key)));
  const take = (key: string, result: StepResult): StreamEvent[] => {
    states.set(key, result.state);
    findings.push(...result.findings);
    alerts.push(...result.alerts);
    results.push(result);
    return result.derived.map((derived) => ({ ...derived, receivedMs: derived.timeMs }));
  };
  const run = (queue: StreamEvent[]): void => {
    for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
      queue.push(...take(event.key, registry.step(stateOf(event.key), event, config)));
    }
  };
  return {
    states,
    findings,
    alerts,
    results,
    stateOf,
    play(events) {
      for (const event of events) run([event]);
    },
    tickTo(nowMs) {
      for (;;) {
        const due = [...states].filter(([, state]) => state.dueMs !== null && state.dueMs <= nowMs);
        if (due.length === 0) return;
        due.sort(([a, x], [b, y]) => (x.dueMs as number) - (y.dueMs as number) || (a < b ? -1 : 1));
        const [key, state] = due[0] as [string, EntityState];
        run(take(key, registry.tick(stateOf(key), key, state.dueMs as number, config)));
      }
    },
  };
}

/** Findings by "<detector>.<rule>", for short assertions. */
export function rulesIn(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ detector, rule }) => `${detector}.${rule}`))].sort();
}
