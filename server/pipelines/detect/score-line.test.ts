import { describe, expect, test } from "vitest";
import type { Score } from "#domain/detect";
import { findStretch } from "#server/pipelines/detect/score-line";
import type { KnownPoint } from "#store/score-line";

const point = (timeMs: number, total: number, level: 1 | 4 = 1) => ({
  score: score(timeMs, total, level),
  eventUid: `e${timeMs}`,
});
const known = (timeMs: number, total: number, level = 1): KnownPoint => ({ timeMs, total, level });
const found = (...args: Parameters<typeof findStretch>) => {
  const stretch = findStretch(...args);
  return (
    stretch && {
      from: stretch.fromMs,
      to: stretch.toMs,
      points: stretch.points.map(({ score }) => [score.timeMs, score.total]),
    }
  );
};

describe("the stretch that a rebuild says anew", () => {
  test("none where the lines are as near as ticks make out, or differ before what changed", () => {
    const line = [point(10, 5), point(20, 30), point(35, 29.4)];
    expect(found([known(10, 5), known(20, 30), known(33, 29.1)], line, score(50, 29), 0)).toBeNull();
    expect(found([known(10, 9), known(20, 30)], line, score(50, 29), 20)).toBeNull();
  });

  test("it begins at the first difference, by points or by level", () => {
    const line = [point(10, 5), point(20, 30), point(30, 40)];
    const expected = {
      from: 20,
      to: 50,
      points: [
        [20, 30],
        [30, 40],
      ],
    };
    expect(found([known(10, 5), known(30, 10)], line, score(50, 39), 0)).toEqual(expected);
    expect(found([known(10, 5), known(20, 30, 4), known(30, 40)], line, score(50, 39), 0)).toEqual(expected);
  });

  test("where a known rise is gone, what held before goes on; without anything before, nothing is said", () => {
    expect(found([known(10, 5), known(20, 80, 4)], [point(10, 5)], score(50, 4), 0)).toEqual({
      from: 20,
      to: 50,
      points: [[20, 5]],
    });
    expect(found([known(20, 80, 4)], [], score(50, 0), 0)).toEqual({ from: 20, to: 50, points: [] });
  });

  test("the present point is not said twice, and what was known beyond it is superseded", () => {
    expect(found([known(10, 5), known(50, 9)], [point(10, 5), point(50, 40)], score(50, 40), 0)).toBeNull();
    expect(found([known(10, 5), known(60, 90)], [point(10, 5)], score(50, 40), 0)).toEqual({
      from: 60,
      to: 60,
      points: [],
    });
  });

  test("it has a bounded number of points, and one of several at one instant", () => {
    // Many small moves, and some large ones, which are kept.
    const line = Array.from({ length: 5_000 }, (_, i) => point(i, (i % 9) + (i % 500 > 250 ? 40 : 0)));
    const stretch = found([], line, score(9_999, 1), 0);
    expect(stretch?.points.length).toBeGreaterThan(18);
    expect(stretch?.points.length).toBeLessThanOrEqual(500);
    expect(found([], [point(1, 20), point(1, 40)], score(9, 40), 0)?.points).toEqual([[1, 40]]);
  });
});

function score(timeMs: number, total: number, level: 1 | 4 = 1): Score {
  return {
    total,
    dimensions: { basic: 0, compliance: 0, behaviour: 0, sentiment: 0, association: 0 },
    level: { level: level === 4 ? "red" : "normal", sinceMs: timeMs },
    reasons: [],
    configVersion: 1,
    modelVersion: "m",
    timeMs,
  };
}
