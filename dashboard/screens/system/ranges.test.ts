import { expect, it } from "vitest";
import { ranges } from "./ranges.ts";

it("writes partitions as ranges", () => {
  expect(ranges([0, 1, 2, 3, 8])).toBe("0–3, 8");
  expect(ranges([5, 4, 15])).toBe("4–5, 15");
  expect(ranges([])).toBe("");
});
