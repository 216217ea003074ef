import { type Detector, type DetectorContext, isKind } from "#detectors/detector";
import { clip, evidenceOf } from "#detectors/evidence";
import {
  createSeries,
  type Reading,
  SERIES_DEFAULTS,
  type SeriesState,
  stepSeries,
} from "#detectors/market-anomaly/series";
import { makeRules } from "#detectors/rule";
import { DAY_MS } from "#detectors/time";
import type { StreamEvent } from "#domain/event";

const ID = "market-anomaly";
const VERSION = 1;

export const MARKET_DEFAULTS = {
  series: SERIES_DEFAULTS,
  /** Series kept for one enterprise; the one that was silent longest goes first. */
  maxSeries: 6,
  /** Points that may be flagged by chance, a day and series. The chance limit follows from the usual spacing. */
  falsePerDay: 0.01,
  /** Smallest distance (spreads) that is a finding however rare. */
  minSpreads: 4,
  /** Largest chance that is a finding, for series of few points. */
  maxChance: 0.002,
};
export type MarketParameters = typeof MARKET_DEFAULTS;

interface MarketState {
  series: Record<string, SeriesState>;
}

const rules = makeRules(ID, VERSION, {
  anomaly: {
    dimension: "behaviour",
    halfLifeDays: 7,
    renewDays: 1,
    zh: (f) => `${f.metric} 实际 ${f.value}，预期 ${f.expected}±${f.spread}（偏离 ${f.spreads} 倍）`,
    en: (f) =>
      `${f.metric} came at ${f.value}, expected ${f.expected}±${f.spread} (${f.spreads} spreads off)`,
  },
  shift: {
    dimension: "behaviour",
    halfLifeDays: 21,
    renewDays: 7,
    zh: (f) => `${f.metric} 水平由 ${f.from} 变为 ${f.to}`,
    en: (f) => `Level of ${f.metric} moved from ${f.from} to ${f.to}`,
  },
});

export function createMarketAnomaly(parameters: Partial<MarketParameters> = {}): Detector<MarketState> {
  const p = { ...MARKET_DEFAULTS, ...parameters };
  return {
    id: ID,
    version: VERSION,
    scope: "enterprise",
    kinds: ["market"],
    rules,
    create: () => ({ series: {} }),
    apply(state, event, context) {
      if (!isKind(event, "market")) return;
      const { metric, value, instrument } = event.data;
      const name = clip(instrument === undefined ? metric : `${metric}@${instrument}`, 80);
      const known = state.series[name];
      if (known === undefined) {
        makeRoom(state, p.maxSeries);
        state.series[name] = createSeries(event.timeMs, value);
        return;
      }
      const reading = stepSeries(known, event.timeMs, value, p.series);
      raiseAnomaly(name, known, reading, event, context, p);
      if (reading.shift !== null) raiseShift(name, known, reading.shift, event, context);
    },
  };
}

export const marketAnomaly = createMarketAnomaly();

function raiseAnomaly(
  name: string,
  series: SeriesState,
  reading: Reading,
  event: StreamEvent<"market">,
  context: DetectorContext,
  p: MarketParameters,
): void {
  const limit = Math.min(p.maxChance, (p.falsePerDay * Math.max(series.g, 1)) / DAY_MS);
  if (reading.chance > limit || Math.abs(reading.z) < p.minSpreads) return;
  // From 20 at the limit upward, 10 points for each tenfold rarer, at most 60: a series alone makes no red.
  const severity = Math.min(60, 20 + 10 * Math.log10(limit / Math.max(reading.chance, 1e-12)));
  context.raise(rules.anomaly, {
    slot: name,
    severity,
    figures: {
      metric: name,
      value: short(event.data.value),
      expected: short(reading.expected),
      spread: short(reading.spread),
      spreads: Math.round(Math.abs(reading.z) * 10) / 10,
      score: Math.round(reading.score * 1e6) / 1e6,
    },
    evidence: [evidenceOf(event, `${name} = ${event.data.value}${event.data.unit ?? ""}`)],
  });
}

function raiseShift(
  name: string,
  series: SeriesState,
  shift: { from: number; to: number },
  event: StreamEvent<"market">,
  context: DetectorContext,
): void {
  const spreads = Math.abs(shift.to - shift.from) / Math.max(series.s[2], 1e-12);
  if (spreads < 2) return;
  context.raise(rules.shift, {
    slot: name,
    severity: Math.min(45, 14 + 8 * Math.log2(spreads)),
    figures: { metric: name, from: short(shift.from), to: short(shift.to) },
    evidence: [evidenceOf(event, `${name} = ${event.data.value}${event.data.unit ?? ""}`)],
  });
}

function makeRoom(state: MarketState, maxSeries: number): void {
  const names = Object.keys(state.series);
  if (names.length < maxSeries) return;
  let oldest = names[0] as string;
  for (const name of names) {
    if ((state.series[name] as SeriesState).t < (state.series[oldest] as SeriesState).t) oldest = name;
  }
  delete state.series[oldest];
}

function short(value: number): number {
  return Number(value.toPrecision(4));
}
