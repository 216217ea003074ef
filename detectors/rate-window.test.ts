import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addToRate,
  burstOf,
  burstSeverity,
  createRate,
  rollRate,
  sumRate,
  surpriseOf,
  WINDOW_DAYS,
} from "#detectors/rate-window";

const PRIOR = { shape: 0.6, days: 60, memoryDays: 180 };

/** P(X >= k) by summing the mass below k, for checking where that is precise enough. */
function tailByMass(k: number, shape: number, p: number): number {
  let mass = p ** shape;
  let below = 0;
  for (let i = 0; i < k; i++) {
    below += mass;
    mass *= ((shape + i) / (i + 1)) * (1 - p);
  }
  return 1 - below;
}

describe("rate window", () => {
  test("surprise is the tail of the negative binomial", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0.3, max: 30, noNaN: true }),
        fc.double({ min: 0.3, max: 0.99, noNaN: true }),
        (k, shape, p) => {
          const tail = tailByMass(k, shape, p);
          fc.pre(tail > 1e-9 && k > (shape * (1 - p)) / p);
          expect(surpriseOf(k, shape, p)).toBeCloseTo(-Math.log10(tail), 4);
        },
      ),
    );
  });

  test("a source's huge count is as surprising as can be, and ends", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10_000_000, max: Number.MAX_SAFE_INTEGER }),
        fc.double({ min: 0.01, max: 40, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (k, shape, p) => {
          expect(surpriseOf(k, shape, p)).toBe(12);
        },
      ),
    );
  });

  test("a large ordinary rate is judged by the normal, near the exact value", () => {
    const shape = 900;
    const p = 0.7;
    const mean = (shape * (1 - p)) / p;
    expect(mean).toBeGreaterThan(300);
    expect(surpriseOf(Math.round(mean + 4 * Math.sqrt(mean / p)), shape, p)).toBeGreaterThan(3.5);
    expect(surpriseOf(Math.round(mean + 4 * Math.sqrt(mean / p)), shape, p)).toBeLessThan(5.5);
    expect(surpriseOf(Math.round(mean), shape, p)).toBe(0);
  });

  test("says how many came and how many would be usual: 14 in 30 days, usually about 1.2", () => {
    const rate = createRate();
    for (let day = 0; day < 720; day += 25) addToRate(rate, 20_000 + day, PRIOR);
    for (let i = 0; i < 14; i++) addToRate(rate, 20_760 + i, PRIOR);
    const burst = burstOf(rate, 20_773, 30, PRIOR);
    expect(burst.count).toBe(14);
    expect(burst.expected).toBeGreaterThan(0.9);
    expect(burst.expected).toBeLessThan(1.4);
    expect(burst.surprise).toBeGreaterThan(6);
    expect(burstSeverity(burst, 3)).toBeGreaterThan(60);
  });

  test("a firm that always has many complaints is no burst", () => {
    const rate = createRate();
    for (let day = 0; day < 400; day++) addToRate(rate, 20_000 + day, PRIOR, 5);
    for (const days of [1, 7, 30]) expect(burstSeverity(burstOf(rate, 20_399, days, PRIOR), 3)).toBe(0);
  });

  test("the first complaint of a new firm is no burst", () => {
    const rate = createRate();
    addToRate(rate, 20_000, PRIOR);
    expect(burstSeverity(burstOf(rate, 20_000, 1, PRIOR), 3)).toBe(0);
  });

  test("holds at most a window of days, sums are exact, and forgets slowly", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 300 }), (offsets) => {
        const rate = createRate();
        const days = offsets.map((offset) => 20_000 + offset).sort((a, b) => a - b);
        for (const day of days) addToRate(rate, day, PRIOR, 1, 100, 2);
        expect(rate.d.length).toBeLessThanOrEqual(WINDOW_DAYS);
        const last = days.at(-1) ?? 20_000;
        const inside = days.filter((day) => day > last - 30).length;
        expect(sumRate(rate, last, 30)).toEqual({ count: inside, fen: inside * 100, people: inside * 2 });
        expect(rate.n).toBeLessThanOrEqual(days.length - inside + 1e-9);
      }),
    );
  });

  test("a day that left the window goes to the history, an earlier day inside it is put in its place", () => {
    const rate = createRate();
    addToRate(rate, 20_010, PRIOR);
    addToRate(rate, 20_100, PRIOR);
    addToRate(rate, 20_090, PRIOR);
    addToRate(rate, 20_001, PRIOR);
    expect(rate.d.map(([day]) => day)).toEqual([20_090, 20_100]);
    expect(rate.n).toBeGreaterThan(1.7);
    rollRate(rate, 20_500, PRIOR);
    expect(rate.d).toEqual([]);
  });
});
