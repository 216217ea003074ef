/** Tags of a character: outside, and first, inner and last of a name. A name has two characters or more. */
export const TAG_COUNT = 4;
const [OUT, FIRST, INNER, LAST] = [0, 1, 2, 3] as const;

/** Which tag may follow which. */
const FOLLOWS: readonly (readonly number[])[] = [
  [OUT, FIRST],
  [INNER, LAST],
  [INNER, LAST],
  [OUT, FIRST],
];

/** A linear chain over one text: chances of every tag at every place. Arrays are n × 4. */
export interface Chain {
  readonly n: number;
  /** exp(score − greatest score of the place). */
  readonly potentials: Float64Array;
  readonly forward: Float64Array;
  readonly backward: Float64Array;
  /** By what each place was divided to stay near 1. */
  readonly scales: Float64Array;
}

/**
 * Forward and backward sums of a conditional random field (Lafferty, McCallum and Pereira 2001) whose only moves are
 * those of FOLLOWS, each of weight 1: what a name looks like is in the scores of its characters. The text begins and
 * ends outside a name or with a whole one.
 */
export function solveChain(scores: Float64Array, n: number): Chain {
  const potentials = new Float64Array(n * TAG_COUNT);
  const forward = new Float64Array(n * TAG_COUNT);
  const backward = new Float64Array(n * TAG_COUNT);
  const scales = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let top = -Infinity;
    for (let t = 0; t < TAG_COUNT; t++) top = Math.max(top, scores[i * TAG_COUNT + t] as number);
    for (let t = 0; t < TAG_COUNT; t++)
      potentials[i * TAG_COUNT + t] = Math.max(1e-9, Math.exp((scores[i * TAG_COUNT + t] as number) - top));
  }
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let t = 0; t < TAG_COUNT; t++) {
      // Inner and last come after first or inner; outside and first after outside or last.
      const [a, b] = t === INNER || t === LAST ? [FIRST, INNER] : [OUT, LAST];
      const before =
        i === 0
          ? Number(t === OUT || t === FIRST)
          : (forward[(i - 1) * TAG_COUNT + a] as number) + (forward[(i - 1) * TAG_COUNT + b] as number);
      const value = before * (potentials[i * TAG_COUNT + t] as number);
      forward[i * TAG_COUNT + t] = value;
      sum += value;
    }
    scales[i] = sum;
    for (let t = 0; t < TAG_COUNT; t++)
      forward[i * TAG_COUNT + t] = (forward[i * TAG_COUNT + t] as number) / sum;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let t = 0; t < TAG_COUNT; t++) {
      if (i === n - 1) {
        backward[i * TAG_COUNT + t] = Number(t === OUT || t === LAST);
        continue;
      }
      let sum = 0;
      for (const next of FOLLOWS[t] as readonly number[])
        sum +=
          (potentials[(i + 1) * TAG_COUNT + next] as number) *
          (backward[(i + 1) * TAG_COUNT + next] as number);
      backward[i * TAG_COUNT + t] = sum / (scales[i + 1] as number);
    }
  }
  return { n, potentials, forward, backward, scales };
}

/** Chances of the four tags at a place; they add up to 1. */
export function chancesAt({ forward, backward }: Chain, i: number, out: Float64Array): void {
  let sum = 0;
  for (let t = 0; t < TAG_COUNT; t++) {
    const chance = (forward[i * TAG_COUNT + t] as number) * (backward[i * TAG_COUNT + t] as number);
    out[t] = chance;
    sum += chance;
  }
  for (let t = 0; t < TAG_COUNT; t++) out[t] = sum > 0 ? (out[t] as number) / sum : Number(t === OUT);
}

export interface ChainSpan {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly chance: number;
}

/** Every span that is a name with at least the chance given, of at most `longest` characters. */
export function spansOf(chain: Chain, least: number, longest: number): ChainSpan[] {
  const { n, potentials, forward, backward, scales } = chain;
  const whole = lastMass(chain);
  const spans: ChainSpan[] = [];
  for (let start = 0; start < n - 1; start++) {
    let path = forward[start * TAG_COUNT + FIRST] as number;
    if ((path * (backward[start * TAG_COUNT + FIRST] as number)) / whole < least) continue;
    for (let i = start + 1; i < Math.min(n, start + longest); i++) {
      const last = (path * (potentials[i * TAG_COUNT + LAST] as number)) / (scales[i] as number);
      const chance = (last * (backward[i * TAG_COUNT + LAST] as number)) / whole;
      if (chance >= least) spans.push({ start, end: i + 1, chance });
      path = (path * (potentials[i * TAG_COUNT + INNER] as number)) / (scales[i] as number);
    }
  }
  return spans;
}

/** Share of the paths that end in a whole name or outside one. */
function lastMass({ n, forward }: Chain): number {
  return (
    (forward[(n - 1) * TAG_COUNT + OUT] as number) + (forward[(n - 1) * TAG_COUNT + LAST] as number) || 1e-12
  );
}
