import { makeRandom } from "#server/bench/detector-mix";

/** Draws of the background, all from one seed. */
export interface Draws {
  unit(): number;
  int(below: number): number;
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Poisson count (small means). */
  count(mean: number): number;
  /** Log-normal around a median: heavy to the right. */
  around(median: number, spread: number): number;
  /** An index below `n`, the first ones far more often (Zipf with exponent near 1). */
  ranked(n: number): number;
}

export function makeDraws(seed: number): Draws {
  const unit = makeRandom(seed);
  const int = (below: number): number => Math.floor(unit() * below);
  return {
    unit,
    int,
    chance: (share) => unit() < share,
    pick: (from) => from[int(from.length)] as (typeof from)[number],
    count(mean) {
      const limit = Math.exp(-mean);
      let n = 0;
      for (let left = unit(); left > limit && n < 1000; left *= unit()) n++;
      return n;
    },
    around(median, spread) {
      const normal = Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
      return median * Math.exp(spread * normal);
    },
    ranked: (n) => Math.min(n - 1, Math.floor(n ** unit()) - 1),
  };
}
