import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  type Bucket,
  bucketStart,
  dayOf,
  daysBetween,
  isDay,
  startOfDay,
  weekdayOf,
} from "#domain/time";

const instants = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2090, 0, 1) });
const buckets: readonly Bucket[] = ["minute", "hour", "day", "week", "month", "quarter", "year"];

describe("time (Asia/Shanghai)", () => {
  it("starts a day at 16:00 UTC of the day before", () => {
    expect(startOfDay("2026-11-24")).toBe(Date.parse("2026-11-23T16:00:00Z"));
    expect(dayOf(Date.parse("2026-11-23T15:59:59.999Z"))).toBe("2026-11-23");
    expect(dayOf(Date.parse("2026-11-23T16:00:00Z"))).toBe("2026-11-24");
  });

  it("agrees with the time zone database", () => {
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short" });
    fc.assert(
      fc.property(instants, (ms) => {
        expect(dayOf(ms)).toBe(format.format(ms));
      }),
    );
  });

  it("knows what a day is", () => {
    expect(isDay("2024-02-29")).toBe(true);
    for (const text of ["2023-02-29", "2024-13-01", "2024-1-1", "", "20240101"])
      expect(isDay(text)).toBe(false);
    expect(() => startOfDay("2023-02-29")).toThrow(RangeError);
  });

  it("adds days and months", () => {
    expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
    expect(addMonths("2024-01-31", 1)).toBe("2024-02-29");
    expect(addMonths("2024-03-31", -1)).toBe("2024-02-29");
    expect(addMonths("2024-01-15", -1)).toBe("2023-12-15");
    expect(daysBetween("2024-02-28", "2024-03-01")).toBe(2);
    expect(weekdayOf("2026-11-24")).toBe(2);
    expect(weekdayOf("2026-11-29")).toBe(7);
  });

  it("puts every instant in the bucket that holds it", () => {
    expect(dayOf(bucketStart(Date.parse("2026-11-24T00:00:00Z"), "week"))).toBe("2026-11-23");
    expect(dayOf(bucketStart(Date.parse("2026-11-24T00:00:00Z"), "quarter"))).toBe("2026-10-01");
    fc.assert(
      fc.property(instants, fc.constantFrom(...buckets), (ms, bucket) => {
        const start = bucketStart(ms, bucket);
        expect(start).toBeLessThanOrEqual(ms);
        expect(bucketStart(start, bucket)).toBe(start);
        expect(bucketStart(start - 1, bucket)).toBeLessThan(start);
      }),
    );
  });
});
