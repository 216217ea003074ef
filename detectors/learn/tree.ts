import { z } from "zod";

/** A binary tree in columns. Node 0 is the root; a leaf has no feature (−1). */
export interface Tree {
  readonly feature: Int16Array;
  /** Values up to this go left. */
  readonly threshold: Float64Array;
  /** 1 where missing values go left. */
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What a leaf says; at an inner node, what it would say. */
  readonly value: Float64Array;
  /** Weight of the training rows that came through. */
  readonly cover: Float64Array;
}

/** Anything finite goes left: a split of known from missing. A number that JSON can hold. */
export const ALL_KNOWN = Number.MAX_VALUE;

export function goesLeft(tree: Tree, node: number, value: number): boolean {
  return Number.isFinite(value) ? value <= (tree.threshold[node] as number) : tree.missingLeft[node] === 1;
}

/** Adds a share of what the tree says of each row. */
export function addTree(
  tree: Tree,
  columns: readonly Float64Array[],
  share: number,
  sums: Float64Array,
): void {
  const { feature, left, right, value } = tree;
  for (let r = 0; r < sums.length; r++) {
    let node = 0;
    let f = feature[0] as number;
    while (f >= 0) {
      const here = (columns[f] as Float64Array)[r] as number;
      node = (goesLeft(tree, node, here) ? left[node] : right[node]) as number;
      f = feature[node] as number;
    }
    sums[r]! += share * (value[node] as number);
  }
}

/** Grows by one node at a time; `finish` gives the arrays their length. */
export class TreeDraft {
  readonly feature: number[] = [];
  readonly threshold: number[] = [];
  readonly missingLeft: number[] = [];
  readonly left: number[] = [];
  readonly right: number[] = [];
  readonly value: number[] = [];
  readonly cover: number[] = [];

  addLeaf(value: number, cover: number): number {
    this.feature.push(-1);
    this.threshold.push(0);
    this.missingLeft.push(0);
    this.left.push(0);
    this.right.push(0);
    this.value.push(value);
    return this.cover.push(cover) - 1;
  }

  split(node: number, feature: number, threshold: number, missingLeft: boolean, left: number, right: number) {
    this.feature[node] = feature;
    this.threshold[node] = threshold;
    this.missingLeft[node] = missingLeft ? 1 : 0;
    this.left[node] = left;
    this.right[node] = right;
  }

  finish(): Tree {
    return makeTree(this);
  }
}

export const treeForm = z
  .object({
    feature: z.array(z.int().min(-1)),
    threshold: z.array(z.number()),
    missingLeft: z.array(z.int()),
    left: z.array(z.int().min(0)),
    right: z.array(z.int().min(0)),
    value: z.array(z.number()),
    cover: z.array(z.number()),
  })
  .refine(isWhole, "nodes do not fit together");

type TreeForm = { readonly [K in keyof Tree]: readonly number[] };

/** Children come after their parent, so that no walk can go round. */
function isWhole(form: TreeForm): boolean {
  const size = form.feature.length;
  return (
    size > 0 &&
    Object.values(form).every((column) => column.length === size) &&
    form.feature.every(
      (feature, node) =>
        feature < 0 ||
        [form.left[node] as number, form.right[node] as number].every(
          (child) => child > node && child < size,
        ),
    )
  );
}

export function makeTree(form: TreeForm): Tree {
  return {
    feature: Int16Array.from(form.feature),
    threshold: Float64Array.from(form.threshold),
    missingLeft: Uint8Array.from(form.missingLeft),
    left: Int32Array.from(form.left),
    right: Int32Array.from(form.right),
    value: Float64Array.from(form.value),
    cover: Float64Array.from(form.cover),
  };
}

export function treeToJson(tree: Tree): TreeForm {
  return {
    feature: [...tree.feature],
    threshold: [...tree.threshold],
    missingLeft: [...tree.missingLeft],
    left: [...tree.left],
    right: [...tree.right],
    value: [...tree.value],
    cover: [...tree.cover],
  };
}
