/**
 * Randomness by position: every draw is a pure function of (seed, stream, index), so that enterprise 2,999,999 costs
 * the same as enterprise 0 and a restart at any instant continues with the same bytes.
 */

/** Names the independent streams of draws; a new one goes at the end, because the number is part of the draw. */
export const STREAMS = {
  kind: 1,
  name: 2,
  code: 3,
  place: 4,
  capital: 5,
  date: 6,
  person: 7,
  relation: 8,
  status: 9,
  background: 10,
  episode: 11,
  market: 12,
  filing: 13,
  story: 14,
  text: 15,
  bench: 16,
  phone: 17,
  trouble: 18,
  transaction: 19,
  correction: 20,
  statement: 21,
} as const;
export type StreamId = (typeof STREAMS)[keyof typeof STREAMS];

/** 32 well-mixed bits of three integers (murmur3 rounds and finaliser). */
export function mix(seed: number, stream: number, index: number): number {
  let hash = seed | 0;
  hash = round(hash, stream);
  hash = round(hash, index >>> 0);
  // Indexes past 2^32 (slots of milliseconds) keep their high part.
  if (index > 0xffffffff) hash = round(hash, Math.floor(index / 0x100000000));
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** One draw in [0, 1). */
export function unitAt(seed: number, stream: number, index: number): number {
  return mix(seed, stream, index) / 0x100000000;
}

/** One draw in 0..bound-1. */
export function intAt(seed: number, stream: number, index: number, bound: number): number {
  return Math.floor(unitAt(seed, stream, index) * bound);
}

/** A seed of 32 bits from words, for `GUANLAN_SEED=shanghai`. */
export function seedOf(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text) >>> 0;
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = round(hash, text.charCodeAt(i));
  return hash >>> 0;
}

/** A sequence of draws (sfc32) for one entity or one event. */
export class Rng {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number, stream: number, index: number) {
    this.#a = mix(seed, stream, index);
    this.#b = seed ^ 0x9e3779b9;
    this.#c = (index ^ Math.imul(stream, 0x85ebca6b)) | 0;
    this.#d = 1;
    for (let i = 0; i < 4; i++) this.next();
  }

  next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + t) | 0;
    return t >>> 0;
  }

  unit(): number {
    return this.next() / 0x100000000;
  }

  /** 0..bound-1 */
  int(bound: number): number {
    return Math.floor(this.unit() * bound);
  }

  /** from..to, both included */
  between(from: number, to: number): number {
    return from + this.int(to - from + 1);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(list.length)] as T;
  }

  /** Roughly normal, mean 0, deviation 1, never beyond ±3.5. */
  normal(): number {
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += this.unit();
    return Math.max(-3.5, Math.min(3.5, sum - 6));
  }
}

/** Cumulative weights once, then a pick by one draw. */
export function makeWeighted<T>(entries: readonly (readonly [T, number])[]): {
  at(unit: number): T;
  readonly total: number;
} {
  const edges: number[] = [];
  let total = 0;
  for (const [, weight] of entries) {
    total += weight;
    edges.push(total);
  }
  return {
    total,
    at(unit) {
      const target = unit * total;
      let low = 0;
      let high = edges.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((edges[middle] as number) > target) high = middle;
        else low = middle + 1;
      }
      return (entries[low] as readonly [T, number])[0];
    },
  };
}

/** A bijection of 0..n-1 onto itself, both ways in O(1). Products stay below 2^53 for n up to 90 million. */
export interface Permutation {
  at(index: number): number;
  rank(value: number): number;
}

export function makePermutation(n: number, seed: number, stream: number): Permutation {
  let factor = Math.max(1, Math.floor(n * (0.382 + 0.236 * unitAt(seed, stream, 1))));
  while (gcd(factor, n) !== 1) factor++;
  const shift = intAt(seed, stream, 2, n);
  const inverse = inverseModulo(factor % n, n);
  return {
    at: (index) => (factor * index + shift) % n,
    rank: (value) => (inverse * ((value - shift + n) % n)) % n,
  };
}

/** The Poisson count of one uniform draw: grows with the mean for the same draw, so that a higher rate adds events. */
export function poissonOf(mean: number, unit: number): number {
  if (mean <= 0) return 0;
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalOf(unit)));
  let count = 0;
  let term = Math.exp(-mean);
  let sum = term;
  while (unit > sum && count < 400) {
    count++;
    term *= mean / count;
    sum += term;
  }
  return count;
}

/** Quantile of the normal distribution (Acklam, relative error below 1e-8 in the middle, enough in the tails). */
function normalOf(unit: number): number {
  const p = Math.min(1 - 1e-9, Math.max(1e-9, unit));
  const q = p - 0.5;
  if (Math.abs(q) <= 0.47575) {
    const r = q * q;
    return (
      ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
        30.66479806614716) *
        r +
        2.506628277459239) *
        q) /
      (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
        13.28068155288572) *
        r +
        1)
    );
  }
  const r = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
  const tail =
    (((((-0.007784894002430293 * r - 0.3223964580411365) * r - 2.400758277161838) * r - 2.549732539343734) *
      r +
      4.374664141464968) *
      r +
      2.938163982698783) /
    ((((0.007784695709041462 * r + 0.3224671290700398) * r + 2.445134137142996) * r + 3.754408661907416) * r +
      1);
  return q < 0 ? tail : -tail;
}

function round(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  let h = hash ^ Math.imul(k, 0x1b873593);
  h = (h << 13) | (h >>> 19);
  return (Math.imul(h, 5) + 0xe6546b64) | 0;
}

function gcd(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

function inverseModulo(value: number, modulus: number): number {
  let [r0, r1, t0, t1] = [modulus, value, 0, 1];
  while (r1 !== 0) {
    const quotient = Math.floor(r0 / r1);
    [r0, r1] = [r1, r0 - quotient * r1];
    [t0, t1] = [t1, t0 - quotient * t1];
  }
  return ((t0 % modulus) + modulus) % modulus;
}
