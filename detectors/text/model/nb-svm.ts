import { makeRandomFrom, shuffle } from "#detectors/random";

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
/** A feature of fewer texts says nothing of other texts. */
const LEAST_TEXTS = 2;
/** Greatest projected gradient at which the passes end. */
const TOLERANCE = 0.1;

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
  const ratios = nbRatios(matrix, rows, isPositive);
  const { starts, ids, values, squares } = scaleRows(matrix, rows, ratios);
  const weights = new Float32Array(matrix.cells);
  const alphas = new Float64Array(rows.length);
  const order = Int32Array.from(rows, (_, i) => i);
  const random = makeRandomFrom(seed);
  const slack = 0.5 / c;
  let bias = 0;
  // Rows from `active` on are far on the right side: they are left alone until the others have settled.
  let active = order.length;
  let limit = Infinity;
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random, active);
    let greatest = 0;
    for (let turn = 0; turn < active; turn++) {
      const at = order[turn] as number;
      const from = starts[at] as number;
      const to = starts[at + 1] as number;
      const sign = isPositive[rows[at] as number] === 1 ? 1 : -1;
      let margin = bias;
      for (let k = from; k < to; k++) margin += (weights[ids[k] as number] as number) * (values[k] as number);
      const alpha = alphas[at] as number;
      const gradient = margin * sign - 1 + slack * alpha;
      if (alpha === 0 && gradient > limit) {
        active--;
        order[turn] = order[active] as number;
        order[active] = at;
        turn--;
        continue;
      }
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
      if (Math.abs(projected) < 1e-9) continue;
      greatest = Math.max(greatest, Math.abs(projected));
      const next = Math.max(0, alpha - gradient / ((squares[at] as number) + slack));
      const step = (next - alpha) * sign;
      alphas[at] = next;
      bias += step;
      for (let k = from; k < to; k++) {
        const id = ids[k] as number;
        weights[id] = (weights[id] as number) + step * (values[k] as number);
      }
    }
    limit = greatest;
    if (greatest >= TOLERANCE) continue;
    if (active === order.length) break;
    active = order.length;
    limit = Infinity;
  }
  for (let id = 0; id < weights.length; id++) weights[id] = (weights[id] as number) * (ratios[id] as number);
  return { weights, bias };
}

/** The rows to learn from, one behind the other, without features whose ratio is 0. */
function scaleRows(matrix: FeatureMatrix, rows: Int32Array, ratios: Float32Array) {
  const starts = new Int32Array(rows.length + 1);
  const squares = new Float64Array(rows.length);
  let length = 0;
  for (const row of rows) length += (matrix.starts[row + 1] as number) - (matrix.starts[row] as number);
  const ids = new Int32Array(length);
  const values = new Float32Array(length);
  let to = 0;
  rows.forEach((row, at) => {
    let sum = 1;
    for (let k = matrix.starts[row] as number; k < (matrix.starts[row + 1] as number); k++) {
      const id = matrix.ids[k] as number;
      const value = (matrix.values[k] as number) * (ratios[id] as number);
      if (value === 0) continue;
      ids[to] = id;
      values[to++] = value;
      sum += value * value;
    }
    starts[at + 1] = to;
    squares[at] = sum;
  });
  return { starts, ids, values, squares };
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
    const seen = yes + no >= LEAST_TEXTS;
    ratios[id] = seen
      ? Math.abs(Math.log((yes + SMOOTHING) / positives / ((no + SMOOTHING) / negatives)))
      : 0;
  }
  return ratios;
}
