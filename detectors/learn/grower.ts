import type { Binned } from "#detectors/learn/bins";
import { ALL_KNOWN, type Tree, TreeDraft } from "#detectors/learn/tree";
import { type Random, shuffle } from "#detectors/random";

/**
 * Grows one tree on bins, by second-order gain: with slope sum G and curvature sum H a leaf says −G / (H + penalty), and
 * a split gains what that lowers the loss by. Boosting passes the slopes of its loss; a forest −label and 1 for each
 * drawing of a row, which makes a leaf the share of risky rows and the gain Gini's. (Chen, Guestrin: XGBoost, 2016;
 * Ke and others: LightGBM, 2017: the fullest-gain leaf first, a sibling's histogram by subtraction.)
 */
export interface GrowOptions {
  /** Leaves at most; Infinity for no limit. */
  readonly leaves: number;
  readonly depth: number;
  /** Rows (drawings) in a leaf at least. */
  readonly minRows: number;
  readonly penalty: number;
  /** Features that may be used in this tree. */
  readonly features: Int32Array;
  /** So many of them are looked at in each node, drawn anew; all where that is fewer. */
  readonly featuresPerNode: number;
  /** One random threshold a feature instead of the best (extremely randomised trees). */
  readonly randomThreshold: boolean;
  /** A sign a feature, or null where there is no constraint. */
  readonly monotone: Int8Array | null;
  readonly random: Random;
}

export interface Slopes {
  readonly slope: Float64Array;
  readonly curve: Float64Array;
  /** How often each row was drawn. */
  readonly count: Float64Array;
}

interface Split {
  readonly gain: number;
  readonly feature: number;
  /** Bins up to this go left. */
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly left: number;
  readonly right: number;
}

interface Leaf {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  /** What monotone splits above allow it to say. */
  readonly low: number;
  readonly high: number;
  readonly histogram: Float64Array | null;
  readonly split: Split | null;
}

/** Slope, curvature and count of every bin lie side by side. */
const STRIDE = 3;

/** Grows trees on one binned table; its memory is used again for each of them. */
export class Grower {
  readonly binned: Binned;
  /** One feature's histogram, where they are not kept. */
  readonly scratch = new Float64Array(257 * STRIDE);
  readonly spare: Uint32Array;
  readonly #size: number;
  readonly #free: Float64Array[] = [];

  constructor(binned: Binned) {
    this.binned = binned;
    this.spare = new Uint32Array(binned.rows);
    this.#size = binned.edges.reduce((sum, edges) => sum + (edges.length + 2) * STRIDE, 0);
  }

  grow(rows: Uint32Array, slopes: Slopes, options: GrowOptions): Tree {
    return growTree({
      space: this,
      binned: this.binned,
      rows,
      slopes,
      options,
      places: placesOf(this.binned, options.features),
      sampled: options.featuresPerNode < options.features.length,
    });
  }

  borrow(): Float64Array {
    return this.#free.pop()?.fill(0) ?? new Float64Array(this.#size);
  }

  giveBack(histogram: Float64Array | null): void {
    if (histogram !== null) this.#free.push(histogram);
  }
}

function growTree(grower: Growth): Tree {
  const { binned, rows, options, space } = grower;
  const draft = new TreeDraft();
  const root = sumsOf(grower, 0, rows.length);
  const value = leafValue(root.slope, root.curve, options.penalty, -Infinity, Infinity);
  draft.addLeaf(value, root.count);
  const open: Leaf[] = [];
  const first = makeLeaf(grower, 0, 0, rows.length, 0, -Infinity, Infinity, null);
  if (first.split !== null) open.push(first);

  for (let leaves = 1; leaves < options.leaves && open.length > 0; leaves++) {
    const leaf = takeBest(open, options.leaves === Infinity);
    const split = leaf.split as Split;
    const middle = partition(grower, leaf, split);
    const [a, b] = [sumsOf(grower, leaf.from, middle), sumsOf(grower, middle, leaf.to)];
    const edges = binned.edges[split.feature] as Float64Array;
    const threshold = split.bin < edges.length ? (edges[split.bin] as number) : ALL_KNOWN;
    const left = draft.addLeaf(split.left, a.count);
    const right = draft.addLeaf(split.right, b.count);
    draft.split(leaf.node, split.feature, threshold, split.missingLeft, left, right);
    const bounds = boundsBelow(leaf, split, options.monotone);
    const leftIsSmall = middle - leaf.from <= leaf.to - middle;
    // The larger child's histogram is the parent's less the smaller's.
    const build = (isLeft: boolean, given: Float64Array | null): Leaf =>
      isLeft
        ? makeLeaf(grower, left, leaf.from, middle, leaf.depth + 1, bounds.leftLow, bounds.leftHigh, given)
        : makeLeaf(grower, right, middle, leaf.to, leaf.depth + 1, bounds.rightLow, bounds.rightHigh, given);
    const small = build(leftIsSmall, null);
    const large = build(!leftIsSmall, subtract(leaf.histogram, small.histogram));
    if (large.histogram !== leaf.histogram) space.giveBack(leaf.histogram);
    for (const child of [small, large]) {
      if (child.split !== null) open.push(child);
      else space.giveBack(child.histogram);
    }
  }
  for (const leaf of open) space.giveBack(leaf.histogram);
  return draft.finish();
}

/** One tree in the making. */
interface Growth {
  readonly space: Grower;
  readonly binned: Binned;
  readonly rows: Uint32Array;
  readonly slopes: Slopes;
  readonly options: GrowOptions;
  /** Where each feature's bins begin in a histogram. */
  readonly places: Int32Array;
  readonly sampled: boolean;
}

function placesOf(binned: Binned, features: Int32Array): Int32Array {
  const places = new Int32Array(features.length + 1);
  features.forEach((feature, i) => {
    places[i + 1] = (places[i] as number) + ((binned.edges[feature] as Float64Array).length + 2) * STRIDE;
  });
  return places;
}

function sumsOf({ rows, slopes }: Growth, from: number, to: number) {
  let [slope, curve, count] = [0, 0, 0];
  for (let i = from; i < to; i++) {
    const r = rows[i] as number;
    slope += slopes.slope[r] as number;
    curve += slopes.curve[r] as number;
    count += slopes.count[r] as number;
  }
  return { slope, curve, count };
}

function leafValue(slope: number, curve: number, penalty: number, low: number, high: number): number {
  const value = curve + penalty > 0 ? -slope / (curve + penalty) : 0;
  return Math.min(high, Math.max(low, value));
}

function takeBest(open: Leaf[], anyWillDo: boolean): Leaf {
  if (anyWillDo) return open.pop() as Leaf;
  let best = 0;
  for (let i = 1; i < open.length; i++) {
    if ((open[i]?.split?.gain ?? 0) > (open[best]?.split?.gain ?? 0)) best = i;
  }
  return open.splice(best, 1)[0] as Leaf;
}

function boundsBelow(leaf: Leaf, split: Split, monotone: Int8Array | null) {
  const sign = monotone?.[split.feature] ?? 0;
  const middle = (split.left + split.right) / 2;
  return {
    leftLow: sign < 0 ? middle : leaf.low,
    leftHigh: sign > 0 ? middle : leaf.high,
    rightLow: sign > 0 ? middle : leaf.low,
    rightHigh: sign < 0 ? middle : leaf.high,
  };
}

function makeLeaf(
  grower: Growth,
  node: number,
  from: number,
  to: number,
  depth: number,
  low: number,
  high: number,
  given: Float64Array | null,
): Leaf {
  const { options, places, sampled, space } = grower;
  const { scratch } = space;
  const whole = sumsOf(grower, from, to);
  const leaf = { node, from, to, depth, low, high };
  const tooFew = whole.count < 2 * options.minRows;
  if (depth >= options.depth || (sampled && tooFew)) return { ...leaf, histogram: null, split: null };
  let split: Split | null = null;
  if (sampled) {
    for (const i of draw(options)) {
      scratch.fill(0);
      fill(grower, scratch, 0, i, from, to);
      split = bestSplit(grower, scratch, 0, i, whole, low, high, split);
    }
    return { ...leaf, histogram: null, split };
  }
  const histogram = given ?? space.borrow();
  for (let i = 0; i < options.features.length; i++) {
    const place = places[i] as number;
    if (given === null) fill(grower, histogram, place, i, from, to);
    if (!tooFew) split = bestSplit(grower, histogram, place, i, whole, low, high, split);
  }
  return { ...leaf, histogram, split };
}

function draw({ features, featuresPerNode, random }: GrowOptions): Int32Array {
  return shuffle(Int32Array.from(features.keys()), random).subarray(0, featuresPerNode);
}

function fill(
  { binned, rows, slopes, options }: Growth,
  into: Float64Array,
  place: number,
  i: number,
  from: number,
  to: number,
): void {
  const bins = binned.columns[options.features[i] as number] as Uint8Array;
  const { slope, curve, count } = slopes;
  for (let k = from; k < to; k++) {
    const r = rows[k] as number;
    const at = place + (bins[r] as number) * STRIDE;
    into[at]! += slope[r] as number;
    into[at + 1]! += curve[r] as number;
    into[at + 2]! += count[r] as number;
  }
}

function subtract(whole: Float64Array | null, part: Float64Array | null): Float64Array | null {
  if (whole === null || part === null) return null;
  for (let i = 0; i < whole.length; i++) whole[i]! -= part[i] as number;
  return whole;
}

const LEAST_GAIN = 1e-10;

/**
 * Scans a feature's bins from the lowest. The innermost loop of all training: plain numbers, nothing allocated. A gain is
 * counted twice here (G² / (H + penalty)), which orders splits alike.
 */
function bestSplit(
  { binned, options }: Growth,
  histogram: Float64Array,
  place: number,
  i: number,
  whole: { readonly slope: number; readonly curve: number; readonly count: number },
  low: number,
  high: number,
  before: Split | null,
): Split | null {
  const feature = options.features[i] as number;
  const known = (binned.edges[feature] as Float64Array).length + 1;
  const lost = place + known * STRIDE;
  const lostSlope = histogram[lost] as number;
  const lostCurve = histogram[lost + 1] as number;
  const lostCount = histogram[lost + 2] as number;
  const { penalty, minRows, monotone } = options;
  const { slope: allSlope, curve: allCurve, count: allCount } = whole;
  const sign = monotone === null ? 0 : (monotone[feature] as number);
  const bare =
    monotone === null
      ? (allSlope * allSlope) / (allCurve + penalty)
      : boundedGain(allSlope, allCurve, penalty, low, high);
  const only = options.randomThreshold ? randomBin(histogram, place, known, lostCount, options.random) : -1;
  let bestGain = before === null ? LEAST_GAIN : before.gain;
  let bestBin = -1;
  let bestMissingLeft = false;
  let slope = 0;
  let curve = 0;
  let count = 0;
  for (let b = 0; b < known; b++) {
    const at = place + b * STRIDE;
    const here = histogram[at + 2] as number;
    if (here === 0 && only < 0 && b < known - 1) continue;
    slope += histogram[at] as number;
    curve += histogram[at + 1] as number;
    count += here;
    if (only >= 0 && b !== only) continue;
    // All that is known to the left leaves only the missing to the right.
    const sides = lostCount === 0 ? (b === known - 1 ? 0 : 1) : b === known - 1 ? 1 : 2;
    for (let side = 0; side < sides; side++) {
      const leftCount = side === 0 ? count : count + lostCount;
      if (leftCount < minRows || allCount - leftCount < minRows) continue;
      const leftSlope = side === 0 ? slope : slope + lostSlope;
      const leftCurve = side === 0 ? curve : curve + lostCurve;
      const rightSlope = allSlope - leftSlope;
      const rightCurve = allCurve - leftCurve;
      let gain: number;
      if (monotone === null) {
        gain =
          (leftSlope * leftSlope) / (leftCurve + penalty) +
          (rightSlope * rightSlope) / (rightCurve + penalty) -
          bare;
      } else {
        if (sign !== 0) {
          const left = leafValue(leftSlope, leftCurve, penalty, low, high);
          const right = leafValue(rightSlope, rightCurve, penalty, low, high);
          if (sign * (right - left) < 0) continue;
        }
        gain =
          boundedGain(leftSlope, leftCurve, penalty, low, high) +
          boundedGain(rightSlope, rightCurve, penalty, low, high) -
          bare;
      }
      if (gain > bestGain) {
        bestGain = gain;
        bestBin = b;
        // Where nothing is missing, what is missing later goes with the larger side.
        bestMissingLeft = lostCount > 0 ? side === 1 : count * 2 >= allCount;
      }
    }
  }
  if (bestBin < 0) return before;
  [slope, curve] = bestMissingLeft ? [lostSlope, lostCurve] : [0, 0];
  for (let b = 0; b <= bestBin; b++) {
    slope += histogram[place + b * STRIDE] as number;
    curve += histogram[place + b * STRIDE + 1] as number;
  }
  return {
    gain: bestGain,
    feature,
    bin: bestBin === known - 1 ? known : bestBin,
    missingLeft: bestMissingLeft,
    left: leafValue(slope, curve, penalty, low, high),
    right: leafValue(allSlope - slope, allCurve - curve, penalty, low, high),
  };
}

/** Twice what a leaf with its value inside bounds takes off the loss. */
function boundedGain(slope: number, curve: number, penalty: number, low: number, high: number): number {
  const value = leafValue(slope, curve, penalty, low, high);
  return -2 * slope * value - (curve + penalty) * value * value;
}

/** One of the bins that can be an end of the left side; −1 where none is there. */
function randomBin(
  histogram: Float64Array,
  place: number,
  known: number,
  lostCount: number,
  random: Random,
): number {
  let [first, last] = [-1, -1];
  for (let b = 0; b < known; b++) {
    if (histogram[place + b * STRIDE + 2] === 0) continue;
    if (first < 0) first = b;
    last = b;
  }
  const ends = last - first + (lostCount > 0 ? 1 : 0);
  if (first < 0 || ends <= 0) return known;
  const bin = first + Math.floor(random() * ends);
  return bin === last ? known - 1 : bin;
}

/** The leaf's rows so that those of the left come first; returns where the right begins. */
function partition({ binned, rows, space }: Growth, leaf: Leaf, split: Split): number {
  const { spare } = space;
  const bins = binned.columns[split.feature] as Uint8Array;
  const lost = (binned.edges[split.feature] as Float64Array).length + 1;
  let [write, kept] = [leaf.from, 0];
  for (let i = leaf.from; i < leaf.to; i++) {
    const r = rows[i] as number;
    const bin = bins[r] as number;
    if (bin === lost ? split.missingLeft : bin <= split.bin) rows[write++] = r;
    else spare[kept++] = r;
  }
  rows.set(spare.subarray(0, kept), write);
  return write;
}
