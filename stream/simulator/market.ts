import { DAY_MS, HOUR_MS, ZONE_OFFSET_MS } from "#domain/time";
import { mix, STREAMS, unitAt } from "#stream/simulator/random";

/** One series that a source reports of one firm. */
export interface Series {
  /** Position in the city's list of series. */
  readonly number: number;
  readonly enterprise: number;
  readonly metric: string;
  readonly unit: string;
  readonly instrument: string;
  readonly base: number;
  /** Relative size of one day's ordinary move. */
  readonly volatility: number;
  /** -1 when a shock lifts it (a yield), 1 when a shock lowers it. */
  readonly direction: 1 | -1;
}

export interface Shock {
  readonly startMs: number;
  /** Relative fall at the start. */
  readonly depth: number;
  readonly recoveryMs: number;
  /** Numbers of the series that it moves. */
  readonly hits: ReadonlySet<number>;
}

/** The value of a series at an instant: slow walk, daily season, noise, and the shocks so far. Pure. */
export function seriesValue(seed: number, series: Series, ms: number, shocks: readonly Shock[]): number {
  const key = series.number * 7919;
  const days = ms / DAY_MS;
  const walk = 4 * (smooth(seed, key + 1, days / 9) - 0.5) + 2 * (smooth(seed, key + 2, days / 2.3) - 0.5);
  const hour = ((ms + ZONE_OFFSET_MS) % DAY_MS) / HOUR_MS;
  const season = 0.25 * Math.sin(((hour - 9) / 24) * 2 * Math.PI);
  const noise =
    0.35 *
    (unitAt(seed, STREAMS.market, key + Math.floor(ms / 1000)) +
      unitAt(seed, STREAMS.market, key + 31 + Math.floor(ms / 1000)) -
      1);
  let value = series.base * (1 + series.volatility * (walk + season + noise));
  for (const shock of shocks) {
    if (ms < shock.startMs || !shock.hits.has(series.number)) continue;
    const left = shock.depth * Math.exp(-(ms - shock.startMs) / shock.recoveryMs);
    value *= 1 - series.direction * left;
  }
  return Math.round(value * 10_000) / 10_000;
}

export function makeSeries(seed: number, number: number, enterprise: number, kind: string): Series {
  const draw = mix(seed, STREAMS.market, number);
  const base = { number, enterprise, instrument: `SIM${String(600000 + number)}` };
  if (kind === "private-fund")
    return {
      ...base,
      metric: "单位净值",
      unit: "元",
      base: 0.8 + (draw % 100) / 100,
      volatility: 0.006,
      direction: 1,
    };
  if (kind === "leasing" || kind === "factoring")
    return {
      ...base,
      metric: "债券收益率",
      unit: "%",
      base: 3 + (draw % 300) / 100,
      volatility: 0.01,
      direction: -1,
    };
  if (number % 3 === 2)
    return {
      ...base,
      metric: "资金净流入",
      unit: "万元",
      base: 1200 + (draw % 4000),
      volatility: 0.05,
      direction: 1,
    };
  return {
    ...base,
    metric: "收盘价",
    unit: "元",
    base: 5 + (draw % 6000) / 100,
    volatility: 0.012,
    direction: 1,
  };
}

/** Value noise: smooth between whole steps, 0..1. */
function smooth(seed: number, key: number, at: number): number {
  const step = Math.floor(at);
  const t = at - step;
  const ease = t * t * (3 - 2 * t);
  const from = unitAt(seed, STREAMS.market, key * 100_003 + step);
  const to = unitAt(seed, STREAMS.market, key * 100_003 + step + 1);
  return from + (to - from) * ease;
}
