import { makeRandom, type Random } from "#detectors/random";

export interface Interval {
  readonly low: number;
  readonly high: number;
  /** How sure: 0.95 means that 5 % of such intervals miss. */
  readonly level: number;
  /** Samples that gave a number. */
  readonly samples: number;
}

export interface BootstrapOptions {
  readonly seed: number;
  readonly samples?: number;
  readonly level?: number;
  /** Rows of one stratum are drawn as often as there are of it (labels: a sample always has as many risky rows). */
  readonly strata?: ArrayLike<number>;
  /** Rows of one group (an enterprise) are drawn together. */
  readonly groups?: readonly (string | number)[];
}

/**
 * Percentile interval of any measure of rows, by drawing rows with putting back (Efron 1979). Samples in which the measure
 * is not a number do not count; without any, the interval is NaN.
 */
export function bootstrap(
  rows: number,
  measure: (drawn: Uint32Array) => number,
  options: BootstrapOptions,
): Interval {
  const random = makeRandom(options.seed);
  const level = options.level ?? 0.95;
  const pools = poolsOf(rows, options);
  const values: number[] = [];
  for (let k = 0; k < (options.samples ?? 1000); k++) {
    const value = measure(draw(pools, random));
    if (!Number.isNaN(value)) values.push(value);
  }
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? Number.NaN;
  return { low: at((1 - level) / 2), high: at((1 + level) / 2), level, samples: values.length };
}

/** Lists of units (rows that are drawn together), one list a stratum. */
function poolsOf(rows: number, { strata, groups }: BootstrapOptions): number[][][] {
  const units = new Map<string | number, number[]>();
  for (let r = 0; r < rows; r++) {
    const key = groups?.[r] ?? r;
    const unit = units.get(key);
    if (unit === undefined) units.set(key, [r]);
    else unit.push(r);
  }
  const pools = new Map<number, number[][]>();
  for (const unit of units.values()) {
    const stratum = strata === undefined ? 0 : (strata[unit[0] as number] as number);
    const pool = pools.get(stratum);
    if (pool === undefined) pools.set(stratum, [unit]);
    else pool.push(unit);
  }
  return [...pools.values()];
}

function draw(pools: readonly (readonly number[][])[], random: Random): Uint32Array {
  const drawn: number[] = [];
  for (const pool of pools) {
    for (let i = 0; i < pool.length; i++) {
      for (const r of pool[Math.floor(random() * pool.length)] as number[]) drawn.push(r);
    }
  }
  return Uint32Array.from(drawn);
}
