import type { Figures, Rule } from "#detectors/rule";
import { DAY_MS } from "#detectors/time";

/**
 * What is at present known against an enterprise by one rule (and slot): the active findings of the score.
 * Short names, because it is part of every state that is written.
 */
export interface Signal {
  /** "<detector>.<rule>". */
  readonly r: string;
  /** Slot, where one rule has several signals. */
  readonly k?: string;
  /** Severity (0–100) at time t, from which it decays. */
  s: number;
  t: number;
  f: Figures;
  /** Occasion of its last finding, and that finding's severity and time. */
  o: string;
  e: number;
  n: number;
}

/** Most signals that a state keeps: the weakest go first. Its metric is bytes per state. */
export const MAX_SIGNALS = 24;
/** Below this a signal is spent and is dropped. */
export const MIN_SEVERITY = 1;

export function ruleKey(rule: Rule): string {
  return `${rule.detector}.${rule.id}`;
}

export function findSignal(
  signals: readonly Signal[],
  key: string,
  slot: string | undefined,
): Signal | undefined {
  for (const signal of signals) if (signal.r === key && signal.k === slot) return signal;
  return undefined;
}

/** Severity at a time: halved every half-life, or held. */
export function severityAt(signal: Signal, rule: Rule, timeMs: number): number {
  if (rule.halfLifeDays === null || timeMs <= signal.t) return signal.s;
  return signal.s * 2 ** ((signal.t - timeMs) / (rule.halfLifeDays * DAY_MS));
}

/** The finding that a signal stands on. */
export function findingUid(signal: Pick<Signal, "r" | "k" | "o">, key: string): string {
  return `${signal.r}${signal.k === undefined ? "" : `:${signal.k}`}:${key}:${signal.o}`;
}

/** A signal that counts now. `points` is filled in by the score. */
export interface ActiveSignal {
  readonly signal: Signal;
  readonly rule: Rule;
  readonly severity: number;
  points: number;
}

/**
 * Drops spent signals in place and, beyond the cap, the weakest (`onDrop` hears their rules); returns the rest with
 * their severities, strongest first.
 */
export function pruneSignals(
  signals: Signal[],
  rules: ReadonlyMap<string, Rule>,
  nowMs: number,
  onDrop: (rule: string) => void = () => undefined,
): ActiveSignal[] {
  const active: ActiveSignal[] = [];
  for (const signal of signals) {
    const rule = rules.get(signal.r);
    if (rule === undefined) continue;
    const severity = severityAt(signal, rule, nowMs);
    if (severity >= MIN_SEVERITY) active.push({ signal, rule, severity, points: 0 });
  }
  if (active.length > 1) active.sort(byStrength);
  if (active.length > MAX_SIGNALS) active.length = MAX_SIGNALS;
  if (active.length !== signals.length) {
    const kept = new Set(active.map((entry) => entry.signal));
    let length = 0;
    for (const signal of signals) {
      if (kept.has(signal)) signals[length++] = signal;
      else onDrop(signal.r);
    }
    signals.length = length;
  }
  return active;
}

/** Strongest first; equal ones in an order that does not depend on how they came. */
function byStrength(a: ActiveSignal, b: ActiveSignal): number {
  if (a.severity !== b.severity) return b.severity - a.severity;
  if (a.signal.r !== b.signal.r) return a.signal.r < b.signal.r ? -1 : 1;
  return (a.signal.k ?? "") < (b.signal.k ?? "") ? -1 : 1;
}
