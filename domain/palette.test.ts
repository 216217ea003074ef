import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SIGHTS } from "#domain/colour";
import { LEVELS } from "#domain/level";
import {
  checkPalette,
  DEFAULT_PALETTE,
  LEAST_DISTANCE,
  measureNeighbours,
  PALETTE_THEMES,
} from "#domain/palette";

describe("palette", () => {
  it("the default is what the pages' tokens say", () => {
    const css = readFileSync(new URL("../dashboard/kit/tokens.css", import.meta.url), "utf8");
    const found = [...css.matchAll(/--level-([1-5]): (#[0-9a-f]{6})/g)].map((match) => match[2]);
    expect(found).toEqual([...DEFAULT_PALETTE.light, ...DEFAULT_PALETTE.dark]);
  });

  it("the default keeps neighbours apart in every sight and theme, and is seen on dark ground", () => {
    expect(checkPalette(DEFAULT_PALETTE)).toEqual({ errors: [], warnings: [] });
    for (const theme of PALETTE_THEMES)
      for (const sight of SIGHTS) {
        const pairs = measureNeighbours(DEFAULT_PALETTE, theme, sight);
        expect(pairs.map((pair) => [pair.lower, pair.upper])).toEqual(
          LEVELS.slice(1).map((upper, i) => [LEVELS[i], upper]),
        );
        expect(Math.min(...pairs.map((pair) => pair.distance))).toBeGreaterThanOrEqual(LEAST_DISTANCE);
      }
  });

  it("stops what is no colour and neighbours that nobody tells apart", () => {
    const light = [...DEFAULT_PALETTE.light];
    light[2] = "#f7cc30";
    expect(checkPalette({ ...DEFAULT_PALETTE, light }).errors).toMatchObject([
      { code: "alike", theme: "light", sight: "normal", lower: "yellow", upper: "orange" },
    ]);
    light[2] = "orange";
    expect(checkPalette({ ...DEFAULT_PALETTE, light }).errors).toEqual([
      { code: "not-a-colour", theme: "light", level: "orange" },
    ]);
    expect(checkPalette({ ...DEFAULT_PALETTE, light: [] }).errors).toHaveLength(5);
  });

  it("warns of red beside green of the same lightness, and of what is faint on dark ground", () => {
    const light = [...DEFAULT_PALETTE.light];
    light[0] = "#c05050";
    light[1] = "#6a7f30";
    const { errors, warnings } = checkPalette({ ...DEFAULT_PALETTE, light });
    expect(errors).toEqual([]);
    expect(warnings).toContainEqual(
      expect.objectContaining({ code: "alike", sight: "deutan", lower: "normal", upper: "yellow" }),
    );
    const dark = [...DEFAULT_PALETTE.dark];
    dark[4] = "#4a1a5b";
    expect(checkPalette({ ...DEFAULT_PALETTE, dark }).warnings).toContainEqual(
      expect.objectContaining({ code: "faint", level: "outbreak" }),
    );
  });
});
