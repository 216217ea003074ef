import { expect, test } from "vitest";
import { RecentMap } from "#server/pipelines/recent-map";

test("an entry is found for its age, the newest value counts, and it is gone after twice that", () => {
  const recent = new RecentMap<string, number>(100, 1000);
  recent.set("a", 1, 0);
  recent.set("b", 1, 99);
  recent.set("a", 2, 99);
  recent.set("c", 1, 100);
  expect(recent.get("a")).toBe(2);
  recent.set("a", 3, 150);
  expect(recent.get("a")).toBe(3);
  recent.set("d", 1, 200);
  expect([recent.get("a"), recent.get("b"), recent.get("c")]).toEqual([3, undefined, 1]);
});

test("never holds more than its limit, and always the newest half of it", () => {
  const recent = new RecentMap<number, number>(1000, 100);
  for (let i = 0; i < 1000; i++) {
    recent.set(i, i, 0);
    expect(recent.size).toBeLessThanOrEqual(100);
    expect(recent.get(Math.max(0, i - 49))).toBe(Math.max(0, i - 49));
  }
});
