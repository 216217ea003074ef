/** A part of a score: its weight, and its value 0–100; null when nothing is known of it. */
export interface Part {
  readonly weight: number;
  readonly value: number | null;
}

export interface Blend {
  /** 0–100; null when no part is known. */
  readonly score: number | null;
  /** Points of the score that each part carries; null for an unknown part. They add up to the score. */
  readonly points: readonly (number | null)[];
  /** Share of the weights that is known, 0–1. */
  readonly known: number;
}

/** How sharply the peak's points go to the parts near it. */
const PEAK_SPLIT = 6;

/**
 * S = (1 − β)·Σ w·v + β·max(e·v) over the known parts, weights normalised, e = min(1, w·n): the weighted mean alone
 * hides one extreme part, the peak share shows it; a part with less than an equal share counts less at the peak. The
 * same form as the enterprise's total (detectors/scoring.ts), so an unknown part neither lowers nor raises the score.
 * The peak's points are shared in proportion to (e·v)^6.
 */
export function blend(parts: readonly Part[], peakShare: number): Blend {
  const all = parts.reduce((sum, part) => sum + part.weight, 0);
  let known = 0;
  let count = 0;
  for (const { weight, value } of parts) {
    if (value === null) continue;
    known += weight;
    count++;
  }
  if (known <= 0) return { score: null, points: parts.map(() => null), known: 0 };
  let peak = 0;
  let split = 0;
  const near = parts.map(({ weight, value }) => {
    if (value === null) return 0;
    const emphasised = Math.min(1, (weight / known) * count) * value;
    peak = Math.max(peak, emphasised);
    const share = (emphasised / 100) ** PEAK_SPLIT;
    split += share;
    return share;
  });
  let score = 0;
  const points = parts.map(({ weight, value }, i) => {
    if (value === null) return null;
    const own =
      (1 - peakShare) * (weight / known) * value +
      (split > 0 ? (peakShare * peak * (near[i] as number)) / split : 0);
    score += own;
    return own;
  });
  return { score, points, known: all > 0 ? known / all : 0 };
}

/** Tenths by largest remainder: what is shown with one decimal adds up to the total that is shown with one decimal. */
export function shareOut(points: readonly (number | null)[], total: number): (number | null)[] {
  const tenths = points.map((point) => (point === null ? null : Math.floor(point * 10 + 1e-9)));
  let left = Math.round(total * 10) - tenths.reduce<number>((sum, tenth) => sum + (tenth ?? 0), 0);
  const order = points
    .map((point, i) => ({ i, rest: point === null ? -1 : point * 10 - Math.floor(point * 10 + 1e-9) }))
    .filter(({ rest }) => rest > -1)
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (let n = 0; left !== 0 && order.length > 0; n++) {
    const { i } = order[left > 0 ? n % order.length : order.length - 1 - (n % order.length)] as { i: number };
    const step = Math.sign(left);
    if (step < 0 && (tenths[i] as number) <= 0 && tenths.some((tenth) => (tenth ?? 0) > 0)) continue;
    tenths[i] = (tenths[i] as number) + step;
    left -= step;
  }
  return tenths.map((tenth) => (tenth === null ? null : tenth / 10));
}
