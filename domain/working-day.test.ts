import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween } from "#domain/time";
import {
  addWorkingDays,
  holidayOf,
  isKnownYear,
  isWorkingDay,
  workingDaysBetween,
  workingMinutesBetween,
} from "#domain/working-day";

const days = fc.integer({ min: 0, max: 1095 }).map((n) => addDays("2024-01-01", n));
const at = (text: string): number => Date.parse(`${text}+08:00`);

describe("working days", () => {
  it.each([
    ["2024-02-09", true],
    ["2024-02-10", false],
    ["2024-02-18", true],
    ["2025-10-08", false],
    ["2025-10-11", true],
    ["2026-01-04", true],
    ["2026-02-14", true],
    ["2026-02-23", false],
    ["2026-02-28", true],
    ["2026-09-20", true],
    ["2026-11-24", true],
    ["2026-11-28", false],
  ])("%s is a working day: %s", (day, expected) => {
    expect(isWorkingDay(day)).toBe(expected);
  });

  it("has 251, 248 and 248 working days in 2024, 2025 and 2026", () => {
    const count = (year: number): number => workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`);
    expect([count(2024), count(2025), count(2026)]).toEqual([251, 248, 248]);
  });

  it("names the holiday", () => {
    expect(holidayOf("2026-02-17")).toBe("春节");
    expect(holidayOf("2026-02-14")).toBeNull();
  });

  it("jumps over a long holiday", () => {
    expect(addWorkingDays("2026-02-13", 2)).toEqual({ day: "2026-02-24", assumed: false });
    expect(addWorkingDays("2026-10-01", 0)).toEqual({ day: "2026-10-08", assumed: false });
    expect(addWorkingDays("2026-11-24", 0)).toEqual({ day: "2026-11-24", assumed: false });
  });

  it("says when it had to assume", () => {
    expect(addWorkingDays("2026-12-30", 1)).toEqual({ day: "2026-12-31", assumed: false });
    expect(addWorkingDays("2026-12-31", 1)).toEqual({ day: "2027-01-01", assumed: true });
    expect(isKnownYear("2027-05-01")).toBe(false);
    expect(() => addWorkingDays("2026-01-01", -1)).toThrow(RangeError);
  });

  it("adds and counts the same", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (from, n) => {
        const { day } = addWorkingDays(from, n);
        expect(isWorkingDay(day)).toBe(true);
        expect(workingDaysBetween(from, day)).toBe(n);
        expect(daysBetween(from, day)).toBeGreaterThanOrEqual(n);
      }),
    );
  });

  it("counts office minutes only", () => {
    expect(workingMinutesBetween(at("2026-11-24T09:00:00"), at("2026-11-24T17:30:00"))).toBe(450);
    expect(workingMinutesBetween(at("2026-11-24T11:30:00"), at("2026-11-24T13:30:00"))).toBe(60);
    expect(workingMinutesBetween(at("2026-11-27T17:00:00"), at("2026-11-30T09:30:00"))).toBe(60);
    expect(workingMinutesBetween(at("2026-11-28T09:00:00"), at("2026-11-29T18:00:00"))).toBe(0);
    expect(workingMinutesBetween(at("2026-11-24T12:00:00"), at("2026-11-24T09:00:00"))).toBe(0);
  });
});
