import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "#store/sql";
import { createTestDatabase, type TestDatabase } from "#store/testing/database";
import { placeAt, readTransactions } from "#store/transactions";

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
  await db.pool.execute(sql`
    insert into events (time, uid, kind, type, key, enterprise_id, district, source, received_at, recorded_at, withdrawn, data)
    select timestamptz '2026-11-01 08:00+08' - n * interval '1 day', 't' || n, case n when 4 then 'complaint' else 'transaction' end,
      'transaction.moved', 'e:' || n, n, '310115', 'bank', now(), timestamptz '2026-11-02 08:00+08' + (n / 2) * interval '1 microsecond',
      n = 5, '{"account": "a", "counterparty": "b", "direction": "in", "amount": "12.30"}'::jsonb
    from generate_series(1, 7) n`);
});
afterAll(() => db.stop());

test("transactions come in order of arrival to the microsecond, page by page, without what was withdrawn", async () => {
  const recordedMs = Date.parse("2026-11-02T00:00:00Z");
  const first = await readTransactions(db.pool, placeAt(recordedMs), 3);
  expect(first.map(({ uid }) => uid)).toEqual(["t1", "t2", "t3"]);
  expect(first[0]).toMatchObject({
    source: "bank",
    timeMs: Date.parse("2026-10-31T00:00:00Z"),
    recordedMs,
    enterpriseId: 1,
    district: "310115",
    simulated: false,
    account: "a",
    counterparty: "b",
    direction: "in",
    amount: "12.30",
    cash: false,
  });
  const last = first[2];
  const second = await readTransactions(db.pool, last as NonNullable<typeof last>, 3);
  expect(second.map(({ uid }) => uid)).toEqual(["t6", "t7"]);
  expect(await readTransactions(db.pool, placeAt(recordedMs + 1), 3)).toEqual([]);
});
