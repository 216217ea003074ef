import { roundTo } from "#detectors/anomaly/round";
import { dayNumberOf } from "#detectors/time";

/**
 * How far a series has left the level of its last weeks, on the scale of its own days, and for how long. A point may be
 * wild against the last minutes and ordinary for a month; a shock is what is large against the month and stays.
 *
 * The last value of each day teaches a level and the usual distance from it. A value that lies `startsAt` usual distances
 * off begins a departure, which is measured from the level and the distance of that moment; it ends when the value has come
 * back most of the way, or when `endsAfter` days made it the new normal. About 90 bytes as JSON.
 */
export interface DepartureState {
  /** Day of the last point, its value, and days learnt. */
  d: number;
  v: number;
  n: number;
  /** Level of the days, and usual distance of a day's last value from it. */
  m: number;
  s: number;
  /** The departure that is going on. */
  o: {
    level: number;
    usual: number;
    /** First day, the last day on which it held, and on how many further days. */
    first: number;
    last: number;
    held: number;
    /** Points beyond the limit, up to 9, and how far the farthest lay; its sign is the direction. */
    points: number;
    far: number;
  } | null;
}

export interface DepartureParameters {
  /** Days before anything is said. */
  readonly warmUp: number;
  /** Days that the level and the usual distance remember. */
  readonly levelSpan: number;
  readonly usualSpan: number;
  /** A day moves the level by at most as much as this many usual distances would. */
  readonly huber: number;
  /** Usual distances at which a departure begins; below half of it, it no longer holds, below a third it is over. */
  readonly startsAt: number;
  /** Days after which the new level is taken over. */
  readonly endsAfter: number;
}

export const DEPARTURE_DEFAULTS: DepartureParameters = {
  warmUp: 20,
  levelSpan: 10,
  usualSpan: 60,
  huber: 3,
  startsAt: 6,
  endsAfter: 30,
};

export interface Departure {
  /** Level before, its usual distance, and how many of those the value lies off, with a sign. */
  readonly level: number;
  readonly usual: number;
  readonly distance: number;
  /** The middle, by doublings, between the farthest point and this one: what came back counts less, but counts. */
  readonly size: number;
  /** Further days on which it held, and points that lay beyond the limit. */
  readonly days: number;
  readonly points: number;
}

export function createDeparture(timeMs: number, value: number): DepartureState {
  return { d: dayNumberOf(timeMs), v: value, n: 0, m: roundTo(value, 7), s: 0, o: null };
}

/** Takes the next point; the departure that it is part of, or null. One pass, no look-ahead. */
export function stepDeparture(
  state: DepartureState,
  timeMs: number,
  value: number,
  p: DepartureParameters,
): Departure | null {
  const day = dayNumberOf(timeMs);
  if (day > state.d) {
    learnDay(state, p);
    state.d = day;
  }
  state.v = value;
  if (state.o === null) begin(state, day, value, p);
  const open = state.o;
  if (open === null) return null;
  const distance = (value - open.level) / open.usual;
  const size = distance * Math.sign(open.far);
  if (size < p.startsAt / 3) {
    state.o = null;
    return null;
  }
  if (day - open.first > p.endsAfter) {
    state.o = null;
    state.m = roundTo(value, 7);
    return null;
  }
  const far = Math.abs(open.far);
  if (size > far) open.far = roundTo(distance, 4);
  if (size >= p.startsAt) open.points = Math.min(9, open.points + 1);
  if (size >= p.startsAt / 2 && day > open.last) {
    open.last = day;
    open.held++;
  }
  return {
    level: open.level,
    usual: open.usual,
    distance,
    size: Math.sqrt(size * Math.max(size, far)),
    days: open.held,
    points: open.points,
  };
}

/** Usual distance of a series: the mean one times 1.25 (a normal one's standard deviation), never zero. */
export function usualDistanceOf(state: DepartureState): number {
  return 1.25 * Math.max(state.s, 1e-4 * Math.abs(state.m), 1e-9);
}

function begin(state: DepartureState, day: number, value: number, p: DepartureParameters): void {
  if (state.n < p.warmUp) return;
  const usual = roundTo(usualDistanceOf(state), 5);
  const far = roundTo((value - state.m) / usual, 4);
  if (Math.abs(far) < p.startsAt) return;
  state.o = { level: state.m, usual, first: day, last: day, held: 0, points: 0, far };
}

function learnDay(state: DepartureState, p: DepartureParameters): void {
  const error = state.v - state.m;
  const size = Math.abs(error);
  const bound = state.n < p.warmUp || state.s === 0 ? size : p.huber * 1.25 * state.s;
  state.n = Math.min(state.n + 1, p.usualSpan);
  const rate = (span: number) => 2 / (Math.min(state.n, span) + 1);
  state.m = roundTo(state.m + rate(p.levelSpan) * Math.sign(error) * Math.min(size, bound), 7);
  state.s = roundTo(state.s + rate(p.usualSpan) * (Math.min(size, 2 * bound) - state.s), 5);
}
