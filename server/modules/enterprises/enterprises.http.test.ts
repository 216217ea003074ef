import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayOf, startOfDay } from "#domain/time";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { recordAreaIndices } from "#store/area-index";
import { sql } from "#store/sql";
import { DAY, seedAlert, seedEnterprises, seedEvent, seedScore } from "#store/testing/fixtures";

let harness: Harness;
let ids: number[] = [];
const now = Date.now();
/** An hour ago, but never yesterday. */
const earlierToday = Math.max(startOfDay(dayOf(now)), now - DAY / 24);
beforeAll(async () => {
  harness = await createHarness();
  const { pool } = harness.database;
  ids = await seedEnterprises(pool, [
    {
      name: "上海甲财富管理有限公司",
      score: 82,
      level: 4,
      sinceMs: earlierToday,
      lastEventMs: now - 60_000,
      creditCode: "91310115MA1K000175",
    },
    {
      name: "上海乙典当有限公司",
      score: 61,
      level: 3,
      sinceMs: now - 2 * DAY,
      industry: "6633",
      financeKind: "pawn",
    },
    {
      name: "上海丙贸易有限公司",
      score: 12,
      district: "310101",
      street: "310101002",
      industry: "5199",
      financeKind: null,
    },
    { name: "异地丁平台", district: "000000", street: null, provisional: true, score: 45, level: 2 },
  ]);
  await pool.execute(
    sql`update enterprises set lng = 121.5 + id * 0.01, lat = 31.2 where district <> '000000'`,
  );
  await pool.execute(sql`update scores set baseline = 70 where enterprise_id = ${ids[0]}`);
  const first = ids[0] as number;
  await seedEvent(pool, {
    uid: "hotline/1",
    enterpriseId: first,
    timeMs: now - 2 * DAY,
    data: { title: "未兑付", text: "到期未兑付，涉及三十人", amount: "350000", people: 30 },
  });
  await seedEvent(pool, {
    uid: "bank/1",
    enterpriseId: first,
    kind: "transaction",
    timeMs: now - DAY,
    data: {
      provider: "某银行",
      authority: "协查函",
      account: "6222021001112223334",
      counterparty: "6222021009998887776",
      direction: "out",
      amount: "1000000",
    },
  });
  for (let day = 5; day >= 1; day--)
    await seedScore(pool, {
      enterpriseId: first,
      timeMs: now - day * DAY,
      total: 90 - day * 4,
      level: day > 3 ? 3 : 4,
    });
  await seedAlert(pool, first, { createdMs: now - 60_000 });
  await recordAreaIndices(pool, now);
});
afterAll(() => harness.stop());

const get = (url: string, user = "analyst") => harness.call(user, "GET", url);

describe("list", () => {
  test("filters, sorts, pages by keyset and counts", async () => {
    const all = await get("/api/enterprises?origin=all");
    expect(all.body.rows.map((row: { score: number }) => row.score)).toEqual([82, 61, 45, 12]);
    expect(all.body.total).toBe(4);
    expect((await get("/api/enterprises")).body.total).toBe(3);
    expect((await get("/api/enterprises?origin=outside")).body.rows[0]).toMatchObject({
      name: "异地丁平台",
      provisional: true,
    });
    expect((await get("/api/enterprises?levels=orange,red")).body.rows).toHaveLength(2);
    expect((await get("/api/enterprises?atRisk=true&levels=red")).body.rows).toHaveLength(1);
    expect((await get("/api/enterprises?atRisk=false")).body.rows).toHaveLength(1);
    expect((await get("/api/enterprises?financeKind=pawn")).body.rows[0].name).toBe("上海乙典当有限公司");
    expect((await get("/api/enterprises?industry=J")).body.rows).toHaveLength(2);
    expect((await get("/api/enterprises?industry=F")).body.rows[0].name).toBe("上海丙贸易有限公司");
    expect((await get("/api/enterprises?q=财富")).body.rows[0]).toMatchObject({
      level: "red",
      change: 12,
      code: "91310115MA1K000175",
    });
    expect((await get("/api/enterprises?q=91310115")).body.rows).toHaveLength(1);
    const one = await get("/api/enterprises?limit=1");
    const two = await get(`/api/enterprises?limit=1&cursor=${one.body.next}`);
    expect([one.body.rows[0].score, two.body.rows[0].score]).toEqual([82, 61]);
  });

  test("sparks are one score a day", async () => {
    const { spark } = (await get("/api/enterprises?q=财富")).body.rows[0];
    expect(spark.slice(0, 5)).toEqual([70, 74, 78, 82, 86]);
  });

  test.each([
    ["levels=purple", "request.invalid"],
    ["financeKind=bank", "request.invalid"],
    ["limit=1000", "request.invalid"],
    ["sort=colour", "request.invalid"],
    ["cursor=bm9uc2Vuc2U", "enterprise.cursor"],
    ["district=31", "request.invalid"],
  ])("%s is refused with its place", async (query, code) => {
    const answer = await get(`/api/enterprises?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code } });
    if (code === "request.invalid") expect(answer.body.details[0].path).toBe(`query.${query.split("=")[0]}`);
  });
});

describe("one enterprise", () => {
  test("profile", async () => {
    const { body } = await get(`/api/enterprises/${ids[0]}`);
    expect(body).toMatchObject({
      row: { name: "上海甲财富管理有限公司", level: "red" },
      dimensions: { basic: 82, compliance: 41 },
      mergedInto: null,
    });
    expect(body.openAlertId).toBeGreaterThan(0);
    expect(body.reasons[0]).toMatchObject({ dimension: "sentiment", findingId: null });
  });

  test("as it was known then, and not in the future", async () => {
    const then = new Date(now - 2.5 * DAY).toISOString();
    const { body } = await get(`/api/enterprises/${ids[0]}?asOf=${then}`);
    expect(body.row).toMatchObject({ score: 78, level: "red" });
    expect((await get(`/api/enterprises/${ids[0]}?asOf=2199-01-01T00:00:00Z`)).body.code).toBe(
      "enterprise.as-of-future",
    );
    expect((await get(`/api/enterprises/${ids[0]}?asOf=yesterday`)).body.code).toBe("request.invalid");
  });

  test("timeline in words; account numbers are masked without the right", async () => {
    const { body } = await get(`/api/enterprises/${ids[0]}/timeline`);
    expect(body.rows.map((row: { kind: string }) => row.kind)).toEqual(["level", "transaction", "complaint"]);
    expect(body.rows[2]).toMatchObject({ title: "未兑付", eventUid: "hotline/1" });
    expect(body.rows[2].detail).toContain("35.00 万元");
    expect(body.rows[2].detail).toContain("30 人");
    expect(body.rows[1].detail).toContain("**** 3334");
    expect(JSON.stringify(body)).not.toContain("6222021001112223334");
    const english = await harness.call(
      "analyst",
      "GET",
      `/api/enterprises/${ids[0]}/timeline?kinds=transaction`,
      undefined,
      { "accept-language": "en" },
    );
    expect(english.body.rows[0].title).toContain("Transaction");
  });

  test("an officer whose post opens account numbers sees them, and the reading is in the audit log", async () => {
    await harness.database.pool.execute(sql`
      update posts set fields = '{account,phone}' where user_id = (select id from users where login = 'analyst')`);
    const { body } = await get(`/api/enterprises/${ids[0]}/timeline`);
    expect(JSON.stringify(body)).toContain("6222021001112223334");
    const log = await harness.call("auditor", "GET", "/api/audit?action=enterprise.field");
    expect(log.body.rows[0]).toMatchObject({
      action: "enterprise.field.account",
      actor: "周研",
      subject: `enterprise:${ids[0]}`,
    });
  });

  test("scores, findings, relations", async () => {
    expect((await get(`/api/enterprises/${ids[0]}/scores?days=30`)).body.points).toHaveLength(5);
    expect((await get(`/api/enterprises/${ids[0]}/findings`)).body).toEqual({ findings: [], indicators: [] });
    expect((await get(`/api/enterprises/${ids[0]}/relations`)).body).toEqual({ relations: [] });
  });

  test("not there", async () => {
    expect(await get("/api/enterprises/999999")).toMatchObject({
      status: 404,
      body: { code: "request.not-found" },
    });
    expect((await get("/api/enterprises/abc")).body.code).toBe("request.invalid");
  });

  test("watch list, audited with before and after", async () => {
    const answer = await harness.call("duty", "POST", `/api/enterprises/${ids[1]}/watch`, { watched: true });
    expect(answer.body).toEqual({ watched: true });
    expect((await get(`/api/enterprises/${ids[1]}`)).body.row.watched).toBe(true);
    const log = await harness.call("auditor", "GET", "/api/audit?action=enterprise.watch");
    expect(log.body.rows[0]).toMatchObject({
      before: { watched: false },
      after: { watched: true },
      actor: "李四",
    });
  });
});

describe("overview, wall, map", () => {
  test("counts of the city with districts, industries by section, newest and trend", async () => {
    const { body } = await get("/api/overview?period=year");
    expect(body).toMatchObject({
      district: "310000",
      monitored: 3,
      atRisk: 2,
      levels: [1, 0, 1, 1, 0],
      newToday: 1,
      openAlerts: 1,
    });
    expect(body.areas).toHaveLength(16);
    expect(body.areas.find((area: { code: string }) => area.code === "310115")).toMatchObject({
      name: "浦东新区",
      monitored: 2,
      atRisk: 2,
    });
    expect(body.industries[0]).toMatchObject({ code: "J", name: "金融业", monitored: 2, atRisk: 2 });
    expect(body.newest.map((row: { name: string }) => row.name)).toEqual([
      "上海甲财富管理有限公司",
      "上海乙典当有限公司",
    ]);
    expect(body.trend.at(-1).atRisk).toBe(2);
    expect(body.index).toBeGreaterThan(0);
  });

  test("a district has streets; English has English names", async () => {
    const { body } = await get("/api/overview", "pudong");
    expect(body.district).toBe("310115");
    expect(body.areas.every((area: { code: string }) => area.code.startsWith("310115"))).toBe(true);
    const english = await harness.call("analyst", "GET", "/api/overview", undefined, {
      "accept-language": "en-GB",
    });
    expect(english.body.areas[0].name).toBe("Huangpu");
    expect(english.body.newest[0].reason).toMatch(/^reason/);
  });

  test.each([
    ["period=custom", "query.from"],
    ["period=custom&from=2026-13-01&to=2026-01-02", "query.from"],
    ["period=custom&from=2026-02-01&to=2026-01-01", "query.to"],
    ["period=custom&from=1990-01-01&to=2026-01-01", "query.to"],
    ["period=fortnight", "query.period"],
  ])("%s is refused", async (query, path) => {
    const { body } = await get(`/api/overview?${query}`);
    expect(body).toMatchObject({ code: "request.invalid", details: [{ path }] });
  });

  test("the wall names the sequences that its picture goes on from", async () => {
    const alert = (await get("/api/alerts", "duty")).body.rows[0];
    await harness.call("duty", "POST", `/api/alerts/${alert.id}/acknowledge`, {
      version: alert.version,
      requestId: "wall-test-1",
    });
    const { body } = await get("/api/wall", "duty");
    expect(body.sequences).toEqual({ "alerts.310115": 1 });
    expect(body.dutyOfficer).toBe("李四");
    expect(body.latest[0]).toMatchObject({ name: "上海甲财富管理有限公司", level: "red" });
  });

  test("an industry cuts counts, events and points, and has no history of its own", async () => {
    const finance = (await get("/api/wall?industry=J", "duty")).body;
    expect(finance.overview).toMatchObject({ monitored: 2, atRisk: 2, trend: [], levelsBefore: null });
    expect(finance.overview.industries.map((row: { code: string }) => row.code)).toEqual(["J"]);
    expect(finance.latest.length).toBeGreaterThan(0);
    const trade = (await get("/api/wall?industry=F", "duty")).body;
    expect(trade.overview).toMatchObject({ monitored: 1, atRisk: 0 });
    expect(trade.latest).toEqual([]);
    expect((await get("/api/map/points?minLevel=1&industry=F")).body.ids).toEqual([ids[2]]);
    // Never wider than the user's own area: the one trading firm lies in another district.
    expect((await get("/api/overview?industry=F", "pudong")).body.monitored).toBe(0);
    expect((await get("/api/wall?industry=6633", "duty")).body.code).toBe("request.invalid");
  });

  test("map points as columns, highest first, only of the level and above", async () => {
    const { body } = await get("/api/map/points?minLevel=orange");
    expect(body.ids).toEqual([ids[0], ids[1]]);
    expect(body.levels).toEqual([4, 3]);
    expect(body.longitudes[0]).toBeCloseTo(121.5 + (ids[0] as number) * 0.01, 4);
    expect((await get("/api/map/points?minLevel=1")).body.ids).toHaveLength(3);
    expect((await get("/api/map/points?minLevel=9")).body.code).toBe("request.invalid");
  });
});
