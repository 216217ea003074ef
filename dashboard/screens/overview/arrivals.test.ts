import { describe, expect, it } from "vitest";
import type { Overview } from "#domain/api/overview";
import type { EventBody } from "#domain/push";
import { addRisers, moveCounts } from "./arrivals.ts";

const before = { levels: [10, 5, 3, 2, 1], atRisk: 6, newest: [] } as unknown as Overview;
const event = (change: Partial<EventBody>, district = "310115") => ({
  district,
  body: {
    u: "a/1",
    k: "complaint",
    t: 1_700_000_000_000,
    r: 0,
    e: 7,
    n: "上海某某公司",
    s: 77,
    l: 4,
    p: 2,
    w: "近30日投诉 14 起",
    m: 1,
    ...change,
  } as EventBody,
});

describe("level changes that arrive by push", () => {
  it("move the counts and the number at risk", () => {
    const after = moveCounts(before, [event({}), event({ e: 8, l: 1, p: 3 })]);
    expect(after.levels).toEqual([11, 4, 2, 3, 1]);
    expect(after.atRisk).toBe(6);
  });

  it("leave the city's counts alone when the enterprise lies outside", () => {
    expect(moveCounts(before, [event({}, "000000")]).levels).toEqual(before.levels);
  });

  it("never count below zero", () => {
    const empty = { ...before, levels: [0, 0, 0, 0, 0], atRisk: 0 } as Overview;
    expect(moveCounts(empty, [event({ l: 1, p: 4 })]).levels).toEqual([1, 0, 0, 0, 0]);
  });

  it("put a riser on top, once, and leave out who fell or stayed below orange", () => {
    const once = addRisers(before, [event({}), event({ e: 9, l: 2, p: 1 }), event({ e: 10, l: 3, p: 4 })]);
    expect(once.newest.map((row) => [row.enterpriseId, row.level])).toEqual([[7, "red"]]);
    const twice = addRisers(once, [event({ e: 11, l: 3, p: 1 }), event({ l: 5, p: 4 })]);
    expect(twice.newest.map((row) => [row.enterpriseId, row.level])).toEqual([
      [7, "outbreak"],
      [11, "orange"],
    ]);
    expect(addRisers(before, [event({ l: 1, p: 1 })])).toBe(before);
  });

  it("keep the list bounded", () => {
    const many = Array.from({ length: 200 }, (_row, i) => event({ e: i + 100 }));
    expect(addRisers(before, many).newest).toHaveLength(50);
  });
});
