import { describe, expect, it } from "vitest";
import { DEFAULT_WEIGHTS, DIMENSIONS, type Dimension } from "#domain/dimension";
import { DEFAULT_LEVEL_RULE } from "#domain/level";
import { checkContent, tenthsOf, weightsOf } from "#domain/score-config";
import { moveWeight, roomOf, type Tenths } from "./balance.ts";

const START = tenthsOf(DEFAULT_WEIGHTS);
const sum = (tenths: Tenths): number => DIMENSIONS.reduce((total, each) => total + tenths[each], 0);

describe("balance of weights", () => {
  it("the others give and take in their proportions", () => {
    expect(moveWeight(START, START, "basic", 320, [])).toEqual({
      basic: 320,
      compliance: 200,
      behaviour: 200,
      sentiment: 160,
      association: 120,
    });
  });

  it("keeps 100 % for every value of every weight, whatever is locked, and never goes below 0", () => {
    const locks: Dimension[][] = [
      [],
      ["basic"],
      ["compliance", "sentiment"],
      ["basic", "behaviour", "association"],
    ];
    for (const locked of locks)
      for (const dimension of DIMENSIONS)
        for (let value = -50; value <= 1100; value += 37) {
          const moved = moveWeight(START, START, dimension, value, locked);
          expect(sum(moved)).toBe(1000);
          expect(Math.min(...DIMENSIONS.map((each) => moved[each]))).toBeGreaterThanOrEqual(0);
          for (const each of locked) expect(moved[each]).toBe(START[each]);
          // What the screen makes is what the server takes.
          const content = {
            weights: weightsOf(moved),
            levels: DEFAULT_LEVEL_RULE,
            colours: null,
            descriptions: {},
          };
          expect(checkContent(content)).toEqual([]);
        }
  });

  it("dragged to the end and back in one go, everything is as it was", () => {
    let present: Tenths = START;
    for (const value of [400, 1000, 700, 0, 150]) present = moveWeight(present, START, "basic", value, []);
    expect(present).toEqual(START);
  });

  it("shares equally where the others have nothing", () => {
    const all = { basic: 1000, compliance: 0, behaviour: 0, sentiment: 0, association: 0 };
    expect(moveWeight(all, all, "basic", 990, [])).toEqual({
      basic: 990,
      compliance: 3,
      behaviour: 3,
      sentiment: 2,
      association: 2,
    });
  });

  it("does not move what is locked, nor where nobody else can give", () => {
    expect(moveWeight(START, START, "basic", 500, ["basic"])).toEqual(START);
    const others = DIMENSIONS.filter((each) => each !== "basic");
    expect(moveWeight(START, START, "basic", 500, others)).toEqual(START);
    expect(moveWeight(START, START, "basic", Number.NaN, [])).toEqual(START);
    expect(roomOf(START, "basic", ["compliance", "basic"])).toBe(750);
  });
});
