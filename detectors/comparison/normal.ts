/**
 * The standard normal distribution. Φ by Abramowitz and Stegun 26.2.17 is good to 7.5e-8 only, so erfc is summed as a
 * continued fraction in the tail and as a series near 0 (relative error below 1e-14 against tables).
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  if (z === Number.POSITIVE_INFINITY) return 1;
  if (z === Number.NEGATIVE_INFINITY) return 0;
  const x = Math.abs(z);
  const tail = x < 3 ? 0.5 - density(x) * series(x) : density(x) / fraction(x);
  return z > 0 ? 1 - tail : tail;
}

/** Both tails together: the p-value of |z|. */
export function twoSided(z: number): number {
  return Math.min(1, 2 * normalCdf(-Math.abs(z)));
}

/** z with Φ(z) = p, for 0 < p < 1: bisection, then three steps of Newton. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1))
    return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  let [low, high] = [-40, 40];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  let z = (low + high) / 2;
  for (let i = 0; i < 3; i++) {
    const slope = density(z);
    if (slope > 1e-300) z -= (normalCdf(z) - p) / slope;
  }
  return z;
}

function density(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** (Φ(x) − ½) / φ(x) = x + x³/3 + x⁵/15 + … */
function series(x: number): number {
  let [term, sum] = [x, x];
  for (let k = 3; term > sum * 1e-17; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return sum;
}

/** φ(x) / (1 − Φ(x)) = x + 1/(x + 2/(x + 3/(x + …))) */
function fraction(x: number): number {
  let value = x;
  for (let k = 200; k >= 1; k--) value = x + k / value;
  return value;
}
