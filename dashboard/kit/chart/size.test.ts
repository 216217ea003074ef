import { describe, expect, it } from "vitest";
import { axisSteps, labelIndexes } from "#kit/chart/size.ts";

describe("axes", () => {
  it("go in round steps from zero to at least the highest value", () => {
    expect(axisSteps(51)).toEqual([0, 20, 40, 60]);
    expect(axisSteps(100)).toEqual([0, 50, 100]);
    expect(axisSteps(0.7)).toEqual([0, 0.25, 0.5, 0.75]);
    expect(axisSteps(0)).toEqual([0, 1]);
    expect(axisSteps(1, 3, true)).toEqual([0, 1]);
    expect(axisSteps(7, 3, true)).toEqual([0, 3, 6, 9]);
    expect(axisSteps(1_000_000).at(-1)).toBe(1_000_000);
  });

  it("label the last point always and no more than fit", () => {
    expect(labelIndexes(30, 8)).toContain(29);
    expect(labelIndexes(30, 8).length).toBeLessThanOrEqual(8);
    expect(labelIndexes(1, 8)).toEqual([0]);
    expect(labelIndexes(0, 8)).toEqual([]);
  });
});
