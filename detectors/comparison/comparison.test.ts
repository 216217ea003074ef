import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { driftState, isChance, spreadOf, stabilityIndex, tally } from "#detectors/comparison/drift";
import { normalCdf, normalQuantile } from "#detectors/comparison/normal";
import {
  compareAreas,
  compareShares,
  mcnemar,
  sampleForPairs,
  sampleForShares,
  wilson,
} from "#detectors/comparison/significance";
import { makeRandom } from "#detectors/random";

describe("normal distribution", () => {
  it("agrees with tables, tails included", () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 13);
    expect(normalCdf(2.99)).toBeCloseTo(0.9986051127645077, 14);
    expect(normalCdf(3.01)).toBeCloseTo(0.9986937615512306, 14);
    expect(normalCdf(-6) / 9.865876450377018e-10).toBeCloseTo(1, 10);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(normalQuantile(0.8)).toBeCloseTo(0.8416212335729143, 12);
  });
});

describe("two shares", () => {
  it("gives Newcombe's own example: 56 of 70 against 48 of 80", () => {
    const { difference, interval } = compareShares({ hits: 48, of: 80 }, { hits: 56, of: 70 });
    expect(difference).toBeCloseTo(0.2, 12);
    expect(interval[0]).toBeCloseTo(0.0524, 4);
    expect(interval[1]).toBeCloseTo(0.3339, 4);
  });

  it("gives the pooled z test's p, and says nothing without cases", () => {
    // z = 0.2 / sqrt(104/150 · 46/150 · (1/70 + 1/80)) = 2.6501
    expect(compareShares({ hits: 48, of: 80 }, { hits: 56, of: 70 }).p).toBeCloseTo(0.008047, 5);
    expect(compareShares({ hits: 5, of: 5 }, { hits: 7, of: 7 }).p).toBe(1);
    expect(compareShares({ hits: 0, of: 0 }, { hits: 7, of: 7 }).p).toBeNaN();
  });

  it("gives Wilson's interval of 10 in 100", () => {
    const [low, high] = wilson({ hits: 10, of: 100 });
    expect(low).toBeCloseTo(0.05523, 4);
    expect(high).toBeCloseTo(0.17437, 4);
  });
});

describe("two judges of the same cases", () => {
  it("McNemar, exact: 1 against 9, none, and as many on both sides", () => {
    expect(mcnemar(1, 9)).toBeCloseTo(0.021484375, 12);
    expect(mcnemar(9, 1)).toBe(mcnemar(1, 9));
    expect(mcnemar(0, 0)).toBe(1);
    expect(mcnemar(6, 6)).toBe(1);
    // Both ways of computing it meet.
    expect(mcnemar(560, 441)).toBeCloseTo(mcnemar(559, 441), 2);
  });

  it("DeLong agrees with its definition by pairs", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.boolean()), {
          minLength: 8,
          maxLength: 40,
        }),
        (cases) => {
          const labels = cases.map(([, , label]) => (label ? 1 : 0));
          const positives = cases.filter(([, , label]) => label);
          const negatives = cases.filter(([, , label]) => !label);
          fc.pre(positives.length >= 2 && negatives.length >= 2);
          const a = cases.map(([score]) => score);
          const b = cases.map(([, score]) => score);
          const got = compareAreas(a, b, labels);
          const kernel = (x: number, y: number): number => (x > y ? 1 : x === y ? 0.5 : 0);
          const area = (k: 0 | 1): number =>
            mean(positives.map((p) => mean(negatives.map((q) => kernel(p[k], q[k])))));
          expect(got.areaA).toBeCloseTo(area(0), 10);
          expect(got.areaB).toBeCloseTo(area(1), 10);
          const gain = (p: (typeof cases)[number], q: (typeof cases)[number]): number =>
            kernel(p[1], q[1]) - kernel(p[0], q[0]);
          const byPositive = positives.map((p) => mean(negatives.map((q) => gain(p, q))));
          const byNegative = negatives.map((q) => mean(positives.map((p) => gain(p, q))));
          const spread = Math.sqrt(
            variance(byPositive) / positives.length + variance(byNegative) / negatives.length,
          );
          expect((got.interval[1] - got.interval[0]) / (2 * 1.959963984540054)).toBeCloseTo(spread, 7);
        },
      ),
    );
  });
});

describe("cases still needed", () => {
  it("agrees with published tables", () => {
    // Fleiss, without continuity correction; 0.6 against 0.8 with power 0.8: 82 in each arm.
    expect(sampleForShares(0.6, 0.8)).toBe(82);
    expect(sampleForShares(0.5, 0.5)).toBe(Number.POSITIVE_INFINITY);
    // (1.95996·√0.35 + 0.84162·√(0.35 − 0.0225))² / 0.15² = 119.7
    expect(sampleForPairs(0.1, 0.25)).toBe(120);
    expect(sampleForPairs(0.1, 0.1)).toBe(Number.POSITIVE_INFINITY);
  });

  it("and that many cases have that power", () => {
    // Power of n pairs by the normal approximation: Φ((|d|·√n − z·√(a + b)) / √(a + b − d²)).
    const [n, apart, d] = [sampleForPairs(0.1, 0.25), 0.35, 0.15];
    const z = (d * Math.sqrt(n) - normalQuantile(0.975) * Math.sqrt(apart)) / Math.sqrt(apart - d * d);
    expect(normalCdf(z)).toBeCloseTo(0.8, 2);
  });
});

describe("drift", () => {
  it("gives the index by hand: 50/50 in training, 60/40 now", () => {
    expect(stabilityIndex([0.5, 0.5], [60, 40])).toBeCloseTo(0.1 * Math.log(1.2) - 0.1 * Math.log(0.8), 12);
  });

  it("is 0 for the data it was made of, whatever they are, missing values included", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ noNaN: true }), fc.constant(Number.NaN)), { minLength: 1 }),
        (values) => {
          const { edges, shares } = spreadOf(values);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
          expect(stabilityIndex(shares, tally(values, edges))).toBeCloseTo(0, 9);
        },
      ),
    );
  });

  it("has its limits, and notices a feature that went missing", () => {
    const then = spreadOf(Array.from({ length: 1000 }, (_, i) => i));
    const now = tally(
      Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? i : Number.NaN)),
      then.edges,
    );
    expect(driftState(stabilityIndex(then.shares, now), isChance(then.shares, now, 1000))).toBe("alarm");
    expect([0.05, 0.1, 0.25, Number.NaN].map((index) => driftState(index, false))).toEqual([
      "stable",
      "watch",
      "alarm",
      "unknown",
    ]);
    expect(driftState(0.4, true)).toBe("watch");
  });

  it("is not an alarm where so few cases would look moved by chance", () => {
    // Two bins: χ² with one degree of freedom, 10.83 at 0.999.
    expect(isChance([0.5, 0.5], [66, 34], null)).toBe(true);
    expect(isChance([0.5, 0.5], [67, 33], null)).toBe(false);
    // As many in training: half of it.
    expect(isChance([0.5, 0.5], [72, 28], 100)).toBe(true);
    expect(isChance([0.5, 0.5], [73, 27], 100)).toBe(false);
    const random = makeRandom(5);
    const draw = (n: number) => Array.from({ length: n }, () => random());
    const then = spreadOf(draw(400));
    let [alarms, beyond] = [0, 0];
    for (let i = 0; i < 2000; i++) {
      const counts = tally(draw(40), then.edges);
      const index = stabilityIndex(then.shares, counts);
      if (index >= 0.25) beyond++;
      if (driftState(index, isChance(then.shares, counts, 400)) === "alarm") alarms++;
    }
    expect(beyond).toBeGreaterThan(500);
    expect(alarms).toBeLessThan(10);
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
