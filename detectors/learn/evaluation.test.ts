import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bootstrap } from "#detectors/learn/bootstrap";
import { averagePrecisionOf, curveOf, rocArea } from "#detectors/learn/curve";
import { chooseThreshold, evaluate, measureAt } from "#detectors/learn/evaluation";
import { makeRandom } from "#detectors/random";

const scored = (pairs: readonly (readonly [score: number, label: number])[]) => ({
  scores: Float64Array.from(pairs, ([score]) => score),
  labels: Uint8Array.from(pairs, ([, label]) => label),
});

const SAMPLE = scored([
  [0.9, 1],
  [0.8, 0],
  [0.7, 1],
  [0.4, 0],
  [0.4, 1],
  [0.1, 0],
]);

describe("evaluation", () => {
  it("counts what was flagged at the threshold", () => {
    const { scores, labels } = SAMPLE;
    expect(measureAt(scores, labels, 0.7)).toEqual({
      accuracy: 4 / 6,
      precision: 2 / 3,
      recall: 2 / 3,
      f1: 2 / 3,
      confusion: { truePositives: 2, falsePositives: 1, trueNegatives: 2, falseNegatives: 1 },
    });
    expect(measureAt(scores, labels, 2)).toMatchObject({ precision: 0, recall: 0, f1: 0, accuracy: 0.5 });
  });

  it("has the area and the mean precision that counting by hand gives", () => {
    const { scores, labels } = SAMPLE;
    // Pairs: 0.9 beats all three; 0.7 two; 0.4 one and ties one.
    expect(rocArea(scores, labels)).toBeCloseTo((3 + 2 + 1.5) / 9, 12);
    expect(averagePrecisionOf(curveOf(scores, labels))).toBeCloseTo((1 + 2 / 3 + 3 / 5) / 3, 12);
  });

  it("has an area that is the share of pairs in the right order, whatever the order of rows", () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 2, maxLength: 40 }), (pairs) => {
        const risky = pairs.filter(([, label]) => label === 1);
        const others = pairs.filter(([, label]) => label === 0);
        fc.pre(risky.length > 0 && others.length > 0);
        let right = 0;
        for (const [a] of risky) for (const [b] of others) right += a > b ? 1 : a === b ? 0.5 : 0;
        const { scores, labels } = scored(pairs);
        expect(rocArea(scores, labels)).toBeCloseTo(right / (risky.length * others.length), 10);
        const turned = scored([...pairs].reverse());
        expect(rocArea(turned.scores, turned.labels)).toBeCloseTo(rocArea(scores, labels), 10);
      }),
    );
  });

  it("chooses the threshold with the best F1 there is", () => {
    const pair = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 30 }), (pairs) => {
        fc.pre(pairs.some(([, label]) => label === 1));
        const { scores, labels } = scored(pairs);
        const chosen = measureAt(scores, labels, chooseThreshold(scores, labels)).f1;
        for (const score of scores)
          expect(chosen).toBeGreaterThanOrEqual(measureAt(scores, labels, score).f1 - 1e-12);
      }),
    );
  });

  it("chooses a threshold above the next lower score, however close that is", () => {
    const { scores, labels } = scored([
      [Number.MIN_VALUE, 1],
      [0, 0],
    ]);
    expect(measureAt(scores, labels, chooseThreshold(scores, labels)).f1).toBe(1);
  });

  it("calibrates: bins hold all rows, a score that is the share has no error", () => {
    const random = makeRandom(5);
    const pairs = Array.from({ length: 20_000 }, () => {
      const score = random();
      return [score, random() < score ? 1 : 0] as const;
    });
    const { scores, labels } = scored(pairs);
    const { calibration } = evaluate(scores, labels);
    expect(calibration.bins).toHaveLength(10);
    expect(calibration.bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(20_000);
    expect(calibration.expectedError).toBeLessThan(0.015);
    // The mean of p(1 − p) over p in [0, 1].
    expect(calibration.brier).toBeCloseTo(1 / 6, 2);
    const doubled = evaluate(
      scores.map((score) => score / 2),
      labels,
    ).calibration;
    expect(doubled.expectedError).toBeCloseTo(0.25, 1);
  });

  it("keeps equal scores in one bin, and says of one score for all what it is", () => {
    const { scores, labels } = scored([
      [0.5, 1],
      [0.5, 0],
      [0.5, 0],
      [0.5, 0],
    ]);
    const { calibration, auc } = evaluate(scores, labels);
    expect(calibration.bins).toEqual([{ from: 0.5, to: 0.5, rows: 4, meanScore: 0.5, share: 0.25 }]);
    expect(auc).toBe(0.5);
  });

  it("prices thresholds: where a miss is dear, more is flagged", () => {
    const { scores, labels } = SAMPLE;
    const dear = evaluate(scores, labels, { costs: { falseAlarm: 1, miss: 10 } }).cost;
    const cheap = evaluate(scores, labels, { costs: { falseAlarm: 10, miss: 1 } }).cost;
    expect(dear.best).toEqual({ threshold: 0.4, perRow: 2 / 6 });
    expect(cheap.best).toEqual({ threshold: 0.9, perRow: 2 / 6 });
    expect(dear.perRow).toHaveLength(dear.threshold.length);
  });

  it("tells of each group what it tells of all", () => {
    const { scores, labels } = SAMPLE;
    const district = ["310101", "310115", "310101", "310115", "310101", "310101"];
    const { groups } = evaluate(scores, labels, { threshold: 0.5, groups: { district } });
    expect(groups.district?.map(({ name, rows, positives, auc }) => [name, rows, positives, auc])).toEqual([
      ["310101", 4, 3, 1],
      ["310115", 2, 0, null],
    ]);
    expect(groups.district?.[0]?.recall).toBeCloseTo(2 / 3, 12);
  });

  it("thins long curves for charts and keeps their ends", () => {
    const random = makeRandom(2);
    const pairs = Array.from({ length: 5000 }, () => [random(), random() < 0.1 ? 1 : 0] as const);
    const { scores, labels } = scored(pairs);
    const { roc, auc } = evaluate(scores, labels);
    expect(roc.threshold.length).toBeLessThan(900);
    expect(roc.truePositiveRate.at(-1)).toBe(1);
    expect(roc.falsePositiveRate.at(-1)).toBe(1);
    let area = 0;
    for (let i = 1; i < roc.threshold.length; i++) {
      const [x, y] = [roc.falsePositiveRate, roc.truePositiveRate] as const;
      area += ((x[i] as number) - (x[i - 1] as number)) * (((y[i] as number) + (y[i - 1] as number)) / 2);
    }
    expect(area).toBeCloseTo(auc, 2);
  });
});

describe("bootstrap", () => {
  const random = makeRandom(9);
  const values = Float64Array.from({ length: 400 }, () => random());
  const meanOf = (rows: Uint32Array) => rows.reduce((sum, r) => sum + (values[r] as number), 0) / rows.length;

  it("gives an interval as wide as theory says, the same for the same seed", () => {
    const interval = bootstrap(400, meanOf, { seed: 3 });
    expect(bootstrap(400, meanOf, { seed: 3 })).toEqual(interval);
    expect(bootstrap(400, meanOf, { seed: 4 })).not.toEqual(interval);
    // Deviation of a uniform number is 1/√12; of the mean of 400, a twentieth of that.
    expect(interval.high - interval.low).toBeCloseTo((2 * 1.96) / Math.sqrt(12) / 20, 2);
  });

  it("draws groups whole and strata as often as they are", () => {
    const groups = Array.from({ length: 12 }, (_, r) => Math.floor(r / 3));
    const strata = groups.map((group) => (group === 0 ? 1 : 0));
    bootstrap(
      12,
      (drawn) => {
        const counts = new Map<number, number>();
        for (const r of drawn) counts.set(r, (counts.get(r) ?? 0) + 1);
        for (let group = 0; group < 4; group++) {
          expect(new Set([0, 1, 2].map((i) => counts.get(group * 3 + i) ?? 0)).size).toBe(1);
        }
        // The only group of its stratum is drawn exactly once.
        expect(counts.get(0)).toBe(1);
        return 0;
      },
      { seed: 1, samples: 30, groups, strata },
    );
  });

  it("leaves out samples that give no number", () => {
    expect(bootstrap(5, () => Number.NaN, { seed: 1, samples: 10 })).toMatchObject({
      samples: 0,
      low: Number.NaN,
    });
  });
});
