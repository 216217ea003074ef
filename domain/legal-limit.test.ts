import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOCAL_KINDS } from "#domain/finance-kind";
import {
  citeLimit,
  formatLimitValue,
  LEGAL_LIMITS,
  type LegalLimit,
  limitsFor,
  measureLimit,
} from "#domain/legal-limit";
import { isDay } from "#domain/time";

const limit = (id: string): LegalLimit => {
  const found = LEGAL_LIMITS.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe("legal limits", () => {
  it("are complete facts: dates, document, number, clause, words", () => {
    expect(new Set(LEGAL_LIMITS.map((each) => each.id)).size).toBe(LEGAL_LIMITS.length);
    for (const each of LEGAL_LIMITS) {
      expect(isDay(each.validFrom), each.id).toBe(true);
      if (each.validTo !== null) expect(each.validTo > each.validFrom).toBe(true);
      for (const text of [each.document, each.number, each.clause, each.zh, each.en])
        expect(text, each.id).not.toBe("");
      expect(each.value).toBeGreaterThan(0);
    }
  });

  it.each([
    ["microloan", 4],
    ["factoring", 4],
    ["leasing", 7],
    ["guarantee", 9],
    ["pawn", 10],
  ] as const)("%s has its %i limits today", (kind, count) => {
    expect(limitsFor(kind, "2026-11-24", "310115")).toHaveLength(count);
  });

  it("changes edition on the day, without a gap or an overlap", () => {
    const numbers = (day: string): Set<string> =>
      new Set(limitsFor("microloan", day, "310115").map((each) => each.number));
    expect(numbers("2020-09-06").size).toBe(0);
    expect([...numbers("2024-12-30")]).toEqual(["银保监办发〔2020〕86号"]);
    expect([...numbers("2024-12-31")]).toEqual(["金规〔2024〕26号"]);
  });

  it("adds a city's own rule for its districts only", () => {
    const local: LegalLimit = { ...limit("factoring.leverage"), id: "local", region: "310000", value: 8 };
    const all = [...LEGAL_LIMITS, local];
    expect(limitsFor("factoring", "2026-01-01", "310115", all)).toContain(local);
    expect(limitsFor("factoring", "2026-01-01", "340104", all)).not.toContain(local);
  });

  it("takes exactly at the limit as kept, above as breached", () => {
    const one = limit("microloan.one-borrower.2024");
    const figures = (loans: number): Record<string, number> => ({
      largestBorrowerLoans: loans,
      netAssetsLastYear: 100_000_000,
    });
    expect(measureLimit(one, figures(10_000_000))).toMatchObject({ state: "kept", measured: 0.1 });
    expect(measureLimit(one, figures(10_000_001))).toMatchObject({ state: "breached" });
    expect(measureLimit(one, figures(12_000_000))).toMatchObject({ state: "breached", use: 1.2 });
  });

  it("says unknown, never zero, for what was not reported", () => {
    expect(measureLimit(limit("factoring.reserve"), { factoringBalance: 1 })).toEqual({
      state: "unknown",
      missing: ["riskReserve"],
    });
    expect(measureLimit(limit("guarantee.leverage"), { liabilityBalance: 1, netAssets: 1 })).toEqual({
      state: "unknown",
      missing: ["smallFarmFocus"],
    });
  });

  it("picks the variant that the condition names", () => {
    const figures = { liabilityBalance: 12, netAssets: 1, smallFarmFocus: 1 };
    expect(measureLimit(limit("guarantee.leverage"), figures)).toEqual({ state: "not-applicable" });
    expect(measureLimit(limit("guarantee.leverage-focus"), figures)).toMatchObject({ state: "kept" });
    const pawn = { registeredCapital: 5_000_000, largestRealEstateLoan: 1_000_001 };
    expect(measureLimit(limit("pawn.one-real-estate"), pawn)).toEqual({ state: "not-applicable" });
    expect(measureLimit(limit("pawn.one-real-estate-small"), pawn)).toMatchObject({ state: "breached" });
  });

  it("knows that nothing is left when net assets are gone", () => {
    expect(measureLimit(limit("leasing.leverage"), { riskAssets: 1, netAssets: -5 })).toMatchObject({
      state: "breached",
    });
    expect(measureLimit(limit("leasing.leverage"), { riskAssets: 0, netAssets: -5 })).toMatchObject({
      state: "kept",
    });
    expect(measureLimit(limit("leasing.lease-assets"), { leaseAssets: 0, totalAssets: 0 })).toMatchObject({
      state: "breached",
    });
  });

  it("breaches exactly when more than all of the limit is used", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LEGAL_LIMITS.filter((each) => each.when === undefined)),
        fc.double({ min: 0, max: 1e12, noNaN: true }),
        fc.double({ min: 1, max: 1e12, noNaN: true }),
        (each, figure, divisor) => {
          const reading = measureLimit(each, {
            [each.figure]: figure,
            ...(each.of === null ? {} : { [each.of]: divisor }),
          });
          if (reading.state !== "kept" && reading.state !== "breached") throw new Error("must be measured");
          expect(reading.state === "breached").toBe(reading.use > 1 + 1e-9);
        },
      ),
    );
  });

  it("cites and formats", () => {
    expect(citeLimit(limit("pawn.fee-movables"))).toBe(
      "《典当管理办法》（商务部、公安部令2005年第8号）第三十八条",
    );
    expect(formatLimitValue(limit("pawn.fee-movables"))).toBe("月42‰");
    expect(formatLimitValue(limit("microloan.one-borrower.2024"))).toBe("10%");
    expect(formatLimitValue(limit("leasing.leverage"))).toBe("8倍");
    expect(formatLimitValue(limit("pawn.one-real-estate-small"))).toBe("1,000,000元");
    expect(LOCAL_KINDS).toHaveLength(5);
  });
});
