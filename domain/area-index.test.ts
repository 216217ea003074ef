import { expect, test } from "vitest";
import { areaIndex } from "#domain/area-index";

test("an area without enterprises has index 0", () => {
  expect(areaIndex({ monitored: 0, levels: [0, 0, 0, 0, 0], meanScore: 0 })).toBe(0);
});

test("two orange firms in a hundred reach half of the pressure part", () => {
  expect(areaIndex({ monitored: 100, levels: [98, 0, 2, 0, 0], meanScore: 10 })).toBeCloseTo(4 + 30, 6);
});

test("it rises with the level of a firm, and stays within 0–100", () => {
  const at = (levels: readonly [number, number, number, number, number]) =>
    areaIndex({ monitored: 1000, levels, meanScore: 20 });
  expect(at([999, 0, 1, 0, 0])).toBeLessThan(at([999, 0, 0, 1, 0]));
  expect(at([999, 0, 0, 1, 0])).toBeLessThan(at([999, 0, 0, 0, 1]));
  expect(areaIndex({ monitored: 10, levels: [0, 0, 0, 0, 10], meanScore: 100 })).toBeLessThanOrEqual(100);
});
