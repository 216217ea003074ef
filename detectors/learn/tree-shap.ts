import { goesLeft, type Tree } from "#detectors/learn/tree";

/**
 * Shapley values of one tree for one row, path-dependent: what a feature's being known adds, over all orders of knowing
 * them, where an unknown feature sends the row both ways in proportion to the training rows. They add up to what the
 * tree says less its mean. Exact, in leaves × depth².
 *
 * Lundberg, Erion, Lee: Consistent individualized feature attribution for tree ensembles, 2018, algorithm 2. A path
 * holds, for each feature met so far, the share of row sets that pass with it unknown (`zero`) and known (`one`), and
 * the weights of subsets by their size (`weight`).
 */
export function addTreeShap(tree: Tree, row: Float64Array, share: number, parts: Float64Array): void {
  const depth = depthOf(tree, 0) + 2;
  const size = (depth * (depth + 1)) / 2 + depth;
  const path: Path = {
    feature: new Int32Array(size),
    zero: new Float64Array(size),
    one: new Float64Array(size),
    weight: new Float64Array(size),
  };
  walk({ tree, row, share, parts, path }, 0, 0, 0, 1, 1, -1);
}

/** What a tree says on the mean of its training rows. */
export function meanOf(tree: Tree): number {
  let [sum, weight] = [0, 0];
  tree.feature.forEach((feature, node) => {
    if (feature >= 0) return;
    sum += (tree.value[node] as number) * (tree.cover[node] as number);
    weight += tree.cover[node] as number;
  });
  return sum / weight;
}

interface Path {
  readonly feature: Int32Array;
  readonly zero: Float64Array;
  readonly one: Float64Array;
  readonly weight: Float64Array;
}

interface Walk {
  readonly tree: Tree;
  readonly row: Float64Array;
  readonly share: number;
  readonly parts: Float64Array;
  readonly path: Path;
}

function depthOf(tree: Tree, node: number): number {
  if ((tree.feature[node] as number) < 0) return 0;
  return 1 + Math.max(depthOf(tree, tree.left[node] as number), depthOf(tree, tree.right[node] as number));
}

/** `from`: where the parent's path begins; ours is copied behind it. */
function walk(
  w: Walk,
  node: number,
  from: number,
  length: number,
  zero: number,
  one: number,
  feature: number,
) {
  const { tree, path } = w;
  const at = from + length + (length === 0 ? 0 : 1);
  if (length > 0) {
    for (const column of [path.feature, path.zero, path.one, path.weight])
      column.copyWithin(at, from, from + length + 1);
  }
  extend(path, at, length, zero, one, feature);
  const split = tree.feature[node] as number;
  if (split < 0) {
    for (let i = 1; i <= length; i++) {
      const weight = unwoundSum(path, at, length, i);
      const difference = (path.one[at + i] as number) - (path.zero[at + i] as number);
      w.parts[path.feature[at + i] as number]! +=
        w.share * weight * difference * (tree.value[node] as number);
    }
    return;
  }
  const [left, right] = [tree.left[node] as number, tree.right[node] as number];
  const goes = goesLeft(tree, node, w.row[split] as number);
  const [hot, cold] = goes ? [left, right] : [right, left];
  const cover = tree.cover[node] as number;
  let [zeroHere, oneHere, depth] = [1, 1, length];
  // A feature that was met before on this path: its old share is taken out, both multiply.
  for (let i = 1; i <= length; i++) {
    if (path.feature[at + i] !== split) continue;
    zeroHere = path.zero[at + i] as number;
    oneHere = path.one[at + i] as number;
    unwind(path, at, length, i);
    depth = length - 1;
    break;
  }
  walk(w, hot, at, depth + 1, (zeroHere * (tree.cover[hot] as number)) / cover, oneHere, split);
  walk(w, cold, at, depth + 1, (zeroHere * (tree.cover[cold] as number)) / cover, 0, split);
}

function extend(path: Path, at: number, length: number, zero: number, one: number, feature: number): void {
  path.feature[at + length] = feature;
  path.zero[at + length] = zero;
  path.one[at + length] = one;
  path.weight[at + length] = length === 0 ? 1 : 0;
  for (let i = length - 1; i >= 0; i--) {
    const weight = path.weight[at + i] as number;
    path.weight[at + i + 1]! += (one * weight * (i + 1)) / (length + 1);
    path.weight[at + i] = (zero * weight * (length - i)) / (length + 1);
  }
}

function unwind(path: Path, at: number, length: number, place: number): void {
  const [one, zero] = [path.one[at + place] as number, path.zero[at + place] as number];
  let next = path.weight[at + length] as number;
  for (let i = length - 1; i >= 0; i--) {
    const weight = path.weight[at + i] as number;
    if (one !== 0) {
      path.weight[at + i] = (next * (length + 1)) / ((i + 1) * one);
      next = weight - ((path.weight[at + i] as number) * zero * (length - i)) / (length + 1);
    } else {
      path.weight[at + i] = (weight * (length + 1)) / (zero * (length - i));
    }
  }
  for (const column of [path.feature, path.zero, path.one]) {
    column.copyWithin(at + place, at + place + 1, at + length + 1);
  }
}

function unwoundSum(path: Path, at: number, length: number, place: number): number {
  const [one, zero] = [path.one[at + place] as number, path.zero[at + place] as number];
  let next = path.weight[at + length] as number;
  let total = 0;
  for (let i = length - 1; i >= 0; i--) {
    if (one !== 0) {
      const part = (next * (length + 1)) / ((i + 1) * one);
      total += part;
      next = (path.weight[at + i] as number) - (part * zero * (length - i)) / (length + 1);
    } else if (zero !== 0) {
      total += (path.weight[at + i] as number) / ((zero * (length - i)) / (length + 1));
    }
  }
  return total;
}
