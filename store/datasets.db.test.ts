import { afterAll, beforeAll, expect, test } from "vitest";
import {
  claimDataset,
  clearDatasetRows,
  finishDataset,
  insertDataset,
  insertDatasetRows,
  keepDatasetClaim,
  readDataset,
  releaseDataset,
} from "#store/datasets";
import { sql } from "#store/sql";
import { createTestDatabase, type TestDatabase } from "#store/testing/database";
import { seedUser } from "#store/testing/fixtures";

let db: TestDatabase;
let id = 0;
beforeAll(async () => {
  db = await createTestDatabase();
  const { id: createdBy } = await seedUser(db.pool, "analyst", "city-administrator");
  const draft = { settings: {}, features: [], state: "building", createdBy } as const;
  id = await insertDataset(db.pool, { ...draft, name: "快照", origin: "snapshot" });
});
afterAll(() => db.stop());

test("only who has claimed a snapshot keeps, clears and finishes it", async () => {
  expect(await claimDataset(db.pool, "a", 60_000)).toBe(id);
  expect(await claimDataset(db.pool, "b", 60_000)).toBeNull();
  await db.pool.execute(
    sql`update datasets set claimed_until = now() - interval '1 second' where id = ${id}`,
  );
  // Late, and nobody else has it: it goes on.
  expect(await keepDatasetClaim(db.pool, id, "a", 1)).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await claimDataset(db.pool, "b", 60_000)).toBe(id);
  const row = {
    subject: "1",
    name: "",
    district: null,
    industry: null,
    kind: null,
    day: null,
    label: 1,
  } as const;
  await insertDatasetRows(db.pool, id, [{ ...row, row: 1, features: [] }]);

  expect(await keepDatasetClaim(db.pool, id, "a", 60_000)).toBe(false);
  await clearDatasetRows(db.pool, id, "a");
  await releaseDataset(db.pool, id, "a");
  await finishDataset(db.pool, id, "a", { state: "failed", error: null, rejected: 0, rejects: [] });
  await finishDataset(db.pool, id, null, { state: "failed", error: null, rejected: 0, rejects: [] });
  expect(await readDataset(db.pool, id)).toMatchObject({ state: "building" });
  expect(await keepDatasetClaim(db.pool, id, "b", 60_000)).toBe(true);
  await finishDataset(db.pool, id, "b", { state: "ready", error: null, rejected: 0, rejects: [] });
  expect(await readDataset(db.pool, id)).toMatchObject({
    state: "ready",
    rows: 1,
    labelled: 1,
    positives: 1,
  });
  expect(await keepDatasetClaim(db.pool, id, "b", 60_000)).toBe(false);
});
