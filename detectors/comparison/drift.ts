import { normalQuantile } from "#detectors/comparison/normal";

/** How one feature or score was spread in training: shares of the bins that `edges` cut, the last share is “not known”. */
export interface Spread {
  /** Upper edges, rising; what lies above the last is one more bin. */
  readonly edges: readonly number[];
  /** One for each bin, then one for what was missing; their sum is 1. */
  readonly shares: readonly number[];
}

/** Below 0.1 stable, to 0.25 to be looked at, above it has moved (N. Siddiqi, Credit Risk Scorecards, 2006). */
export const DRIFT_LIMITS = { watch: 0.1, alarm: 0.25 } as const;

const BINS = 10;
/** A share of 0 would make the index infinite: half a case is taken for none. */
const LEAST = 0.0005;

/** Ten bins of equal number, fewer where values repeat. */
export function spreadOf(values: ArrayLike<number>): Spread {
  const known = Float64Array.from(Array.from(values).filter((value) => !Number.isNaN(value))).sort();
  const edges: number[] = [];
  for (let i = 1; i < BINS && known.length > 0; i++) {
    const edge = known[Math.min(known.length - 1, Math.floor((i * known.length) / BINS))] as number;
    if (edges.length === 0 || edge > (edges.at(-1) as number)) edges.push(edge);
  }
  const counts = tally(values, edges);
  return { edges, shares: counts.map((count) => count / Math.max(1, values.length)) };
}

/** How many lie in each bin, the missing ones last. A value on an edge lies below it. */
export function tally(values: ArrayLike<number>, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 2).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    let bin = edges.length + 1;
    if (!Number.isNaN(value)) {
      bin = 0;
      while (bin < edges.length && value > (edges[bin] as number)) bin++;
    }
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}

/** Population stability index: Σ (now − then) · ln(now / then), 0 for the same spread. NaN without cases. */
export function stabilityIndex(then: readonly number[], counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return Number.NaN;
  let index = 0;
  for (let i = 0; i < then.length; i++) {
    const [past, now] = [then[i] as number, (counts[i] ?? 0) / total];
    if (past === 0 && now === 0) continue;
    const [p, q] = [Math.max(LEAST, past), Math.max(LEAST, now)];
    index += (q - p) * Math.log(q / p);
  }
  return index;
}

/**
 * Whether the same spread would look this different more often than once in a thousand times: χ² of two samples over the
 * same bins (K. Pearson, Biometrika 8 (1911) 250–254), its quantile by Wilson and Hilferty (PNAS 17 (1931) 684–688). The
 * index itself is large on few cases, where bins are empty by chance. `trained`: rows in training, null where not kept.
 */
export function isChance(
  then: readonly number[],
  counts: readonly number[],
  trained: number | null,
): boolean {
  const now = counts.reduce((sum, count) => sum + count, 0);
  const past = trained ?? MANY;
  const [up, down] = [Math.sqrt(past / now), Math.sqrt(now / past)];
  let [square, bins] = [0, 0];
  for (let i = 0; i < then.length; i++) {
    const [n, m] = [counts[i] ?? 0, (then[i] as number) * past];
    if (n + m === 0) continue;
    bins++;
    square += (up * n - down * m) ** 2 / (n + m);
  }
  return square < chiSquareLimit(bins - 1);
}

const MANY = 1e9;

/** The 0.999 quantile of χ². */
function chiSquareLimit(freedom: number): number {
  if (freedom < 1) return 0;
  const ninth = 2 / (9 * freedom);
  return freedom * (1 - ninth + normalQuantile(0.999) * Math.sqrt(ninth)) ** 3;
}

/** What may be chance is at most to be looked at, however large the index is. */
export function driftState(index: number, chance: boolean): "stable" | "watch" | "alarm" | "unknown" {
  if (Number.isNaN(index)) return "unknown";
  if (index >= DRIFT_LIMITS.alarm && !chance) return "alarm";
  return index >= DRIFT_LIMITS.watch ? "watch" : "stable";
}
