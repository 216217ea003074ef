import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { refreshFeatures } from "#server/pipelines/features/refresh";
import { instant } from "#store/pool";
import { sql } from "#store/sql";
import { NOW, PUDONG, seedEnterprises } from "#store/testing/fixtures";

let harness: Harness;
let ids: number[] = [];
beforeAll(async () => {
  harness = await createHarness();
  const { pool } = harness.database;
  ids = await seedEnterprises(pool, [
    { name: "上海甲财富管理有限公司", score: 82, level: 4 },
    { name: "上海乙投资有限公司", score: 65, level: 3, district: "310101", street: "310101002" },
    { name: "上海丙贸易有限公司", score: 61, level: 3 },
    { name: "上海丁咨询有限公司", score: 50, level: 2 },
  ]);
  await note(
    0,
    "sentiment.offer",
    60,
    { percent: 24, words: "保本保息" },
    "宣传承诺收益：“年化24%”，“保本保息”",
  );
  await note(0, "sentiment.word-redemption", 80, { terms: "无法兑付", count: 2 }, "舆情出现兑付困难字样");
  await note(1, "sentiment.word-redemption", 50, { terms: "提现困难", count: 1 }, "舆情出现兑付困难字样");
  await note(1, "registration-churn.sales-crowd", 40, { posts: 60, words: "" }, "集中招聘销售人员 60 名");
  await note(3, "sentiment.word-absconding", 90, { terms: "跑路", count: 1 }, "舆情出现跑路失联字样");
  expect(await refreshFeatures(pool)).toEqual({ looked: 3, more: false });
});
afterAll(() => harness.stop());

async function note(at: number, rule: string, value: number, figures: object, reason: string): Promise<void> {
  const { pool } = harness.database;
  const [detector, name] = rule.split(".") as [string, string];
  await pool.execute(sql`insert into indicators (enterprise_id, id, dimension, value, time)
    values (${ids[at]}, ${rule}, 'sentiment', ${value}, ${instant(NOW)})`);
  await pool.execute(sql`insert into findings
    (uid, enterprise_id, district, detector, detector_version, rule, dimension, severity, time, reason, reason_en, figures, evidence)
    values (${`${rule}:${at}`}, ${ids[at]}, ${PUDONG}, ${detector}, 1, ${name}, 'sentiment', ${value}, ${instant(NOW)},
      ${reason}, 'in words', ${JSON.stringify(figures)}::jsonb, '[]')`);
}

const get = (url: string, user = "analyst") => harness.call(user, "GET", url);
const rowsOf = (body: { features: { id: string; enterprises: number; share: number }[] }) =>
  body.features.map(({ id, enterprises, share }) => [id, enterprises, share]);

describe("GET /api/risk-features", () => {
  test("counts risk enterprises by feature with their share, most frequent first; yellow is not counted", async () => {
    const { status, body } = await get("/api/risk-features");
    expect(status).toBe(200);
    expect([body.atRisk, body.recognised]).toEqual([3, 3]);
    expect(rowsOf(body)).toEqual([
      ["redemption", 2, 0.6667],
      ["capital-guarantee", 1, 0.3333],
      ["high-return", 1, 0.3333],
      ["sales-crowd", 1, 0.3333],
    ]);
    expect(body.features[0].name).toBe("兑付困难");
  });

  test("a district sees its own, whatever it asks for", async () => {
    expect(rowsOf((await get("/api/risk-features", "pudong")).body)).toEqual([
      ["capital-guarantee", 1, 0.5],
      ["high-return", 1, 0.5],
      ["redemption", 1, 0.5],
    ]);
    const other = await get("/api/risk-features?district=310101", "pudong");
    expect(JSON.stringify(other.body)).not.toContain("sales-crowd");
    expect(rowsOf((await get("/api/risk-features?district=310101")).body)).toEqual([
      ["redemption", 1, 1],
      ["sales-crowd", 1, 1],
    ]);
    expect((await get("/api/risk-features?district=310104")).body).toMatchObject({ atRisk: 0, features: [] });
  });

  test("a new score is recognised at the next look, an old one is not looked at again", async () => {
    const { pool } = harness.database;
    expect(await refreshFeatures(pool)).toEqual({ looked: 0, more: false });
    await pool.execute(
      sql`update indicators set value = 0 where enterprise_id = ${ids[1]} and id = 'sentiment.word-redemption'`,
    );
    await pool.execute(
      sql`update scores set recorded_at = clock_timestamp() where enterprise_id = ${ids[1]}`,
    );
    expect(await refreshFeatures(pool)).toEqual({ looked: 1, more: false });
    expect(rowsOf((await get("/api/risk-features?district=310101")).body)).toEqual([["sales-crowd", 1, 1]]);
  });
});

test("the list finds the enterprises of a feature, and refuses an unknown one", async () => {
  const { body } = await get("/api/enterprises?feature=high-return");
  expect([body.total, body.rows.map(({ id }: { id: number }) => id)]).toEqual([1, [ids[0]]]);
  expect((await get("/api/enterprises?feature=nonsense")).body.code).toBe("request.invalid");
});

test("a profile gives its features with the findings behind them", async () => {
  const { features } = (await get(`/api/enterprises/${ids[0]}`)).body;
  expect(features.map(({ id, strength, by }: Record<string, unknown>) => [id, strength, by])).toEqual([
    ["redemption", 80, "rule"],
    ["high-return", 60, "text"],
    ["capital-guarantee", 60, "text"],
  ]);
  expect(features[1].findings[0].reason).toContain("年化24%");
  const then = await get(`/api/enterprises/${ids[0]}?asOf=2026-11-01T00:00:00Z`);
  expect(then.body.features).toEqual([]);
});
