import { DAY_MS, dayNumberOf, hourOf } from "#detectors/time";

/**
 * What is kept of one series: about 450 bytes as JSON, whatever its length. Numbers are rounded to seven digits, so
 * that a state that went through JSON goes on exactly as one that did not.
 */
export interface SeriesState {
  /** Points seen. */
  n: number;
  /** Time and value of the last point. */
  t: number;
  v: number;
  /** Usual spacing, ms. */
  g: number;
  /** Middle and slow level, and how far the last few points lay from what was expected; usual errors of each. */
  m: [lately: number, middle: number, slow: number];
  s: [lately: number, middle: number, slow: number];
  /** Offsets by hour of the day (24) and day of the week (7); null until there is a reason. */
  p: { h: number[]; w: number[]; since: number } | null;
  /** Usual error without and with the profile. */
  e: [without: number, with_: number];
  /** How far (spreads, within ±9) the last point lay from the ones before it. */
  j: number;
  /** CUSUM up and down. */
  c: [number, number];
  /** Shares of points that lay beyond 1, 2, 4 and 8 spreads. */
  x: [number, number, number, number];
}

export interface SeriesParameters {
  /** Points before anything is said. */
  readonly warmUp: number;
  /** Memory of the last few points, the middle and the slow level, in points. */
  readonly spans: readonly [number, number, number];
  /** A point counts at most this many spreads when it moves a level: one spike is not a new normal. */
  readonly huber: number;
  /** CUSUM: slack and limit in spreads. */
  readonly slack: number;
  readonly limit: number;
  /** Memory of the tail shares, points. */
  readonly tailSpan: number;
  /** Points by which the assumed tail is worth. */
  readonly tailPrior: number;
  /** After a gap of this many usual spacings the last few points say nothing any more. */
  readonly gap: number;
}

export const SERIES_DEFAULTS: SeriesParameters = {
  warmUp: 24,
  spans: [6, 48, 400],
  huber: 3,
  slack: 1,
  limit: 14,
  tailSpan: 3000,
  tailPrior: 60,
  gap: 12,
};

export interface Reading {
  /** Calibrated: 1 − chance of a point so far off in ordinary times. 0 while warming up. */
  readonly score: number;
  /** The chance itself, for comparisons near 1. */
  readonly chance: number;
  readonly expected: number;
  /** Usual distance from the expectation. */
  readonly spread: number;
  /** Distance in spreads, with its sign. */
  readonly z: number;
  /** The level has moved for good: from, to. */
  readonly shift: { readonly from: number; readonly to: number } | null;
}

const EDGES = [1, 2, 4, 8] as const;
/** Assumed tail before the series has shown its own: heavier than normal, exp(−1.1 z). */
const ASSUMED = EDGES.map((edge) => Math.exp(-1.1 * edge));

export function createSeries(timeMs: number, value: number): SeriesState {
  return {
    n: 1,
    t: timeMs,
    v: value,
    g: 0,
    m: [0, value, value],
    s: [0, 0, 0],
    p: null,
    e: [0, 0],
    j: 0,
    c: [0, 0],
    x: [...ASSUMED] as SeriesState["x"],
  };
}

/** Takes the next point and says how unusual it is. One pass, no look-ahead. */
export function stepSeries(series: SeriesState, timeMs: number, value: number, p: SeriesParameters): Reading {
  const spacing = Math.max(0, timeMs - series.t);
  const broken = series.g > 0 && spacing > p.gap * series.g;
  const season = seasonAt(series, timeMs);
  const useSeason =
    series.p !== null && timeMs - series.p.since >= 3 * DAY_MS && series.e[1] < 0.9 * series.e[0];
  const [lately, middle, slow] = series.m;
  const base = useSeason ? slow + season : middle;
  const floor = Math.max(1e-9, 1e-4 * Math.abs(slow), 0.02 * series.s[2]);
  const spread = Math.max(floor, useSeason ? series.e[1] : series.s[1]) * 1.25;
  const error = value - base;
  const zBase = error / spread;
  const stepSpread = Math.max(floor, series.s[0]) * 1.25;
  const zLately = broken ? zBase : (error - lately) / stepSpread;
  const z = pickZ(zBase, zLately, spread, stepSpread);
  const size = Math.min(60, Math.abs(z));
  const ready = series.n >= p.warmUp;
  const chance = ready ? tailChance(series.x, size) : 1;

  learnTail(series, size, p);
  const shift = ready ? stepCusum(series, zBase, value - (useSeason ? season : 0), p) : null;
  learnLately(series, error, zLately, broken, p);
  if (shift === null) learnLevels(series, value, p);
  learnSeason(series, timeMs, value, season, p);
  series.n++;
  series.t = Math.max(series.t, timeMs);
  series.v = value;
  if (spacing > 0) {
    const limited = series.g === 0 ? spacing : Math.min(spacing, 4 * series.g);
    series.g = Math.round(series.g + (limited - series.g) / Math.min(series.n, 50));
  }
  return { score: ready ? 1 - chance : 0, chance, expected: base, spread, z, shift };
}

/** Chance of a distance of at least z spreads: log-linear between the shares that were seen, and beyond them. */
export function tailChance(shares: readonly number[], z: number): number {
  let x0 = 0;
  let l0 = 0;
  let slope = -0.5;
  for (let i = 0; i < EDGES.length; i++) {
    const x1 = EDGES[i] as number;
    const l1 = Math.min(l0 - 1e-3, Math.log(shares[i] as number));
    slope = (l1 - l0) / (x1 - x0);
    if (z <= x1) return Math.exp(l0 + slope * (z - x0));
    x0 = x1;
    l0 = l1;
  }
  // Beyond what was seen the tail is taken to go on, not steeper than exp(−0.9 z).
  return Math.exp(l0 + Math.max(slope, -0.9) * (z - x0));
}

function learnTail(series: SeriesState, size: number, p: SeriesParameters): void {
  const rate = 1 / Math.min(series.n + p.tailPrior, p.tailSpan);
  for (let i = 0; i < EDGES.length; i++) {
    const seen = size >= (EDGES[i] as number) ? 1 : 0;
    const share = (series.x[i] as number) + rate * (seen - (series.x[i] as number));
    // Never below what a few thousand quiet points could prove.
    series.x[i] = round7(Math.max(share, (ASSUMED[i] as number) * 0.02));
  }
}

/** Persistence: residuals of one sign that add up mean a new level, which is then taken over. */
function stepCusum(series: SeriesState, z: number, value: number, p: SeriesParameters): Reading["shift"] {
  const clipped = Math.max(-p.huber, Math.min(p.huber, z));
  series.c[0] = round7(Math.max(0, series.c[0] + clipped - p.slack));
  series.c[1] = round7(Math.max(0, series.c[1] - clipped - p.slack));
  if (series.c[0] < p.limit && series.c[1] < p.limit) return null;
  const from = series.m[2];
  const to = round7((series.m[1] + series.m[0] + value) / 2);
  series.c = [0, 0];
  series.m = [0, to, to];
  return { from, to };
}

/**
 * The better of two forecasts judges the point: the level (for what swings round it) or the last points (for what
 * wanders, as prices do). Where both are as good, the point must have left both behind: one that continues the last
 * ones is no surprise, nor is a return to the usual level.
 */
function pickZ(zBase: number, zLately: number, spread: number, stepSpread: number): number {
  if (stepSpread < 0.6 * spread) return zLately;
  if (spread < 0.6 * stepSpread) return zBase;
  return Math.abs(zBase) < Math.abs(zLately) ? zBase : zLately;
}

/**
 * How far the last few points lay from the expectation, and how much that moves from point to point. A single jump
 * moves it little, so that the point after a spike is ordinary again; a second point out there is believed.
 */
function learnLately(
  series: SeriesState,
  error: number,
  z: number,
  broken: boolean,
  p: SeriesParameters,
): void {
  const lately = series.m[0];
  const step = broken ? 0 : error - lately;
  const usual = series.s[0];
  const span = Math.min(series.n + 1, p.spans[0]);
  const again = Math.abs(z) > p.huber && Math.abs(series.j) > p.huber && z * series.j > 0;
  const kept = Math.sign(step) * bounded(Math.abs(step), usual, series, p, p.huber);
  series.m[0] = round7(broken || again ? error : lately + (2 * kept) / (span + 1));
  series.s[0] = round7(
    usual + (2 * (bounded(Math.abs(step), usual, series, p, 6) - usual)) / (Math.min(series.n + 1, 60) + 1),
  );
  series.j = Math.round(Math.max(-9, Math.min(9, broken ? 0 : z)) * 10) / 10;
}

function learnLevels(series: SeriesState, value: number, p: SeriesParameters): void {
  for (const i of [1, 2] as const) {
    const span = Math.min(series.n + 1, p.spans[i]);
    const level = series.m[i];
    const usual = series.s[i];
    const error = value - level;
    const kept = Math.sign(error) * bounded(Math.abs(error), usual, series, p, p.huber);
    series.m[i] = round7(level + (2 * kept) / (span + 1));
    // The spread learns slower than the level: it is a property of the series, not of the last points.
    const scaleSpan = Math.min(series.n + 1, Math.max(p.spans[i], 60));
    series.s[i] = round7(
      usual + (2 * (bounded(Math.abs(error), usual, series, p, 6) - usual)) / (scaleSpan + 1),
    );
  }
}

/** One wild point may move what was learnt only so far; while little is known, it may. */
function bounded(
  size: number,
  usual: number,
  series: SeriesState,
  p: SeriesParameters,
  spreads: number,
): number {
  return series.n < p.warmUp || usual === 0 ? size : Math.min(size, spreads * 1.25 * usual);
}

/** A profile is worth its bytes where points come more often than every six hours. */
function learnSeason(
  series: SeriesState,
  timeMs: number,
  value: number,
  season: number,
  p: SeriesParameters,
): void {
  if (series.p === null) {
    if (series.n < p.warmUp || series.g === 0 || series.g > DAY_MS / 4) return;
    series.p = { h: new Array<number>(24).fill(0), w: new Array<number>(7).fill(0), since: timeMs };
  }
  const residual = value - series.m[2];
  const bound = 4 * Math.max(series.s[2], 1e-12);
  const kept = Math.max(-bound, Math.min(bound, residual));
  const perHour = Math.max(1, 3_600_000 / Math.max(series.g, 1));
  const rate = 0.25 / perHour;
  const hour = hourOf(timeMs);
  const weekday = (dayNumberOf(timeMs) + 4) % 7;
  const { h, w } = series.p;
  h[hour] = round5((h[hour] as number) + rate * (kept - (w[weekday] as number) - (h[hour] as number)));
  w[weekday] = round5(
    (w[weekday] as number) + (rate / 24) * (kept - (h[hour] as number) - (w[weekday] as number)),
  );
  const slow = 2 / (Math.min(series.n, p.spans[2]) + 1);
  const plain = Math.min(Math.abs(residual), bound);
  const seasonal = Math.min(Math.abs(residual - season), bound);
  series.e[0] = round7(series.e[0] + slow * (plain - series.e[0]));
  series.e[1] = round7(series.e[1] + slow * (seasonal - series.e[1]));
}

function seasonAt(series: SeriesState, timeMs: number): number {
  if (series.p === null) return 0;
  return (series.p.h[hourOf(timeMs)] as number) + (series.p.w[(dayNumberOf(timeMs) + 4) % 7] as number);
}

function round7(value: number): number {
  return roundTo(value, 6);
}

function round5(value: number): number {
  return roundTo(value, 4);
}

/** Rounds to digits that count; printed short, because a power of ten divides exactly. */
function roundTo(value: number, digits: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const power = digits - Math.floor(Math.log10(Math.abs(value)));
  if (power > 20) return 0;
  if (power >= 0) {
    const factor = POWERS[power] as number;
    return Math.round(value * factor) / factor;
  }
  const factor = 10 ** -power;
  return Math.round(value / factor) * factor;
}

const POWERS = Array.from({ length: 21 }, (_, i) => Number(`1e${i}`));
