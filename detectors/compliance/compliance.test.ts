import { describe, expect, test } from "vitest";
import { compliance } from "#detectors/compliance/compliance";
import { nextPeriod } from "#detectors/compliance/filing";
import { createRegistry } from "#detectors/registry";
import { createCity, makeEvent, rulesIn, START_MS } from "#detectors/testing";
import { DAY_MS } from "#detectors/time";

const registry = createRegistry({ detectors: [compliance] });
const at = (days: number) => START_MS + days * DAY_MS;

describe("courts", () => {
  test("a criminal case forces the outbreak at once, whatever the score, and makes an alert", () => {
    const city = createCity(registry);
    city.play([
      makeEvent("judicial", "j/1", at(0), { stage: "criminal-filed", cause: "非法吸收公众存款罪" }),
    ]);
    expect(city.stateOf("e:7").score?.level.level).toBe("outbreak");
    expect(city.alerts).toHaveLength(1);
    expect(city.alerts[0]).toMatchObject({ from: "normal", to: "outbreak" });
    city.tickTo(at(700));
    expect(city.stateOf("e:7").score?.level.level).toBe("outbreak");
  });
  test("a criminal case that is closed leaves the score; the level waits for a person", () => {
    const city = createCity(registry);
    city.play([makeEvent("judicial", "j/1", at(0), { stage: "criminal-filed" })]);
    city.play([
      makeEvent("judicial", "j/2", at(10), { stage: "criminal-filed" }, { type: "judicial.closed" }),
    ]);
    expect(city.stateOf("e:7").score).toMatchObject({
      level: { level: "outbreak" },
      band: { level: "normal" },
    });
  });
  test("a firm that sues is no risk; one that is sued often is", () => {
    const plaintiff = createCity(registry);
    plaintiff.play(
      Array.from({ length: 12 }, (_, i) =>
        makeEvent("judicial", `j/${i}`, at(i), { stage: "filed", role: "plaintiff" }),
      ),
    );
    expect(plaintiff.findings).toEqual([]);
    const defendant = createCity(registry);
    defendant.play(
      Array.from({ length: 12 }, (_, i) =>
        makeEvent("judicial", `j/${i}`, at(i), { stage: "filed", role: "defendant" }),
      ),
    );
    expect(defendant.findings.at(-1)?.reason).toMatch(/^近30日涉诉 \d+ 件（常态 [<\d.]+）$/);
  });
  test("a dishonest debtor, and its end", () => {
    const city = createCity(registry);
    city.play([
      makeEvent("judicial", "j/1", at(0), {
        stage: "dishonest",
        amount: "3000000",
        court: "浦东新区人民法院",
      }),
    ]);
    expect(city.findings[0]?.reason).toBe("被列为失信被执行人，金额 300 万元");
    city.play([makeEvent("judicial", "j/2", at(40), { stage: "dishonest" }, { type: "judicial.removed" })]);
    expect(city.stateOf("e:7").score?.total).toBe(0);
  });
});

describe("penalties and taxes", () => {
  test("on and off the abnormal-operation list", () => {
    const city = createCity(registry);
    city.play([
      makeEvent("penalty", "p/1", at(0), {
        category: "abnormal-operation",
        reason: "通过登记的住所无法联系",
      }),
    ]);
    expect(city.findings[0]?.reason).toBe("列入经营异常名录：通过登记的住所无法联系");
    city.play([
      makeEvent("penalty", "p/2", at(90), { category: "abnormal-operation" }, { type: "penalty.removed" }),
    ]);
    expect(city.stateOf("e:7").score?.total).toBe(0);
  });
  test("arrears stand until they are paid", () => {
    const city = createCity(registry);
    city.play([makeEvent("tax", "t/1", at(0), { item: "增值税", arrears: "1250000.50" })]);
    expect(city.findings[0]?.reason).toBe("欠缴增值税 125 万元");
    city.tickTo(at(300));
    expect(city.stateOf("e:7").score?.dimensions.compliance).toBeGreaterThan(30);
    city.play([makeEvent("tax", "t/2", at(301), { item: "增值税", arrears: "0" })]);
    expect(city.stateOf("e:7").score?.total).toBe(0);
  });
});

describe("legal limits", () => {
  const report = (uid: string, days: number, period: string, loans: number) =>
    makeEvent("filing", uid, at(days), {
      form: "小额贷款公司监管月报",
      period,
      figures: { largestBorrowerLoans: loans, netAssetsLastYear: 100_000_000 },
    });

  test("a breach is a fact with its clause: alert, level at least yellow, no delay", () => {
    const city = createCity(registry);
    city.play([report("f/1", 0, "2024-12", 12_000_000)]);
    const [finding] = city.findings;
    expect(finding).toMatchObject({
      rule: "limit-breach",
      clause: expect.stringContaining("金规〔2024〕26号"),
    });
    expect(finding?.reason).toContain("12%，超过上限 10%（占用 120%");
    expect(city.stateOf("e:7").score?.level.level).toBe("yellow");
    expect(city.alerts).toHaveLength(1);
  });
  test("nearness is shown with its trend, exactly at the limit is kept, and a cure ends the breach", () => {
    const city = createCity(registry);
    city.play([
      report("f/1", 0, "2024-10", 8_000_000),
      report("f/2", 30, "2024-11", 9_500_000),
      report("f/3", 60, "2024-12", 10_000_000),
    ]);
    expect(rulesIn(city.findings)).toEqual(["compliance.limit-near"]);
    expect(city.findings.at(-1)?.reason).toContain("占用 100%，上期占用 95%");
    city.play([report("f/4", 90, "2025-01", 11_000_000)]);
    expect(city.findings.at(-1)?.rule).toBe("limit-breach");
    city.play([report("f/5", 120, "2025-02", 5_000_000)]);
    expect(city.stateOf("e:7").score?.total).toBe(0);
  });
  test("a figure that was not reported is unknown: a known breach stands", () => {
    const city = createCity(registry);
    city.play([report("f/1", 0, "2024-12", 12_000_000)]);
    city.play([
      makeEvent("filing", "f/2", at(30), {
        form: "小额贷款公司监管月报",
        period: "2025-01",
        figures: { netAssetsLastYear: 1 },
      }),
    ]);
    expect(city.stateOf("e:7").score?.total).toBeGreaterThan(40);
  });
  test("the law of the day of the report counts", () => {
    const city = createCity(registry);
    city.play([
      makeEvent("filing", "f/1", Date.parse("2023-06-01T00:00:00Z"), {
        form: "小额贷款月报",
        figures: { largestBorrowerLoans: 12, netAssetsLastYear: 100 },
      }),
    ]);
    expect(city.findings[0]?.clause).toContain("银保监办发〔2020〕86号");
  });
});

describe("filings in time", () => {
  test("a report that does not come is noticed without input, and gets graver", () => {
    const city = createCity(registry);
    city.play([
      makeEvent("filing", "f/1", at(0), {
        form: "季报",
        period: "2024Q4",
        dueOn: "2025-01-31",
        figures: {},
        status: "待报",
      }),
    ]);
    expect(city.findings).toEqual([]);
    city.tickTo(at(200));
    const missing = city.findings.filter(({ rule }) => rule === "filing-missing");
    expect(missing.map(({ figures }) => figures.days)).toEqual([1, 10, 30, 90]);
    expect(missing[0]?.reason).toBe("季报（2024Q4）应于 2025-01-31 报送，逾期未报 1 天");
    expect(new Set(missing.map(({ uid }) => uid)).size).toBe(4);
    city.play([
      makeEvent("filing", "f/2", at(201), { form: "季报", period: "2024Q4", figures: { netAssets: 1 } }),
    ]);
    expect(rulesIn(city.findings)).toContain("compliance.filing-late");
    expect(city.stateOf("e:7").score?.dimensions.compliance ?? 0).toBeLessThan(50);
  });
  test("the next period is expected after one was filed", () => {
    const city = createCity(registry);
    city.play([
      makeEvent("filing", "f/1", at(0), {
        form: "月报",
        period: "2024-12",
        dueOn: "2025-01-15",
        figures: { netAssets: 1 },
      }),
    ]);
    city.tickTo(at(60));
    expect(city.findings[0]?.reason).toBe(
      "月报（2025-01）应于 2025-02-15 报送，逾期未报 1 天（期限按上期推定）",
    );
  });
  test.each([
    ["2024-12", "2025-01"],
    ["2024Q4", "2025Q1"],
    ["2024-Q2", "2024-Q3"],
    ["2024", "2025"],
  ])("%s → %s", (period, next) => expect(nextPeriod(period)?.period).toBe(next));
  test("a period in words has no next", () => expect(nextPeriod("第一期")).toBeNull());
});

test("a ledger that gives a cause is read", () => {
  const city = createCity(registry);
  city.play([
    makeEvent("filing", "f/1", at(0), {
      form: "问题平台名单",
      figures: {},
      status: "跑路",
      note: "负责人失联",
    }),
  ]);
  expect(city.findings[0]?.reason).toBe("问题平台名单反映跑路失联：“跑路”");
});
