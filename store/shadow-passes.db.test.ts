import { afterAll, beforeAll, expect, test } from "vitest";
import { insertRun } from "#store/algorithm-runs";
import { insertDataset } from "#store/datasets";
import { insertModelVersion, publishModelVersion, setShadow } from "#store/models";
import { claimPass, endPass, savePassPart } from "#store/shadow-passes";
import { createTestDatabase, type TestDatabase } from "#store/testing/database";
import { NOW, seedUser } from "#store/testing/fixtures";

const HOUR = 3_600_000;
let db: TestDatabase;
let versionId = 0;
beforeAll(async () => {
  db = await createTestDatabase();
  const { id: createdBy } = await seedUser(db.pool, "analyst", "city-administrator");
  await db.pool.transaction(async (tx) => {
    const datasetId = await insertDataset(tx, {
      name: "样本",
      origin: "upload",
      settings: {},
      features: [],
      state: "ready",
      createdBy,
    });
    const sample = { districts: [], industries: [], kinds: [], label: null, from: null, to: null, q: null };
    const runId = await insertRun(tx, {
      name: "预演",
      algorithm: "logistic-regression",
      parameters: {},
      datasetId,
      sample,
      plan: {},
      createdBy,
    });
    const made = await insertModelVersion(tx, { name: "m", runId, threshold: 0.5, comment: "", createdBy });
    versionId = made.id;
    await publishModelVersion(tx, versionId, true);
  });
});
afterAll(() => db.stop());

test("a shadow that was switched off and on again begins anew at once; one that is done rests", async () => {
  const begun = await claimPass(db.pool, "a", 60_000, HOUR);
  expect(begun).toMatchObject({ versionId, state: "running" });
  expect(await claimPass(db.pool, "b", 60_000, HOUR)).toBeNull();
  await setShadow(db.pool, versionId, false);
  const own = { id: begun?.id ?? 0, versionId, instance: "a", claimMs: 60_000 };
  const part = { afterId: 1, scores: [], readMicros: 0, scoreMicros: 0, tallies: {}, times: {}, atMs: NOW };
  expect(await db.pool.transaction((tx) => savePassPart(tx, own, part))).toBe(false);
  await endPass(db.pool, own.id, "a", "stopped", null);
  expect(await claimPass(db.pool, "a", 60_000, HOUR)).toBeNull();
  await setShadow(db.pool, versionId, true);
  const again = await claimPass(db.pool, "a", 60_000, HOUR);
  expect(again).toMatchObject({ versionId, state: "running", afterId: 0 });
  expect(again?.id).not.toBe(own.id);
  await endPass(db.pool, again?.id ?? 0, "a", "done", null);
  expect(await claimPass(db.pool, "a", 60_000, HOUR)).toBeNull();
  expect(await claimPass(db.pool, "a", 60_000, 0)).toMatchObject({ versionId });
});
