import { type Calibration, chanceOf } from "#detectors/text/model/calibration";
import { type FeatureBag, makeFeatureBag } from "#detectors/text/model/feature-bag";
import type { TaskShape } from "#detectors/text/model/tasks";
import { fillBag, type View, type ViewInput } from "#detectors/text/model/views";

/** One label of a model, and when it is said. */
export interface Label {
  readonly name: string;
  /** Margin from which on the label is said; not used where exactly one is chosen. */
  readonly threshold: number;
  readonly calibration: Calibration;
  readonly bias: number;
  /** A weight is step · q · |q| for the table's q. */
  readonly step: number;
}

/** A trained model of labels for a whole text. Plain data; `table` holds cells × labels. */
export interface LabelModel {
  readonly shape: TaskShape;
  readonly labels: readonly Label[];
  readonly table: Int8Array;
}

/** What a model says of one label. */
export interface LabelReading {
  readonly name: string;
  /** 0–1, calibrated on texts that were not learnt from. */
  readonly chance: number;
  readonly said: boolean;
}

/** Answers for one text after the other, with its own scratch memory. */
export type LabelReader = (input: ViewInput) => LabelReading[];

export function createLabelReader(model: LabelModel): LabelReader {
  const { shape, labels, table } = model;
  const views = viewsOf(shape);
  const bag = makeFeatureBag(shape.bits);
  const sums = new Int32Array(labels.length);
  const margins = new Float64Array(labels.length);
  return (input) => {
    fillBag(bag, input, views);
    addMargins(bag, views.length, table, sums, margins);
    labels.forEach(({ bias, step }, at) => {
      margins[at] = (margins[at] as number) * step + bias;
    });
    const best = shape.choice === "one" ? likeliest(margins, labels) : -1;
    return labels.map(({ name, calibration, threshold }, at) => ({
      name,
      chance: chanceOf(margins[at] as number, calibration),
      said: shape.choice === "one" ? at === best : (margins[at] as number) >= threshold,
    }));
  };
}

/** Every view of every member, in order; a view that two members use has one block, of which each takes its part. */
export function viewsOf(shape: TaskShape): View[] {
  return [...new Set(shape.members.flat())];
}

/**
 * How much a feature of each view counts: a member's view has the length 1 / √(views of the member), and all members
 * are averaged. Weights of a view that several members use are added up in training.
 */
export function viewShare(member: readonly View[]): number {
  return 1 / Math.sqrt(member.length);
}

function addMargins(
  bag: FeatureBag,
  blocks: number,
  table: Int8Array,
  sums: Int32Array,
  margins: Float64Array,
): void {
  const width = sums.length;
  margins.fill(0);
  let from = 0;
  for (let block = 0; block < blocks; block++) {
    const to = bag.ends[block] as number;
    sumCells(table, bag.ids, from, to, sums);
    if (to > from) {
      const scale = 1 / Math.sqrt(to - from);
      for (let at = 0; at < width; at++) margins[at] = (margins[at] as number) + scale * (sums[at] as number);
    }
    from = to;
  }
}

/** Sums of the weights of ids[from, to), four labels at a time, because so many sums stay in registers. */
function sumCells(table: Int8Array, ids: Int32Array, from: number, to: number, sums: Int32Array): void {
  const width = sums.length;
  let at = 0;
  for (; at + 4 <= width; at += 4) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let k = from; k < to; k++) {
      const cell = (ids[k] as number) * width + at;
      a = (a + square(table[cell] as number)) | 0;
      b = (b + square(table[cell + 1] as number)) | 0;
      c = (c + square(table[cell + 2] as number)) | 0;
      d = (d + square(table[cell + 3] as number)) | 0;
    }
    sums[at] = a;
    sums[at + 1] = b;
    sums[at + 2] = c;
    sums[at + 3] = d;
  }
  for (; at < width; at++) {
    let sum = 0;
    for (let k = from; k < to; k++)
      sum = (sum + square(table[(ids[k] as number) * width + at] as number)) | 0;
    sums[at] = sum;
  }
}

/** q · |q| */
function square(q: number): number {
  return Math.imul(q, Math.abs(q));
}

/** The likeliest label: chances, unlike margins, are comparable between labels. */
function likeliest(margins: Float64Array, labels: readonly Label[]): number {
  let [best, chance] = [0, -1];
  labels.forEach(({ calibration }, at) => {
    const own = chanceOf(margins[at] as number, calibration);
    if (own > chance) [best, chance] = [at, own];
  });
  return best;
}
