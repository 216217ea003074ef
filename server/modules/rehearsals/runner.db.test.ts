import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { snapshotCreate } from "#domain/api/algorithms";
import { SNAPSHOT_FEATURES } from "#server/modules/datasets/snapshot";
import { makeRehearsalThread } from "#server/modules/rehearsals/rehearsal-thread";
import { createRehearsalRunner } from "#server/modules/rehearsals/runner";
import { type DatasetRow, insertDataset, readDataset, retireDataset } from "#store/datasets";
import { first, type Pool } from "#store/pool";
import { sql } from "#store/sql";
import { createTestDatabase, type TestDatabase } from "#store/testing/database";
import { DAY, NOW, seedEnterprises, seedUser } from "#store/testing/fixtures";

let database: TestDatabase;
let userId = 0;
let id = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  await seedEnterprises(
    database.pool,
    ["甲", "乙", "丙"].map((name) => ({ name: `上海${name}有限公司` })),
  );
  await database.pool.execute(
    sql`update enterprises set created_at = to_timestamp(${(NOW - 400 * DAY) / 1000}::float8)`,
  );
  userId = (await seedUser(database.pool, "analyst", "city-administrator")).id;
});
afterAll(() => database.stop());
beforeEach(async () => {
  id = await insertDataset(database.pool, {
    name: "快照",
    origin: "snapshot",
    settings: snapshotCreate.parse({ name: "快照", days: ["2026-10-01"], outcome: "criminal-case" }),
    features: SNAPSHOT_FEATURES,
    state: "building",
    createdBy: userId,
  });
});

function makeSignal(): { readonly seen: Promise<void>; readonly give: () => void } {
  let give = (): void => {};
  const seen = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { seen, give };
}

/** A pool that stands still before it reads what came of enterprises, until `open`; `through` when that snapshot has ended. */
function makeSlowPool(): { pool: Pool; reached: Promise<void>; open: () => void; through: Promise<void> } {
  const [reached, gate, through] = [makeSignal(), makeSignal(), makeSignal()];
  const pool: Pool = {
    ...database.pool,
    async query(statement) {
      if (statement.text.includes("came as materialized")) {
        reached.give();
        await gate.seen;
      }
      if (statement.text.includes("update algorithm_runs x")) through.give();
      return database.pool.query(statement);
    },
  };
  return { pool, reached: reached.seen, open: gate.give, through: through.seen };
}

const start = (db: Pool, instance: string) =>
  createRehearsalRunner(
    { db, clock: { now: () => NOW }, log: pino({ level: "silent" }), run: makeRehearsalThread(null) },
    instance,
  );
const claimOf = () =>
  first<{ by: string | null; seconds: number | null }>(
    database.pool,
    sql`select claimed_by as by, extract(epoch from claimed_until - now())::float8 as seconds from datasets where id = ${id}`,
  );
async function follow(): Promise<DatasetRow> {
  for (;;) {
    const row = (await readDataset(database.pool, id)) as DatasetRow;
    if (row.state !== "building") return row;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("a snapshot that was taken over is no longer touched by who had it", async () => {
  const slow = makeSlowPool();
  const first = start(slow.pool, "slow");
  await slow.reached;
  expect(await claimOf()).toMatchObject({ by: "slow" });
  await database.pool.execute(
    sql`update datasets set claimed_until = now() - interval '1 second' where id = ${id}`,
  );
  const second = start(database.pool, "quick");
  expect(await follow()).toMatchObject({ state: "ready", rows: 3 });
  await second.stop();
  slow.open();
  await slow.through;
  await first.stop();
  expect(await readDataset(database.pool, id)).toMatchObject({ state: "ready", error: null, rows: 3 });
});

test("a taken one is held for a minute, and given back when the process ends", async () => {
  const slow = makeSlowPool();
  const runner = start(slow.pool, "ending");
  await slow.reached;
  expect((await claimOf())?.seconds).toBeLessThanOrEqual(60);
  const ended = runner.stop();
  slow.open();
  await ended;
  expect(await readDataset(database.pool, id)).toMatchObject({ state: "building" });
  expect(await claimOf()).toEqual({ by: null, seconds: null });
  const next = start(database.pool, "next");
  expect(await follow()).toMatchObject({ state: "ready", rows: 3 });
  await next.stop();
});

test("one that is retired while it is made ends", async () => {
  const slow = makeSlowPool();
  const runner = start(slow.pool, "slow");
  await slow.reached;
  await retireDataset(database.pool, id);
  slow.open();
  expect(await follow()).toMatchObject({ state: "failed", rows: 0 });
  await runner.stop();
});
