import { makeRandom, type Random } from "#detectors/random";
import { bucketStart, DAY_MS, dayOf, HOUR_MS, weekdayOf } from "#domain/time";
import { makeSeries, seriesValue } from "#stream/simulator/market";

/** Fixed, so that the same command gives the same figures whatever the day. */
const START_MS = Date.parse("2025-12-01T00:00:00+08:00");
export const SERIES_DAYS = 300;
/** Walk: usual move of a day, and how much that itself wanders (log, over 20 days). */
const WALK_MOVE = 0.015;
const MOVE_WANDERS = 0.35;
const KINDS = ["private-fund", "leasing", "none", "none"] as const;

export const MODELS = ["simulator", "walk"] as const;
export type Model = (typeof MODELS)[number];

/** A fall of `moves` usual daily moves on a day, of which e^-1 is left after `recoveryDays`; Infinity: it stays. */
export interface Fall {
  readonly day: number;
  readonly moves: number;
  readonly recoveryDays: number;
}

export interface SeriesSpec {
  readonly model: Model;
  readonly seed: number;
  readonly number: number;
  /** Points a day at any hour; 0: one close at three in the afternoon of working days. */
  readonly perDay: number;
  readonly fall: Fall | null;
}

export type Point = readonly [timeMs: number, value: number];

export function dayMs(day: number): number {
  return START_MS + day * DAY_MS;
}

/**
 * A series as the simulator makes them (a bounded swing), or a price that walks by steps of Student's t with four degrees of
 * freedom and a volatility that wanders: what real prices do and the simulator does not. A fall changes nothing else.
 */
export function makePoints(spec: SeriesSpec): Point[] {
  const random = makeRandom(spec.seed * 100_003 + spec.number * 7 + spec.perDay);
  const times = makeTimes(spec.perDay, random);
  return spec.model === "walk" ? walk(spec, times, random) : swing(spec, times);
}

function makeTimes(perDay: number, random: Random): number[] {
  const times: number[] = [];
  for (let at = bucketStart(START_MS, "day"); at < dayMs(SERIES_DAYS); at += DAY_MS) {
    if (perDay === 0 && weekdayOf(dayOf(at)) <= 5) times.push(at + 15 * HOUR_MS);
    const count = Math.floor(perDay * (0.5 + random()) + random());
    for (let i = 0; perDay > 0 && i < count; i++) times.push(Math.floor(at + random() * DAY_MS));
  }
  return times.sort((a, b) => a - b);
}

function swing({ seed, number, fall }: SeriesSpec, times: readonly number[]): Point[] {
  const series = makeSeries(seed, number, 0, KINDS[number % KINDS.length] as string);
  const shocks =
    fall === null
      ? []
      : [
          {
            startMs: dayMs(fall.day),
            depth: fall.moves * series.volatility,
            recoveryMs: fall.recoveryDays * DAY_MS,
            hits: new Set([number]),
          },
        ];
  return times.map((at) => [at, seriesValue(seed, series, at, shocks)]);
}

function walk({ fall }: SeriesSpec, times: readonly number[], random: Random): Point[] {
  const normal = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
  let level = Math.log(20);
  let heat = 0;
  let before = times[0] as number;
  return times.map((at) => {
    const days = (at - before) / DAY_MS;
    before = at;
    heat = heat * Math.exp(-days / 20) + MOVE_WANDERS * Math.sqrt(1 - Math.exp(-days / 10)) * normal();
    const chi = (normal() ** 2 + normal() ** 2 + normal() ** 2 + normal() ** 2) / 4;
    // The root of two makes the variance of t with four degrees of freedom one.
    const step = normal() / Math.sqrt(2 * Math.max(chi, 0.01));
    level += WALK_MOVE * Math.exp(heat) * Math.sqrt(days) * step;
    const since = fall === null ? -1 : (at - dayMs(fall.day)) / DAY_MS;
    const left = fall === null || since < 0 ? 0 : fall.moves * Math.exp(-since / fall.recoveryDays);
    return [at, Math.exp(level) * (1 - WALK_MOVE * left)];
  });
}
