import { expect, test } from "vitest";
import { makeSourceRates } from "#server/modules/sources/rates";

const row = (accepted: number) => ({
  id: "a",
  total: { read: accepted, accepted, duplicate: 0, conflict: 0, rejected: 0 },
});

test("the growth of the tally a minute, over the last minute or two", () => {
  const rates = makeSourceRates();
  expect(rates.perMinute("a", 0)).toBe(0);
  for (let t = 0; t <= 300; t += 15) rates.sample([row(t < 150 ? 0 : (t - 150) * 10)], 1_000_000 + t * 1000);
  expect(rates.perMinute("a", 1_300_000)).toBe(600);
  expect(rates.perMinute("a", 1_600_000)).toBe(0);
  expect(rates.perMinute("b", 1_300_000)).toBe(0);
});
