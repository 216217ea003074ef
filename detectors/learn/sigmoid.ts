export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** The inverse of `sigmoid`, kept finite. */
export function logit(p: number): number {
  const bounded = Math.min(1 - 1e-12, Math.max(1e-12, p));
  return Math.log(bounded / (1 - bounded));
}
