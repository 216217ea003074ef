import type { Registry } from "#detectors/registry";
import { bandOf, withStanding } from "#detectors/standing";
import { DAY_MS } from "#detectors/time";
import type { AlertDraft, DerivedEvent, EntityState, Score, ScoreConfig, StepResult } from "#domain/detect";
import type { StreamEvent } from "#domain/event";
import type { Finding } from "#domain/finding";
import { nextLevel } from "#domain/level";

export interface RebuildOptions {
  /** Where time has come to: ticks that are due until then are played as well. */
  readonly nowMs?: number;
  /** How far the replaced state had come: the rebuilt one stands there too, so that nothing is dated before what was said. */
  readonly reachedMs?: number;
  /** What was said before, if anything was: its level does not fall by a rebuild either. */
  readonly said?: Score | null;
  /** The state that the rebuilt one replaces, and the uid of the event that asks for it: see Registry.reconcile. */
  readonly previous?: { readonly state: EntityState; readonly cause: string };
}

export interface RebuildResult extends StepResult {
  /** Each score on the way, and the event that made it; null where time did. */
  readonly line: readonly { readonly score: Score; readonly eventUid: string | null }[];
}

/**
 * Folds an entity's state from its events from the beginning, in time order, with the ticks that were due between
 * them. Events that another one corrects or withdraws are left out, and so is the withdrawal itself. The result
 * carries all findings, alerts and derived events of the fold: their uids are stable, so storing them again changes
 * nothing, and with `previous` what others must be told because it no longer holds.
 */
export function rebuild(
  registry: Registry,
  key: string,
  events: readonly StreamEvent[],
  config: ScoreConfig,
  options: RebuildOptions = {},
): RebuildResult {
  let state = registry.create(key);
  const findings: Finding[] = [];
  const alerts: AlertDraft[] = [];
  const derived: DerivedEvent[] = [];
  const indicators = new Map<string, StepResult["indicators"][number]>();
  const line: { score: Score; eventUid: string | null }[] = [];
  const take = (result: StepResult, eventUid: string | null = null) => {
    state = result.state;
    if (result.score !== null) line.push({ score: result.score, eventUid });
    findings.push(...result.findings);
    alerts.push(...result.alerts);
    derived.push(...result.derived);
    for (const change of result.indicators) indicators.set(change.id, change);
  };
  for (const event of standing(events)) {
    for (const dueMs of dues(() => state, event.timeMs)) take(registry.tick(state, key, dueMs, config));
    take(registry.step(state, event, config), event.uid);
  }
  const { nowMs, reachedMs, previous, said } = options;
  if (nowMs !== undefined) {
    for (const dueMs of dues(() => state, nowMs)) take(registry.tick(state, key, dueMs, config));
  }
  if (reachedMs !== undefined && reachedMs > state.watermarkMs)
    take(registry.tick(state, key, reachedMs, config));
  if (said !== undefined && said !== null) keepLevel(state, said, config, line);
  if (previous !== undefined) derived.push(...registry.reconcile(previous.state, state, key, previous.cause));
  return {
    state,
    findings: unique(findings),
    indicators: [...indicators.values()],
    score: state.score,
    levelBefore: null,
    alerts: unique(alerts),
    derived: unique(derived),
    line,
  };
}

/**
 * The level goes on from the one that was said: a level that was released is not raised again by a peak that has passed,
 * and one that stands is not lowered because an event was taken back. A person decides about that (复核).
 */
function keepLevel(state: EntityState, said: Score, config: ScoreConfig, line: { score: Score }[]): void {
  const { score } = state;
  if (score === null) return;
  const level = nextLevel(said.level, score.total, score.timeMs, config.levels, score.forced ?? null);
  if (level.level === score.level.level) return;
  const last = line.at(-1);
  state.score = withStanding(score, { level, band: bandOf(score) });
  if (last !== undefined && last.score === score) last.score = state.score;
}

/** Ticks closer than this to each other are joined: a rebuild over years stays cheap. */
const MIN_TICK_MS = DAY_MS / 4;

function* dues(state: () => EntityState, untilMs: number): Generator<number> {
  for (;;) {
    const { dueMs, watermarkMs } = state();
    if (dueMs === null || dueMs > untilMs) return;
    const at = Math.max(dueMs, watermarkMs + MIN_TICK_MS);
    if (at > untilMs) return;
    yield at;
  }
}

/** Events that still stand, by time and then by uid, so that the order in which they were stored does not matter. */
export function standing(events: readonly StreamEvent[]): StreamEvent[] {
  const gone = new Set<string>();
  for (const event of events) {
    for (const id of [event.corrects, event.withdraws]) {
      if (id === undefined) continue;
      gone.add(id);
      gone.add(`${event.source}/${id}`);
    }
  }
  return events
    .filter(
      (event) => event.withdraws === undefined && !gone.has(event.uid) && !gone.has(parentUid(event.uid)),
    )
    .sort((a, b) => a.timeMs - b.timeMs || (a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0));
}

/** "source/id#2", one of several children of an event, belongs to "source/id". */
export function parentUid(uid: string): string {
  return uid.replace(/#\d+$/, "");
}

function unique<T extends { readonly uid: string }>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [row.uid, row])).values()];
}
