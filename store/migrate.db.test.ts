import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "#store/sql";
import { createTestDatabase, type TestDatabase } from "#store/testing/database";

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
