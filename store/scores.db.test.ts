import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { areaIndex } from "#domain/area-index";
import { scopeOf } from "#domain/permission";
import { startOfDay } from "#domain/time";
import {
  readAreaIndex,
  readAreaIndexChanges,
  readAreaStates,
  readAreasAt,
  readAreaTrend,
  recordAreaIndices,
} from "#store/area-index";
import { countEventsByDay, readEvent, readLatestEvents, readTimeline } from "#store/events";
import { addUpLevelCounts, keepHouse, removeAged, setRetention } from "#store/housekeeping";
import { instant } from "#store/pool";
import { daysOf } from "#store/score-line";
import {
  countNewRisk,
  readAreaCounts,
  readFinanceKindCounts,
  readIndustryCounts,
  readLevelCounts,
  readMapPoints,
  readNewestRisk,
  readOverviewCounts,
  readScoreHistory,
  readSparks,
  readTopScores,
} from "#store/scores";
import { sql } from "#store/sql";
import { createTestDatabase, type TestDatabase } from "#store/testing/database";
import {
  CITY_SCOPE,
  DAY,
  HUANGPU,
  makePrincipal,
  NOW,
  PUDONG,
  PUDONG_SCOPE,
  seedAlert,
  seedEnterprises,
  seedEvent,
  seedRebuild,
  seedScore,
} from "#store/testing/fixtures";

let db: TestDatabase;
let ids: number[];
beforeAll(async () => {
  db = await createTestDatabase();
  ids = await seedEnterprises(db.pool, [
    { name: "甲", score: 92, level: 5, sinceMs: NOW - 1000, lng: 121.5, lat: 31.2 },
    { name: "乙", score: 80, level: 4, sinceMs: NOW - 2000, street: "310115004", lng: 121.6, lat: 31.1 },
    {
      name: "丙",
      score: 62,
      level: 3,
      sinceMs: NOW - 2 * DAY,
      district: HUANGPU,
      street: "310101002",
      industry: "6633",
      financeKind: "pawn",
      lng: 121.4,
      lat: 31.2,
    },
    { name: "丁", score: 10, level: 1 },
    {
      name: "外",
      score: 99,
      level: 5,
      district: "000000",
      street: null,
      industry: null,
      financeKind: null,
      provisional: true,
      lng: 116,
      lat: 40,
    },
  ]);
});
afterAll(() => db.stop());

const street = scopeOf(
  makePrincipal({ role: "street-officer", tier: "street", district: PUDONG, street: "310115004" }),
);

describe("level counts", () => {
  const check = async () => {
    expect(await readLevelCounts(db.pool, CITY_SCOPE)).toEqual([1, 0, 1, 1, 1]);
    expect(await readLevelCounts(db.pool, PUDONG_SCOPE)).toEqual([1, 0, 0, 1, 1]);
    expect(await readLevelCounts(db.pool, street)).toEqual([0, 0, 0, 1, 0]);
    expect(new Map((await readAreaCounts(db.pool, CITY_SCOPE)).map((row) => [row.code, row.levels]))).toEqual(
      new Map([
        [PUDONG, [1, 0, 0, 1, 1]],
        [HUANGPU, [0, 0, 1, 0, 0]],
      ]),
    );
    expect(
      new Map((await readAreaCounts(db.pool, PUDONG_SCOPE)).map((row) => [row.code, row.levels])),
    ).toEqual(
      new Map([
        ["310115005", [1, 0, 0, 0, 1]],
        ["310115004", [0, 0, 0, 1, 0]],
      ]),
    );
    expect(
      new Map((await readIndustryCounts(db.pool, CITY_SCOPE)).map((row) => [row.code, row.levels])),
    ).toEqual(
      new Map([
        ["6635", [1, 0, 0, 1, 1]],
        ["6633", [0, 0, 1, 0, 0]],
      ]),
    );
    for (const scope of [CITY_SCOPE, PUDONG_SCOPE, street]) {
      const byCode = (rows: readonly { code: string }[]) =>
        [...rows].sort((a, b) => (a.code < b.code ? -1 : 1));
      const all = await readOverviewCounts(db.pool, scope);
      expect(all.levels).toEqual(await readLevelCounts(db.pool, scope));
      expect(byCode(all.areas)).toEqual(byCode(await readAreaCounts(db.pool, scope)));
      expect(byCode(all.industries)).toEqual(byCode(await readIndustryCounts(db.pool, scope)));
    }
    expect((await readIndustryCounts(db.pool, CITY_SCOPE, 2)).map((row) => row.code)).toEqual(["66"]);
    expect((await readFinanceKindCounts(db.pool, PUDONG_SCOPE)).map((row) => row.code)).toEqual([
      "microloan",
    ]);
  };

  test("follow every change, before and after they are added up", async () => {
    await check();
    expect(await db.pool.transaction((tx) => addUpLevelCounts(tx))).toBeGreaterThan(0);
    await check();
    await db.pool.execute(sql`update scores set level = 2 where enterprise_id = ${ids[3]}`);
    expect(await readLevelCounts(db.pool, CITY_SCOPE)).toEqual([0, 1, 1, 1, 1]);
    await db.pool.execute(
      sql`update enterprises set district = ${HUANGPU}, street = null where id = ${ids[3]}`,
    );
    expect(await readLevelCounts(db.pool, PUDONG_SCOPE)).toEqual([0, 0, 0, 1, 1]);
    await db.pool.execute(
      sql`update enterprises set district = ${PUDONG}, street = '310115005' where id = ${ids[3]}`,
    );
    await db.pool.execute(sql`update scores set level = 1 where enterprise_id = ${ids[3]}`);
    await check();
  });

  test("are the same as counting the rows", async () => {
    const kept = await db.pool.query(
      sql`select district, level, sum(n)::int as n from level_counts_now group by 1, 2 having sum(n) <> 0 order by 1, 2`,
    );
    const counted = await db.pool.query(
      sql`select district, level, count(*)::int as n from scores where listed group by 1, 2 order by 1, 2`,
    );
    expect(kept).toEqual(counted);
  });
});

test("newest risk: who entered orange or above last, in the scope, without the outside", async () => {
  expect((await readNewestRisk(db.pool, CITY_SCOPE, 10)).map((row) => row.name)).toEqual(["甲", "乙", "丙"]);
  expect((await readNewestRisk(db.pool, CITY_SCOPE, 10, NOW - DAY)).map((row) => row.name)).toEqual([
    "甲",
    "乙",
  ]);
  expect((await readNewestRisk(db.pool, street, 10))[0]).toMatchObject({
    enterpriseId: ids[1],
    level: 4,
    score: 80,
    change: 80,
    reason: "理由1",
    sinceMs: NOW - 2000,
    simulated: true,
  });
  expect(await countNewRisk(db.pool, PUDONG_SCOPE, NOW - DAY)).toBe(2);
  expect((await readTopScores(db.pool, CITY_SCOPE, 2)).map((row) => row.name)).toEqual(["甲", "乙"]);
});

test("map points: columns, highest scores first", async () => {
  const points = await readMapPoints(db.pool, CITY_SCOPE, 3, 10);
  expect(points.ids).toEqual([ids[0], ids[1], ids[2]]);
  expect(points.longitudes[0]).toBeCloseTo(121.5, 4);
  expect(points.levels).toEqual([5, 4, 3]);
  expect((await readMapPoints(db.pool, PUDONG_SCOPE, 1, 1)).ids).toEqual([ids[0]]);
});

describe("area index", () => {
  test("is recorded by the day, and each change of it", async () => {
    const states = new Map((await readAreaStates(db.pool)).map((state) => [state.area, state]));
    expect(states.get("310000")).toMatchObject({ monitored: 4, levels: [1, 0, 1, 1, 1] });
    expect(states.get("310000")?.meanScore).toBeCloseTo((92 + 80 + 62 + 10) / 4, 4);
    expect(states.get(PUDONG)?.dimensions[0]).toBeCloseTo((92 + 80 + 10) / 3, 3);
    expect(states.has("000000")).toBe(false);
    expect(await recordAreaIndices(db.pool, NOW)).toBe(states.size);
    expect(await recordAreaIndices(db.pool, NOW + 60_000)).toBe(0);
    await db.pool.execute(sql`update scores set total = 70 where enterprise_id = ${ids[2]}`);
    // The city, Huangpu and its street.
    expect(await recordAreaIndices(db.pool, NOW + DAY)).toBe(3);
    const expected = areaIndex(states.get("310000") as never);
    const [first, second] = await readAreaTrend(db.pool, ["310000"], "2026-11-24", "2026-11-25");
    expect(first?.index).toBeCloseTo(expected, 1);
    expect(second).toMatchObject({ day: "2026-11-25", monitored: 4, atRisk: 3, levels: [1, 0, 1, 1, 1] });
    expect(await readAreaIndex(db.pool, "310000")).toBe(second?.index);
    const changes = await readAreaIndexChanges(db.pool, HUANGPU, null, 10);
    expect(changes.map((change) => change.indexBefore === null)).toEqual([false, true]);
    expect((await readAreasAt(db.pool, ["310000", "310112"], "2026-11-24")).map((row) => row.day)).toEqual([
      "2026-11-24",
    ]);
  });
});

describe("history", () => {
  test("the path as known now: of two computations for one instant the last", async () => {
    const id = ids[3] as number;
    await seedScore(db.pool, { enterpriseId: id, timeMs: NOW - 3 * DAY, total: 5 });
    await seedScore(db.pool, { enterpriseId: id, timeMs: NOW - 3 * DAY, total: 7, recordedMs: NOW });
    await seedScore(db.pool, { enterpriseId: id, timeMs: NOW - DAY, total: 10 });
    expect((await readScoreHistory(db.pool, [id], NOW - 10 * DAY)).map((point) => point.score)).toEqual([
      7, 10,
    ]);
    expect((await readScoreHistory(db.pool, [id], NOW - 10 * DAY, 1)).map((point) => point.score)).toEqual([
      10,
    ]);
  });

  test("points that a rebuild superseded are not in the path, nor in what change is measured against", async () => {
    const [id, other] = (await seedEnterprises(db.pool, [{ name: "重述" }, { name: "未重述" }])) as [
      number,
      number,
    ];
    for (const enterpriseId of [id, other]) {
      await seedScore(db.pool, { enterpriseId, timeMs: NOW - 8 * DAY, total: 60, level: 3 });
      await seedScore(db.pool, { enterpriseId, timeMs: NOW - 6 * DAY, total: 70, level: 3 });
    }
    const recordedMs = NOW - 2 * DAY;
    await seedRebuild(db.pool, { enterpriseId: id, fromMs: NOW - 7 * DAY, toMs: NOW - 3 * DAY, recordedMs });
    await seedScore(db.pool, { enterpriseId: id, timeMs: NOW - 7 * DAY, total: 30, level: 2, recordedMs });
    await seedScore(db.pool, { enterpriseId: id, timeMs: NOW - DAY, total: 31, level: 2 });
    const path = async (of: number) =>
      (await readScoreHistory(db.pool, [of], NOW - 10 * DAY)).map((point) => point.score);
    expect([await path(id), await path(other)]).toEqual([
      [60, 30, 31],
      [60, 70],
    ]);
    const fromDay = startOfDay("2026-11-16");
    const sparks = await readSparks(db.pool, [id, other], fromDay, NOW);
    expect(sparks.get(id)).toEqual([60, 30, 30, 30, 30, 30, 30, 31, 31]);
    expect(sparks.get(other)).toEqual([60, 60, 70, 70, 70, 70, 70, 70, 70]);
    const days = await db.pool.query(sql`
      select d.enterprise_id = ${id} as told, d.day, d.last_total as total
      from ${daysOf(null, sql`${instant(fromDay + 2 * DAY)}::timestamptz`, sql`${instant(NOW - 2 * DAY)}::timestamptz`)} d
      where d.enterprise_id in (${id}, ${other}) order by 1, 2`);
    expect(days).toEqual([{ told: false, day: startOfDay("2026-11-18"), total: 70 }]);
    await db.pool.execute(sql`delete from score_history where enterprise_id in (${id}, ${other})`);
  });

  test("sparks have one score a day, with the day before for a day without change", async () => {
    const id = ids[3] as number;
    const sparks = await readSparks(db.pool, [id, ids[0] as number], NOW - 90 * DAY, NOW);
    expect(sparks.get(id)).toEqual([7, 7, 10, 10]);
    expect(sparks.has(ids[0] as number)).toBe(false);
  });
});

describe("events", () => {
  beforeAll(async () => {
    const id = ids[1] as number;
    for (let i = 0; i < 7; i++) {
      await seedEvent(db.pool, {
        uid: `t/${i}`,
        enterpriseId: id,
        timeMs: NOW - i * 3_600_000,
        kind: i % 2 === 0 ? "complaint" : "sentiment",
        data: { i },
      });
    }
    await seedEvent(db.pool, {
      uid: "t/h",
      enterpriseId: ids[2] as number,
      timeMs: NOW + 1,
      district: HUANGPU,
      kind: "judicial",
    });
    await seedAlert(db.pool, id, { createdMs: NOW - 90 * 60_000 });
  });

  test("the timeline holds events and levels, newest first, and pages without gaps", async () => {
    const id = ids[1] as number;
    const seen: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const page = await readTimeline(db.pool, [id], { cursor, limit: 3 });
      seen.push(
        ...page.rows.map((row) =>
          row.what === "level"
            ? `level ${row.levelFrom}>${row.levelTo} ${row.reason}`
            : (row.eventUid as string),
        ),
      );
      cursor = page.next;
      if (cursor === null) break;
    }
    expect(seen).toEqual(["t/0", "t/1", "level 1>4 负面", "t/2", "t/3", "t/4", "t/5", "t/6"]);
    const only = await readTimeline(db.pool, [id], { cursor: null, limit: 10, kinds: ["sentiment"] });
    expect(only.rows.map((row) => row.eventUid)).toEqual(["t/1", "t/3", "t/5"]);
    expect(only.rows[0]).toMatchObject({
      kind: "sentiment",
      data: { i: 1 },
      timeMs: NOW - 3_600_000,
      withdrawn: false,
    });
  });

  test("latest events of the scope, with the enterprise as it stands", async () => {
    expect((await readLatestEvents(db.pool, CITY_SCOPE, 2)).map((row) => row.uid)).toEqual(["t/h", "t/0"]);
    expect((await readLatestEvents(db.pool, PUDONG_SCOPE, 1))[0]).toMatchObject({
      uid: "t/0",
      name: "乙",
      level: 4,
      score: 80,
    });
  });

  test("one event as it was stored", async () => {
    expect(await readEvent(db.pool, "t/3")).toMatchObject({
      uid: "t/3",
      source: "test",
      data: { i: 3 },
      timeMs: NOW - 3 * 3_600_000,
    });
    expect(await readEvent(db.pool, "t/none")).toBeNull();
  });

  test("counts by day", async () => {
    const days = await countEventsByDay(db.pool, [PUDONG], NOW - DAY, NOW + DAY);
    expect(days.reduce((sum, day) => sum + day.events, 0)).toBe(7);
    expect(days.find((day) => day.kind === "complaint")?.dayMs).toBe(startOfDay("2026-11-24"));
  });
});

describe("housekeeping", () => {
  test("the daily views say the same before and after a roll, and take late rows", async () => {
    const read = () =>
      db.pool.query(sql`
      select day, enterprise_id as id, samples, lowest, highest, last_total, last_level from score_daily order by day, enterprise_id`);
    const events = () => countEventsByDay(db.pool, [PUDONG, HUANGPU], NOW - 9 * DAY, NOW + 9 * DAY);
    const before = [await read(), await events()];
    const { work, ran } = await keepHouse({
      pool: db.pool,
      capability: db.prepared.capability,
      nowMs: NOW + 40 * DAY,
    });
    expect(ran).toBe(true);
    if (db.prepared.capability !== "timescale-community") expect(work["score-daily"]).toBe(2);
    expect([await read(), await events()]).toEqual(before);
    await seedScore(db.pool, {
      enterpriseId: ids[3] as number,
      timeMs: NOW - DAY + 1,
      total: 33,
      level: 1,
      recordedMs: NOW + 40 * DAY + 1,
    });
    await keepHouse({ pool: db.pool, capability: db.prepared.capability, nowMs: NOW + 40 * DAY + 3_600_000 });
    if (db.prepared.capability === "timescale-community") {
      await db.pool.execute(sql`call refresh_continuous_aggregate('score_daily', null, null)`);
    }
    const [last] = (await read()).slice(-1) as { last_total: number; samples: number }[];
    expect(last).toMatchObject({ last_total: 33, samples: 2 });
  });

  test("days long past that come in at once stay in the daily views when the policy runs", async () => {
    if (db.prepared.capability !== "timescale-community") return;
    await seedScore(db.pool, { enterpriseId: ids[2] as number, timeMs: Date.now() - 400 * DAY, total: 21 });
    await seedScore(db.pool, { enterpriseId: ids[2] as number, timeMs: Date.now() - 3 * DAY, total: 22 });
    // A server's own worker may be at it: then once more.
    const [job] = await db.pool.query<{ id: number }>(sql`
      select j.job_id as id from timescaledb_information.jobs j
      join timescaledb_information.continuous_aggregates c on c.materialization_hypertable_name = j.hypertable_name
      where j.proc_name = 'policy_refresh_continuous_aggregate' and c.view_name = 'score_daily'
      union all
      select j.job_id from timescaledb_information.jobs j
      where j.proc_name = 'policy_refresh_continuous_aggregate' and j.hypertable_name = 'score_daily'`);
    await expect
      .poll(() => db.pool.execute(sql`call run_job(${job?.id}::int)`).then(() => "done", String), {
        timeout: 20_000,
        interval: 500,
      })
      .toBe("done");
    const rows = await db.pool.query(sql`
      select last_total as total from score_daily where enterprise_id = ${ids[2]} and last_total in (21, 22) order by day`);
    expect(rows).toEqual([{ total: 21 }, { total: 22 }]);
  });

  test("change is measured against 30 days before", async () => {
    const [row] = await db.pool.query<{ baseline: number }>(
      sql`select baseline from scores where enterprise_id = ${ids[3]}`,
    );
    expect(row?.baseline).toBe(10);
  });

  test("only what the rules name ages out", async () => {
    await setRetention(db.pool, "events", 30, db.prepared.capability);
    await db.pool.execute(
      sql`insert into push_log (topic, seq, body, at) values ('events.310115', 1, '{}', now() - interval '2 days'), ('events.310115', 2, '{}', now())`,
    );
    await seedEvent(db.pool, { uid: "t/old", enterpriseId: ids[0] as number, timeMs: Date.now() - 61 * DAY });
    await db.pool.execute(
      sql`update event_ids set recorded_at = now() - interval '61 days' where uid = 't/old'`,
    );
    const removed = await removeAged(db.pool, db.prepared.capability);
    expect(removed.push_log).toBe(1);
    expect(removed.event_ids).toBe(1);
    if (db.prepared.capability !== "timescale-community") expect(removed.events).toBe(1);
    expect(Object.keys(removed)).not.toContain("findings");
    const [left] = await db.pool.query<{ n: number }>(sql`select count(*) as n from findings`);
    expect(left?.n).toBe(0);
  });

  test("what a rebuild superseded is marked for longer than it is kept", async () => {
    await setRetention(db.pool, "score_history", 100, db.prepared.capability);
    const at = (daysAgo: number) => Date.now() - daysAgo * DAY;
    for (const daysAgo of [120, 140]) {
      const row = {
        enterpriseId: ids[0] as number,
        fromMs: at(daysAgo + 9),
        toMs: at(daysAgo),
        recordedMs: at(daysAgo),
      };
      await seedRebuild(db.pool, row);
    }
    expect((await removeAged(db.pool, db.prepared.capability)).score_rebuilds).toBe(1);
  });
});
