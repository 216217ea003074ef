import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prepareDatabase, prepareSession } from "#store/database";
import { migrate } from "#store/migrate";
import { withSession } from "#store/migration-session";
import { sql } from "#store/sql";
import {
  createServerTestDatabase,
  createTestDatabase,
  isSingleSession,
  type ServerTestDatabase,
  type TestDatabase,
} from "#store/testing/database";
import { NOW, seedEnterprises, seedEvent, seedScore } from "#store/testing/fixtures";
import { openPglite } from "#store/testing/pglite";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

test("the schema is up to date and says its level", async () => {
  const [row] = await db.pool.query<{ n: number }>(sql`select count(*) as n from migrations`);
  expect(row?.n).toBeGreaterThan(5);
});

test("the daily views have the same names and columns on every level", async () => {
  await db.pool.execute(
    sql`select day, enterprise_id, samples, lowest, highest, last_total, last_level from score_daily`,
  );
  await db.pool.execute(sql`select day, kind, district, source, events from event_daily`);
});

test("time_bucket counts days in Asia/Shanghai", async () => {
  const [row] = await db.pool.query<{ day: number; hour: number; month: number }>(
    sql`select time_bucket('1 day', ${"2026-11-24T17:30:00Z"}::timestamptz, 'Asia/Shanghai') as day,
      time_bucket('1 hour', ${"2026-11-24T17:30:00Z"}::timestamptz) as hour,
      time_bucket('1 month', ${"2026-11-30T17:30:00Z"}::timestamptz, 'Asia/Shanghai') as month,
      time_bucket('7 days', ${"2026-11-24T17:30:00Z"}::timestamptz, 'Asia/Shanghai') as week`,
  );
  expect(row).toEqual({
    day: Date.parse("2026-11-24T16:00:00Z"),
    hour: Date.parse("2026-11-24T17:00:00Z"),
    month: Date.parse("2026-11-30T16:00:00Z"),
    week: Date.parse("2026-11-22T16:00:00Z"),
  });
});

test.skipIf(!isSingleSession())(
  "a plain database that gains TimescaleDB is raised, with its data",
  async () => {
    const { pool, session } = await openPglite();
    const plain = await prepareSession(session, { timescale: "plain" });
    expect(plain.capability).toBe("plain");
    expect(plain.applied).toContain("0010-daily-views");
    const [id] = (await seedEnterprises(pool, [{ name: "甲" }])) as [number];
    await seedEvent(pool, { uid: "m/1", enterpriseId: id, timeMs: NOW });
    await seedScore(pool, { enterpriseId: id, timeMs: NOW, total: 42 });
    const days = () => pool.query(sql`select day, enterprise_id, samples, last_total from score_daily`);
    const before = await days();
    expect(before).toHaveLength(1);
    const raised = await prepareSession(session);
    expect(raised.capability).toBe("timescale-community");
    expect(raised.applied).toEqual(["0009-hypertables", "0011-continuous-aggregates"]);
    expect(await days()).toEqual(before);
    expect(
      await pool.query(
        sql`select hypertable_name as name from timescaledb_information.hypertables where hypertable_schema = 'public' order by 1`,
      ),
    ).toEqual([{ name: "events" }, { name: "score_history" }]);
    expect((await prepareSession(session)).applied).toEqual([]);
    await pool.stop();
  },
);

test("what the community edition does by itself is set up there", async () => {
  if (db.prepared.capability !== "timescale-community") return;
  const jobs = await db.pool.query<{ what: string; of: string | null }>(sql`
    select proc_name as what, hypertable_name as of from timescaledb_information.jobs where proc_name like 'policy_%' order by 1, 2`);
  const of = (what: string) => jobs.filter((job) => job.what === what).map((job) => job.of);
  expect(of("policy_compression")).toEqual(expect.arrayContaining(["events", "score_history"]));
  expect(of("policy_compression")).toHaveLength(3);
  expect(of("policy_retention")).toEqual(["events", "score_history"]);
  expect(of("policy_refresh_continuous_aggregate")).toHaveLength(2);
});

describe.skipIf(isSingleSession())("migrating", () => {
  let own: ServerTestDatabase;
  let dir: string;
  beforeAll(async () => {
    own = await createServerTestDatabase();
    dir = await mkdtemp(join(tmpdir(), "guanlan-migrations-"));
  });
  afterAll(async () => {
    await own.stop();
    await rm(dir, { recursive: true, force: true });
  });
  const write = (name: string, text: string) => writeFile(join(dir, name), text);
  const run = () => withSession(own.url, (session) => migrate(session, "plain", dir));

  test("ten programs at once: one does it, the others find it done", async () => {
    const results = await Promise.all(Array.from({ length: 10 }, () => prepareDatabase(own.url)));
    for (const result of results)
      expect(result).toMatchObject({ version: own.prepared.version, applied: [] });
  });

  test("files are applied in order and once; a failing one leaves nothing of itself", async () => {
    await write("9001-first.sql", "create table m_one (a integer);");
    await write("9002-second.sql", "--! no-transaction\ncreate table m_two (a integer);\n--;\nvacuum m_two;");
    await write("9003-third.sql", "--! community\ncreate table m_three (a integer);");
    await write("9004-fourth.sql", "create table m_four (a integer);\nselect 1 / 0;");
    await expect(run()).rejects.toMatchObject({
      code: "store.migration-failed",
      message: expect.stringContaining("9004-fourth"),
    });
    await write("9004-fourth.sql", "create table m_four (a integer);");
    expect((await run()).applied).toEqual(["9004-fourth"]);
    expect((await run()).applied).toEqual([]);
    const tables = await own.pool.query(
      sql`select relname as name from pg_class where starts_with(relname::text, 'm_') and relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
    );
    expect(tables).toEqual([{ name: "m_four" }, { name: "m_one" }, { name: "m_two" }]);
  });

  test("an edited one is refused, and a newer breaking one; a newer one that breaks nothing is not", async () => {
    await write("9001-first.sql", "create table m_one (a bigint);");
    await expect(run()).rejects.toMatchObject({ code: "store.migration-changed" });
    await write("9001-first.sql", "create table m_one (a integer);");
    await write("9005-fifth.sql", "create table m_five (a integer);");
    await run();
    await rm(join(dir, "9005-fifth.sql"));
    await run();
    await write("9006-sixth.sql", "--! breaking\ncreate table m_six (a integer);");
    await run();
    await rm(join(dir, "9006-sixth.sql"));
    await expect(run()).rejects.toMatchObject({ code: "store.database-newer" });
  });

  test("two files of one number are a mistake", async () => {
    await write("9007-a.sql", "select 1;");
    await write("9007-b.sql", "select 1;");
    await expect(run()).rejects.toMatchObject({ code: "store.migration-number" });
  });
});
