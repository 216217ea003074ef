import { expect, test } from "vitest";
import { LimiterFullError, makeLimiter } from "#server/http/limiter";

test("runs at most the given number at once, in order, and refuses what does not fit the queue", async () => {
  const limiter = makeLimiter(2, 2);
  let active = 0;
  let peak = 0;
  const order: number[] = [];
  const release: (() => void)[] = [];
  const task = (n: number) =>
    limiter.run(async () => {
      active++;
      peak = Math.max(peak, active);
      order.push(n);
      await new Promise<void>((resolve) => release.push(resolve));
      active--;
      return n;
    });
  const results = [task(1), task(2), task(3), task(4)];
  await expect(task(5)).rejects.toBeInstanceOf(LimiterFullError);
  for (let i = 0; i < 4; i++) {
    while (release.length === 0) await Promise.resolve();
    release.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await Promise.all(results)).toEqual([1, 2, 3, 4]);
  expect(order).toEqual([1, 2, 3, 4]);
  expect(peak).toBe(2);
});

test("a task that fails gives its place back", async () => {
  const limiter = makeLimiter(1, 0);
  await expect(limiter.run(async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await limiter.run(async () => 7)).toBe(7);
});
