import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nullRegistry } from "#detectors/null-registry";
import { rebuild } from "#detectors/rebuild";
import { createRegistry, DETECTORS, rulesOf } from "#detectors/registry";
import { MAX_SIGNALS, type Signal } from "#detectors/signals";
import { CONFIG, createCity, makeEvent, START_MS } from "#detectors/testing";
import { DAY_MS, HOUR_MS } from "#detectors/time";
import type { StepResult } from "#domain/detect";
import { DIMENSIONS } from "#domain/dimension";
import type { InputKind, StreamEvent } from "#domain/event";
import type { Level } from "#domain/level";
import { LEVEL_RELEASE_TYPE, type LevelRelease } from "#domain/level-release";

const registry = createRegistry();

const release = (atMs: number, to: Level): StreamEvent => ({
  ...makeEvent("derived", `reviews/level-${atMs}`, atMs, { to, review: 1 } satisfies LevelRelease),
  type: LEVEL_RELEASE_TYPE,
});

const yuan = fc.integer({ min: 0, max: 9_000_000 }).map((n) => `${n}.${n % 100}`);
const phrase = fc
  .array(
    fc.constantFrom(
      "宝盈财富",
      "跑路",
      "未",
      "兑付困难",
      "，",
      "。",
      "谣言",
      "年化24%",
      "保本保息",
      "维权",
      "谨防",
      "非法集资",
      "中天信托",
      "失联",
      "正常",
      "投诉",
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(""));
const DATA: Record<InputKind, fc.Arbitrary<object>> = {
  registration: fc.record(
    {
      status: fc.constantFrom("active", "abnormal", "revoked"),
      legalRepresentative: fc.constantFrom("张三", "李四", "王五"),
      registeredAddress: fc.constantFrom("世纪大道1号101室", "望园路2165弄15号301室", "亭卫公路1000号"),
      registeredCapital: yuan,
      paidInCapital: yuan,
      scope: fc.constantFrom("财富管理", "商务咨询"),
      establishedOn: fc.constantFrom("2024-11-01", "2010-01-01"),
    },
    { requiredKeys: [] },
  ),
  sentiment: fc.record({
    title: fc.constant(""),
    text: phrase,
    channel: fc.constantFrom("微博", "新闻", "抖音", "股吧"),
  }),
  market: fc.record({
    metric: fc.constantFrom("a", "b"),
    value: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  }),
  complaint: fc.record({ title: phrase, text: fc.constant(""), amount: yuan, people: fc.nat(50) }),
  judicial: fc.record({
    stage: fc.constantFrom("filed", "judgment", "enforcement", "dishonest", "criminal-filed"),
    role: fc.constantFrom("plaintiff", "defendant"),
    amount: yuan,
  }),
  tax: fc.record({ item: fc.constantFrom("增值税", "所得税"), arrears: yuan }),
  penalty: fc.record({
    category: fc.constantFrom("administrative", "serious-violation", "abnormal-operation", "blacklist"),
    amount: yuan,
  }),
  filing: fc.record({
    form: fc.constant("小额贷款月报"),
    period: fc.constantFrom("2025-01", "2025-02"),
    dueOn: fc.constantFrom("2025-02-15", "2025-03-15"),
    figures: fc.record({
      largestBorrowerLoans: fc.nat(200),
      netAssetsLastYear: fc.integer({ min: 1, max: 1000 }),
    }),
  }),
  transaction: fc.record({
    provider: fc.constant("银行"),
    authority: fc.constant("协查"),
    account: fc.constantFrom("6222021234567890", "6222020000000000"),
    counterparty: fc.constantFrom("6217", "6218", "6219"),
    direction: fc.constantFrom("in", "out"),
    amount: yuan,
    cash: fc.boolean(),
  }),
};

/** Events of one enterprise in time order, of every kind. */
const history = fc
  .array(
    fc
      .constantFrom(...(Object.keys(DATA) as InputKind[]))
      .chain((kind) => fc.tuple(fc.constant(kind), DATA[kind], fc.nat(200))),
    { minLength: 1, maxLength: 40 },
  )
  .map((rows) => {
    let at = START_MS;
    return rows.map(([kind, data, hours], i): StreamEvent => {
      at += hours * HOUR_MS;
      return makeEvent(kind, `p/${i}`, at, data as never, { subjectName: "上海宝盈财富管理有限公司" });
    });
  });

function fold(events: readonly StreamEvent[], throughJson: boolean): { results: StepResult[]; last: string } {
  let state = registry.create("e:7");
  const results = events.map((event) => {
    const given = throughJson ? JSON.parse(JSON.stringify(state)) : state;
    const result = registry.step(given, event, CONFIG);
    state = result.state;
    return { ...result, state: registry.create("e:7") };
  });
  return { results, last: JSON.stringify(state) };
}

describe("properties", () => {
  test("the same events give the same findings, scores, alerts and state, in memory or through JSON", () => {
    fc.assert(
      fc.property(history, (events) => {
        const once = fold(events, false);
        const again = fold(events, true);
        expect(again).toEqual(once);
      }),
      { numRuns: 150 },
    );
  });

  test("scores are in 0–100, reasons are at most three and carry no more than the total, the state stays bounded", () => {
    fc.assert(
      fc.property(history, (events) => {
        let state = registry.create("e:7");
        for (const event of events) {
          const { score, indicators, findings } = registry.step(state, event, CONFIG);
          for (const { severity, reason, reasonEn } of findings) {
            expect(severity).toBeGreaterThanOrEqual(1);
            expect(severity).toBeLessThanOrEqual(100);
            expect(`${reason}${reasonEn}`).not.toMatch(/undefined|NaN|\[object/);
          }
          for (const { value } of indicators) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(100);
          }
          if (score === null) continue;
          expect(score.total).toBeGreaterThanOrEqual(0);
          expect(score.total).toBeLessThanOrEqual(100);
          for (const dimension of DIMENSIONS) expect(score.dimensions[dimension]).toBeLessThanOrEqual(100);
          expect(score.reasons.length).toBeLessThanOrEqual(3);
          const points = score.reasons.reduce((sum, reason) => sum + reason.points, 0);
          expect(points).toBeLessThanOrEqual(score.total + 0.05);
        }
        state = JSON.parse(JSON.stringify(state));
        expect((state.detectors.signals as Signal[]).length).toBeLessThanOrEqual(MAX_SIGNALS);
        expect(JSON.stringify(state).length).toBeLessThan(16_000);
      }),
      { numRuns: 150 },
    );
  });

  test("keys do not touch each other: interleaving the events of two firms changes nothing", () => {
    fc.assert(
      fc.property(history, history, fc.array(fc.boolean(), { maxLength: 80 }), (one, two, order) => {
        const own = two.map((event): StreamEvent => ({ ...event, key: "e:8", enterpriseId: 8 }));
        const apart = createCity(registry);
        apart.play(one);
        apart.play(own);
        const mixed = createCity(registry);
        const queues = [[...one], [...own]];
        for (const left of order) mixed.play(queues[left ? 0 : 1]?.splice(0, 1) ?? []);
        for (const queue of queues) mixed.play(queue);
        const enterpriseOwn = (city: typeof apart, key: string) => {
          const { signals, "shared-address": _s, association: _a, ...rest } = city.stateOf(key).detectors;
          return rest;
        };
        for (const key of ["e:7", "e:8"])
          expect(enterpriseOwn(mixed, key)).toEqual(enterpriseOwn(apart, key));
      }),
      { numRuns: 40 },
    );
  });

  test("finding and alert uids never repeat within a history, and a rebuild gives them again", () => {
    fc.assert(
      fc.property(history, (events) => {
        const first = rebuild(registry, "e:7", events, CONFIG);
        const shuffled = rebuild(registry, "e:7", [...events].reverse(), CONFIG);
        expect(new Set(first.findings.map(({ uid }) => uid)).size).toBe(first.findings.length);
        expect(shuffled.findings.map(({ uid }) => uid)).toEqual(first.findings.map(({ uid }) => uid));
        expect(shuffled.alerts).toEqual(first.alerts);
        expect(JSON.stringify(shuffled.state)).toBe(JSON.stringify(first.state));
      }),
      { numRuns: 60 },
    );
  });
});

describe("life of a score", () => {
  test("a run of bad texts and complaints rises level by level with one alert each; time alone does not let the level fall, a person does", () => {
    const city = createCity(registry);
    const words = [
      "到期未兑付",
      "老板失联",
      "投资人维权",
      "提现困难",
      "警方立案侦查",
      "门店人去楼空",
      "资金链断裂",
      "涉嫌非法集资",
    ];
    words.forEach((word, i) => {
      const at = START_MS + i * DAY_MS;
      city.play([
        makeEvent("sentiment", `s/${i}`, at, {
          title: "",
          text: `上海宝盈财富${word}，记者${i}报道${"甲乙丙丁戊己庚辛"[i]}`,
          channel: "新闻",
        }),
        makeEvent("complaint", `c/${i}`, at + 1000, {
          title: "无法提现",
          text: "",
          amount: "250000.50",
          people: 3,
        }),
      ]);
    });
    const levels = city.alerts.map(({ to }) => to);
    expect(levels).toEqual([...new Set(levels)]);
    expect(levels.at(-1)).toBe("red");
    expect(city.stateOf("e:7").score?.reasons).toHaveLength(3);
    city.tickTo(START_MS + 500 * DAY_MS);
    expect(city.stateOf("e:7").score).toMatchObject({ level: { level: "red" }, band: { level: "normal" } });
    city.play([release(START_MS + 501 * DAY_MS, "orange")]);
    expect(city.stateOf("e:7").score).toMatchObject({
      level: { level: "orange" },
      band: { level: "normal" },
    });
    city.play([release(START_MS + 501.5 * DAY_MS, "normal")]);
    expect(city.stateOf("e:7").score?.level.level).toBe("orange");
    city.play([release(START_MS + 503 * DAY_MS, "normal")]);
    expect(city.stateOf("e:7").score?.level.level).toBe("normal");
    expect(city.stateOf("e:7").score?.band).toBeUndefined();
    expect(city.alerts).toHaveLength(levels.length);
  });

  test("under another version a fall that waits for a person goes on waiting, another falls at once", () => {
    const city = createCity(registry);
    const filed = (day: number, type: string) =>
      makeEvent("judicial", `j/${day}`, START_MS + day * DAY_MS, { stage: "criminal-filed" }, { type });
    city.play([filed(0, "judicial.filed"), filed(10, "judicial.closed")]);
    const waiting = city.stateOf("e:7");
    expect(waiting.score?.band?.level).toBe("normal");
    const other = { ...CONFIG, version: 2 };
    registry.rescore(waiting, "e:7", other, START_MS + 20 * DAY_MS);
    expect(waiting.score).toMatchObject({ level: { level: "outbreak" }, band: { level: "normal" } });

    const yellow = createCity(registry);
    yellow.play([makeEvent("judicial", "j/d", START_MS, { stage: "dishonest" })]);
    const state = yellow.stateOf("e:7");
    expect(state.score?.level.level).toBe("yellow");
    const high = { ...other, levels: { ...CONFIG.levels, floors: [0, 96, 97, 98, 99] as const } };
    registry.rescore(state, "e:7", high, START_MS + 20 * DAY_MS);
    expect(state.score).toMatchObject({ level: { level: "normal" } });
    expect(state.score?.band).toBeUndefined();
  });

  test("a new episode alerts also where the level of the last one was not released", () => {
    const city = createCity(registry);
    const filed = (day: number, type: string) =>
      makeEvent("judicial", `j/${day}`, START_MS + day * DAY_MS, { stage: "criminal-filed" }, { type });
    city.play([filed(0, "judicial.filed"), filed(10, "judicial.closed")]);
    city.tickTo(START_MS + 300 * DAY_MS);
    expect(city.stateOf("e:7").score).toMatchObject({
      level: { level: "outbreak" },
      band: { level: "normal" },
    });
    const known = city.alerts.length;
    city.play([
      makeEvent("judicial", "j/new", START_MS + 301 * DAY_MS, { stage: "dishonest" }),
      makeEvent("penalty", "p/new", START_MS + 301 * DAY_MS, { category: "blacklist" }),
    ]);
    expect(city.stateOf("e:7").score?.band?.level).not.toBe("normal");
    const levels = city.alerts.slice(known).flatMap(({ from, to }) => [from, to]);
    expect(levels.slice(0, 2)).toEqual(["normal", "yellow"]);
    expect(levels.at(-1)).toBe(city.stateOf("e:7").score?.band?.level);
  });

  test("the first event of a firm makes a score of 0, so that it has a row", () => {
    const result = registry.step(
      registry.create("e:7"),
      makeEvent("tax", "t/1", START_MS, { item: "增值税" }),
      CONFIG,
    );
    expect(result.score).toMatchObject({ total: 0, level: { level: "normal" }, reasons: [] });
    expect(result.state.dueMs).toBeNull();
  });

  test("a new configuration re-scores at the next step, with nothing else changed", () => {
    const state = registry.step(
      registry.create("e:7"),
      makeEvent("penalty", "p/1", START_MS, { category: "blacklist" }),
      CONFIG,
    ).state;
    const weights = { basic: 0.25, compliance: 0.05, behaviour: 0.25, sentiment: 0.25, association: 0.2 };
    const before = state.score?.total ?? 0;
    const result = registry.tick(state, "e:7", START_MS + 1, { ...CONFIG, version: 2, weights });
    expect(result.score?.configVersion).toBe(2);
    expect(result.score?.total).toBeLessThan(before / 2);
  });

  test("an event that is a little late is folded in at the watermark", () => {
    const late = registry.step(
      registry.create("e:7"),
      makeEvent("tax", "t/1", START_MS, { item: "增值税", arrears: "500000" }),
      CONFIG,
    );
    const result = registry.step(
      late.state,
      makeEvent("complaint", "c/1", START_MS - HOUR_MS, { title: "跑路", text: "" }),
      CONFIG,
    );
    expect(result.state.watermarkMs).toBe(START_MS);
    expect(result.findings[0]?.timeMs).toBe(START_MS);
    expect(registry.latenessMs).toBeGreaterThan(HOUR_MS);
  });

  test("a signal that is spent tells its indicator as 0, by whatever event the time has passed", () => {
    const first = registry.step(
      registry.create("e:7"),
      makeEvent("filing", "f/1", START_MS, {
        form: "月报",
        period: "一",
        dueOn: "2025-01-01",
        figures: { a: 1 },
      }),
      CONFIG,
    );
    expect(first.indicators.map(({ id }) => id)).toEqual(["compliance.filing-late"]);
    const later = makeEvent("market", "m/1", START_MS + 500 * DAY_MS, { metric: "a", value: 1 });
    expect(registry.step(first.state, later, CONFIG).indicators).toEqual([
      { id: "compliance.filing-late", dimension: "compliance", value: 0 },
    ]);
  });

  test("a tick tells the indicators that time moved", () => {
    const state = registry.step(
      registry.create("e:7"),
      makeEvent("judicial", "j/1", START_MS, { stage: "dishonest" }),
      CONFIG,
    ).state;
    const { indicators, findings } = registry.tick(state, "e:7", START_MS + 365 * DAY_MS, CONFIG);
    expect(findings).toEqual([]);
    expect(indicators).toEqual([{ id: "compliance.dishonest", dimension: "compliance", value: 33 }]);
  });
});

test("every rule says its words in both languages and belongs to one dimension", () => {
  const rules = rulesOf();
  expect(rules.size).toBeGreaterThan(45);
  for (const [key, rule] of rules) {
    expect(key).toBe(`${rule.detector}.${rule.id}`);
    expect(DIMENSIONS).toContain(rule.dimension);
  }
  expect(new Set(DETECTORS.map(({ id }) => id)).size).toBe(DETECTORS.length);
});

test("the null registry passes everything through", () => {
  const state = nullRegistry.create("e:1");
  const result = nullRegistry.step(
    state,
    makeEvent("judicial", "j/1", START_MS, { stage: "criminal-filed" }),
    CONFIG,
  );
  expect(result).toMatchObject({ findings: [], score: null, alerts: [], derived: [] });
  expect(result.state.watermarkMs).toBe(START_MS);
});
