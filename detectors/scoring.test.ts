import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeRules } from "#detectors/rule";
import { breakDown, nextDueMs, ownTotalOfDimensions, reasonsOf } from "#detectors/scoring";
import type { ActiveSignal } from "#detectors/signals";
import { DAY_MS } from "#detectors/time";
import { DEFAULT_WEIGHTS, DIMENSIONS, type Dimension } from "#domain/dimension";
import { DEFAULT_LEVEL_RULE, rawLevel } from "#domain/level";

const RULES = Object.fromEntries(
  DIMENSIONS.map((dimension) => [
    dimension,
    makeRules("test", 1, {
      [dimension]: { dimension, halfLifeDays: 30, zh: () => dimension, en: () => dimension },
    })[dimension],
  ]),
);

function active(...entries: readonly (readonly [Dimension, number])[]): ActiveSignal[] {
  return entries
    .map(([dimension, severity], i) => ({
      signal: { r: `test.${dimension}`, k: String(i), s: severity, t: 0, f: {}, o: "o", e: severity, n: 0 },
      rule: RULES[dimension] as ActiveSignal["rule"],
      severity,
      points: 0,
    }))
    .sort((a, b) => b.severity - a.severity);
}

const entries = fc.array(
  fc.tuple(fc.constantFrom(...DIMENSIONS), fc.double({ min: 1, max: 100, noNaN: true })),
  { maxLength: 24 },
);
const weights = fc
  .tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100))
  .filter((parts) => parts.some((part) => part > 0))
  .map((parts) => {
    const sum = parts.reduce((a, b) => a + b, 0);
    return Object.fromEntries(DIMENSIONS.map((d, i) => [d, (parts[i] as number) / sum])) as Record<
      Dimension,
      number
    >;
  });

describe("score", () => {
  test("the own total of stored dimensions is the total without what was heard", () => {
    fc.assert(
      fc.property(entries, weights, (list, w) => {
        const { dimensions } = breakDown(active(...list), w);
        const own = breakDown(active(...list.filter(([dimension]) => dimension !== "association")), w);
        expect(
          ownTotalOfDimensions(
            DIMENSIONS.map((d) => dimensions[d]),
            w,
          ),
        ).toBeCloseTo(own.total, 1);
      }),
    );
  });

  test("every value is in 0–100 and the parts add up to the total", () => {
    fc.assert(
      fc.property(entries, weights, (list, w) => {
        const score = breakDown(active(...list), w);
        expect(score.total).toBeGreaterThanOrEqual(0);
        expect(score.total).toBeLessThanOrEqual(100);
        for (const d of DIMENSIONS) {
          expect(score.dimensions[d]).toBeGreaterThanOrEqual(0);
          expect(score.dimensions[d]).toBeLessThanOrEqual(100);
        }
        const byDimension = DIMENSIONS.reduce((sum, d) => sum + score.dimensionPoints[d], 0);
        const bySignal = score.signals.reduce((sum, { points }) => sum + points, 0);
        expect(byDimension).toBeCloseTo(score.total, 1);
        expect(bySignal).toBeCloseTo(score.total, 1);
      }),
    );
  });

  test("more severity in one signal never lowers the total", () => {
    fc.assert(
      fc.property(entries, fc.nat(23), fc.double({ min: 0, max: 60, noNaN: true }), (list, at, more) => {
        const raised = list.map(([d, s], i) => [d, i === at ? Math.min(100, s + more) : s] as const);
        const before = breakDown(active(...list), DEFAULT_WEIGHTS).total;
        expect(breakDown(active(...raised), DEFAULT_WEIGHTS).total).toBeGreaterThanOrEqual(before - 0.02);
      }),
    );
  });

  test("many weak signals stay weak: ten of 10 make less than 25 of the dimension", () => {
    const list = Array.from({ length: 10 }, () => ["sentiment", 10] as const);
    const score = breakDown(active(...list), DEFAULT_WEIGHTS);
    expect(score.dimensions.sentiment).toBeLessThan(25);
    expect(score.dimensions.sentiment).toBeGreaterThan(10);
  });

  test.each(["compliance", "behaviour", "sentiment"] as const)(
    "one extreme dimension (%s) reaches red by itself",
    (d) => {
      const score = breakDown(active([d, 99.9]), DEFAULT_WEIGHTS);
      expect(rawLevel(score.total, DEFAULT_LEVEL_RULE)).toBe("red");
    },
  );

  test.each(["basic", "association"] as const)("a dimension with little weight (%s) does not", (d) => {
    expect(rawLevel(breakDown(active([d, 99.9]), DEFAULT_WEIGHTS).total, DEFAULT_LEVEL_RULE)).toBe("yellow");
  });

  test("a dimension with weight 0 carries nothing", () => {
    const score = breakDown(active(["basic", 90], ["sentiment", 20]), { ...DEFAULT_WEIGHTS, basic: 0 });
    expect(score.dimensionPoints.basic).toBe(0);
    expect(score.total).toBeLessThan(20);
  });

  test("all five at the same value give that value", () => {
    const score = breakDown(active(...DIMENSIONS.map((d) => [d, 50] as const)), {
      basic: 0.2,
      compliance: 0.2,
      behaviour: 0.2,
      sentiment: 0.2,
      association: 0.2,
    });
    expect(score.total).toBeCloseTo(50, 1);
  });

  test("reasons are the three signals with most points, strongest first", () => {
    const score = breakDown(
      active(["basic", 30], ["compliance", 80], ["sentiment", 60], ["behaviour", 20]),
      DEFAULT_WEIGHTS,
    );
    const reasons = reasonsOf(score, "e:1");
    expect(reasons.map(({ dimension }) => dimension).slice(0, 2)).toEqual(["compliance", "sentiment"]);
    expect(reasons).toHaveLength(3);
    const points = reasons.map((reason) => reason.points);
    expect(points).toEqual([...points].sort((a, b) => b - a));
  });

  test("looks again when about a point has gone, and when the level may fall", () => {
    const score = breakDown(active(["compliance", 80]), DEFAULT_WEIGHTS);
    const due = nextDueMs(score, { level: "orange", sinceMs: 0 }, 0, DEFAULT_LEVEL_RULE) as number;
    expect(due / DAY_MS).toBeGreaterThan(0.25);
    expect(due / DAY_MS).toBeLessThan(2);
    const held = breakDown([], DEFAULT_WEIGHTS);
    expect(nextDueMs(held, { level: "yellow", sinceMs: 1000 }, 2000, DEFAULT_LEVEL_RULE)).toBe(1000 + DAY_MS);
    expect(nextDueMs(held, { level: "normal", sinceMs: 1000 }, 2000, DEFAULT_LEVEL_RULE)).toBeNull();
  });
});
