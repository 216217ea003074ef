import { describe, expect, it } from "vitest";
import { DEFAULT_WEIGHTS, DIMENSIONS } from "#domain/dimension";
import { DEFAULT_LEVEL_RULE } from "#domain/level";
import { DEFAULT_PALETTE } from "#domain/palette";
import {
  type ConfigContent,
  checkContent,
  compareContents,
  roundContent,
  tenthsOf,
  weightsOf,
} from "#domain/score-config";

const CONTENT: ConfigContent = {
  weights: DEFAULT_WEIGHTS,
  levels: DEFAULT_LEVEL_RULE,
  colours: null,
  descriptions: {},
};
const codes = (content: ConfigContent): string[] =>
  checkContent(roundContent(content)).map(({ path, code }) => `${path} ${code}`);

describe("score configuration", () => {
  it("the default may be saved, and stays as it is when rounded", () => {
    expect(codes(CONTENT)).toEqual([]);
    expect(roundContent(CONTENT)).toEqual(CONTENT);
    expect(weightsOf(tenthsOf(DEFAULT_WEIGHTS))).toEqual(DEFAULT_WEIGHTS);
  });

  it("rounds weights to 0.1 % before it adds them up", () => {
    // A third each of three: 33.3 % three times is 99.9 %, and that is what is said.
    const third = { basic: 1 / 3, compliance: 1 / 3, behaviour: 1 / 3, sentiment: 0, association: 0 };
    expect(codes({ ...CONTENT, weights: third })).toEqual(["weights weights-sum"]);
    expect(codes({ ...CONTENT, weights: { ...third, basic: 0.334 } })).toEqual([]);
    // Every whole split of 1000 tenths adds up to 1 within 1e-9, whatever floating point does on the way.
    for (let a = 0; a <= 1000; a += 37)
      for (let b = 0; a + b <= 1000; b += 41) {
        const tenths = { basic: a, compliance: b, behaviour: 1000 - a - b, sentiment: 0, association: 0 };
        expect(checkContent({ ...CONTENT, weights: weightsOf(tenths) })).toEqual([]);
      }
  });

  it("names each fault at its place", () => {
    expect(
      codes({
        ...CONTENT,
        weights: { ...DEFAULT_WEIGHTS, basic: -0.1, compliance: 0.5 },
        levels: { floors: [0, 40, 40, 75, 101], margin: 21, minDwellMs: -1 },
        colours: { ...DEFAULT_PALETTE, dark: DEFAULT_PALETTE.dark.map(() => "#ff0000") },
        descriptions: { red: "长".repeat(201) },
      }),
    ).toEqual([
      "weights.basic weight-negative",
      "levels.floors.2 floors-order",
      "levels.floors.4 floor-range",
      "levels.margin margin-range",
      "levels.minDwellMs dwell-range",
      "descriptions.red description-long",
      "colours.dark.1 colours-alike",
      "colours.dark.2 colours-alike",
      "colours.dark.3 colours-alike",
      "colours.dark.4 colours-alike",
    ]);
    expect(codes({ ...CONTENT, levels: { ...DEFAULT_LEVEL_RULE, floors: [1, 40, 60, 75, 90] } })).toEqual([
      "levels.floors.0 floor-first",
    ]);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY])
      for (const dimension of DIMENSIONS)
        expect(
          codes({ ...CONTENT, weights: { ...DEFAULT_WEIGHTS, [dimension]: bad } }).length,
        ).toBeGreaterThan(0);
  });

  it("compares by value: the tokens' colours written out are the same, and an empty description is none", () => {
    expect(compareContents(CONTENT, { ...CONTENT, colours: DEFAULT_PALETTE })).toEqual([]);
    expect(roundContent({ ...CONTENT, descriptions: { red: "  " } }).descriptions).toEqual({});
    expect(
      compareContents(CONTENT, {
        weights: { ...DEFAULT_WEIGHTS, basic: 0.1, compliance: 0.3 },
        levels: { ...DEFAULT_LEVEL_RULE, floors: [0, 40, 60, 70, 90], margin: 5 },
        colours: { ...DEFAULT_PALETTE, light: DEFAULT_PALETTE.light.with(0, "#008000") },
        descriptions: { outbreak: "立案" },
      }),
    ).toEqual([
      { path: "weights.basic", from: 0.15, to: 0.1 },
      { path: "weights.compliance", from: 0.25, to: 0.3 },
      { path: "levels.floors.3", from: 75, to: 70 },
      { path: "levels.margin", from: 3, to: 5 },
      { path: "colours.light.0", from: "#4f9f8f", to: "#008000" },
      { path: "descriptions.outbreak", from: null, to: "立案" },
    ]);
  });
});
