import { bestThreshold, calibrate } from "#detectors/text/model/calibration";
import { makeFeatureBag } from "#detectors/text/model/feature-bag";
import { type Label, type LabelModel, viewShare } from "#detectors/text/model/label-model";
import { type FeatureMatrix, type Machine, marginOf, trainNbSvm } from "#detectors/text/model/nb-svm";
import type { TaskShape } from "#detectors/text/model/tasks";
import { fillBag, type View, type ViewInput } from "#detectors/text/model/views";

/** Texts to learn from; `labels[row]` are those that hold. Rows of one group stay on one side of an inner split. */
export interface LabelledTexts {
  readonly inputs: readonly ViewInput[];
  readonly labels: readonly (readonly string[])[];
  readonly groups: readonly number[];
}

/** Trains a model. The same texts in the same order and the same seed make the same bytes. */
export function trainLabels(
  shape: TaskShape,
  names: readonly string[],
  texts: LabelledTexts,
  seed: number,
): LabelModel {
  const matrices = shape.members.map((member) => buildMatrix(shape, member, texts.inputs));
  const all = Int32Array.from(texts.inputs, (_, row) => row);
  const width = names.length;
  const sums = new Float32Array(2 ** shape.bits * width);
  const drafts = names.map((name, at) => {
    const isPositive = Uint8Array.from(texts.labels, (own) => (own.includes(name) ? 1 : 0));
    const margins = heldOutMargins(shape, matrices, texts, isPositive, seed + at);
    const machines = matrices.map((matrix) => trainNbSvm(matrix, all, isPositive, { ...shape, seed }));
    const bias = addWeights(shape, machines, sums, at, width);
    return {
      name,
      threshold: shape.choice === "any" ? bestThreshold(margins, isPositive) : 0,
      calibration: calibrate(margins, isPositive),
      bias,
    };
  });
  const { table, steps } = quantise(sums, width);
  const labels = drafts.map((draft, at): Label => ({ ...draft, step: steps[at] as number }));
  return { shape, labels, table };
}

function buildMatrix(shape: TaskShape, member: readonly View[], inputs: readonly ViewInput[]): FeatureMatrix {
  const bag = makeFeatureBag(shape.bits);
  const share = viewShare(member);
  const starts = new Int32Array(inputs.length + 1);
  const ids: number[] = [];
  const values: number[] = [];
  inputs.forEach((input, row) => {
    fillBag(bag, input, member);
    let from = 0;
    for (const to of bag.ends) {
      const value = share / Math.sqrt(Math.max(1, to - from));
      for (let k = from; k < to; k++) {
        ids.push(bag.ids[k] as number);
        values.push(value);
      }
      from = to;
    }
    starts[row + 1] = ids.length;
  });
  return { cells: bag.cells, starts, ids: Int32Array.from(ids), values: Float32Array.from(values) };
}

/** Margins of every row by machines that did not learn from it. */
function heldOutMargins(
  shape: TaskShape,
  matrices: readonly FeatureMatrix[],
  texts: LabelledTexts,
  isPositive: Uint8Array,
  seed: number,
): Float64Array {
  const margins = new Float64Array(isPositive.length);
  for (let fold = 0; fold < shape.innerFolds; fold++) {
    const rows = Int32Array.from(texts.groups.keys()).filter(
      (row) => (texts.groups[row] as number) % shape.innerFolds !== fold,
    );
    for (const matrix of matrices) {
      const machine = trainNbSvm(matrix, rows, isPositive, { ...shape, seed });
      texts.groups.forEach((group, row) => {
        if (group % shape.innerFolds === fold)
          margins[row] = (margins[row] as number) + marginOf(machine, matrix, row) / matrices.length;
      });
    }
  }
  return margins;
}

/** Adds the machines' weights into one table, so that reading costs one look a feature; returns the bias. */
function addWeights(
  shape: TaskShape,
  machines: readonly Machine[],
  sums: Float32Array,
  at: number,
  width: number,
): number {
  let bias = 0;
  machines.forEach((machine, member) => {
    const share = viewShare(shape.members[member] as readonly View[]) / machines.length;
    for (let id = 0; id < machine.weights.length; id++) {
      const cell = id * width + at;
      sums[cell] = (sums[cell] as number) + share * (machine.weights[id] as number);
    }
    bias += machine.bias / machines.length;
  });
  return bias;
}

/**
 * 8 bits a weight: the root of its share of the greatest, so that a few great weights and many small ones both stay.
 * A weight is step · q · |q|.
 */
function quantise(sums: Float32Array, width: number): { table: Int8Array; steps: number[] } {
  const table = new Int8Array(sums.length);
  const steps = Array.from({ length: width }, (_, at) => {
    let greatest = 1e-9;
    for (let k = at; k < sums.length; k += width) greatest = Math.max(greatest, Math.abs(sums[k] as number));
    for (let k = at; k < sums.length; k += width) {
      const weight = sums[k] as number;
      table[k] = Math.sign(weight) * Math.round(127 * Math.sqrt(Math.abs(weight) / greatest));
    }
    return greatest / (127 * 127);
  });
  return { table, steps };
}
