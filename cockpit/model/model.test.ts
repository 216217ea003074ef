import { describe, expect, it } from "vitest";
import { CITY, OUTSIDE } from "#domain/district";
import type { EventBody, PushMessage } from "#domain/push";
import { setLanguage } from "#kit/i18n/translate.ts";
import { drawWall, LONG_NAME, makeCity } from "../testing/city.ts";
import { DEFAULT_FILTERS, readFilters, writeFilters } from "./filters.ts";
import { judgeHealth } from "./health.ts";
import {
  type Arrival,
  applyArrivals,
  LATEST_KEPT,
  LATEST_PER_FRAME,
  makePicture,
  mergeLatest,
  pickArrivals,
  rankAtRisk,
  readArrivals,
  TREND_DAYS,
  type WallPicture,
} from "./picture.ts";
import { makePointStore } from "./points.ts";
import { advance, makeStops, move, setPaused, startRotation, stopOf } from "./rotation.ts";
import { maskOfficer, maskRow } from "./visitors.ts";
import { formatFigure, formatStep } from "./words.ts";

const NOW = Date.parse("2026-11-24T03:12:45Z");

function event(part: Partial<EventBody> & { readonly e: number | null }): EventBody {
  return {
    u: `u${part.e}`,
    k: "complaint",
    t: NOW,
    r: NOW,
    n: "甲",
    s: 50,
    l: 2,
    p: 2,
    w: "",
    m: 0,
    ...part,
  };
}
function arrival(district: string, part: Partial<EventBody> & { readonly e: number | null }): Arrival {
  return { district, body: event(part) };
}
function picture(): WallPicture {
  return makePicture(drawWall(makeCity(2000), CITY, NOW, null, {}));
}
const area = (from: WallPicture, code: string) => from.areas.find((each) => each.code === code);

describe("picture", () => {
  it("keeps 90 days of trend, the newest", () => {
    const { trend } = picture();
    expect(trend).toHaveLength(TREND_DAYS);
    expect(trend.at(-1)?.day).toBe("2026-11-24");
  });

  it("fills the latest list with those who rose last, each enterprise once, newest on top", () => {
    const { latest } = picture();
    expect(latest.length).toBeGreaterThan(5);
    expect(new Set(latest.map((row) => row.enterpriseId)).size).toBe(latest.length);
    for (let i = 1; i < latest.length; i++)
      expect(latest[i - 1]?.timeMs).toBeGreaterThanOrEqual(latest[i]?.timeMs ?? 0);
  });

  it("moves an enterprise between levels in the sum, its district and the figures", () => {
    const before = picture();
    const after = applyArrivals(before, [arrival("310115", { e: 1, p: 2, l: 4 })]);
    expect(after.levels[1]).toBe(before.levels[1] - 1);
    expect(after.levels[3]).toBe(before.levels[3] + 1);
    expect(after.atRisk).toBe(before.atRisk + 1);
    expect(after.newToday).toBe(before.newToday + 1);
    expect(area(after, "310115")?.atRisk).toBe((area(before, "310115")?.atRisk ?? 0) + 1);
    expect(area(after, "310101")).toBe(area(before, "310101"));
    expect(after.levels.reduce((a, b) => a + b)).toBe(before.levels.reduce((a, b) => a + b));
  });

  it("applies a second's changes of one district together", () => {
    const before = picture();
    const after = applyArrivals(before, [
      arrival("310101", { e: 1, p: 1, l: 3 }),
      arrival("310101", { e: 2, p: 1, l: 3 }),
      arrival("310101", { e: 1, p: 3, l: 1 }),
    ]);
    expect(area(after, "310101")?.atRisk).toBe((area(before, "310101")?.atRisk ?? 0) + 1);
  });

  it("changes no count without a change of level, nor for an event of nobody", () => {
    const before = picture();
    const after = applyArrivals(before, [
      arrival("310101", { e: 1, p: 3, l: 3 }),
      arrival("310101", { e: null, p: 1, l: 5 }),
    ]);
    expect(after.levels).toEqual(before.levels);
    expect(after.areas).toBe(before.areas);
  });

  it("is the same picture when nothing arrived", () => {
    const before = picture();
    expect(applyArrivals(before, [])).toBe(before);
  });

  it("reads only events of its own area, and never those outside of the city", () => {
    const message = (topic: string): PushMessage => ({
      topic: topic as PushMessage["topic"],
      seq: 1,
      body: event({ e: 1 }),
    });
    const messages = [
      "events.310101",
      "events.310115",
      `events.${OUTSIDE}`,
      "alerts.310101",
      "system.310000",
    ].map(message);
    expect(readArrivals(messages, CITY).map(({ district }) => district)).toEqual(["310101", "310115"]);
    expect(readArrivals(messages, "310115").map(({ district }) => district)).toEqual(["310115"]);
  });
});

describe("latest", () => {
  it("lets a frame add only so many, rises before the rest, then the higher level", () => {
    const rows = pickArrivals([
      arrival("310101", { e: 1, l: 5, p: 5 }),
      arrival("310101", { e: 2, l: 2, p: 1 }),
      arrival("310101", { e: 3, l: 4, p: 3 }),
    ]);
    expect(rows).toHaveLength(LATEST_PER_FRAME);
    expect(rows.map((row) => row.enterpriseId)).toEqual([3, 2]);
  });

  it("gives the reason in the reader's language, where there is one", () => {
    const arrivals = [arrival("310101", { e: 1, l: 3, p: 2, w: "提现困难", v: "Redemption trouble" })];
    const reasons = (code: "zh" | "en") => {
      setLanguage(code);
      return pickArrivals(arrivals).map((row) => row.reason);
    };
    expect([reasons("en"), reasons("zh")]).toEqual([["Redemption trouble"], ["提现困难"]]);
  });

  it("leaves out ordinary news of normal firms, and what lies under the filter", () => {
    expect(pickArrivals([arrival("310101", { e: 1, l: 1, p: 1 })])).toEqual([]);
    expect(pickArrivals([arrival("310101", { e: 1, l: 3, p: 2 })], 4)).toEqual([]);
    // A fall is news too.
    expect(pickArrivals([arrival("310101", { e: 1, l: 1, p: 3 })])).toHaveLength(1);
  });

  it("tells the same enterprise once, as it is now", () => {
    const rows = pickArrivals([
      arrival("310101", { e: 1, l: 2, u: "old" }),
      arrival("310101", { e: 1, l: 4, u: "new" }),
    ]);
    expect(rows.map((row) => row.uid)).toEqual(["new"]);
    const merged = mergeLatest(
      rows,
      pickArrivals([arrival("310101", { e: 1, l: 5, u: "newer", t: NOW + 1 })]),
    );
    expect(merged.map((row) => row.uid)).toEqual(["newer"]);
  });

  it("is bounded", () => {
    let rows = picture().latest;
    for (let i = 0; i < 500; i++)
      rows = mergeLatest(
        rows,
        pickArrivals([arrival("310101", { e: 9000 + i, u: `u${i}`, l: 3, t: NOW + i })]),
      );
    expect(rows).toHaveLength(LATEST_KEPT);
    expect(rows[0]?.uid).toBe("u499");
  });
});

describe("ranking", () => {
  it("goes by number at risk, then share, then code, and does not change the rows", () => {
    const rows = [
      { code: "c", atRisk: 2, monitored: 10 },
      { code: "b", atRisk: 2, monitored: 100 },
      { code: "a", atRisk: 2, monitored: 100 },
      { code: "d", atRisk: 9, monitored: 900 },
      { code: "e", atRisk: 0, monitored: 0 },
    ];
    expect(rankAtRisk(rows, 4).map(({ code }) => code)).toEqual(["d", "c", "a", "b"]);
    expect(rows[0]?.code).toBe("c");
  });
});

describe("tour", () => {
  const areas = [
    { code: "310101", atRisk: 3 },
    { code: "310104", atRisk: 0 },
    { code: "310115", atRisk: 9 },
  ];
  const stops = () => makeStops(areas);

  it("shows the city first, then who has somebody at risk, most first", () => {
    expect(stops()).toEqual([CITY, "310115", "310101"]);
    expect(makeStops([{ code: "310104", atRisk: 0 }])).toEqual([CITY, "310104"]);
  });

  it("goes on when 20 s are over, and not before", () => {
    const start = startRotation(NOW);
    expect(advance(start, NOW + 19_999, 20_000, stops)).toBe(start);
    const next = advance(start, NOW + 20_000, 20_000, stops);
    expect(stopOf(next)).toBe("310115");
    expect(stopOf(advance(next, NOW + 40_000, 20_000, stops))).toBe("310101");
  });

  it("keeps the order of a round while ranks change, and makes it anew after", () => {
    const first = advance(startRotation(NOW), NOW + 20_000, 20_000, stops);
    const second = advance(first, NOW + 40_000, 20_000, () => [CITY, "310104"]);
    expect(stopOf(second)).toBe("310101");
    const home = advance(second, NOW + 60_000, 20_000, () => [CITY, "310104"]);
    expect(stopOf(home)).toBe(CITY);
    expect(stopOf(advance(home, NOW + 80_000, 20_000, () => []))).toBe("310104");
  });

  it("stands still while paused, and takes its full time after", () => {
    const paused = setPaused(startRotation(NOW), true, NOW);
    expect(advance(paused, NOW + 99_000, 20_000, stops)).toBe(paused);
    const on = setPaused(paused, false, NOW + 99_000);
    expect(advance(on, NOW + 110_000, 20_000, stops)).toBe(on);
    expect(stopOf(advance(on, NOW + 119_000, 20_000, stops))).toBe("310115");
  });

  it("steps by hand both ways, paused or not, round the ends", () => {
    const start = startRotation(NOW, true);
    const back = move(start, -1, NOW, stops);
    expect(stopOf(back)).toBe("310101");
    expect(stopOf(move(back, 1, NOW, stops))).toBe(CITY);
  });
});

describe("filters", () => {
  it("come back from the address that they write", () => {
    const filters = {
      ...DEFAULT_FILTERS,
      district: "310115",
      industry: "J",
      level: 4,
      visitors: true,
      paused: true,
      every: 45,
      map: "svg",
    } as const;
    expect(writeFilters(filters)).toBe(
      "?district=310115&industry=J&level=red&visitors=1&rotate=off&every=45&map=svg",
    );
    expect(readFilters(writeFilters(filters))).toEqual(filters);
    expect(writeFilters(DEFAULT_FILTERS)).toBe("");
  });

  it("leave what cannot be read at its default", () => {
    expect(readFilters("?district=999999&industry=66&level=blue&every=x&rotate=maybe&map=3d")).toEqual(
      DEFAULT_FILTERS,
    );
    expect(readFilters("?every=1").every).toBe(5);
    expect(readFilters("?every=99999").every).toBe(600);
  });
});

describe("points", () => {
  const columns = {
    ids: [1, 2, 3],
    names: ["a", "b", "c"],
    longitudes: [121.1, 121.2, 121.3],
    latitudes: [31.1, 31.2, 31.3],
    levels: [4, 3, 3],
    scores: [80, 66, 61],
  };

  it("lie by level in flat columns", () => {
    const store = makePointStore();
    store.replace(columns);
    expect(store.column(4)).toMatchObject({ length: 1 });
    expect([...store.column(3).positions].map((degree) => degree.toFixed(1))).toEqual([
      "121.2",
      "31.2",
      "121.3",
      "31.3",
    ]);
    expect(store.size).toBe(3);
  });

  it("move with the level, and the last takes the empty place", () => {
    const store = makePointStore();
    store.replace(columns);
    expect(store.apply(event({ e: 2, l: 5, p: 3 }))).toBe(true);
    expect(store.column(3).length).toBe(1);
    expect(store.column(3).positions[0]).toBeCloseTo(121.3);
    expect(store.column(5).positions[0]).toBeCloseTo(121.2);
    expect(store.positionOf(3)?.[1]).toBeCloseTo(31.3);
  });

  it("go when the enterprise is normal again, and stay away when its place is unknown", () => {
    const store = makePointStore();
    store.replace(columns);
    expect(store.apply(event({ e: 1, l: 1, p: 4 }))).toBe(true);
    expect(store.positionOf(1)).toBeNull();
    expect(store.apply(event({ e: 77, l: 3, p: 1 }))).toBe(false);
    expect(store.size).toBe(2);
  });

  it("tell what is unchanged by the same column", () => {
    const store = makePointStore();
    store.replace(columns);
    const [orange, red] = [store.column(3), store.column(4)];
    expect(store.apply(event({ e: 1, l: 4, p: 4, x: [121.1, 31.1] }))).toBe(false);
    expect(store.column(4)).toBe(red);
    store.apply(event({ e: 1, l: 5, p: 4 }));
    expect(store.column(3)).toBe(orange);
    expect(store.column(4)).not.toBe(red);
  });

  it("never grow past the limit", () => {
    const store = makePointStore(100);
    for (let i = 0; i < 1000; i++) store.apply(event({ e: i, l: 2 + (i % 4), p: 1, x: [121 + i / 1e4, 31] }));
    expect(store.size).toBe(100);
    for (let i = 0; i < 1000; i++) store.apply(event({ e: i, l: 1, p: 2 }));
    expect(store.size).toBe(0);
  });
});

describe("health", () => {
  const good = { line: "live", heardMs: NOW, skewMs: 0, fault: null, signedOut: false } as const;
  it("is good between two beats, and through a blip of the line", () => {
    expect(judgeHealth(good, NOW, NOW + 20_000).kind).toBe("good");
    expect(judgeHealth({ ...good, line: "waiting" }, NOW, NOW + 3_000).kind).toBe("good");
  });
  it("is stale when the line is broken or silent for long", () => {
    expect(judgeHealth({ ...good, line: "waiting" }, NOW, NOW + 6_000)).toMatchObject({
      kind: "stale",
      sinceMs: NOW,
    });
    expect(judgeHealth(good, NOW, NOW + 41_000).kind).toBe("stale");
    expect(judgeHealth({ ...good, line: "offline" }, NOW, NOW + 6_000)).toMatchObject({ offline: true });
  });
  it("is partial when events come but the server's picture does not", () => {
    const fault = { code: "http.503" } as never;
    expect(judgeHealth({ ...good, fault, heardMs: NOW + 200_000 }, NOW, NOW + 200_000)).toMatchObject({
      kind: "partial",
      code: "http.503",
    });
    expect(judgeHealth({ ...good, fault }, NOW, NOW + 1_000).kind).toBe("good");
  });
  it("says that the session is over before anything else", () => {
    expect(judgeHealth({ ...good, signedOut: true, line: "ended" }, NOW, NOW).kind).toBe("signed-out");
  });
});

describe("visitors", () => {
  it("see what kind of firm it is, not which, in the reason neither", () => {
    const masked = maskRow({ name: "上海星河财富管理有限公司", reason: "星河财富管理宣传年化 15%" });
    expect(masked.name).toBe("上海＊＊财富管理有限公司");
    expect(masked.reason).not.toContain("星河");
    expect(maskRow({ name: LONG_NAME, reason: "" }).name).not.toBe(LONG_NAME);
    expect(maskOfficer("李四")).toBe("李＊");
  });
});

describe("figures", () => {
  it("stand in full as long as they fit", () => {
    expect(formatFigure(20_000)).toEqual({ digits: "20,000", unit: "" });
    expect(formatFigure(999_999)).toEqual({ digits: "999,999", unit: "" });
    expect(formatFigure(3_000_000)).toEqual({ digits: "300.0", unit: "万" });
    expect(formatStep(0)).toBe("");
    expect(formatStep(-1234)).toBe("▼1,234");
  });
});
