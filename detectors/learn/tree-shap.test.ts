import fc from "fast-check";
import { expect, it } from "vitest";
import { binTable } from "#detectors/learn/bins";
import { Grower } from "#detectors/learn/grower";
import { makeTable } from "#detectors/learn/table";
import { goesLeft, type Tree } from "#detectors/learn/tree";
import { addTreeShap, meanOf } from "#detectors/learn/tree-shap";
import { makeRandom } from "#detectors/random";

const FEATURES = 4;

/** What a tree says when only some features are known: both ways, by cover, at the others. */
function expectation(tree: Tree, row: Float64Array, isKnown: (feature: number) => boolean, node = 0): number {
  const feature = tree.feature[node] as number;
  if (feature < 0) return tree.value[node] as number;
  const [left, right] = [tree.left[node] as number, tree.right[node] as number];
  if (isKnown(feature)) {
    return expectation(tree, row, isKnown, goesLeft(tree, node, row[feature] as number) ? left : right);
  }
  const [a, b] = [tree.cover[left] as number, tree.cover[right] as number];
  return (a * expectation(tree, row, isKnown, left) + b * expectation(tree, row, isKnown, right)) / (a + b);
}

/** Shapley's formula over all sets of features. */
function bruteForce(tree: Tree, row: Float64Array): number[] {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  return Array.from({ length: FEATURES }, (_, feature) => {
    let sum = 0;
    for (let set = 0; set < 1 << FEATURES; set++) {
      if (set & (1 << feature)) continue;
      const size = [...Array(FEATURES).keys()].filter((f) => set & (1 << f)).length;
      const weight = (factorial(size) * factorial(FEATURES - size - 1)) / factorial(FEATURES);
      const without = expectation(tree, row, (f) => (set & (1 << f)) !== 0);
      const joined = expectation(tree, row, (f) => f === feature || (set & (1 << f)) !== 0);
      sum += weight * (joined - without);
    }
    return sum;
  });
}

function growRandom(seed: number): Tree {
  const random = makeRandom(seed);
  const names = Array.from({ length: FEATURES }, (_, f) => `f${f}`);
  const table = makeTable(
    names,
    Array.from({ length: 120 }, () =>
      Object.fromEntries(names.map((name) => [name, random() < 0.15 ? null : Math.round(random() * 8)])),
    ),
  );
  const slope = Float64Array.from({ length: table.rows }, () => random() - 0.5);
  const one = new Float64Array(table.rows).fill(1);
  const rows = Uint32Array.from({ length: table.rows }, (_, r) => r);
  return new Grower(binTable(table, 255)).grow(
    rows,
    { slope, curve: one, count: one },
    {
      leaves: 12,
      depth: 7,
      minRows: 2,
      penalty: 0.1,
      features: Int32Array.from({ length: FEATURES }, (_, f) => f),
      featuresPerNode: Number.POSITIVE_INFINITY,
      randomThreshold: false,
      monotone: null,
      random,
    },
  );
}

it("is Shapley's formula over all sets of features", () => {
  const figure = fc.oneof(fc.integer({ min: -1, max: 9 }), fc.constant(Number.NaN));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.array(figure, { minLength: FEATURES, maxLength: FEATURES }),
      (seed, values) => {
        const tree = growRandom(seed);
        const row = Float64Array.from(values);
        const parts = new Float64Array(FEATURES);
        addTreeShap(tree, row, 1, parts);
        bruteForce(tree, row).forEach((value, f) => {
          expect(parts[f]).toBeCloseTo(value, 10);
        });
        const said = expectation(tree, row, () => true);
        expect(parts.reduce((a, b) => a + b, meanOf(tree))).toBeCloseTo(said, 10);
      },
    ),
    { numRuns: 60 },
  );
});
