import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { customRange, periodRange } from "#domain/period";
import { startOfDay } from "#domain/time";

const at = (text: string): number => Date.parse(`${text}+08:00`);

describe("period", () => {
  it("compares the running month with the same stretch of the month before and of the year before", () => {
    const range = periodRange("month", at("2026-11-11T09:30:00"));
    expect(range.firstDay).toBe("2026-11-01");
    expect(range.lastDay).toBe("2026-11-11");
    expect(range.previous).toEqual({ fromMs: at("2026-10-01T00:00:00"), toMs: at("2026-10-11T09:30:00") });
    expect(range.yearBefore).toEqual({ fromMs: at("2025-11-01T00:00:00"), toMs: at("2025-11-11T09:30:00") });
  });

  it("never lets the period before reach into the present one", () => {
    const range = periodRange("month", at("2026-03-31T23:00:00"));
    expect(range.previous.toMs).toBe(at("2026-03-01T00:00:00"));
  });

  it("begins weeks on Monday, quarters and years on their first day", () => {
    const now = at("2026-11-24T03:12:45");
    expect(periodRange("today", now).previous.fromMs).toBe(at("2026-11-23T00:00:00"));
    expect(periodRange("week", now).firstDay).toBe("2026-11-23");
    expect(periodRange("quarter", now).firstDay).toBe("2026-10-01");
    expect(periodRange("year", now).firstDay).toBe("2026-01-01");
    expect(periodRange("year", now).previous.fromMs).toBe(startOfDay("2025-01-01"));
  });

  it("takes whole days when chosen, and refuses a range that runs backwards", () => {
    const range = customRange("2026-11-01", "2026-11-10");
    expect(range.toMs - range.fromMs).toBe(10 * 86_400_000);
    expect(range.previous.toMs).toBe(range.fromMs);
    expect(range.previous.toMs - range.previous.fromMs).toBe(10 * 86_400_000);
    expect(() => customRange("2026-11-10", "2026-11-01")).toThrow(RangeError);
  });

  it("keeps every range ordered", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("today", "week", "month", "quarter", "year" as const),
        fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2080, 0, 1) }),
        (name, now) => {
          const range = periodRange(name as "today", now);
          expect(range.fromMs).toBeLessThanOrEqual(range.toMs);
          expect(range.previous.fromMs).toBeLessThanOrEqual(range.previous.toMs);
          expect(range.previous.toMs).toBeLessThanOrEqual(range.fromMs);
          expect(range.yearBefore.toMs).toBeLessThan(range.toMs);
        },
      ),
    );
  });
});
