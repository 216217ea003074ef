import { type RebuildResult, rebuild } from "#detectors/rebuild";
import type { Registry } from "#detectors/registry";
import { bandOf } from "#detectors/standing";
import type {
  AlertDraft,
  DerivedEvent,
  DetectorRegistry,
  EntityState,
  IndicatorChange,
  Score,
  ScoreConfig,
  StepResult,
} from "#domain/detect";
import type { StreamEvent } from "#domain/event";
import type { Finding } from "#domain/finding";
import { LEVELS, levelNumber } from "#domain/level";

/** What one entity went through in one batch: the state after it, and all that must be written for it. */
export interface EntityWork {
  readonly key: string;
  readonly enterpriseId: number | null;
  state: EntityState;
  readonly findings: Finding[];
  readonly indicators: Map<string, IndicatorChange>;
  readonly alerts: AlertDraft[];
  readonly derived: DerivedEvent[];
  /** Set when the score, its level or its reasons changed. */
  score: Score | null;
  scoreEventUid: string | null;
  lastEventMs: number | null;
  rebuilt: boolean;
}

/** What an event did, for the push message. */
export interface EventEffect {
  readonly event: StreamEvent;
  readonly score: Score | null;
  readonly levelBefore: number;
}

export function startWork(key: string, enterpriseId: number | null, state: EntityState): EntityWork {
  return {
    key,
    enterpriseId,
    state,
    findings: [],
    indicators: new Map(),
    alerts: [],
    derived: [],
    score: null,
    scoreEventUid: null,
    lastEventMs: null,
    rebuilt: false,
  };
}

/** Folds one event in. */
export function applyEvent(
  work: EntityWork,
  event: StreamEvent,
  registry: DetectorRegistry,
  config: ScoreConfig,
): EventEffect {
  const before = work.state.score === null ? 1 : levelNumber(work.state.score.level.level);
  const result = registry.step(work.state, event, config);
  collect(work, result, event.uid);
  work.lastEventMs = Math.max(work.lastEventMs ?? 0, event.timeMs);
  return { event, score: work.state.score, levelBefore: before };
}

export function applyTick(
  work: EntityWork,
  nowMs: number,
  registry: DetectorRegistry,
  config: ScoreConfig,
): void {
  collect(work, registry.tick(work.state, work.key, nowMs, config), null);
}

/**
 * From scratch, over all events that count. Findings are what the whole history gives; of the alerts only the one that
 * ends in the level reached now is kept: the older ones were told when they were true. `cause` is the uid of the event
 * that asks for it, null when only the detectors' version changed. Gives the line of scores that was folded.
 */
export function rebuildWork(
  work: EntityWork,
  events: readonly StreamEvent[],
  registry: Registry,
  config: ScoreConfig,
  options: { readonly nowMs: number; readonly cause: string | null },
): RebuildResult["line"] {
  const before = work.state;
  const result = rebuild(registry, work.key, events, config, {
    nowMs: options.nowMs,
    reachedMs: before.watermarkMs,
    said: before.score,
    ...(options.cause === null ? {} : { previous: { state: before, cause: options.cause } }),
  });
  work.findings.length = 0;
  work.indicators.clear();
  work.rebuilt = true;
  collect(work, result, events.at(-1)?.uid ?? null);
  const after = work.state.score;
  const bandIn = (score: Score | null) => (score === null ? LEVELS[0] : bandOf(score).level);
  const rose = levelNumber(bandIn(after)) > levelNumber(bandIn(before.score));
  const last = work.alerts.at(-1);
  work.alerts.length = 0;
  if (rose && last !== undefined && last.to === bandIn(after)) work.alerts.push(last);
  // What is known now holds from where the entity stood, not from the last time at which its score moved: a row of
  // history in the past would leave the line of scores end in what was said before.
  work.score = after === null ? null : { ...after, timeMs: work.state.watermarkMs };
  work.state.score = work.score;
  work.lastEventMs = events.reduce((latest, event) => Math.max(latest, event.timeMs), work.lastEventMs ?? 0);
  return result.line;
}

function collect(work: EntityWork, result: StepResult, eventUid: string | null): void {
  work.state = result.state;
  if (result.findings.length > 0) work.findings.push(...result.findings);
  for (const change of result.indicators) work.indicators.set(change.id, change);
  if (result.alerts.length > 0) work.alerts.push(...result.alerts);
  if (result.derived.length > 0) work.derived.push(...result.derived);
  if (result.score !== null) {
    work.score = result.score;
    work.scoreEventUid = eventUid;
  }
}

/** A derived event that asks for nothing but a rebuild (after a merge). */
export const REBUILD_TYPE = "entity.rebuild";

/** An event that changes the past: its entity is rebuilt from its stored events instead of stepped. */
export function changesPast(state: EntityState, event: StreamEvent, registry: DetectorRegistry): boolean {
  return (
    event.type === REBUILD_TYPE ||
    event.corrects !== undefined ||
    event.withdraws !== undefined ||
    event.timeMs < state.watermarkMs - registry.latenessMs
  );
}
