import type { Rule } from "#detectors/rule";
import { type ActiveSignal, type Signal, severityAt } from "#detectors/signals";
import type { IndicatorChange } from "#domain/detect";

/** Value of each rule's indicator (its strongest slot) at a time, 0–100, one decimal. */
export function indicatorsAt(
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

/**
 * Indicators of the rules that this step changed. On a tick `before` holds all values at the last score: those that
 * time alone moved by a point or more are told too. A rule without a signal is 0.
 */
export function indicatorChanges(
  active: readonly ActiveSignal[],
  rules: ReadonlyMap<string, Rule>,
  touched: ReadonlySet<string>,
  before: ReadonlyMap<string, number> | null,
): IndicatorChange[] {
  if (touched.size === 0 && before === null) return [];
  const now = new Map<string, number>();
  for (const { signal, severity } of active) if (!now.has(signal.r)) now.set(signal.r, round1(severity));
  const ids = before === null ? touched : new Set([...touched, ...before.keys()]);
  const changes: IndicatorChange[] = [];
  for (const id of ids) {
    const value = now.get(id) ?? 0;
    const moved = Math.abs((before?.get(id) ?? 0) - value) >= 1 || value === 0;
    const rule = rules.get(id);
    if (rule !== undefined && (touched.has(id) || moved))
      changes.push({ id, dimension: rule.dimension, value });
  }
  return changes;
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
