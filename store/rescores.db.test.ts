import { afterAll, beforeAll, expect, test } from "vitest";
import type { Score } from "#domain/detect";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import { DEFAULT_LEVEL_RULE, levelOf } from "#domain/level";
import {
  holdConfig,
  lockStates,
  readLeft,
  readScoreRows,
  readStretchEnd,
  readTakeOver,
  readVersionInForce,
  readWeighty,
  writeRescored,
  writeRescoredStates,
} from "#store/rescore-rows";
import {
  claimRescore,
  failRescore,
  finishRescore,
  holdRescore,
  isRescoring,
  noteRescore,
  readRescore,
  readRescoreById,
  removeOldVersions,
  requestRescore,
} from "#store/rescores";
import { activateConfig, ensureConfig, insertConfig } from "#store/score-configs";
import { readPresentScore, readVersionChanges } from "#store/score-versions";
import { sql } from "#store/sql";
import { createTestDatabase, type TestDatabase } from "#store/testing/database";
import { NOW, seedEnterprises } from "#store/testing/fixtures";
import { countChanges } from "#store/what-if";

let db: TestDatabase;
let ids: number[];
beforeAll(async () => {
  db = await createTestDatabase();
  await db.pool.transaction((tx) =>
    ensureConfig(tx, { weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE }),
  );
  ids = await seedEnterprises(db.pool, [
    { name: "甲公司", score: 50, level: 2, sinceMs: NOW },
    { name: "乙公司" },
    { name: "丙公司", score: 30, level: 1 },
    { name: "丁公司" },
  ]);
  await db.pool.execute(sql`
    insert into entity_state (key, partition, version, watermark, state) values (${`e:${ids[0]}`}, 0, 'v', now(), '{}')`);
});
afterAll(() => db.stop());

function activate(): Promise<number> {
  return db.pool.transaction(async (tx) => {
    const draft = {
      weights: DEFAULT_WEIGHTS,
      levels: DEFAULT_LEVEL_RULE,
      colours: null,
      descriptions: {},
      comment: "",
      base: null,
      rollbackOf: null,
      createdBy: null,
    };
    const version = await insertConfig(tx, draft);
    await activateConfig(tx, version, null);
    await requestRescore(tx, version);
    return version;
  });
}

const score = (version: number, total: number, level: number): Score => ({
  total,
  dimensions: { basic: total, compliance: 0, behaviour: 0, sentiment: 0, association: 0 },
  level: { level: levelOf(level), sinceMs: NOW },
  ...(level === 5 ? { forced: "outbreak" as const } : {}),
  reasons: [],
  configVersion: version,
  modelVersion: "m",
  timeMs: NOW,
});

test("a new enterprise bears the version in force; one is asked for, claimed once, noted and finished", async () => {
  const versions = await db.pool.query(sql`select distinct config_version as v from scores`);
  expect(versions).toEqual([{ v: 1 }]);
  const version = await activate();
  const asked = await readRescore(db.pool, version);
  expect(asked).toMatchObject({
    version: 2,
    fromVersion: 1,
    state: "queued",
    total: 4,
    done: 0,
    startedAtMs: null,
  });
  expect(await isRescoring(db.pool)).toBe(true);
  const job = await claimRescore(db.pool, "a", 60_000);
  expect(job).toMatchObject({ version, state: "running", total: 4, done: 2, cursor: 0 });
  expect(await claimRescore(db.pool, "b", 60_000)).toBeNull();
  const id = job?.id as number;

  const moved = await db.withClient(async (client) => {
    await holdConfig(client);
    expect(await holdRescore(client, id, "b")).toBe(false);
    expect(await holdRescore(client, id, "a")).toBe(true);
    expect(await readVersionInForce(client)).toBe(version);
    expect(await readTakeOver(client, version)).toMatchObject({ rescoreId: id });
    expect(await readTakeOver(client, 1)).toBeNull();
    const end = (await readStretchEnd(client, 0, 10)) as number;
    expect(end).toBe(ids[3]);
    expect(await readStretchEnd(client, end, 10)).toBeNull();
    const range = { after: 0, upTo: end };
    expect(await readWeighty(client, range, version, { look: 10, most: 1 })).toEqual({
      ids: [ids[0]],
      lookedTo: ids[0],
    });
    expect(await readWeighty(client, range, version, { look: 2, most: 10 })).toEqual({
      ids: [ids[0]],
      lookedTo: ids[1],
    });
    expect(await readWeighty(client, { after: end, upTo: end }, version, { look: 2, most: 2 })).toEqual({
      ids: [],
      lookedTo: null,
    });
    const { ids: weighty } = await readWeighty(client, range, version, { look: 10, most: 10 });
    expect(weighty).toEqual([ids[0], ids[2]]);
    const locked = await lockStates(client, weighty);
    expect(locked).toEqual([{ id: ids[0], version: "v", state: "{}", dueMs: null, configVersion: 1 }]);
    const present = await readScoreRows(client, weighty);
    expect(present.sort((a, b) => a.id - b.id)).toMatchObject([
      { id: ids[0], hasState: true },
      { id: ids[2], total: 30, level: 1, configVersion: 1, hasState: false },
    ]);
    const rows = [
      { enterpriseId: ids[0] as number, score: score(version, 95, 5) },
      { enterpriseId: ids[2] as number, score: score(version, 30, 1) },
    ];
    const first = await writeRescored(client, id, rows, "skip");
    expect(await writeRescored(client, id, rows, "wait")).toEqual([]);
    const stateOf = async () => (await lockStates(client, [ids[0] as number]))[0];
    await writeRescoredStates(client, [{ id: ids[0] as number, state: '{"a":1}', dueMs: NOW }]);
    expect(await stateOf()).toMatchObject({ state: '{"a":1}', dueMs: NOW, configVersion: version });
    await writeRescoredStates(client, [{ id: ids[0] as number, state: null, dueMs: NOW + 1 }]);
    expect(await stateOf()).toMatchObject({ state: '{"a":1}', dueMs: NOW + 1 });
    const step = { cursor: end, done: 2, changed: 1, upgraded: 1, downgraded: 0 };
    await noteRescore(client, id, step, 60_000);
    return first;
  });
  expect(moved.sort((a, b) => a.id - b.id)).toEqual([
    { id: ids[0], levelBefore: 2, level: 5, changed: true },
    { id: ids[2], levelBefore: 1, level: 1, changed: false },
  ]);
  expect(await readRescoreById(db.pool, id)).toMatchObject({ done: 4, changed: 1, upgraded: 1 });
  const history = await db.pool.query(
    sql`select enterprise_id as id, total, level from score_history where config_version = ${version}`,
  );
  expect(history).toEqual([{ id: ids[0], total: 95, level: 5 }]);

  // Who has no points is of every version.
  expect(await db.withClient((client) => readLeft(client, version, 10))).toEqual([]);
  expect(
    await db.pool.query(sql`select config_version as v from scores where enterprise_id = ${ids[1]}`),
  ).toEqual([{ v: 1 }]);
  expect(await readPresentScore(db.pool, ids[1] as number)).toMatchObject({
    total: 0,
    configVersion: version,
  });
  expect(await finishRescore(db.pool, id, "b")).toBe(false);
  expect(await finishRescore(db.pool, id, "a")).toBe(true);
  expect(await readRescore(db.pool, version)).toMatchObject({
    state: "done",
    done: 4,
    changed: 1,
    upgraded: 1,
  });
  expect(await claimRescore(db.pool, "b", 60_000)).toBeNull();
  expect(await isRescoring(db.pool)).toBe(false);
});

test("what both versions said, what the present is, and what goes after some runs", async () => {
  expect(await readVersionChanges(db.pool, ids[0] as number)).toMatchObject([
    { versionBefore: 1, totalBefore: 50, levelBefore: 2, version: 2, total: 95, level: 5 },
  ]);
  expect(await readVersionChanges(db.pool, ids[1] as number)).toEqual([]);
  expect(await readPresentScore(db.pool, ids[0] as number)).toMatchObject({
    forced: 5,
    configVersion: 2,
    level: 5,
  });
  expect(await removeOldVersions(db.pool, 1, 100)).toBe(0);
  const version = await activate();
  const job = await claimRescore(db.pool, "a", 60_000);
  await finishRescore(db.pool, job?.id as number, "a");
  expect(await removeOldVersions(db.pool, 2, 100)).toBe(0);
  expect(await removeOldVersions(db.pool, 1, 100)).toBe(2);
  expect(await readVersionChanges(db.pool, ids[0] as number)).toEqual([]);
  expect(await readRescore(db.pool, version)).toMatchObject({ state: "done", changed: 0 });
});

test("one that cannot go on says why; whoever claimed it last holds it", async () => {
  const version = await activate();
  const job = await claimRescore(db.pool, "a", -1000);
  expect(await claimRescore(db.pool, "b", 60_000)).toMatchObject({ id: job?.id });
  await failRescore(db.pool, job?.id as number, "a", "not his");
  expect(await readRescore(db.pool, version)).toMatchObject({ state: "running" });
  await failRescore(db.pool, job?.id as number, "b", "a fault");
  expect(await readRescore(db.pool, version)).toMatchObject({ state: "failed", error: "a fault" });
});

test("a draft: counts by level and district; a forced level stays", async () => {
  const weights = [1, 0, 0, 0, 0];
  const levels = { ...DEFAULT_LEVEL_RULE, floors: [0, 20, 60, 75, 96] as const };
  const draft = { weights, emphases: weights, peakShare: 0.7, levels };
  const { counts, moves, examples } = await countChanges(db.pool, draft, NOW, 10_000);
  expect(counts).toEqual([3, 0, 0, 0, 1]);
  expect(moves).toEqual([{ district: "310115", from: 1, to: 2, n: 1 }]);
  expect(examples).toMatchObject([
    { id: ids[2], name: "丙公司", from: 1, to: 2, totalBefore: 30, totalAfter: 30 },
  ]);
});
