import { describe, expect, test } from "vitest";
import { createCity, makeEvent, rulesIn } from "#detectors/testing";
import { DAY_MS } from "#detectors/time";

const START = Date.parse("2016-02-01T00:00:00+08:00");

function edition(
  month: number,
  score: number | undefined,
  status: string,
  more: Record<string, number> = {},
) {
  const timeMs = Date.UTC(2016, 1 + month, 1) - 8 * 3_600_000;
  const period = new Date(Date.UTC(2016, month, 1)).toISOString().slice(0, 7);
  const figures = { ...(score === undefined ? {} : { 综合评分: score }), ...more };
  return makeEvent(
    "filing",
    `r/${month}`,
    timeMs,
    { form: "网贷平台评级", period, figures, status },
    { type: "filing.rating" },
  );
}

describe("rating watch", () => {
  test("a firm that stays in the table with a steady score raises nothing", () => {
    const city = createCity();
    for (let month = 0; month < 8; month++) {
      const event = edition(month, 80 + (month % 2), "A", { 利率: 8, 资金流入率: 1 });
      city.tickTo(event.timeMs);
      city.play([event]);
    }
    expect(city.findings).toEqual([]);
    expect(city.stateOf("e:7").score?.total).toBe(0);
  });

  test("dropped from the table: found by time alone, graver in stages, yellow, over when it comes back", () => {
    const city = createCity();
    city.play([edition(0, 80, "A")]);
    city.tickTo(START + 40 * DAY_MS);
    expect(city.findings).toEqual([]);
    city.tickTo(START + 60 * DAY_MS);
    expect(city.findings.map(({ severity }) => severity)).toEqual([55]);
    expect(city.findings[0]?.reason).toBe("已退出网贷平台评级：2016-01 期后 20 天未再列入（末次 A 80）");
    expect(city.stateOf("e:7").score?.level.level).toBe("yellow");
    city.tickTo(START + 400 * DAY_MS);
    expect(city.findings.map(({ severity }) => severity)).toEqual([55, 62, 68]);
    expect(new Set(city.findings.map(({ uid }) => uid)).size).toBe(3);
    city.play([edition(14, 80, "A")]);
    expect(city.stateOf("e:7").score?.total).toBe(0);
  });

  test("an edition that is late by less than the first stage is no loss", () => {
    const city = createCity();
    for (const month of [0, 1, 3]) {
      const event = edition(month, 70, "B+");
      if (month < 3) city.tickTo(event.timeMs);
      city.play([{ ...event, timeMs: event.timeMs - (month === 3 ? 15 * DAY_MS : 0) }]);
    }
    expect(city.findings).toEqual([]);
  });

  test("falls, low marks, money that leaves and high returns", () => {
    const city = createCity();
    const rows = [
      edition(0, 82, "A", { 利率: 11, 资金流入率: -2 }),
      edition(1, 78, "B+", { 利率: 14, 资金流入率: -1 }),
      edition(2, 58, "C+", { 利率: 18, 资金流入率: -5 }),
    ];
    for (const row of rows) city.play([row]);
    expect(rulesIn(city.findings)).toEqual([
      "rating-watch.high-yield",
      "rating-watch.net-outflow",
      "rating-watch.rating-fall",
      "rating-watch.rating-low",
    ]);
    const words = city.findings.map(({ reason }) => reason);
    expect(words).toContain("网贷平台评级得分由 82 降至 58");
    expect(words).toContain("网贷平台评级评级偏低：C+（58 分）");
    expect(words).toContain("资金连续 3 期净流出");
  });

  test("only a grade, or no figure at all, is read for what it says; an older edition changes nothing", () => {
    const city = createCity();
    city.play([edition(3, undefined, "C")]);
    expect(rulesIn(city.findings)).toEqual(["rating-watch.rating-low"]);
    const before = JSON.stringify(city.stateOf("e:7").detectors["rating-watch"]);
    city.play([edition(1, 90, "A+")]);
    expect(JSON.stringify(city.stateOf("e:7").detectors["rating-watch"])).toBe(before);
  });

  test("other filings are none of its business", () => {
    const city = createCity();
    city.play([
      makeEvent("filing", "f", START, {
        form: "月报",
        period: "2016-01",
        figures: { 利率: 40 },
        status: "C",
      }),
    ]);
    expect(city.findings.filter(({ detector }) => detector === "rating-watch")).toEqual([]);
  });
});
