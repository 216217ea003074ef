import {
  type CodebookParameters,
  type CodebookState,
  createCodebook,
  matchShape,
  rescaleShapes,
} from "#detectors/anomaly/codebook";
import { pack, packedLength, rescale, unpackAt } from "#detectors/anomaly/packed";
import { roundTo } from "#detectors/anomaly/round";
import {
  createTail,
  isStill,
  learnTail,
  surpriseOf,
  type TailParameters,
  type TailState,
} from "#detectors/anomaly/tail";
import { hourOf } from "#detectors/time";

/**
 * Five ways in which a point can be unlike what its series was: each measures a size, each knows by its own tail how rare
 * such a size is.
 */
export const CHANNELS = ["hour", "level", "shape", "course", "quiet"] as const;
const HOUR = 0;
export type Channel = (typeof CHANNELS)[number];

/** What is kept of one series: at most 4 KB as JSON whatever its length. Numbers have few digits, so that JSON keeps them. */
export interface AnomalyState {
  /** Points seen, time of the last, usual spacing (ms), last value. */
  n: number;
  t: number;
  g: number;
  v: number;
  /** Slow level and usual distance from it; zero and unit of all that is packed. */
  m: number;
  s: number;
  o: number;
  u: number;
  /** The last points, and means of the last blocks, packed; the block that is filling: sum and count. */
  ring: string;
  blocks: string;
  b: [sum: number, count: number];
  /** Mean by hour of the day, and points that it stands on. */
  h: number[];
  c: number[];
  /** Usual step from point to point, lately and for long. */
  d: [lately: number, long: number];
  shape: CodebookState;
  course: CodebookState;
  tails: TailState[];
  /** The last alarm: its surprise and the points since. */
  a: [surprise: number, points: number];
}

export interface AnomalyParameters {
  /** Points before anything is said. */
  readonly warmUp: number;
  /** Points that the mean of an hour of the day remembers, and needs before it is used. */
  readonly hourMemory: number;
  readonly hourNeeds: number;
  /** Points in each of the two neighbouring stretches whose means are compared. */
  readonly stretch: number;
  /** Points in a block of the course. */
  readonly block: number;
  /** Spans of the usual step, lately and for long. */
  readonly stepSpans: readonly [number, number];
  readonly shape: CodebookParameters;
  readonly course: CodebookParameters;
  readonly tail: TailParameters;
  /** What the surprise of a channel counts for, in the order of CHANNELS. */
  readonly weights: readonly [number, number, number, number, number];
  /** An alarm holds later ones down unless they are this much stronger: in full for `holdFull` points, fading out at `holdFor`. */
  readonly holdStronger: number;
  readonly holdFull: number;
  readonly holdFor: number;
  /** A gap of more usual spacings than this ends what the last step says. */
  readonly gap: number;
}

export const ANOMALY_DEFAULTS: AnomalyParameters = {
  warmUp: 24,
  hourMemory: 100,
  hourNeeds: 5,
  stretch: 72,
  block: 24,
  stepSpans: [50, 500],
  shape: { length: 8, prototypes: 32, reach: 2 },
  course: { length: 12, prototypes: 12, reach: 2 },
  tail: { peaks: 12, assumed: 0.3, worth: 2, memory: 1000, pause: 3, fade: 0.9974 },
  weights: [1, 1, 0.7, 0.5, 0.7],
  holdStronger: 1.2,
  holdFull: 20,
  holdFor: 150,
  gap: 12,
};

export interface AnomalyReading {
  /** 1 − chance. */
  readonly score: number;
  /** Chance that an ordinary point of this series is as surprising as this one. */
  readonly chance: number;
  /** The score where it is news: 0 while an alarm that was as strong is still recent. */
  readonly alarm: number;
  /** −log10 of the rarity, all channels together; 0 for what is not among the largest. */
  readonly surprise: number;
  /** The strongest channel, what was expected there, what came, and how far apart such values usually lie. */
  readonly cause: Channel;
  readonly expected: number;
  readonly came: number;
}

/** Slow level and scale: points of memory. */
const SLOW = 2000;
/** Units in the usual distance from the slow level; a unit is renewed when the scale has left half to twice of that. */
const UNITS = 50;

export function createAnomaly(): AnomalyState {
  return {
    n: 0,
    t: 0,
    g: 0,
    v: 0,
    m: 0,
    s: 0,
    o: 0,
    u: 1,
    ring: "",
    blocks: "",
    b: [0, 0],
    h: new Array<number>(24).fill(0),
    c: new Array<number>(24).fill(0),
    d: [0, 0],
    shape: createCodebook(),
    course: createCodebook(),
    tails: CHANNELS.map(createTail),
    a: [0, 0],
  };
}

/** Takes the next point and says how unusual it is: one pass, nothing but this state and this point. */
export function stepAnomaly(
  state: AnomalyState,
  timeMs: number,
  value: number,
  p: AnomalyParameters = ANOMALY_DEFAULTS,
): AnomalyReading {
  if (!Number.isFinite(value) || !Number.isFinite(timeMs)) return saySilence(state, value);
  if (state.n === 0) begin(state, timeMs, value);
  const spacing = Math.max(0, timeMs - state.t);
  const broken = state.g > 0 && spacing > p.gap * state.g;
  const measures = [
    measureHour(state, timeMs, value, p),
    measureLevel(state, value, p),
    measureShape(state, p),
    measureCourse(state, value, p),
    measureQuiet(state, value, broken, p),
  ];
  let sum = 0;
  let cause = 0;
  let strongest = -1;
  measures.forEach(({ size }, i) => {
    const tail = state.tails[i] as TailState;
    const surprise = (p.weights[i] as number) * judge(state, tail, size, i, p);
    learnTail(tail, size, state.n, p.tail);
    sum += surprise * surprise;
    if (surprise > strongest) {
      strongest = surprise;
      cause = i;
    }
  });
  const surprise = Math.sqrt(sum);
  const chance = chanceOf(surprise);
  const news = holdDown(state, surprise, p);
  learnSlow(state, value);
  state.n++;
  state.t = Math.max(state.t, timeMs);
  state.v = value;
  if (spacing > 0) {
    const bounded = state.g === 0 ? spacing : Math.min(spacing, 4 * state.g);
    state.g = Math.round(state.g + (bounded - state.g) / Math.min(state.n, 50));
  }
  const { expected, came } = measures[cause] as Measure;
  return {
    score: 1 - chance,
    chance,
    alarm: news ? 1 - chance : 0,
    surprise,
    cause: CHANNELS[cause] as Channel,
    expected,
    came,
  };
}

/** A point that is missing changes nothing. */
function saySilence(state: AnomalyState, value: number): AnomalyReading {
  return { score: 0, chance: 1, alarm: 0, surprise: 0, cause: "hour", expected: state.m, came: value };
}

/** Level, zero and unit start at the first value. */
function begin(state: AnomalyState, timeMs: number, value: number): void {
  state.t = timeMs;
  state.v = value;
  state.m = roundTo(value, 7);
  state.o = state.m;
  state.u = unitOf(0, value);
}

function chanceOf(surprise: number): number {
  return 10 ** -surprise;
}

function judge(state: AnomalyState, tail: TailState, size: number, i: number, p: AnomalyParameters): number {
  if (state.n < p.warmUp) return 0;
  // The first movement of a series that never moved; the other channels are zero too while they are not yet measured.
  if (i === HOUR && size > 0 && state.n >= 2 * p.warmUp && isStill(tail))
    return Math.log10(Math.min(state.n, p.tail.memory)) + 2;
  return surpriseOf(tail, size, state.n, p.tail);
}

interface Measure {
  readonly size: number;
  readonly expected: number;
  readonly came: number;
}

/** How far the value lies from the mean of its hour of the day. */
function measureHour(state: AnomalyState, timeMs: number, value: number, p: AnomalyParameters): Measure {
  const hour = hourOf(timeMs);
  const mean = state.h[hour] as number;
  const count = state.c[hour] as number;
  const known = count >= p.hourNeeds;
  const now = Math.min(count + 1, p.hourMemory);
  state.c[hour] = now;
  // While an hour is little known it may be taken from the slow level.
  state.h[hour] = roundTo(mean + (value - mean) / now, 6);
  const expected = known ? mean : state.m;
  return { size: known ? Math.abs(value - mean) : 0, expected, came: value };
}

/** How far the mean of the last stretch lies from the mean of the one before. Puts the value into the ring. */
function measureLevel(state: AnomalyState, value: number, p: AnomalyParameters): Measure {
  const whole = 2 * p.stretch;
  const ring = state.ring + pack((value - state.o) / state.u);
  state.ring = packedLength(ring) > whole ? ring.slice(2) : ring;
  if (packedLength(state.ring) < whole) return { size: 0, expected: state.m, came: value };
  let [before, after] = [0, 0];
  for (let i = 0; i < p.stretch; i++) {
    before += unpackAt(state.ring, i);
    after += unpackAt(state.ring, i + p.stretch);
  }
  const unit = state.u / p.stretch;
  return {
    size: Math.abs(after - before) * unit,
    expected: state.o + before * unit,
    came: state.o + after * unit,
  };
}

/** How new the shape of the last few points is, wherever its level. */
function measureShape(state: AnomalyState, p: AnomalyParameters): Measure {
  const { length } = p.shape;
  const start = packedLength(state.ring) - length;
  const shape = new Float64Array(length);
  if (start < 0) return { size: 0, expected: state.m, came: state.v };
  let mean = 0;
  for (let j = 0; j < length; j++) {
    shape[j] = unpackAt(state.ring, start + j);
    mean += (shape[j] as number) / length;
  }
  for (let j = 0; j < length; j++) shape[j] = (shape[j] as number) - mean;
  const came = state.o + (mean + (shape[length - 1] as number)) * state.u;
  return {
    size: matchShape(state.shape, shape, p.shape) * state.u,
    expected: state.o + mean * state.u,
    came,
  };
}

/** How new the course of the last blocks is, where a block has just become full. */
function measureCourse(state: AnomalyState, value: number, p: AnomalyParameters): Measure {
  state.b[0] = roundTo(state.b[0] + (value - state.o) / state.u, 7);
  state.b[1]++;
  const { length } = p.course;
  let size = 0;
  let came = state.m;
  if (state.b[1] >= p.block) {
    const mean = state.b[0] / state.b[1];
    state.blocks += pack(mean);
    state.b = [0, 0];
    if (packedLength(state.blocks) > length) state.blocks = state.blocks.slice(2);
    if (packedLength(state.blocks) === length) {
      const course = Float64Array.from({ length }, (_, j) => unpackAt(state.blocks, j));
      size = matchShape(state.course, course, p.course) * state.u;
      came = state.o + mean * state.u;
    }
  }
  return { size, expected: state.m, came };
}

/** How much smaller the steps from point to point have become. */
function measureQuiet(state: AnomalyState, value: number, broken: boolean, p: AnomalyParameters): Measure {
  const [lately, long] = state.d;
  const step = broken ? long : Math.abs(value - state.v);
  const now = lately + (step - lately) / Math.min(Math.max(state.n, 1), p.stepSpans[0]);
  const size = long > 0 && state.n >= p.stepSpans[1] / 3 ? long / Math.max(now, 1e-3 * long) : 0;
  state.d = [
    roundTo(now, 6),
    roundTo(long + (step - long) / Math.min(Math.max(state.n, 1), p.stepSpans[1]), 6),
  ];
  return { size, expected: long, came: now };
}

/** True where the surprise is news. */
function holdDown(state: AnomalyState, surprise: number, p: AnomalyParameters): boolean {
  const [held, points] = state.a;
  state.a[1] = Math.min(points + 1, p.holdFor);
  if (surprise <= 0) return false;
  const left = Math.min(1, Math.max(0, (p.holdFor - state.a[1]) / (p.holdFor - p.holdFull)));
  if (surprise <= held * p.holdStronger * left) return false;
  state.a = [roundTo(surprise, 5), 0];
  return true;
}

function learnSlow(state: AnomalyState, value: number): void {
  const count = Math.min(state.n + 1, SLOW);
  const error = value - state.m;
  state.m = roundTo(state.m + error / count, 7);
  state.s = roundTo(state.s + (Math.abs(error) - state.s) / count, 5);
  const ratio = state.s / state.u;
  const far = Math.abs(state.m - state.o) > 2 * UNITS * state.u;
  const unit = unitOf(state.s, state.m);
  if (far || ((ratio > 2 * UNITS || ratio < UNITS / 2) && unit !== state.u)) renewUnit(state, unit);
}

function renewUnit(state: AnomalyState, unit: number): void {
  const factor = state.u / unit;
  const offset = (state.o - state.m) / unit;
  state.ring = rescale(state.ring, factor, offset);
  state.blocks = rescale(state.blocks, factor, offset);
  state.b[0] = roundTo(state.b[0] * factor + offset * state.b[1], 7);
  rescaleShapes(state.shape, factor, 0);
  rescaleShapes(state.course, factor, offset);
  state.u = unit;
  state.o = state.m;
}

/** A unit is never zero: a constant series has one too. */
function unitOf(scale: number, level: number): number {
  return roundTo(Math.max(scale / UNITS, Math.abs(level) * 1e-9, 1e-12), 3);
}
