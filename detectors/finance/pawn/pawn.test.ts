import { describe, expect, it } from "vitest";
import { scoreCollateral } from "#detectors/finance/pawn/collateral";
import {
  ASSUMED_DEFAULT_MODEL,
  DEFAULT_FEATURES,
  type DefaultPair,
  scoreDefault,
  trainDefault,
} from "#detectors/finance/pawn/default";
import { scoreLiquidity } from "#detectors/finance/pawn/liquidity";
import { viewOf } from "#detectors/finance/reading";
import { makeHistory, makeInput, soundFigures } from "#detectors/finance/testing/inputs";

const view = (over: Record<string, number> = {}) =>
  viewOf(makeInput("pawn", { history: makeHistory(1, () => ({ ...soundFigures("pawn"), ...over })) }));
const without = (...names: string[]) => {
  const figures = soundFigures("pawn");
  for (const name of names) delete figures[name];
  return viewOf(makeInput("pawn", { history: makeHistory(1, () => figures) }));
};

describe("default model", () => {
  it("rises with overdue tickets and loan to value, and says that it is assumed", () => {
    const sound = scoreDefault(view(), ASSUMED_DEFAULT_MODEL);
    const weak = scoreDefault(view({ overdueBalance: 1.6e7, defaultRatio: 0.12 }), ASSUMED_DEFAULT_MODEL);
    expect(sound.figures.probability).toBeLessThan(0.04);
    expect(weak.figures.probability).toBeGreaterThan(0.12);
    expect(weak.score as number).toBeGreaterThan((sound.score as number) + 30);
    expect(sound.why.zh).toContain("专家设定");
  });

  it("has no score from too few features", () => {
    expect(scoreDefault(without("pawnBalance"), ASSUMED_DEFAULT_MODEL)).toMatchObject({
      score: null,
      parts: [],
    });
  });

  /** Outcomes of a known law, other than the assumed one; firms 0, 5, 10 … are held out. */
  const pairs = (n: number, effect: number): DefaultPair[] =>
    Array.from({ length: n }, (_, i) => {
      const overdue = ((i * 37) % 100) / 400;
      const log = -3 + effect * (overdue - 0.05);
      return {
        firm: i,
        features: DEFAULT_FEATURES.map((feature, j) => (j === 0 ? overdue : feature.centre)),
        outcome: 1 / (1 + Math.exp(-log)),
      };
    });

  it("learns the law from labels and is better on firms that it has not seen", () => {
    const model = trainDefault(pairs(400, 14));
    expect(model.trainedOn).toBe(320);
    expect(model.effects[0]).toBeGreaterThan(11);
    expect(model.heldOut?.trained).toBeLessThan(model.heldOut?.assumed as number);
    expect(scoreDefault(view(), model).why.zh).toContain("320");
  });

  it("stays with the assumed effects when labels are few", () => {
    expect(trainDefault(pairs(40, 14))).toEqual(ASSUMED_DEFAULT_MODEL);
  });

  it("stays with them too, and says so, when the held-out firms speak against what was learnt", () => {
    const twisted = pairs(400, 8).map((pair) =>
      pair.firm % 5 === 0 ? pair : { ...pair, outcome: 0.5 - pair.outcome / 2 },
    );
    const model = trainDefault(twisted);
    expect([model.trainedOn, model.effects]).toEqual([0, ASSUMED_DEFAULT_MODEL.effects]);
    expect(model.heldOut?.pairs).toBe(80);
  });
});

describe("collateral model", () => {
  it("adds each class's share of the value at risk up", () => {
    const { figures } = scoreCollateral(view());
    const shares = ["movables", "property-rights", "real-estate"].map(
      (id) => figures[`atRisk.${id}`] as number,
    );
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(figures.valueAtRisk as number, 4);
    // Movables: 5.5e7 · (1 − e^(−2.326 · 0.18 · √(1/12))); a pool never holds more than its parts alone.
    expect(shares[0] as number).toBeLessThan(5.5e7 * (1 - Math.exp(-2.326 * 0.18 * Math.sqrt(1 / 12))) + 1);
    expect(figures.cover).toBeGreaterThan(1.4);
  });

  it("is high when the pledges do not cover what was lent in a bad case", () => {
    const short = scoreCollateral(
      view({ movableCollateral: 3e7, propertyRightCollateral: 1.1e7, realEstateCollateral: 3.1e7 }),
    );
    expect(short.figures.cover).toBeLessThan(1);
    expect(short.score as number).toBeGreaterThan(60);
  });

  it("needs no value of a class that it has not lent on, and has no score without one that it has", () => {
    const none = viewOf(
      makeInput("pawn", {
        history: makeHistory(1, () => {
          const { propertyRightCollateral: _, ...figures } = soundFigures("pawn");
          return { ...figures, propertyRightBalance: 0 };
        }),
      }),
    );
    expect(scoreCollateral(none).score).not.toBeNull();
    expect(scoreCollateral(without("realEstateCollateral"))).toMatchObject({ score: null });
    expect(scoreCollateral(without("realEstateCollateral")).why.zh).toContain("房地产");
  });

  it("of an empty pool is nothing", () => {
    const zero = Object.fromEntries(
      ["movable", "propertyRight", "realEstate"].flatMap((name) => [
        [`${name}Balance`, 0],
        [`${name}Collateral`, 0],
      ]),
    );
    expect(scoreCollateral(view(zero)).score).toBe(0);
  });
});

describe("liquidity model", () => {
  it("tells how long the cash lasts, the gap, and what a bad month leaves", () => {
    const { figures, score } = scoreLiquidity(view({ cash: 3e6, cashInflow: 1e7, cashOutflow: 1.2e7 }));
    expect(figures.runwayMonths).toBeCloseTo(1.5);
    expect(figures.gap).toBeCloseTo((3e6 + 6e7 - 2e6 - 1.8e6) / 3.8e6);
    expect(figures.stress).toBeCloseTo((3e6 + 1.4e7 - 5e5 - 6e5) / 6e5);
    expect(score).toBeGreaterThan(20);
  });

  it("leaves out what was not reported and has no score without anything", () => {
    expect(Object.keys(scoreLiquidity(without("debtsDue90")).figures)).toEqual(["runwayMonths", "stress"]);
    expect(scoreLiquidity(without("cash"))).toMatchObject({ score: null });
  });
});
