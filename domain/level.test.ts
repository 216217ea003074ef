import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_WEIGHTS, DIMENSIONS } from "#domain/dimension";
import {
  checkLevelRule,
  DEFAULT_LEVEL_RULE,
  isAtRisk,
  LEVELS,
  type LevelState,
  levelNumber,
  levelOf,
  nextLevel,
  rawLevel,
} from "#domain/level";

const HOUR = 3_600_000;
const rule = DEFAULT_LEVEL_RULE;
const released = (state: LevelState, score: number, nowMs: number) =>
  nextLevel(state, score, nowMs, rule, null, "normal");

describe("level", () => {
  it("has the default bands of the city", () => {
    const at = (score: number): string => rawLevel(score, rule);
    expect([at(0), at(39.99), at(40), at(60), at(75), at(90), at(100)]).toEqual([
      "normal",
      "normal",
      "yellow",
      "orange",
      "red",
      "outbreak",
      "outbreak",
    ]);
    expect(LEVELS.filter(isAtRisk)).toEqual(["orange", "red", "outbreak"]);
  });

  it("maps numbers both ways", () => {
    for (const level of LEVELS) expect(levelOf(levelNumber(level))).toBe(level);
    expect(() => levelOf(0)).toThrow(RangeError);
    expect(() => levelOf(6)).toThrow(RangeError);
  });

  it("rises at once, falls only below the margin, after the dwell and when released", () => {
    let state: LevelState = nextLevel(null, 61, 0, rule);
    expect(state).toEqual({ level: "orange", sinceMs: 0 });
    state = nextLevel(state, 76, HOUR, rule);
    expect(state).toEqual({ level: "red", sinceMs: HOUR });
    expect(released(state, 72.5, 100 * HOUR).level).toBe("red");
    expect(released(state, 71.9, 2 * HOUR).level).toBe("red");
    expect(released(state, 71.9, 25 * HOUR)).toEqual({ level: "orange", sinceMs: 25 * HOUR });
    expect(nextLevel(state, 0, 10_000 * HOUR, rule)).toBe(state);
  });

  it("falls to what was released and no further, and never below the band of the score", () => {
    const state = nextLevel(null, 76, 0, rule);
    expect(nextLevel(state, 10, 25 * HOUR, rule, null, "yellow").level).toBe("yellow");
    expect(nextLevel(state, 61, 25 * HOUR, rule, null, "yellow").level).toBe("orange");
    expect(nextLevel(state, 10, 25 * HOUR, rule, "orange", "yellow").level).toBe("orange");
    expect(nextLevel(state, 10, 25 * HOUR, rule, null, "red")).toBe(state);
    expect(nextLevel(state, 10, 25 * HOUR, rule, null, "outbreak")).toBe(state);
  });

  it("is at the lowest level from its first moment, not from its first event", () => {
    const state = nextLevel(null, 10, 5 * HOUR, rule);
    expect(state).toEqual({ level: "normal", sinceMs: null });
    expect(nextLevel(state, 20, 6 * HOUR, rule)).toBe(state);
  });

  it("is forced by a criminal case, and not lowered while it stands", () => {
    const state = nextLevel(null, 20, 0, rule, "outbreak");
    expect(state.level).toBe("outbreak");
    expect(nextLevel(state, 0, 1000 * HOUR, rule, "outbreak", "normal").level).toBe("outbreak");
    expect(released(state, 0, 1000 * HOUR).level).toBe("normal");
  });

  it("does not flap for a score that trembles by less than the margin", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...rule.floors.slice(1)),
        fc.array(fc.double({ min: -2.9, max: 2.9, noNaN: true }), { minLength: 2, maxLength: 60 }),
        (floor, trembles) => {
          let state: LevelState = nextLevel(null, floor, 0, rule);
          let changes = 0;
          trembles.forEach((tremble, i) => {
            const next = released(state, floor + tremble, (i + 1) * 48 * HOUR);
            if (next.level !== state.level) changes++;
            state = next;
          });
          expect(changes).toBe(0);
        },
      ),
    );
  });

  it("never stands below the band of the score", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: 0, max: 100, noNaN: true }),
            fc.nat(72),
            fc.constantFrom(null, ...LEVELS),
          ),
          { maxLength: 50 },
        ),
        (steps) => {
          let state: LevelState | null = null;
          let now = 0;
          for (const [score, hours, release] of steps) {
            now += hours * HOUR;
            const before: LevelState | null = state;
            state = nextLevel(state, score, now, rule, null, release);
            if (release === null && before !== null)
              expect(levelNumber(state.level)).toBeGreaterThanOrEqual(levelNumber(before.level));
            expect(levelNumber(state.level)).toBeGreaterThanOrEqual(levelNumber(rawLevel(score, rule)));
            expect(state.sinceMs ?? 0).toBeLessThanOrEqual(now);
          }
        },
      ),
    );
  });

  it("finds the faults of a rule", () => {
    expect(checkLevelRule(rule)).toEqual([]);
    expect(checkLevelRule({ ...rule, floors: [5, 40, 60, 75, 90] })).toEqual(["first-floor-not-zero"]);
    expect(checkLevelRule({ ...rule, floors: [0, 60, 60, 75, 90] })).toEqual(["floors-not-ascending-at-3"]);
    expect(checkLevelRule({ ...rule, floors: [0, 40, 60, 75, 101] })).toEqual(["floor-above-100"]);
    expect(checkLevelRule({ ...rule, margin: -1 })).toEqual(["negative-hysteresis"]);
  });

  it("has weights that add up to one", () => {
    expect(DIMENSIONS.reduce((sum, dimension) => sum + DEFAULT_WEIGHTS[dimension], 0)).toBeCloseTo(1, 12);
  });
});
