import { expect, test } from "vitest";
import { waitBeforeMs } from "#kit/push/backoff.ts";

test("the wait doubles up to its maximum, and half of it is by chance", () => {
  const config = { firstMs: 100, maxMs: 1000 };
  expect([0, 1, 2, 3, 4, 50].map((attempt) => waitBeforeMs(attempt, config, () => 0))).toEqual([
    50, 100, 200, 400, 500, 500,
  ]);
  expect([0, 1, 2, 3, 4, 50].map((attempt) => waitBeforeMs(attempt, config, () => 1))).toEqual([
    100, 200, 400, 800, 1000, 1000,
  ]);
});
