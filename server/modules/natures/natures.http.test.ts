import { afterAll, beforeAll, expect, test } from "vitest";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { sql } from "#store/sql";
import { DAY, NOW, seedEnterprises, seedEvent } from "#store/testing/fixtures";

let harness: Harness;
let [wealth, calm] = [0, 0];
beforeAll(async () => {
  harness = await createHarness();
  const { pool } = harness.database;
  [wealth, calm] = (await seedEnterprises(pool, [
    {
      name: "上海宝盈财富管理有限公司",
      score: 82,
      level: 4,
      financeKind: "wealth",
      district: "310101",
      street: null,
    },
    { name: "上海丙贸易有限公司", score: 5 },
  ])) as [number, number];
  await pool.execute(
    sql`update enterprises set business_scope = '投资管理（不得从事吸收存款）' where id = ${wealth}`,
  );
  const seed = (uid: string, kind: string, data: object, day: number) =>
    seedEvent(pool, { uid, enterpriseId: wealth, kind, timeMs: NOW - day * DAY, data });
  await seed(
    "news/1",
    "sentiment",
    { title: "", text: "宝盈财富年化收益率高达18%，保本保息。周末讲座现场认购理财产品！", channel: "公众号" },
    3,
  );
  await seed("news/2", "sentiment", { title: "", text: "宝盈财富月息3分，保本保息", channel: "抖音" }, 2);
  await seed(
    "hotline/1",
    "complaint",
    { title: "未兑付", text: "二十人到期未兑付，拿不回本金", amount: "1200000", people: 20 },
    1,
  );
  await seed(
    "bank/1",
    "transaction",
    {
      provider: "某银行",
      authority: "协查函",
      account: "a",
      counterparty: "b",
      direction: "in",
      amount: "1",
    },
    1,
  );
  await pool.execute(sql`update events set withdrawn = true where uid = 'news/2'`);
});
afterAll(() => harness.stop());

const get = (id: number, user = "analyst") => harness.call(user, "GET", `/api/enterprises/${id}/natures`);

test("gives rating, sentences and estimates of stored events, without what was withdrawn", async () => {
  const { status, body } = await get(wealth);
  expect(status).toBe(200);
  expect(body.events).toBe(3);
  expect(body.promises.map(({ annualPercent }: { annualPercent: number }) => annualPercent)).toEqual([18]);
  const [illegality, inducement, sociality] = body.natures;
  expect([illegality.nature, inducement.nature, sociality.nature]).toEqual([
    "illegality",
    "inducement",
    "sociality",
  ]);
  expect(illegality.points.map(({ id }: { id: string }) => id)).toContain("scope-forbids");
  expect(inducement.rating).toBe("clear");
  expect(inducement.points[0].sentences[0]).toMatchObject({
    text: "宝盈财富年化收益率高达18%，保本保息。",
    eventUid: "news/1",
    channel: "公众号",
    time: new Date(NOW - 3 * DAY).toISOString(),
  });
  expect(body.estimate.people).toEqual({ low: 20, middle: 100, high: 400 });
  expect(body.estimate.amountYuan.low).toBe(1_200_000);
  expect(body.estimate.thresholds).toMatchObject({ people: 150, amountYuan: 1_000_000, lossYuan: 500_000 });
  expect(body.benchmark).toMatchObject({ lprPercent: 3, judicialPercent: 12 });
  expect(JSON.stringify(body)).not.toContain("某银行");
});

test("an enterprise without events is none in all, and says what is unknown", async () => {
  const { body } = await get(calm);
  expect(body).toMatchObject({ events: 0, since: null, combined: { score: 0, rating: "none" } });
  expect(body.natures.map(({ rating }: { rating: string }) => rating)).toEqual(["none", "none", "none"]);
  expect(body.natures[0].unknown.length).toBeGreaterThan(0);
});

test("a district reads no foreign enterprise", async () => {
  expect((await get(calm, "pudong")).status).toBe(200);
  expect((await get(wealth, "pudong")).status).toBeGreaterThanOrEqual(403);
  expect((await get(999_999)).status).toBe(404);
});
