import { complaintBurst } from "#detectors/complaint-burst/complaint-burst";
import type { Detector, Scope } from "#detectors/detector";
import { hash64 } from "#detectors/hash";
import type { Rule } from "#detectors/rule";
import { breakDown, nextDueMs, reasonsOf } from "#detectors/scoring";
import { sentiment } from "#detectors/sentiment/sentiment";
import { type ActiveSignal, pruneSignals, ruleKey, type Signal, severityAt } from "#detectors/signals";
import { StepContext } from "#detectors/step-context";
import { type SubjectFacts, updateSubject } from "#detectors/subject";
import { HOUR_MS } from "#detectors/time";
import type {
  AlertDraft,
  DetectorRegistry,
  EntityState,
  IndicatorChange,
  Score,
  ScoreConfig,
  StepResult,
} from "#domain/detect";
import type { EnterpriseId, EventKind, StreamEvent } from "#domain/event";
import { levelNumber, nextLevel } from "#domain/level";

export interface RegistryOptions {
  readonly detectors: readonly Detector[];
  /** How late (ms) an event may be and still be folded in as if it came now; later ones ask for a rebuild. */
  readonly latenessMs: number;
}

/** Detectors that the program runs, in the order in which they see an event. */
export const DETECTORS: readonly Detector[] = [sentiment, complaintBurst];

export const DEFAULT_REGISTRY_OPTIONS: RegistryOptions = { detectors: DETECTORS, latenessMs: 6 * HOUR_MS };

/** A state that another version of the detectors made: rebuild it from events. */
export class StateVersionError extends Error {
  readonly code = "state-version";
}

/** Format of the state around the detectors' own. Raised when it changes. */
const STATE_FORMAT = 1;

export function createRegistry(options: Partial<RegistryOptions> = {}): DetectorRegistry {
  const { detectors, latenessMs } = { ...DEFAULT_REGISTRY_OPTIONS, ...options };
  const version = versionOf(detectors);
  const routes = makeRoutes(detectors);
  const rules = new Map<string, Rule>();
  for (const detector of detectors)
    for (const rule of Object.values(detector.rules)) rules.set(ruleKey(rule), rule);

  function run(
    state: EntityState,
    key: string,
    event: StreamEvent | null,
    nowMs: number,
    config: ScoreConfig,
    active: readonly Detector[],
  ): StepResult {
    if (state.version !== version) {
      throw new StateVersionError(
        `state of ${key} is of version ${state.version}, the detectors are ${version}`,
      );
    }
    const scope = scopeOf(key);
    const slots = state.detectors;
    const enterpriseId = event?.enterpriseId ?? enterpriseIdOf(key);
    const isEnterprise = scope === "enterprise" && enterpriseId !== null;
    if (isEnterprise) {
      slots.signals ??= [];
      slots.subject ??= {};
    }
    const signals = (isEnterprise ? slots.signals : []) as Signal[];
    const subject = (isEnterprise ? slots.subject : {}) as SubjectFacts;
    const context = new StepContext(key, nowMs, event, subject, signals, isEnterprise ? enterpriseId : null);
    for (const detector of active) {
      if (event !== null) {
        slots[detector.id] ??= detector.create();
        detector.apply(slots[detector.id], event, context);
      } else {
        const own = slots[detector.id];
        if (own !== undefined) detector.tick?.(own, context);
      }
    }
    if (event !== null && isEnterprise) updateSubject(subject, event);
    state.watermarkMs = nowMs;
    let dueMs = ownDue(state, routes.all[scope]);
    if (!isEnterprise) {
      state.dueMs = dueMs;
      return { ...NOTHING, state, derived: context.derived };
    }

    const before = state.score;
    const indicatorsBefore = event === null ? indicatorsAt(signals, rules, before?.timeMs ?? nowMs) : null;
    const rest = pruneSignals(signals, rules, nowMs);
    const breakdown = breakDown(rest, config.weights);
    const present = before?.level ?? null;
    const level = nextLevel(present, breakdown.total, nowMs, config.levels, breakdown.forced);
    const reasons = reasonsOf(breakdown, key);
    const levelChanged = before !== null && level.level !== before.level.level;
    const changed =
      before === null ||
      levelChanged ||
      before.configVersion !== config.version ||
      Math.abs(before.total - breakdown.total) >= 0.01 ||
      before.reasons.length !== reasons.length ||
      reasons.some((reason, i) => reason.text !== before.reasons[i]?.text);
    const score: Score = changed
      ? {
          total: breakdown.total,
          dimensions: breakdown.dimensions,
          level,
          reasons,
          configVersion: config.version,
          modelVersion: version,
          timeMs: nowMs,
        }
      : (before as Score);
    state.score = score;
    const decayDue = nextDueMs(breakdown, level, nowMs, config.levels);
    if (decayDue !== null) dueMs = dueMs === null ? decayDue : Math.min(dueMs, decayDue);
    state.dueMs = dueMs;
    const from = before?.level.level ?? "normal";
    const rose = levelNumber(level.level) > levelNumber(from);
    const alerts: AlertDraft[] = [];
    if (rose || context.alerting) {
      const findingUids = [
        ...new Set([...context.findings.map((f) => f.uid), ...reasons.map((r) => r.findingUid as string)]),
      ];
      alerts.push({
        uid: `alert:${key}:${level.level}:${event?.uid ?? `tick/${nowMs}`}`,
        enterpriseId: enterpriseId as EnterpriseId,
        from,
        to: level.level,
        score: score.total,
        timeMs: nowMs,
        reasons,
        findingUids,
      });
    }
    return {
      state,
      findings: context.findings,
      indicators: indicatorChanges(rest, rules, context.touched, indicatorsBefore),
      score: changed ? score : null,
      levelBefore: levelChanged ? from : null,
      alerts,
      derived: context.derived,
    };
  }

  return {
    version,
    latenessMs,
    create: (): EntityState => ({ version, watermarkMs: 0, detectors: {}, score: null, dueMs: null }),
    step: (state, event, config) =>
      run(
        state,
        event.key,
        event,
        Math.max(state.watermarkMs, event.timeMs),
        config,
        routes.byKind[scopeOf(event.key)][event.kind],
      ),
    tick: (state, key, nowMs, config) =>
      run(state, key, null, Math.max(state.watermarkMs, nowMs), config, routes.all[scopeOf(key)]),
  };
}

const NOTHING = {
  findings: [],
  indicators: [],
  score: null,
  levelBefore: null,
  alerts: [],
  derived: [],
} as const;

function versionOf(detectors: readonly Detector[]): string {
  const parts = detectors.map((detector) => `${detector.id}.${detector.version}`);
  return `${STATE_FORMAT}-${hash64(parts.join(" ")).slice(0, 8)}`;
}

type Routes = {
  readonly byKind: Record<Scope, Record<EventKind, Detector[]>>;
  readonly all: Record<Scope, Detector[]>;
};

const KINDS: readonly EventKind[] = [
  "registration",
  "sentiment",
  "market",
  "complaint",
  "judicial",
  "tax",
  "penalty",
  "filing",
  "transaction",
  "tick",
  "derived",
];

function makeRoutes(detectors: readonly Detector[]): Routes {
  const routesOf = (scope: Scope) =>
    Object.fromEntries(
      KINDS.map((kind) => [kind, detectors.filter((d) => d.scope === scope && d.kinds.includes(kind))]),
    ) as Record<EventKind, Detector[]>;
  return {
    byKind: { enterprise: routesOf("enterprise"), meeting: routesOf("meeting") },
    all: {
      enterprise: detectors.filter((d) => d.scope === "enterprise"),
      meeting: detectors.filter((d) => d.scope === "meeting"),
    },
  };
}

function scopeOf(key: string): Scope {
  return key.startsWith("e:") ? "enterprise" : "meeting";
}

function enterpriseIdOf(key: string): EnterpriseId | null {
  if (!key.startsWith("e:")) return null;
  const id = Number(key.slice(2));
  return Number.isSafeInteger(id) ? id : null;
}

function ownDue(state: EntityState, detectors: readonly Detector[]): number | null {
  let due: number | null = null;
  for (const detector of detectors) {
    if (detector.due === undefined) continue;
    const own = state.detectors[detector.id];
    if (own === undefined) continue;
    const at = detector.due(own);
    if (at !== null && (due === null || at < due)) due = at;
  }
  return due;
}

/** Value of each rule's indicator (its strongest slot) at a time, one decimal. */
function indicatorsAt(
  signals: readonly Signal[],
  rules: ReadonlyMap<string, Rule>,
  timeMs: number,
): Map<string, number> {
  const values = new Map<string, number>();
  for (const signal of signals) {
    const rule = rules.get(signal.r);
    if (rule === undefined) continue;
    const value = round1(severityAt(signal, rule, timeMs));
    if (value > (values.get(signal.r) ?? -1)) values.set(signal.r, value);
  }
  return values;
}

/** Indicators of the rules that changed; with `before` (a tick) also those that time alone moved by a point. */
function indicatorChanges(
  active: readonly ActiveSignal[],
  rules: ReadonlyMap<string, Rule>,
  touched: ReadonlySet<string>,
  before: ReadonlyMap<string, number> | null,
): IndicatorChange[] {
  if (touched.size === 0 && before === null) return [];
  const changes: IndicatorChange[] = [];
  const seen = new Set<string>();
  const add = (id: string, value: number) => {
    seen.add(id);
    const was = before?.get(id);
    if (!touched.has(id) && was !== undefined && Math.abs(was - value) < 1) return;
    if (!touched.has(id) && was === undefined) return;
    changes.push({ id, dimension: (rules.get(id) as Rule).dimension, value });
  };
  for (const { signal, severity } of active) {
    if (!seen.has(signal.r) && (before !== null || touched.has(signal.r))) add(signal.r, round1(severity));
  }
  for (const id of touched) if (!seen.has(id)) add(id, 0);
  if (before !== null) for (const id of before.keys()) if (!seen.has(id)) add(id, 0);
  return changes;
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
