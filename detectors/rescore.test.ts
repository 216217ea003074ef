import { describe, expect, test } from "vitest";
import { createRegistry } from "#detectors/registry";
import { rescoreParts } from "#detectors/rescore";
import { CONFIG, createCity, makeEvent, START_MS } from "#detectors/testing";
import { DAY_MS } from "#detectors/time";
import type { EntityState, Score, ScoreConfig } from "#domain/detect";
import type { Weights } from "#domain/dimension";

const STEEP: Weights = { basic: 0.05, compliance: 0.25, behaviour: 0.05, sentiment: 0.6, association: 0.05 };
const LOW = { floors: [0, 10, 20, 30, 80], margin: 3, minDwellMs: DAY_MS } as const;
const OTHER: ScoreConfig = { version: 2, weights: STEEP, levels: LOW };

/** Two signals, of two dimensions. */
function play(more: readonly ReturnType<typeof makeEvent>[] = []): EntityState {
  const city = createCity();
  city.play([
    makeEvent("sentiment", "s/1", START_MS, { title: "公司高管失联", text: "电话无人接听", source: "news" }),
    makeEvent("penalty", "p/1", START_MS + 1000, { category: "serious-violation", reason: "虚假宣传" }),
    ...more,
  ]);
  return city.stateOf("e:7");
}

const registry = createRegistry();
const AT = START_MS + 10 * DAY_MS;
const under = (state: EntityState, config: ScoreConfig): Score => {
  registry.rescore(state, "e:7", config, AT);
  return state.score as Score;
};
const sumOf = (score: Score) => score.reasons.reduce((sum, reason) => sum + reason.points, 0);

describe("a score under another configuration", () => {
  test("dimensions stay, points add up to the new total, it holds from when the version came into force", () => {
    const before = play().score as Score;
    const after = under(play(), OTHER);
    expect(after.dimensions).toEqual(before.dimensions);
    expect(after.total).not.toBeCloseTo(before.total, 0);
    expect(after).toMatchObject({ configVersion: 2, timeMs: AT });
    expect(after.reasons).toHaveLength(2);
    expect(sumOf(after)).toBeCloseTo(after.total, 1);
    expect(after.reasons.map(({ text }) => text).sort()).toEqual(
      before.reasons.map(({ text }) => text).sort(),
    );
  });

  test("twice is once, and there and back is where it was", () => {
    const once = under(play(), OTHER);
    const state = play();
    under(state, OTHER);
    expect(under(state, OTHER)).toEqual(once);
    const back = under(state, CONFIG);
    const before = play().score as Score;
    expect(back.total).toBe(before.total);
    expect(back.reasons).toEqual(before.reasons);
  });

  test("the parts of the row give what the signals give", () => {
    const before = play().score as Score;
    const after = under(play(), OTHER);
    const parts = rescoreParts(before, OTHER, CONFIG.weights, AT);
    expect(parts).toMatchObject({
      total: after.total,
      level: after.level,
      configVersion: 2,
      timeMs: after.timeMs,
    });
    for (const [i, reason] of parts.reasons.entries()) {
      expect(reason.findingUid).toBe(after.reasons[i]?.findingUid);
      expect(reason.points).toBeCloseTo(after.reasons[i]?.points ?? 0, 1);
    }
  });

  test("a criminal case stays an outbreak under any bands, and a step goes on from there without an alert", () => {
    const criminal = [makeEvent("judicial", "j/1", START_MS + 2000, { stage: "criminal-filed" })];
    const state = play(criminal);
    const high: ScoreConfig = { ...OTHER, levels: { ...LOW, floors: [0, 80, 90, 95, 99] } };
    expect(under(state, high)).toMatchObject({ level: { level: "outbreak" }, forced: "outbreak" });
    const rose = play();
    expect(under(rose, OTHER).level).not.toEqual((play().score as Score).level);
    const step = registry.tick(rose, "e:7", AT + 1000, OTHER);
    expect(step.alerts).toEqual([]);
  });

  test("a state without a score stays without", () => {
    const state = registry.create("e:7");
    registry.rescore(state, "e:7", OTHER, AT);
    expect(state.score).toBeNull();
  });
});
