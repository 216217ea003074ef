/** Tags of a character: outside, and first, inner and last of a name. A name has two characters or more. */
export const TAG_COUNT = 4;
const [OUT, FIRST, INNER, LAST] = [0, 1, 2, 3] as const;

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
 * Forward and backward sums of a conditional random field (Lafferty, McCallum and Pereira 2001) in which outside or
 * last is followed by outside or first, and first or inner by inner or last, each move of weight 1: what a name looks
 * like is in the scores of its characters. The text begins and ends outside a name or with a whole one.
 */
export function solveChain(scores: Float64Array, n: number): Chain {
  const potentials = new Float64Array(n * TAG_COUNT);
  for (let at = 0; at < n * TAG_COUNT; at += TAG_COUNT) {
    let top = -Infinity;
    for (let t = 0; t < TAG_COUNT; t++) top = Math.max(top, scores[at + t] as number);
    for (let t = 0; t < TAG_COUNT; t++)
      potentials[at + t] = Math.max(1e-9, Math.exp((scores[at + t] as number) - top));
  }
  const { forward, scales } = sumForward(potentials, n);
  return { n, potentials, forward, backward: sumBackward(potentials, scales, n), scales };
}

function sumForward(potentials: Float64Array, n: number): Pick<Chain, "forward" | "scales"> {
  const forward = new Float64Array(n * TAG_COUNT);
  const scales = new Float64Array(n);
  // Paths that may begin a name here, and those that are inside one.
  let [free, inside] = [1, 0];
  for (let i = 0; i < n; i++) {
    const at = i * TAG_COUNT;
    const out = free * (potentials[at + OUT] as number);
    const first = free * (potentials[at + FIRST] as number);
    const inner = inside * (potentials[at + INNER] as number);
    const last = inside * (potentials[at + LAST] as number);
    const sum = out + first + inner + last;
    scales[i] = sum;
    forward[at + OUT] = out / sum;
    forward[at + FIRST] = first / sum;
    forward[at + INNER] = inner / sum;
    forward[at + LAST] = last / sum;
    free = (forward[at + OUT] as number) + (forward[at + LAST] as number);
    inside = (forward[at + FIRST] as number) + (forward[at + INNER] as number);
  }
  return { forward, scales };
}

function sumBackward(potentials: Float64Array, scales: Float64Array, n: number): Float64Array {
  const backward = new Float64Array(n * TAG_COUNT);
  // After the text nothing begins: outside and last may end it.
  let [free, inside] = [1, 0];
  for (let i = n - 1; i >= 0; i--) {
    const at = i * TAG_COUNT;
    backward[at + OUT] = free;
    backward[at + LAST] = free;
    backward[at + FIRST] = inside;
    backward[at + INNER] = inside;
    const scale = scales[i] as number;
    const begun = (potentials[at + OUT] as number) * free + (potentials[at + FIRST] as number) * inside;
    inside = ((potentials[at + INNER] as number) * inside + (potentials[at + LAST] as number) * free) / scale;
    free = begun / scale;
  }
  return backward;
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
