import { describe, expect, it } from "vitest";
import { makePermutation, makeWeighted, mix, poissonOf, Rng, seedOf, unitAt } from "#stream/simulator/random";

describe("random", () => {
  it("gives the same bits for the same position, whatever was drawn before", () => {
    expect([mix(1, 2, 3), mix(1, 2, 4), mix(2, 2, 3)]).toEqual([mix(1, 2, 3), mix(1, 2, 4), mix(2, 2, 3)]);
    expect(new Set(Array.from({ length: 10_000 }, (_, i) => mix(7, 1, i))).size).toBeGreaterThan(9_995);
    const high = 2 ** 33 + 5;
    expect(mix(1, 1, high)).not.toBe(mix(1, 1, 5));
  });

  it("is even over tenths", () => {
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const tenth = Math.floor(unitAt(3, 4, i) * 10);
      tenths[tenth] = (tenths[tenth] as number) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it("permutes onto itself and back", () => {
    for (const n of [100, 1000, 22_501, 65_536]) {
      const permutation = makePermutation(n, 9, 1);
      const seen = new Set<number>();
      for (let i = 0; i < n; i++) {
        const at = permutation.at(i);
        seen.add(at);
        expect(permutation.rank(at)).toBe(i);
      }
      expect(seen.size).toBe(n);
    }
    const big = makePermutation(28_629_151, 9, 1);
    for (const i of [0, 1, 2_999_999, 28_629_150]) expect(big.rank(big.at(i))).toBe(i);
  });

  it("counts more events of one draw at a higher rate, and the mean is the rate", () => {
    for (let i = 0; i < 2000; i++) {
      const unit = unitAt(1, 1, i);
      let before = 0;
      for (const mean of [0.1, 1, 5, 40, 59, 61, 200]) {
        const count = poissonOf(mean, unit);
        expect(count).toBeGreaterThanOrEqual(before - (mean === 61 ? 3 : 0));
        before = count;
      }
    }
    for (const mean of [0.3, 4, 300]) {
      let sum = 0;
      for (let i = 0; i < 20_000; i++) sum += poissonOf(mean, unitAt(2, 2, i));
      expect(Math.abs(sum / 20_000 / mean - 1)).toBeLessThan(0.03);
    }
  });

  it("picks by weight", () => {
    const weighted = makeWeighted([
      ["a", 1],
      ["b", 3],
    ] as const);
    expect([weighted.at(0), weighted.at(0.2), weighted.at(0.26), weighted.at(0.999)]).toEqual([
      "a",
      "a",
      "b",
      "b",
    ]);
  });

  it("draws sequences that differ by index and stay inside their bounds", () => {
    const rng = new Rng(1, 2, 3);
    for (let i = 0; i < 1000; i++) {
      const value = rng.between(5, 9);
      expect(value >= 5 && value <= 9).toBe(true);
      expect(Math.abs(rng.normal())).toBeLessThanOrEqual(3.5);
    }
    expect(new Rng(1, 2, 3).next()).toBe(new Rng(1, 2, 3).next());
    expect(new Rng(1, 2, 3).next()).not.toBe(new Rng(1, 2, 4).next());
  });

  it("reads a seed as a number or as words", () => {
    expect(seedOf("42")).toBe(42);
    expect(seedOf("shanghai")).toBe(seedOf("shanghai"));
    expect(seedOf("shanghai")).not.toBe(seedOf("pudong"));
  });
});
