import { describe, expect, it } from "vitest";
import { checkLevelRule } from "#domain/level";
import { bandWidths, type Floors, moveBorder, setFloor } from "./bands.ts";

const START: Floors = [0, 40, 60, 75, 90];

describe("bands of levels", () => {
  it("a border on the bar stops at its neighbours: always ordered, without a gap", () => {
    expect(moveBorder(START, 2, 10)).toEqual([0, 40, 41, 75, 90]);
    expect(moveBorder(START, 2, 99)).toEqual([0, 40, 74, 75, 90]);
    expect(moveBorder(START, 4, 250)).toEqual([0, 40, 60, 75, 100]);
    expect(moveBorder(START, 1, -5)).toEqual([0, 1, 60, 75, 90]);
    for (let i = 1; i <= 4; i++)
      for (let value = -20; value <= 120; value += 0.7) {
        const floors = moveBorder(START, i, value);
        expect(checkLevelRule({ floors, margin: 0, minDwellMs: 0 })).toEqual([]);
        expect(bandWidths(floors).reduce((sum, width) => sum + width, 0)).toBeCloseTo(100, 9);
      }
  });

  it("a border as typed may be wrong, and the first never moves", () => {
    expect(setFloor(START, 3, 55.55)).toEqual([0, 40, 60, 55.6, 90]);
    expect(setFloor(START, 0, 5)).toEqual(START);
    expect(setFloor(START, 2, Number.NaN)).toEqual(START);
    expect(bandWidths([0, 40, 60, 55, 90]).every((width) => width >= 0)).toBe(true);
  });
});
