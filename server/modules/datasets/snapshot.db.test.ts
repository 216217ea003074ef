import { afterAll, beforeAll, expect, test } from "vitest";
import { FEATURES } from "#detectors/features/features";
import { readFeatures } from "#server/modules/datasets/snapshot";
import { readOutcomes } from "#store/outcomes";
import { sql } from "#store/sql";
import { createTestDatabase, type TestDatabase } from "#store/testing/database";
import { DAY, NOW, seedEnterprises, seedEvent, seedScore } from "#store/testing/fixtures";

let database: TestDatabase;
let quiet = 0;
let later = 0;
let before = 0;
let young = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  [quiet, later, before, young] = (await seedEnterprises(pool, [
    { name: "上海平静有限公司" },
    { name: "上海将立案有限公司" },
    { name: "上海已立案有限公司" },
    { name: "上海新设有限公司" },
  ])) as [number, number, number, number];
  await pool.execute(
    sql`update enterprises set created_at = to_timestamp(${(NOW - 400 * DAY) / 1000}::float8), registered_capital = 1000000 where id <> ${young}`,
  );
  await pool.execute(
    sql`update enterprises set created_at = to_timestamp(${(NOW + DAY) / 1000}::float8) where id = ${young}`,
  );
  const event = (id: number, uid: string, days: number, over: object = {}) =>
    seedEvent(pool, { uid, enterpriseId: id, timeMs: NOW + days * DAY, ...over });
  const filed = { kind: "judicial", type: "judicial.criminal", data: { stage: "criminal-filed" } };
  await event(quiet, "a", -10);
  await event(quiet, "told later", -5, { recordedMs: NOW + DAY });
  await event(quiet, "long ago", -200);
  await event(quiet, "afterwards", 2);
  await event(later, "case", 20, filed);
  await event(before, "case before", -3, filed);
  await seedScore(pool, { enterpriseId: quiet, timeMs: NOW - DAY, total: 40 });
  await seedScore(pool, { enterpriseId: quiet, timeMs: NOW - DAY, total: 70, recordedMs: NOW + DAY });
  await seedScore(pool, { enterpriseId: quiet, timeMs: NOW + DAY, total: 99, level: 5 });
  await pool.execute(sql`
    insert into enterprise_facts (enterprise_id, attribute, value, valid_from, recorded_at, source)
    values (${quiet}, 'registeredCapital', '5000000', to_timestamp(${(NOW + DAY) / 1000}::float8), to_timestamp(${(NOW + DAY) / 1000}::float8), 'test')`);
});
afterAll(() => database.stop());

const figure = (values: readonly number[], name: string): number =>
  values[FEATURES.findIndex((feature) => feature.name === name)] as number;

test("features hold what was known then, and nothing that came or was told later", async () => {
  const [{ values } = { values: [] }] = await readFeatures(database.pool, [quiet], NOW, "recorded");
  expect(values).toHaveLength(FEATURES.length);
  expect(figure(values, "complaint_30d")).toBe(1);
  expect(figure(values, "complaint_180d")).toBe(1);
  expect(figure(values, "score_total")).toBe(40);
  // The view was changed by a registration of afterwards: what stood there before is not known.
  expect(figure(values, "registered_capital")).toBeNaN();
  const [untouched] = await readFeatures(database.pool, [later], NOW, "recorded");
  expect(figure(untouched?.values ?? [], "registered_capital")).toBeCloseTo(6, 10);
  expect(figure(untouched?.values ?? [], "score_total")).toBeNaN();
});

test("by event: what had happened by then, whenever it was told", async () => {
  const [{ values } = { values: [] }] = await readFeatures(database.pool, [quiet], NOW, "event");
  expect(figure(values, "complaint_30d")).toBe(2);
  expect(figure(values, "score_total")).toBe(70);
});

test("labels: a case within the horizon, not one of before; who was not there yet is left out", async () => {
  const ask = { outcome: "criminal-case" as const, atMs: NOW, seed: 1, limit: 100 };
  const labels = async (days: number) =>
    new Map((await readOutcomes(database.pool, { ...ask, days })).map(({ id, label }) => [id, label]));
  expect(await labels(30)).toEqual(
    new Map([
      [later, 1],
      [quiet, 0],
    ]),
  );
  expect((await labels(10)).get(later)).toBe(0);
  const outbreak = await readOutcomes(database.pool, { ...ask, outcome: "outbreak", days: 30 });
  expect(outbreak.find(({ label }) => label === 1)?.id).toBe(quiet);
});

test("a bounded sample keeps all that it came to, and deals the others by the seed", async () => {
  const ask = { outcome: "criminal-case" as const, atMs: NOW, days: 30, limit: 1 };
  expect(await readOutcomes(database.pool, { ...ask, seed: 1 })).toEqual([{ id: later, label: 1 }]);
});
