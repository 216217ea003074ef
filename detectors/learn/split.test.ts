import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitByTime, splitFolds, splitShare } from "#detectors/learn/split";

const labels = Uint8Array.from({ length: 200 }, (_, r) => (r % 10 === 0 ? 1 : 0));
const risky = (rows: Uint32Array) => rows.reduce((sum, r) => sum + (labels[r] as number), 0);

describe("splits", () => {
  it("folds test every row once, with the same share of risky rows in each", () => {
    const folds = splitFolds(labels, 5, 1);
    expect(folds.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual([...labels.keys()]);
    for (const { train, test } of folds) {
      expect(risky(test)).toBe(4);
      expect(new Set([...train, ...test]).size).toBe(200);
    }
    expect(splitFolds(labels, 5, 1)).toEqual(folds);
    expect(splitFolds(labels, 5, 2)).not.toEqual(folds);
  });

  it("a share is that share of each label, and at least one of either", () => {
    for (const share of [0.05, 0.2, 0.37, 0.5]) {
      const { test } = splitShare(labels, share, 3);
      expect(test.length).toBe(Math.round(20 * share) + Math.round(180 * share));
      expect(risky(test)).toBe(Math.round(20 * share));
    }
    const few = Uint8Array.of(1, 1, 0, 0, 0);
    const { test } = splitShare(few, 0.1, 1);
    expect([...test].map((r) => few[r]).sort()).toEqual([0, 1]);
  });

  it("keeps every group on one side", () => {
    const group = fc.array(fc.tuple(fc.nat(6), fc.integer({ min: 0, max: 1 })), {
      minLength: 8,
      maxLength: 60,
    });
    fc.assert(
      fc.property(group, fc.nat(99), (rows, seed) => {
        const groups = rows.map(([name]) => name);
        const y = Uint8Array.from(rows, ([, label]) => label);
        for (const { train, test } of [...splitFolds(y, 3, seed, groups), splitShare(y, 0.3, seed, groups)]) {
          const tested = new Set([...test].map((r) => groups[r]));
          expect([...train].some((r) => tested.has(groups[r]))).toBe(false);
        }
      }),
    );
  });

  it("by time trains on what was before", () => {
    const { train, test } = splitByTime([5, 1, 9, 7, 3], 7);
    expect([[...train], [...test]]).toEqual([
      [0, 1, 4],
      [2, 3],
    ]);
  });
});
