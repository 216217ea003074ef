import { type Detector, type DetectorContext, isKind } from "#detectors/detector";
import { clip, evidenceOf } from "#detectors/evidence";
import {
  createDeparture,
  DEPARTURE_DEFAULTS,
  type Departure,
  type DepartureState,
  stepDeparture,
  usualDistanceOf,
} from "#detectors/market-anomaly/departure";
import {
  createSeries,
  type Reading,
  SERIES_DEFAULTS,
  type SeriesState,
  stepSeries,
} from "#detectors/market-anomaly/series";
import { type Figures, makeRules } from "#detectors/rule";
import { DAY_MS } from "#detectors/time";
import type { StreamEvent } from "#domain/event";

const ID = "market-anomaly";
const VERSION = 2;

export const MARKET_DEFAULTS = {
  series: SERIES_DEFAULTS,
  departure: DEPARTURE_DEFAULTS,
  /** Series kept for one enterprise; the one that was silent longest goes first. */
  maxSeries: 6,
  /** Points that may be flagged by chance, a day and series. The chance limit follows from the usual spacing. */
  falsePerDay: 0.01,
  /** Smallest distance (spreads) that is a finding however rare. */
  minSpreads: 4,
  /** Largest chance that is a finding, for series of few points. */
  maxChance: 0.002,
  /** Largest severity of one point, whatever its distance: it may be a slip of the source, and makes no yellow. */
  maxPoint: 45,
  /** A shock: severity where it begins, for each doubling of the distance, for each day that it holds (so many count). */
  shockFrom: 26,
  shockDoubling: 16,
  shockDay: 4,
  shockDays: 3,
  /** … for each further metric that left its level within so many days, and the most there is for distance and for all. */
  shockMetric: 12,
  togetherDays: 3,
  maxDistance: 60,
  maxShock: 70,
};
export type MarketParameters = typeof MARKET_DEFAULTS;

/** One series: its points against the last points, its days against the last weeks. */
interface Watched {
  p: SeriesState;
  d: DepartureState;
}

interface MarketState {
  series: Record<string, Watched>;
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
  shock: {
    dimension: "behaviour",
    halfLifeDays: 14,
    renewDays: 14,
    zh: (f) =>
      `${f.metric} 实际 ${f.value}，近期水平 ${f.expected}±${f.spread}（偏离 ${f.spreads} 倍，${heldZh(f)}${togetherZh(f)}）`,
    en: (f) =>
      `${f.metric} came at ${f.value}, level of the last weeks ${f.expected}±${f.spread} (${f.spreads} spreads off, ${heldEn(f)}${togetherEn(f)})`,
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
        state.series[name] = {
          p: createSeries(event.timeMs, value),
          d: createDeparture(event.timeMs, value),
        };
        return;
      }
      const reading = stepSeries(known.p, event.timeMs, value, p.series);
      const departure = stepDeparture(known.d, event.timeMs, value, p.departure);
      // One point is said once: as a shock where it left the level of the last weeks, else as an anomaly.
      if (departure !== null && departure.size >= p.departure.startsAt)
        raiseShock(name, state, departure, event, context, p);
      else raiseAnomaly(name, known.p, reading, event, context, p);
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
  // From 20 at the limit upward, 10 points for each tenfold rarer.
  const severity = Math.min(p.maxPoint, 20 + 10 * Math.log10(limit / Math.max(reading.chance, 1e-12)));
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
  { p: points, d: days }: Watched,
  shift: { from: number; to: number },
  event: StreamEvent<"market">,
  context: DetectorContext,
): void {
  const moved = Math.abs(shift.to - shift.from);
  // A level that stays where its days usually lie has not moved for good, however narrow the last hours were.
  if (days.n >= 5 && moved < usualDistanceOf(days)) return;
  const spreads = moved / Math.max(points.s[2], 1e-12);
  if (spreads < 2) return;
  context.raise(rules.shift, {
    slot: name,
    severity: Math.min(45, 14 + 8 * Math.log2(spreads)),
    figures: { metric: name, from: short(shift.from), to: short(shift.to) },
    evidence: [evidenceOf(event, `${name} = ${event.data.value}${event.data.unit ?? ""}`)],
  });
}

/**
 * How far, how long, and with how many others: distance counts by its doublings; each further day and each further metric
 * adds. A firm has one shock, told by the metric that says it most gravely, so that agreement counts once. What a single
 * point of a single metric says stays below yellow until a second one says it too.
 */
function raiseShock(
  name: string,
  state: MarketState,
  departure: Departure,
  event: StreamEvent<"market">,
  context: DetectorContext,
  p: MarketParameters,
): void {
  const { size } = departure;
  const days = Math.min(departure.days, p.shockDays);
  const together = countTogether(state, name, p);
  const distance = Math.min(
    p.maxDistance,
    p.shockFrom + p.shockDoubling * Math.log2(size / p.departure.startsAt),
  );
  const whole = distance + p.shockDay * days + p.shockMetric * together;
  const severity = Math.min(departure.points > 1 || together > 0 ? p.maxShock : p.maxPoint, whole);
  // While it lasts every point says it again: only a graver one is worth a new score.
  if (severity <= context.severityOf(rules.shock) + 1) return;
  context.raise(rules.shock, {
    severity,
    figures: {
      metric: name,
      value: short(event.data.value),
      expected: short(departure.level),
      spread: short(departure.usual),
      spreads: Math.round(Math.abs(departure.distance) * 10) / 10,
      days: departure.days,
      together,
    },
    evidence: [evidenceOf(event, `${name} = ${event.data.value}${event.data.unit ?? ""}`)],
  });
}

/** Other metrics of the firm that left their levels at about the same time; one metric of two instruments is one. */
function countTogether(state: MarketState, name: string, p: MarketParameters): number {
  const own = state.series[name]?.d.o?.first;
  if (own === undefined) return 0;
  const metrics = new Set<string>();
  for (const [other, { d }] of Object.entries(state.series))
    if (d.o !== null && Math.abs(d.o.first - own) <= p.togetherDays) metrics.add(metricOf(other));
  metrics.delete(metricOf(name));
  return metrics.size;
}

function metricOf(name: string): string {
  return name.split("@", 1)[0] as string;
}

function heldZh(f: Figures): string {
  return f.days === 0 ? "当日" : `已持续 ${f.days} 日`;
}

function togetherZh(f: Figures): string {
  return f.together === 0 ? "" : `，另有 ${f.together} 项指标同期异动`;
}

function heldEn(f: Figures): string {
  return f.days === 0 ? "the same day" : `for ${f.days} more ${f.days === 1 ? "day" : "days"}`;
}

function togetherEn(f: Figures): string {
  return f.together === 0 ? "" : `, ${f.together} other ${f.together === 1 ? "metric" : "metrics"} too`;
}

function makeRoom(state: MarketState, maxSeries: number): void {
  const names = Object.keys(state.series);
  if (names.length < maxSeries) return;
  let oldest = names[0] as string;
  for (const name of names) {
    if ((state.series[name] as Watched).p.t < (state.series[oldest] as Watched).p.t) oldest = name;
  }
  delete state.series[oldest];
}

function short(value: number): number {
  return Number(value.toPrecision(4));
}
