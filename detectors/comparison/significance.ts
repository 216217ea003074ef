import { normalQuantile, twoSided } from "#detectors/comparison/normal";

export interface Share {
  readonly hits: number;
  readonly of: number;
}

export interface TestResult {
  /** B less A: of two shares, or of two areas. */
  readonly difference: number;
  /** Two-sided; NaN where nothing can be told. */
  readonly p: number;
  /** 95 % interval of the difference; NaN where nothing can be told. */
  readonly interval: readonly [low: number, high: number];
}

const NOTHING: TestResult = { difference: Number.NaN, p: Number.NaN, interval: [Number.NaN, Number.NaN] };

/**
 * Two independent shares: pooled z test (two-sided), and Newcombe's hybrid score interval of the difference, which stays
 * right with few hits (R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10).
 */
export function compareShares(a: Share, b: Share): TestResult {
  if (a.of === 0 || b.of === 0) return NOTHING;
  const [pa, pb] = [a.hits / a.of, b.hits / b.of];
  const pooled = (a.hits + b.hits) / (a.of + b.of);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / a.of + 1 / b.of));
  const difference = pb - pa;
  const [la, ua] = wilson(a);
  const [lb, ub] = wilson(b);
  return {
    difference,
    p: spread === 0 ? 1 : twoSided(difference / spread),
    interval: [difference - Math.hypot(pb - lb, ua - pa), difference + Math.hypot(ub - pb, pa - la)],
  };
}

/** Wilson's 95 % score interval of a share (E. B. Wilson, JASA 22 (1927) 209–212). */
export function wilson({ hits, of }: Share): readonly [low: number, high: number] {
  if (of === 0) return [0, 1];
  const z = normalQuantile(0.975);
  const share = hits / of;
  const centre = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/**
 * Two judges of the same cases (Q. McNemar, Psychometrika 12 (1947) 153–157): only cases where one is right and the other
 * wrong tell anything. Exact binomial, two-sided, so that it holds with few of them.
 */
export function mcnemar(onlyARight: number, onlyBRight: number): number {
  const n = onlyARight + onlyBRight;
  if (n === 0) return 1;
  const k = Math.min(onlyARight, onlyBRight);
  // Past this the normal approximation with continuity correction is exact to four digits, and powers of ½ are gone.
  if (n > 1000) return twoSided((Math.abs(onlyARight - onlyBRight) - 1) / Math.sqrt(n));
  let term = 0.5 ** n;
  let tail = term;
  for (let i = 1; i <= k; i++) {
    term *= (n - i + 1) / i;
    tail += term;
  }
  return Math.min(1, 2 * tail);
}

/**
 * Two areas under the ROC curve on the same cases (E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 44 (1988)
 * 837–845), by midranks (X. Sun, W. Xu, IEEE Signal Processing Letters 21 (2014) 1389–1393).
 */
export function compareAreas(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  labels: ArrayLike<number>,
): TestResult & { readonly areaA: number; readonly areaB: number } {
  const positives: number[] = [];
  const negatives: number[] = [];
  for (let i = 0; i < labels.length; i++) (labels[i] === 1 ? positives : negatives).push(i);
  const [m, n] = [positives.length, negatives.length];
  if (m < 2 || n < 2) return { ...NOTHING, areaA: Number.NaN, areaB: Number.NaN };
  const parts = [a, b].map((scores) => placements(scores, positives, negatives));
  const [first, second] = parts as [Placements, Placements];
  const variance =
    (covariance(first.ofPositives, first.ofPositives) +
      covariance(second.ofPositives, second.ofPositives) -
      2 * covariance(first.ofPositives, second.ofPositives)) /
      m +
    (covariance(first.ofNegatives, first.ofNegatives) +
      covariance(second.ofNegatives, second.ofNegatives) -
      2 * covariance(first.ofNegatives, second.ofNegatives)) /
      n;
  const difference = second.area - first.area;
  const spread = Math.sqrt(Math.max(0, variance));
  const half = normalQuantile(0.975) * spread;
  return {
    areaA: first.area,
    areaB: second.area,
    difference,
    p: spread === 0 ? (difference === 0 ? 1 : 0) : twoSided(difference / spread),
    interval: [difference - half, difference + half],
  };
}

/**
 * Cases that each arm needs so that a difference between two shares is found with the given power (two-sided; J. L. Fleiss,
 * Statistical Methods for Rates and Proportions, 3rd ed., 4.14, without continuity correction). Infinity: no difference.
 */
export function sampleForShares(pa: number, pb: number, power = 0.8, alpha = 0.05): number {
  if (!(pa >= 0 && pa <= 1 && pb >= 0 && pb <= 1) || pa === pb) return Number.POSITIVE_INFINITY;
  const [za, zb] = [normalQuantile(1 - alpha / 2), normalQuantile(power)];
  const middle = (pa + pb) / 2;
  const root = za * Math.sqrt(2 * middle * (1 - middle)) + zb * Math.sqrt(pa * (1 - pa) + pb * (1 - pb));
  return Math.ceil((root / (pb - pa)) ** 2);
}

/**
 * Cases that both judges must see (McNemar): `onlyA` and `onlyB` are the shares of cases where just one of them is right
 * (R. J. Connor, Biometrics 43 (1987) 207–211). Infinity: as often the one as the other.
 */
export function sampleForPairs(onlyA: number, onlyB: number, power = 0.8, alpha = 0.05): number {
  const [apart, difference] = [onlyA + onlyB, onlyB - onlyA];
  if (difference === 0 || apart <= 0) return Number.POSITIVE_INFINITY;
  const [za, zb] = [normalQuantile(1 - alpha / 2), normalQuantile(power)];
  const root = za * Math.sqrt(apart) + zb * Math.sqrt(Math.max(0, apart - difference * difference));
  return Math.ceil((root / difference) ** 2);
}

interface Placements {
  readonly area: number;
  readonly ofPositives: Float64Array;
  readonly ofNegatives: Float64Array;
}

function placements(
  scores: ArrayLike<number>,
  positives: readonly number[],
  negatives: readonly number[],
): Placements {
  const [m, n] = [positives.length, negatives.length];
  const all = midranks([...positives, ...negatives].map((i) => scores[i] as number));
  const inside = midranks(positives.map((i) => scores[i] as number));
  const outside = midranks(negatives.map((i) => scores[i] as number));
  const ofPositives = Float64Array.from(
    positives,
    (_, i) => ((all[i] as number) - (inside[i] as number)) / n,
  );
  const ofNegatives = Float64Array.from(
    negatives,
    (_, j) => 1 - ((all[m + j] as number) - (outside[j] as number)) / m,
  );
  let sum = 0;
  for (const value of ofPositives) sum += value;
  return { area: sum / m, ofPositives, ofNegatives };
}

/** Ranks from 1; equal values share the middle of theirs. */
function midranks(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((i, j) => (values[i] as number) - (values[j] as number));
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1] as number] === values[order[from] as number]) to++;
    for (let k = from; k <= to; k++) ranks[order[k] as number] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return ranks;
}

function covariance(x: Float64Array, y: Float64Array): number {
  const mean = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += ((x[i] as number) - mx) * ((y[i] as number) - my);
  return sum / (x.length - 1);
}
