import { describe, expect, test } from "vitest";
import { DAY_MS } from "#domain/time";
import { measureLead, type Watch } from "#server/eval/lead-measure";

const day = (n: number) => n * DAY_MS;
const mark = (n: number, flagged: boolean) => ({ timeMs: day(n), flagged });

describe("lead", () => {
  test("a flag counts while it stands: the last one that was not taken back gives the lead", () => {
    const watches: Watch[] = [
      {
        fromMs: 0,
        failedMs: day(100),
        endMs: day(100),
        marks: [mark(10, true), mark(20, false), mark(60, true)],
      },
      { fromMs: 0, failedMs: day(100), endMs: day(100), marks: [mark(10, true), mark(20, false)] },
      { fromMs: 0, failedMs: day(100), endMs: day(100), marks: [mark(30, true), mark(90, true)] },
      { fromMs: 0, failedMs: null, endMs: day(300), marks: [mark(10, true), mark(160, false)] },
      { fromMs: 0, failedMs: null, endMs: day(300), marks: [] },
    ];
    const result = measureLead(watches, 1);
    expect(result).toMatchObject({
      hits: 2,
      hitRate: 0.667,
      leadDays: [40, 70],
      medianLeadDays: 55,
      falseAlarmRate: 0.5,
    });
    expect(result.falseAlarmMonths).toBe(0.25);
    expect(result.flagged).toBe(4);
    expect(result.precision).toBe(0.5);
  });

  test("a mark at or after the failure is no early warning", () => {
    const result = measureLead(
      [{ fromMs: 0, failedMs: day(50), endMs: day(50), marks: [mark(50, true)] }],
      1,
    );
    expect(result).toMatchObject({ hits: 0, hitRate: 0, medianLeadDays: null, flagged: 0 });
  });

  test("intervals: seeded, and Wilson's shows the doubt that five of five leave", () => {
    const hit: Watch = { fromMs: 0, failedMs: day(50), endMs: day(50), marks: [mark(10, true)] };
    const calm: Watch = { fromMs: 0, failedMs: null, endMs: day(50), marks: [] };
    const watches = [...Array<Watch>(5).fill(hit), ...Array<Watch>(20).fill(calm)];
    const first = measureLead(watches, 7);
    expect(first).toEqual(measureLead(watches, 7));
    expect(first.intervals.bootstrap.hitRate).toEqual([1, 1]);
    // Wilson 1927 for 5 of 5: lower end 5 / (5 + z²).
    expect(first.intervals.wilson.hitRate).toEqual([0.566, 1]);
  });
});
