import { makeRandom } from "#detectors/text/model/random";

/** Rows of features: row r holds ids[starts[r], starts[r + 1]), each with a value that rises with how little its view holds. */
export interface FeatureMatrix {
  readonly cells: number;
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

/** Weights of one yes-or-no question, the naive Bayes ratios folded in. */
export interface Machine {
  readonly weights: Float32Array;
  readonly bias: number;
}

export interface NbSvmOptions {
  /** Cost of an error. */
  readonly c: number;
  readonly seed: number;
  /** Most passes over the rows. */
  readonly passes: number;
}

/** Added to every count, so that a feature seen on one side only has a finite ratio. */
const SMOOTHING = 1;
/** Greatest projected gradient at which the passes end. */
const TOLERANCE = 0.02;

/**
 * A linear support vector machine with squared hinge loss on features scaled by their naive Bayes log ratio (Wang and
 * Manning, ACL 2012), solved by dual coordinate descent (Hsieh et al., ICML 2008). The bias is one more feature of
 * value 1. `isPositive[row]` is 1 or 0; `rows` are those to learn from. Deterministic by seed.
 */
export function trainNbSvm(
  matrix: FeatureMatrix,
  rows: Int32Array,
  isPositive: Uint8Array,
  { c, seed, passes }: NbSvmOptions,
): Machine {
  const { starts, ids } = matrix;
  const ratios = nbRatios(matrix, rows, isPositive);
  const scaled = new Float32Array(ids.length);
  const squares = new Float64Array(rows.length);
  rows.forEach((row, at) => {
    let sum = 1;
    for (let k = starts[row] as number; k < (starts[row + 1] as number); k++) {
      const value = (matrix.values[k] as number) * (ratios[ids[k] as number] as number);
      scaled[k] = value;
      sum += value * value;
    }
    squares[at] = sum;
  });
  const weights = new Float32Array(matrix.cells);
  const alphas = new Float64Array(rows.length);
  const order = Int32Array.from(rows, (_, i) => i);
  const random = makeRandom(seed);
  const slack = 0.5 / c;
  let bias = 0;
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random);
    let greatest = 0;
    for (const at of order) {
      const row = rows[at] as number;
      const from = starts[row] as number;
      const to = starts[row + 1] as number;
      const sign = isPositive[row] === 1 ? 1 : -1;
      let margin = bias;
      for (let k = from; k < to; k++) margin += (weights[ids[k] as number] as number) * (scaled[k] as number);
      const alpha = alphas[at] as number;
      const gradient = margin * sign - 1 + slack * alpha;
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
      if (Math.abs(projected) < 1e-9) continue;
      greatest = Math.max(greatest, Math.abs(projected));
      const next = Math.max(0, alpha - gradient / ((squares[at] as number) + slack));
      const step = (next - alpha) * sign;
      alphas[at] = next;
      bias += step;
      for (let k = from; k < to; k++) {
        const id = ids[k] as number;
        weights[id] = (weights[id] as number) + step * (scaled[k] as number);
      }
    }
    if (greatest < TOLERANCE) break;
  }
  for (let id = 0; id < weights.length; id++) weights[id] = (weights[id] as number) * (ratios[id] as number);
  return { weights, bias };
}

/** What a machine says of a row. */
export function marginOf({ weights, bias }: Machine, matrix: FeatureMatrix, row: number): number {
  let sum = bias;
  for (let k = matrix.starts[row] as number; k < (matrix.starts[row + 1] as number); k++)
    sum += (weights[matrix.ids[k] as number] as number) * (matrix.values[k] as number);
  return sum;
}

function nbRatios(matrix: FeatureMatrix, rows: Int32Array, isPositive: Uint8Array): Float32Array {
  const { starts, ids, cells } = matrix;
  const inside = new Float32Array(cells);
  const outside = new Float32Array(cells);
  let [positives, negatives] = [SMOOTHING, SMOOTHING];
  for (const row of rows) {
    const counts = isPositive[row] === 1 ? inside : outside;
    if (isPositive[row] === 1) positives++;
    else negatives++;
    for (let k = starts[row] as number; k < (starts[row + 1] as number); k++) {
      const id = ids[k] as number;
      counts[id] = (counts[id] as number) + 1;
    }
  }
  const ratios = inside;
  for (let id = 0; id < cells; id++) {
    const [yes, no] = [inside[id] as number, outside[id] as number];
    const seen = yes + no > 0;
    ratios[id] = seen
      ? Math.abs(Math.log((yes + SMOOTHING) / positives / ((no + SMOOTHING) / negatives)))
      : 0;
  }
  return ratios;
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
}
