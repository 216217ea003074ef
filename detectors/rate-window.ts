/**
 * Counts of one entity against its own history: days of the last 30 one by one (empty days take no room), and what is
 * older as a Gamma prior that forgets. A burst is judged by the negative binomial that this prior predicts.
 */
export interface RateState {
  /** Days with something, oldest first: [day, count, fen, people]. At most WINDOW_DAYS entries. */
  d: [day: number, count: number, fen: number, people: number][];
  /** Count and exposure (days) before the window, both with forgetting. */
  n: number;
  x: number;
  /** Days before this one are in n and x. */
  o: number;
  /** First day ever seen: exposure begins there. */
  s: number;
}

export const WINDOW_DAYS = 30;

/** However long the history, next month's rate is not known better than to 1/√40 = 16 %. */
const MAX_SHAPE = 40;

export interface RatePrior {
  /** Gamma prior of the daily rate before anything is known: mean shape/days. */
  readonly shape: number;
  readonly days: number;
  /** Half-life (days) with which history older than the window is forgotten. */
  readonly memoryDays: number;
}

export interface Burst {
  readonly windowDays: number;
  readonly count: number;
  /** What the window would hold in ordinary times. */
  readonly expected: number;
  /** −log10 of the chance of so many in ordinary times, at most 12. */
  readonly surprise: number;
}

export function createRate(): RateState {
  return { d: [], n: 0, x: 0, o: 0, s: 0 };
}

/** Counts something on a day. A day that has left the window goes to the history. */
export function addToRate(
  state: RateState,
  day: number,
  prior: RatePrior,
  count = 1,
  fen = 0,
  people = 0,
): void {
  if (state.s === 0) {
    state.s = day;
    state.o = day;
  }
  rollRate(state, day, prior);
  if (day < state.o) {
    state.n += count;
    return;
  }
  let i = state.d.length;
  while (i > 0 && (state.d[i - 1] as RateState["d"][number])[0] > day) i--;
  const at = state.d[i - 1];
  if (at !== undefined && at[0] === day) {
    at[1] += count;
    at[2] += fen;
    at[3] += people;
  } else state.d.splice(i, 0, [day, count, fen, people]);
}

/** Moves days that have left the window before `day` into the history. */
export function rollRate(state: RateState, day: number, prior: RatePrior): void {
  const limit = day - WINDOW_DAYS + 1;
  if (state.s === 0 || limit <= state.o) return;
  const elapsed = limit - state.o;
  const kept = 2 ** (-elapsed / prior.memoryDays);
  state.n *= kept;
  state.x = state.x * kept + (prior.memoryDays / Math.LN2) * (1 - kept);
  while (state.d.length > 0 && (state.d[0] as RateState["d"][number])[0] < limit) {
    const [oldDay, count] = state.d.shift() as RateState["d"][number];
    state.n += count * 2 ** (-(limit - oldDay) / prior.memoryDays);
  }
  state.o = limit;
}

/** Sums of the last `days` days up to `day`. */
export function sumRate(
  state: RateState,
  day: number,
  days: number,
): { count: number; fen: number; people: number } {
  const sum = { count: 0, fen: 0, people: 0 };
  for (const [at, count, fen, people] of state.d) {
    if (at <= day - days || at > day) continue;
    sum.count += count;
    sum.fen += fen;
    sum.people += people;
  }
  return sum;
}

/** The window against all that came before it. The window itself is never part of its own expectation. */
export function burstOf(state: RateState, day: number, windowDays: number, prior: RatePrior): Burst {
  let inside = 0;
  let before = state.n;
  for (const [at, count] of state.d) {
    if (at > day - windowDays) inside += count;
    else before += count;
  }
  const exposure = state.x + Math.max(0, day - windowDays + 1 - state.o);
  let shape = prior.shape + before;
  let days = prior.days + exposure;
  if (shape > MAX_SHAPE) {
    days *= MAX_SHAPE / shape;
    shape = MAX_SHAPE;
  }
  const expected = (windowDays * shape) / days;
  return {
    windowDays,
    count: inside,
    expected,
    surprise: surpriseOf(Math.floor(inside), shape, days / (days + windowDays)),
  };
}

/** ln of a chance below 1e-12 even after the rest of the tail (under 2,000 times the first term) is added to it. */
const SURELY_12 = -12 * Math.LN10 - Math.log(2000);

/** −log10 P(X >= k) for a negative binomial of given shape and success chance p, at most 12. */
export function surpriseOf(k: number, shape: number, p: number): number {
  if (k <= 0) return 0;
  const mean = (shape * (1 - p)) / p;
  if (mean > 300) {
    // The pmf at 0 would underflow: here the normal is close enough.
    const z = (k - 0.5 - mean) / Math.sqrt(mean / p);
    if (z <= 0) return 0;
    return Math.min(12, (z * z) / 2 / Math.LN10 + Math.log10(z * Math.sqrt(2 * Math.PI) + 1));
  }
  if (k <= mean) return 0;
  // Above the mean the tail falls off: summing it upward from k keeps its precision.
  let log = shape * Math.log(p);
  for (let i = 0; i < k; i++) {
    log += Math.log(((shape + i) / (i + 1)) * (1 - p));
    // Far in the tail it is 12 whatever k is: a source's huge count must not hold the stream.
    if (i > mean && log < SURELY_12) return 12;
  }
  let term = 1;
  let tail = 1;
  for (let i = k; term > tail * 1e-6 && i < k + 2000; i++) {
    term *= ((shape + i) / (i + 1)) * (1 - p);
    tail += term;
  }
  return Math.max(0, Math.min(12, -(log + Math.log(tail)) / Math.LN10));
}

/** Severity 0–90 of a burst: how surprising it is, and how large. Zero below 3 in surprise (one in a thousand). */
export function burstSeverity(burst: Burst, minCount: number): number {
  if (burst.count < minCount || burst.surprise < 3) return 0;
  const surprise = 1 - Math.exp(-(burst.surprise - 2) / 3);
  const size = Math.min(1, Math.log2(burst.count / minCount + 1) / 5);
  return 20 + 45 * surprise + 25 * size;
}

/** The usual count in words: whole from ten on, one digit below, "<0.1" for what hardly ever comes. */
export function formatExpected(expected: number): number | string {
  if (expected < 0.1) return "<0.1";
  return Number(expected.toFixed(expected >= 10 ? 0 : 1));
}
