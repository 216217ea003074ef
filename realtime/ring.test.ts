import { expect, test } from "vitest";
import { Ring } from "#realtime/ring";

const BOUNDS = { maxCount: 100, maxBytes: 1000, maxAgeMs: 50 };

test("keeps the newest by count, bytes and age, and at least one", () => {
  const byCount = new Ring(0, { ...BOUNDS, maxCount: 3 });
  for (let i = 1; i <= 5; i++) byCount.push(`m${i}`, 0);
  expect([byCount.first, byCount.last, byCount.count]).toEqual([3, 5, 3]);
  expect(byCount.after(0, 100, 10)).toEqual(["m3", "m4", "m5"]);

  const byBytes = new Ring(0, { ...BOUNDS, maxBytes: 10 });
  for (const body of ["aaaa", "bbbb", "cccc", "d".repeat(50)]) byBytes.push(body, 0);
  expect([byBytes.first, byBytes.count, byBytes.bytes]).toEqual([4, 1, 50]);

  const byAge = new Ring(7, BOUNDS);
  byAge.push("old", 0);
  byAge.push("young", 40);
  byAge.push("new", 60);
  expect([byAge.first, byAge.last]).toEqual([9, 10]);
  expect(byAge.after(8, 100, 10)).toEqual(["young", "new"]);
});

test("sequences stay right while places are used again", () => {
  const ring = new Ring(0, { ...BOUNDS, maxBytes: 1e9 });
  for (let i = 1; i <= 5000; i++) ring.push(String(i), i / 100);
  expect([ring.first, ring.last, ring.count]).toEqual([4901, 5000, 100]);
  expect(ring.after(4990, 1000, 3)).toEqual(["4991", "4992", "4993"]);
});
