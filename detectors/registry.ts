import { association } from "#detectors/association/association";
import { meeting } from "#detectors/association/meeting";
import { complaintBurst } from "#detectors/complaint-burst/complaint-burst";
import { compliance } from "#detectors/compliance/compliance";
import type { Detector } from "#detectors/detector";
import { organisationWarning } from "#detectors/finance/organisation-warning";
import { hash64 } from "#detectors/hash";
import { indicatorChanges, indicatorsAt } from "#detectors/indicators";
import { marketAnomaly } from "#detectors/market-anomaly/market-anomaly";
import { moneyFlow } from "#detectors/money-flow/firm-flow";
import { ratingWatch } from "#detectors/rating-watch/rating-watch";
import { registrationChurn } from "#detectors/registration-churn/registration-churn";
import { relations } from "#detectors/relations/relations";
import { enterpriseIdOf, makeRoutes, scopeOf } from "#detectors/routes";
import type { Rule } from "#detectors/rule";
import { type Breakdown, breakDown, dwellEndMs, nextDueMs, reasonsOf } from "#detectors/scoring";
import { createSentiment, sentiment } from "#detectors/sentiment/sentiment";
import { sharedAddress } from "#detectors/shared-address/shared-address";
import { type ActiveSignal, pruneSignals, ruleKey, type Signal } from "#detectors/signals";
import { bandOf, levelsOf, type Standing, standingAfter, standingUnder } from "#detectors/standing";
import { StepContext } from "#detectors/step-context";
import { type SubjectFacts, updateSubject } from "#detectors/subject";
import type { TextModels } from "#detectors/text/reading";
import { HOUR_MS } from "#detectors/time";
import type {
  AlertDraft,
  DerivedEvent,
  DetectorRegistry,
  EntityState,
  Reason,
  Score,
  ScoreConfig,
  StepResult,
} from "#domain/detect";
import type { EnterpriseId, StreamEvent } from "#domain/event";
import { type Level, levelNumber } from "#domain/level";
import { releasedBy } from "#domain/level-release";

export interface RegistryOptions {
  readonly detectors: readonly Detector[];
  /** How late (ms) an event may be and still be folded in as if it came now; later ones ask for a rebuild. */
  readonly latenessMs: number;
}

/** The registry, and what a rebuild needs beside the steps. */
export interface Registry extends DetectorRegistry {
  /**
   * After `state` was rebuilt in place of `previous`: events for those who were told what no longer holds. `cause`
   * is the uid of the event that made the rebuild necessary.
   */
  reconcile(previous: EntityState, state: EntityState, key: string, cause: string): readonly DerivedEvent[];
}

/** Detectors that the program runs, in the order in which they see an event. */
export const DETECTORS: readonly Detector[] = [
  registrationChurn,
  sharedAddress,
  association,
  relations,
  sentiment,
  complaintBurst,
  compliance,
  marketAnomaly,
  ratingWatch,
  moneyFlow,
  organisationWarning,
  meeting,
];

export const DEFAULT_REGISTRY_OPTIONS: RegistryOptions = { detectors: DETECTORS, latenessMs: 6 * HOUR_MS };

/** A state that another version of the detectors made: rebuild it from events. */
export class StateVersionError extends Error {
  readonly code = "state-version";
}

/** Format of the state around the detectors' own. Raised when it changes. */
const STATE_FORMAT = 1;

/**
 * Takes an event (or a tick) through the detectors of its kind, then the score, the level, alerts and what others
 * must be told. Deterministic; the state it is given is changed in place.
 */
export function createRegistry(options: Partial<RegistryOptions> = {}): Registry {
  const { detectors, latenessMs } = { ...DEFAULT_REGISTRY_OPTIONS, ...options };
  const version = `${STATE_FORMAT}-${hash64(detectors.map(versionOf).join(" ")).slice(0, 8)}`;
  const routes = makeRoutes(detectors);
  const afterwards = routes.all("enterprise").filter((detector) => detector.afterScore !== undefined);
  const timed = routes.all("enterprise").filter((detector) => detector.due !== undefined);
  const ticked = routes.all("enterprise").filter((detector) => detector.tick !== undefined);
  const rules = rulesOf(detectors);

  function check(state: EntityState, key: string): void {
    if (state.version === version) return;
    throw new StateVersionError(
      `state of ${key} is of version ${state.version}, the detectors are ${version}`,
    );
  }

  function runMeeting(state: EntityState, key: string, event: StreamEvent | null, nowMs: number): StepResult {
    const context = new StepContext(key, nowMs, event, {}, [], null);
    if (event !== null) applyAll(routes.forEvent("meeting", event), state, event, context);
    state.watermarkMs = nowMs;
    return { ...NOTHING, state, derived: context.derived };
  }

  function runEnterprise(
    state: EntityState,
    key: string,
    enterpriseId: EnterpriseId,
    event: StreamEvent | null,
    nowMs: number,
    config: ScoreConfig,
  ): StepResult {
    const slots = state.detectors as {
      signals?: Signal[];
      subject?: SubjectFacts;
    } & EntityState["detectors"];
    slots.signals ??= [];
    slots.subject ??= {};
    const { signals, subject } = slots;
    const before = state.score;
    const indicatorsBefore = event === null ? indicatorsAt(signals, rules, before?.timeMs ?? nowMs) : null;
    const context = new StepContext(key, nowMs, event, subject, signals, enterpriseId);
    if (event !== null) {
      applyAll(routes.forEvent("enterprise", event), state, event, context);
      updateSubject(subject, event);
    } else {
      for (const detector of ticked) {
        const own = slots[detector.id];
        if (own !== undefined) detector.tick?.(own, context);
      }
    }
    state.watermarkMs = nowMs;

    const active = pruneSignals(signals, rules, nowMs, (rule) => context.touch(rule));
    const breakdown = breakDown(active, config.weights);
    const standing = standingAfter(before, breakdown, nowMs, config, releasedBy(event));
    const score = scoreOf(before, breakdown, standing, config, version, context);
    state.score = score;
    tellOthers(slots, active, breakdown, config, context);
    state.dueMs = earliest(ownDue(slots, timed), nextDueMs(breakdown, standing.band, nowMs, config.levels));

    const from: Level = before === null ? "normal" : bandOf(before).level;
    const rose = levelNumber(standing.band.level) > levelNumber(from);
    const levelBefore =
      before !== null && score.level.level !== before.level.level ? before.level.level : null;
    return {
      state,
      findings: context.findings,
      indicators: indicatorChanges(active, rules, context.touched, indicatorsBefore),
      score: score === before ? null : score,
      levelBefore,
      alerts:
        rose || context.alerting
          ? [alertOf(score, from, enterpriseId, context, causeOf(event, context, config))]
          : [],
      derived: context.derived,
    };
  }

  function tellOthers(
    slots: EntityState["detectors"],
    active: readonly ActiveSignal[],
    breakdown: Breakdown,
    config: ScoreConfig,
    context: StepContext,
  ): void {
    for (const detector of afterwards) {
      const wakes = breakdown.total >= (detector.wakesAt ?? 0) || breakdown.forced !== null;
      if (slots[detector.id] === undefined && !wakes) continue;
      slots[detector.id] ??= detector.create();
      const ownTotal = active.some(isHeard) ? ownTotalOf(active, config) : breakdown.total;
      detector.afterScore?.(slots[detector.id], { ownTotal, forced: breakdown.forced }, context);
    }
  }

  function run(
    state: EntityState,
    key: string,
    event: StreamEvent | null,
    nowMs: number,
    config: ScoreConfig,
  ): StepResult {
    check(state, key);
    const enterpriseId = scopeOf(key) === "enterprise" ? (event?.enterpriseId ?? enterpriseIdOf(key)) : null;
    return enterpriseId === null
      ? runMeeting(state, key, event, nowMs)
      : runEnterprise(state, key, enterpriseId, event, nowMs, config);
  }

  function reconcile(
    previous: EntityState,
    state: EntityState,
    key: string,
    cause: string,
  ): readonly DerivedEvent[] {
    // A state of another version is in a form that is not known any more.
    const enterpriseId = enterpriseIdOf(key);
    if (previous.version !== version || enterpriseId === null) return [];
    const subject = (state.detectors.subject ?? previous.detectors.subject ?? {}) as SubjectFacts;
    const context = new StepContext(
      key,
      Math.max(previous.watermarkMs, state.watermarkMs),
      null,
      subject,
      [],
      enterpriseId,
      cause,
    );
    for (const detector of routes.all("enterprise")) {
      const before = previous.detectors[detector.id];
      if (before !== undefined) detector.reconcile?.(before, state.detectors[detector.id], context);
    }
    return context.derived;
  }

  function rescore(state: EntityState, key: string, config: ScoreConfig, atMs: number): void {
    check(state, key);
    const before = state.score;
    const enterpriseId = enterpriseIdOf(key);
    if (before === null || enterpriseId === null) return;
    const slots = state.detectors as {
      signals?: Signal[];
      subject?: SubjectFacts;
    } & EntityState["detectors"];
    // As of the last time that it was looked at: what has decayed since is the next tick's business.
    const active = pruneSignals(slots.signals ?? [], rules, state.watermarkMs);
    const breakdown = breakDown(active, config.weights);
    const sinceMs = Math.max(atMs, state.watermarkMs);
    const standing = standingUnder(before, breakdown, sinceMs, config);
    const same =
      standing.level.level === before.level.level && Math.abs(breakdown.total - before.total) < 0.01;
    state.score = {
      ...partsOf(breakdown, standing, reasonsOf(breakdown, key, before.reasons)),
      configVersion: config.version,
      modelVersion: version,
      timeMs: same ? before.timeMs : sinceMs,
    };
    // Others are told by the next tick, if what they were told no longer holds, and a level falls when its dwell ends. The
    // next point that decays may be noticed as it would have been without the version: a due time that stays keeps the state
    // from being written.
    const dueMs = wouldTell(slots, active, breakdown, config, key, state.watermarkMs)
      ? state.watermarkMs
      : dwellEndMs(breakdown, standing.band, state.watermarkMs, config.levels);
    state.dueMs = earliest(state.dueMs, dueMs);
  }

  function wouldTell(
    slots: EntityState["detectors"] & { subject?: SubjectFacts },
    active: readonly ActiveSignal[],
    breakdown: Breakdown,
    config: ScoreConfig,
    key: string,
    nowMs: number,
  ): boolean {
    const trial: EntityState["detectors"] = {};
    for (const { id } of afterwards) {
      const own = slots[id];
      if (own !== undefined) trial[id] = JSON.parse(JSON.stringify(own));
    }
    const context = new StepContext(key, nowMs, null, slots.subject ?? {}, [], enterpriseIdOf(key));
    tellOthers(trial, active, breakdown, config, context);
    return context.derived.length > 0;
  }

  return {
    version,
    latenessMs,
    reconcile,
    rescore,
    create: (): EntityState => ({ version, watermarkMs: 0, detectors: {}, score: null, dueMs: null }),
    step: (state, event, config) =>
      run(state, event.key, event, Math.max(state.watermarkMs, event.timeMs), config),
    tick: (state, key, nowMs, config) => run(state, key, null, Math.max(state.watermarkMs, nowMs), config),
  };
}

function versionOf({ id, version, models }: Detector): string {
  return models === undefined ? `${id}.${version}` : `${id}.${version}(${models})`;
}

/** The program's detectors, reading texts with trained models. */
export function detectorsWith(models: TextModels | null): readonly Detector[] {
  if (models === null) return DETECTORS;
  return DETECTORS.map((detector) => (detector === sentiment ? createSentiment({}, models) : detector));
}

/** Signals that stand on what other firms told. */
function isHeard({ rule }: ActiveSignal): boolean {
  return rule.dimension === "association";
}

/** Copies are taken apart: the parts of the score itself must stay. */
function ownTotalOf(active: readonly ActiveSignal[], config: ScoreConfig): number {
  const own = active.filter((entry) => !isHeard(entry)).map((entry) => ({ ...entry }));
  return breakDown(own, config.weights).total;
}

const NOTHING = {
  findings: [],
  indicators: [],
  score: null,
  levelBefore: null,
  alerts: [],
  derived: [],
} as const;

/** Every rule by its key "<detector>.<rule>". */
export function rulesOf(detectors: readonly Detector[] = DETECTORS): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>();
  for (const detector of detectors)
    for (const rule of Object.values(detector.rules)) rules.set(ruleKey(rule), rule);
  return rules;
}

function applyAll(
  detectors: readonly Detector[],
  state: EntityState,
  event: StreamEvent,
  context: StepContext,
): void {
  for (const detector of detectors) {
    state.detectors[detector.id] ??= detector.create();
    detector.apply(state.detectors[detector.id], event, context);
  }
}

/** The score before when nothing that is shown has changed, else a new one. */
function scoreOf(
  before: Score | null,
  breakdown: Breakdown,
  standing: Standing,
  config: ScoreConfig,
  modelVersion: string,
  context: StepContext,
): Score {
  const steady =
    before !== null &&
    before.level.level === standing.level.level &&
    bandOf(before).level === standing.band.level &&
    before.configVersion === config.version &&
    (before.forced ?? null) === breakdown.forced &&
    Math.abs(before.total - breakdown.total) < 0.01;
  if (steady && context.touched.size === 0) return before;
  const reasons = reasonsOf(breakdown, context.key, before?.reasons, context.touched);
  const same =
    steady &&
    before.reasons.length === reasons.length &&
    reasons.every((reason, i) => reason.text === before.reasons[i]?.text);
  if (same) return before;
  return {
    ...partsOf(breakdown, standing, reasons),
    configVersion: config.version,
    modelVersion,
    timeMs: context.nowMs,
  };
}

function partsOf(breakdown: Breakdown, standing: Standing, reasons: readonly Reason[]) {
  const { total, dimensions, forced } = breakdown;
  return { total, dimensions, ...levelsOf(standing), reasons, ...(forced === null ? {} : { forced }) };
}

/**
 * What an alert's identity hangs on. A tick comes at another moment in a replay: there it is the finding that time
 * made, or the configuration that re-scored.
 */
function causeOf(event: StreamEvent | null, context: StepContext, config: ScoreConfig): string {
  return event?.uid ?? context.findings[0]?.uid ?? `config/${config.version}`;
}

/**
 * When the score rises by itself to yellow and above, whatever the official level, and on facts that are told whatever the
 * level (criminal case, legal breach).
 */
function alertOf(
  score: Score,
  from: Level,
  enterpriseId: EnterpriseId,
  context: StepContext,
  cause: string,
): AlertDraft {
  const to = bandOf(score).level;
  const uids = [
    ...context.findings.map(({ uid }) => uid),
    ...score.reasons.map(({ findingUid }) => findingUid),
  ];
  return {
    uid: `alert:${context.key}:${to}:${cause}`,
    enterpriseId,
    from,
    to,
    score: score.total,
    timeMs: context.nowMs,
    reasons: score.reasons,
    findingUids: [...new Set(uids.filter((uid) => uid !== null))],
  };
}

function ownDue(slots: EntityState["detectors"], detectors: readonly Detector[]): number | null {
  let due: number | null = null;
  for (const detector of detectors) {
    const own = slots[detector.id];
    if (own !== undefined && detector.due !== undefined) due = earliest(due, detector.due(own));
  }
  return due;
}

function earliest(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}
