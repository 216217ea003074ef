import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_LEVEL_RULE } from "#domain/level";
import { addMonths, DAY_MS, dayOf } from "#domain/time";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { evaluateStale } from "#server/pipelines/organisations/evaluate";
import { sql } from "#store/sql";
import { seedEnterprises, seedEvent } from "#store/testing/fixtures";
import { makeFigures } from "#stream/simulator/filing";

let harness: Harness;
let pawns: number[] = [];
let factors: number[] = [];
const now = Date.now();
/** Months reported, newest first, as "2026-10". */
const months = [1, 2, 3].map((back) => addMonths(`${dayOf(now).slice(0, 7)}-01`, -back).slice(0, 7));

const report = (id: number, kind: "pawn" | "factoring", back: number, over: Record<string, number> = {}) =>
  seedEvent(harness.database.pool, {
    uid: `report/${id}-${back}-${Object.keys(over).length}`,
    enterpriseId: id,
    kind: "filing",
    timeMs: now - (back * 30 + 2) * DAY_MS,
    data: {
      form: "月报",
      period: months[back],
      figures: { ...makeFigures(3, kind, id, 24_300 - back, 40_000_000, 0), ...over },
    },
  });

beforeAll(async () => {
  harness = await createHarness();
  const { pool } = harness.database;
  pawns = await seedEnterprises(
    pool,
    ["甲", "乙", "丙"].map((name, i) => ({
      name: `上海${name}典当有限公司`,
      financeKind: "pawn",
      industry: "6633",
      district: i === 2 ? "310101" : "310115",
      street: i === 2 ? "310101002" : "310115005",
      score: 10 + i,
    })),
  );
  factors = await seedEnterprises(
    pool,
    Array.from({ length: 30 }, (_, i) => ({
      name: `上海${i}号商业保理有限公司`,
      financeKind: "factoring",
      industry: "6632",
      score: 5,
    })),
  );
  await seedEnterprises(pool, [{ name: "上海沉默小额贷款有限公司", score: 3 }]);
  for (const id of pawns.slice(0, 2)) for (const back of [0, 1, 2]) await report(id, "pawn", back);
  await report(pawns[2] as number, "pawn", 0, {
    largestCustomerBalance: 12_000_000,
    registeredCapital: 40_000_000,
  });
  for (const id of factors) for (const back of [0, 1]) await report(id, "factoring", back);
  await run();
  await run();
});
afterAll(() => harness.stop());

const run = (nowMs = now) =>
  evaluateStale({ pool: harness.database.pool, levels: DEFAULT_LEVEL_RULE, nowMs });
const get = (url: string, user = "analyst") => harness.call(user, "GET", url);
const evaluation = async (id: number, user = "analyst") =>
  (await get(`/api/local-organisations/${id}/evaluation`, user)).body;

describe("list", () => {
  test("is of one kind, highest score first, with what is worst and what was breached", async () => {
    const { body } = await get("/api/local-organisations?kind=pawn");
    expect(body.rows.map((row: { id: number }) => row.id).sort()).toEqual([...pawns].sort());
    const scores = body.rows.map((row: { score: number }) => row.score);
    expect(scores).toEqual([...scores].sort((a: number, b: number) => b - a));
    const breached = body.rows.find((row: { id: number }) => row.id === pawns[2]);
    expect(breached).toMatchObject({ breaches: 1, period: months[0], officialLevel: "normal" });
    expect(["yellow", "orange", "red"]).toContain(breached.level);
    expect(breached.warning).toContain("突破监管限额：同一法人或自然人典当余额 / 注册资本 30%");
    expect(breached.groups).toHaveLength(6);
    expect((await get("/api/local-organisations?kind=pawn&breached=true")).body.rows).toHaveLength(1);
    expect((await get("/api/local-organisations?kind=pawn&q=乙")).body.rows).toHaveLength(1);
  });

  test("pages by score and says nothing of one that has not been evaluated", async () => {
    const seen: number[] = [];
    let cursor = "";
    for (let pages = 0; pages < 10; pages++) {
      const { body } = await get(`/api/local-organisations?kind=factoring&limit=7${cursor}`);
      seen.push(...body.rows.map((row: { id: number }) => row.id));
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(seen).toHaveLength(30);
    expect(new Set(seen).size).toBe(30);
    const [fresh] = await seedEnterprises(harness.database.pool, [
      { name: "上海新典当有限公司", financeKind: "pawn" },
    ]);
    const row = (await get("/api/local-organisations?kind=pawn")).body.rows.at(-1);
    expect(row).toMatchObject({ id: fresh, score: null, level: null, warning: null });
    expect((await get(`/api/local-organisations/${fresh}/evaluation`)).status).toBe(404);
  });

  test.each(["kind=bank", "limit=0", "cursor=bm9uc2Vuc2U", "levels=purple"])("refuses %s", async (query) => {
    expect((await get(`/api/local-organisations?${query}`)).status).toBe(400);
  });

  test("keeps to the area: list, counts and one firm", async () => {
    const own = (await get("/api/local-organisations?kind=pawn", "huangpu")).body.rows;
    expect(own.map((row: { id: number }) => row.id)).toEqual([pawns[2]]);
    const kinds = (await get("/api/local-organisations/kinds", "huangpu")).body.kinds;
    expect(kinds.find((row: { kind: string }) => row.kind === "pawn")).toMatchObject({
      organisations: 1,
      breached: 1,
    });
    expect(kinds.find((row: { kind: string }) => row.kind === "factoring").organisations).toBe(0);
    const refused = await get(`/api/local-organisations/${pawns[0]}/evaluation`, "huangpu");
    expect([403, 404]).toContain(refused.status);
    expect((await get("/api/local-organisations?district=310115", "huangpu")).status).toBe(403);
  });
});

describe("one firm", () => {
  test("has all parts, which add up", async () => {
    const body = await evaluation(pawns[0] as number);
    const { groups, models, indicators, score } = body.evaluation;
    const sum = (rows: { points: number }[]) =>
      Math.round(rows.reduce((all, row) => all + row.points, 0) * 10) / 10;
    expect(sum([...groups, ...models])).toBe(score);
    for (const group of groups)
      expect(sum(indicators.filter((row: { group: string }) => row.group === group.id))).toBe(group.points);
    expect(models.map((model: { id: string }) => model.id)).toEqual(["default", "collateral", "liquidity"]);
    expect(indicators.find((row: { id: string }) => row.id === "forfeits").series).toHaveLength(3);
    expect(body.history).toHaveLength(1);
  });

  test("of factoring has principal components of its peers", async () => {
    const body = await evaluation(factors[0] as number);
    const [model] = body.evaluation.models;
    expect(model).toMatchObject({ id: "principal-components", base: 25 });
    expect(model.score).not.toBeNull();
    expect(body.evaluation.peers).toMatchObject({ period: months[0], n: 30 });
    const { principal, indicators } = (await get("/api/local-organisations/kinds/factoring/model")).body;
    expect(principal.n).toBe(30);
    expect(principal.components[0].loadings).toHaveLength(principal.factors.length);
    expect(indicators.find((row: { id: string }) => row.id === "limit:factoring.leverage").clause).toContain(
      "205号",
    );
  });

  test("is evaluated anew when detection wrote its state, and only then", async () => {
    const { pool } = harness.database;
    expect((await run())?.looked).toBe(1);
    expect((await run())?.looked).toBe(0);
    const id = pawns[1] as number;
    const before = await evaluation(id);
    await report(id, "pawn", 0, { largestCustomerBalance: 30_000_000 });
    await pool.execute(sql`
      insert into entity_state (key, partition, version, watermark, state) values (${`e:${id}`}, 0, 'v', now(), '{}')`);
    expect((await run(now + 1000))?.stored).toBe(1);
    const after = await evaluation(id);
    expect(after.evaluation.breaches).toBeGreaterThan(before.evaluation.breaches);
    expect(after.history).toHaveLength(2);
    const then = await get(
      `/api/local-organisations/${id}/evaluation?asOf=${new Date(now + 500).toISOString()}`,
    );
    expect(then.body.evaluation.breaches).toBe(before.evaluation.breaches);
  });

  test("tells the firm's own key of warnings that are its own, once", async () => {
    const { pool } = harness.database;
    const id = pawns[0] as number;
    const outbox = () =>
      pool.query<{ body: string }>(
        sql`select body from derived_outbox where body like ${`%"e:${id}"%`} order by id`,
      );
    const before = (await outbox()).length;
    await report(id, "pawn", 0, { overdueBalance: 30_000_000, defaultRatio: 0.3, cash: 1 });
    await pool.execute(sql`
      insert into entity_state (key, partition, version, watermark, state) values (${`e:${id}`}, 0, 'v', now(), '{}')`);
    await run(now + 1500);
    await run(now + 1600);
    const rows = await outbox();
    expect(rows).toHaveLength(before + 1);
    const event = JSON.parse(rows.at(-1)?.body ?? "{}");
    expect(event).toMatchObject({
      kind: "derived",
      type: "organisation.evaluated",
      enterpriseId: id,
      simulated: true,
    });
    expect(event.data.warnings.map((warning: { code: string }) => warning.code)).toContain("model:default");
  });

  test("looked at on another day and found the same keeps one row", async () => {
    const id = pawns[0] as number;
    const before = await evaluation(id);
    await run(now + 1000);
    await harness.database.pool.execute(
      sql`update organisation_evaluations set checked_on = checked_on - 1 where enterprise_id = ${id}`,
    );
    expect(await run(now + 2000)).toMatchObject({ looked: 1, stored: 0 });
    const after = await evaluation(id);
    expect([after.asOf, after.history.length]).toEqual([before.asOf, before.history.length]);
  });

  test("a correction takes the place of the report that it corrects", async () => {
    const { pool } = harness.database;
    const id = pawns[2] as number;
    await seedEvent(pool, {
      uid: "report/correction",
      enterpriseId: id,
      kind: "filing",
      timeMs: now - DAY_MS,
      data: { form: "月报", period: months[0], figures: makeFigures(3, "pawn", id, 24_300, 40_000_000, 0) },
    });
    await pool.execute(sql`
      update events set corrects = (select uid from events where key = ${`e:${id}`} and uid <> 'report/correction' limit 1)
      where uid = 'report/correction'`);
    await pool.execute(sql`
      insert into entity_state (key, partition, version, watermark, state) values (${`e:${id}`}, 0, 'v', now(), '{}')`);
    await run(now + 3000);
    expect((await evaluation(id)).evaluation.breaches).toBe(0);
  });
});
