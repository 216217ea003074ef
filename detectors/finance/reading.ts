import type { EvaluationInput, View } from "#detectors/finance/input";
import { indicatorsOf } from "#detectors/finance/table";
import { type LegalLimit, measureLimit } from "#domain/legal-limit";
import { DAY_MS } from "#domain/time";

const MONTH_MS = 30.4 * DAY_MS;

/** What formulas see, `back` reports ago: facts are then those of as many months before. */
export function viewOf(input: EvaluationInput, back = 0): View {
  const { kind, nowMs, history, facts, peers } = input;
  return {
    kind,
    nowMs: nowMs - Math.round(back * MONTH_MS),
    months: back === 0 ? history : history.slice(back),
    facts,
    peers,
  };
}

/** The edition of a rule may change; the limit is the same. */
export function limitSlot(limit: LegalLimit): string {
  return limit.id.replace(/\.\d{4}$/, "");
}

/** Every number that the peers are compared by: indicators by id, shares of legal limits by `limit:<slot>`, size. */
export function readValues(view: View, limits: readonly LegalLimit[]): Record<string, number | null> {
  const values: Record<string, number | null> = {};
  for (const indicator of indicatorsOf(view.kind)) values[indicator.id] = indicator.value(view);
  const figures = view.months[0]?.figures ?? {};
  for (const limit of limits) {
    const reading = measureLimit(limit, figures);
    if (reading.state === "not-applicable") continue;
    values[`limit:${limitSlot(limit)}`] =
      reading.state !== "unknown" && Number.isFinite(reading.use) ? reading.use : null;
  }
  values.size = figures.totalAssets ?? null;
  return values;
}
