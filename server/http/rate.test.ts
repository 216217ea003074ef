import { expect, test } from "vitest";
import { makeRate } from "#server/http/rate";

test("a burst up to the limit, then a wait that is said, then again", () => {
  const rate = makeRate();
  for (let i = 0; i < 10; i++) expect(rate.take("a", 10, 0)).toBe(0);
  expect(rate.take("a", 10, 0)).toBe(6);
  expect(rate.take("b", 10, 0)).toBe(0);
  expect(rate.take("a", 10, 6_000)).toBe(0);
  expect(rate.take("a", 10, 6_000)).toBe(6);
});

test("memory is bounded: the key that was not seen for longest is forgotten", () => {
  const rate = makeRate(2);
  for (const key of ["a", "b", "a", "c"]) rate.take(key, 1, 0);
  expect(rate.take("a", 1, 0)).toBe(60);
  expect(rate.take("b", 1, 0)).toBe(0);
});
