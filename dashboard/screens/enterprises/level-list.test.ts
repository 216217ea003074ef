import { expect, it } from "vitest";
import { toggleLevel } from "./level-list.ts";

it("adds and removes a level, in the order of the levels; all or none is no filter", () => {
  expect(toggleLevel([], "red")).toBe("red");
  expect(toggleLevel(["red"], "orange")).toBe("orange,red");
  expect(toggleLevel(["orange", "red"], "red")).toBe("orange");
  expect(toggleLevel(["red"], "red")).toBe("");
  expect(toggleLevel(["normal", "yellow", "orange", "red"], "outbreak")).toBe("");
});
