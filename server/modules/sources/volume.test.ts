import { describe, expect, test } from "vitest";
import { HOUR_MS, startOfDay } from "#domain/time";
import { falseAlarmRate, hoursOf } from "#server/modules/sources/testing/seeded-volumes";
import { judgeVolumes, VOLUME_LIMITS } from "#server/modules/sources/volume";

const START = startOfDay("2026-09-01");
const DAYS = 40;
const END = START + DAYS * 24 * HOUR_MS;
const changed = (seed: number, change: (accepted: number, i: number) => number) =>
  hoursOf(seed, START, DAYS, 200).map(({ hourMs, accepted }, i) => ({
    hourMs,
    accepted: change(accepted, i),
  }));

describe("volume of a source", () => {
  const at = 35 * 24 + 14;

  test("a flood is found in its hour, goes on while it lasts, and is over in the next usual hour", () => {
    const judged = judgeVolumes(
      changed(1, (accepted, i) => (i >= at && i < at + 3 ? accepted * 10 : accepted)),
      END,
    );
    expect(judged[at - 1]).toBeNull();
    for (const i of [at, at + 1, at + 2])
      expect(judged[i]?.came).toBeGreaterThan(5 * (judged[i]?.expected ?? Number.POSITIVE_INFINITY));
    expect(judged[at + 3]).toBeNull();
  });

  test("hours that are missing are zeros: a drop is found", () => {
    const hours = changed(2, (accepted) => accepted).filter((_, i) => i < at || i >= at + 4);
    const judged = judgeVolumes(hours, END);
    expect(judged).toHaveLength(DAYS * 24);
    expect(judged.slice(at, at + 4).find((hour) => hour !== null)).toMatchObject({ came: 0 });
    expect(judged[at + 4]).toBeNull();
  });

  test("a volume that stays is the new usual after three days", () => {
    const judged = judgeVolumes(
      changed(3, (accepted, i) => (i >= at ? accepted * 10 : accepted)),
      END,
    );
    expect(judged[at + VOLUME_LIMITS.longest - 1]).not.toBeNull();
    expect(judged[at + VOLUME_LIMITS.longest]).toBeNull();
  });

  test("nothing is said in the first three weeks, nor of a source without an hour", () => {
    const judged = judgeVolumes(
      changed(4, (accepted, i) => (i === 400 ? accepted * 50 : accepted)),
      END,
    );
    expect(judged.slice(0, VOLUME_LIMITS.warmUp).every((hour) => hour === null)).toBe(true);
    expect(judgeVolumes([], END)).toEqual([]);
  });

  test("twice as many of a few are not worth an alarm", () => {
    const few = hoursOf(5, START, DAYS, 2).map((hour, i) => (i === at ? { ...hour, accepted: 15 } : hour));
    expect(judgeVolumes(few, END)[at]).toBeNull();
  });

  test("day and night, with and without quiet weekends: at most two false alarms a source and year", () => {
    expect(falseAlarmRate(1, 20, 1).perYear).toBeLessThanOrEqual(2);
    expect(falseAlarmRate(1, 20, 0.4).perYear).toBeLessThanOrEqual(2);
  });
});
