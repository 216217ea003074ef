import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { totalOf } from "#detectors/scoring";
import type { Weights } from "#domain/dimension";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import { DEFAULT_LEVEL_RULE, type LevelRule, levelNumber, levelOf, nextLevel } from "#domain/level";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { proposeFalls } from "#store/level-falls";
import { requestRescore } from "#store/rescores";
import { activateConfig, ensureConfig, insertConfig } from "#store/score-configs";
import { sql } from "#store/sql";
import { seedEnterprises } from "#store/testing/fixtures";

const DISTRICTS = ["310101", "310115", "310120"];

interface Row {
  id: number;
  district: string;
  total: number;
  dimensions: number[];
  level: number;
  level_since: number;
  forced: number;
}

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
  const { pool } = harness.database;
  await pool.transaction((tx) => ensureConfig(tx, { weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE }));
  await seedEnterprises(
    pool,
    Array.from({ length: 300 }, (_, i) => ({
      name: `上海推演${i}有限公司`,
      district: DISTRICTS[i % 3] as string,
      street: null,
      creditCode: null,
      ...(i % 3 === 0 ? {} : { score: 1 }),
    })),
  );
  // Dimensions that no fixture has in common, levels as they came to be: held by hysteresis, forced, fresh.
  await pool.execute(sql`
    update scores set dimensions = array[enterprise_id * 7 % 101, enterprise_id * 13 % 101, enterprise_id * 29 % 101,
        enterprise_id * 31 % 101, enterprise_id * 37 % 101]::real[],
      forced = case when enterprise_id % 40 = 2 then 5 when enterprise_id % 25 = 1 then 2 else 0 end,
      level_since = now() - (enterprise_id % 5) * interval '10 hours'
    where total > 0`);
  const rows = await pool.query<Row>(
    sql`select enterprise_id as id, dimensions, forced from scores where total > 0`,
  );
  for (const row of rows) {
    const total = totalOf(row.dimensions, DEFAULT_WEIGHTS);
    const raw = nextLevel(null, total + (row.id % 7), 0, DEFAULT_LEVEL_RULE, forcedOf(row)).level;
    await pool.execute(
      sql`update scores set total = ${total}, level = ${levelNumber(raw)} where enterprise_id = ${row.id}`,
    );
  }
});
afterAll(() => harness.stop());

const forcedOf = (row: { forced: number }) => (row.forced === 0 ? null : levelOf(row.forced));

/** The same answer as domain/level and detectors/scoring give, one enterprise at a time. */
async function expectedMatrix(draft: { weights: Weights; levels: LevelRule }, nowMs: number) {
  const rows = await harness.database.pool.query<Row>(
    sql`select enterprise_id as id, district, total, dimensions, level, level_since, forced from scores where listed`,
  );
  const matrix = Array.from({ length: 5 }, () => [0, 0, 0, 0, 0]);
  for (const row of rows) {
    const before = { level: levelOf(row.level), sinceMs: row.level === 1 ? null : row.level_since };
    const after = nextLevel(
      before,
      totalOf(row.dimensions, draft.weights),
      nowMs,
      draft.levels,
      forcedOf(row),
      "normal",
    );
    const line = matrix[row.level - 1] as number[];
    line[levelNumber(after.level) - 1] = (line[levelNumber(after.level) - 1] as number) + 1;
  }
  return matrix;
}

const STEEP: Weights = { basic: 0, compliance: 0.6, behaviour: 0.1, sentiment: 0.05, association: 0.25 };
const LOW: LevelRule = { floors: [0, 30, 45, 55, 70], margin: 5, minDwellMs: 30 * 3_600_000 };
const HIGH: LevelRule = { floors: [0, 55, 70, 88, 97], margin: 2, minDwellMs: 15 * 3_600_000 };

describe("what if", () => {
  test.each([
    ["other weights", STEEP, DEFAULT_LEVEL_RULE],
    ["lower bands", DEFAULT_WEIGHTS, LOW],
    ["higher bands", DEFAULT_WEIGHTS, HIGH],
    ["both", STEEP, HIGH],
  ] as const)("%s: as one by one", async (_, weights, levels) => {
    const { status, body } = await harness.call("analyst", "POST", "/api/score-configs/what-if", {
      weights,
      levels,
    });
    expect(status).toBe(200);
    const matrix = await expectedMatrix({ weights, levels }, harness.clock.now());
    expect(body.matrix).toEqual(matrix);
    expect(body.enterprises).toBe(300);
    const moved = matrix.flatMap((row, from) => row.map((n, to) => ({ n, step: to - from })));
    expect(body.upgraded).toBe(moved.reduce((sum, { n, step }) => sum + (step > 0 ? n : 0), 0));
    expect(body.downgraded).toBe(moved.reduce((sum, { n, step }) => sum + (step < 0 ? n : 0), 0));
    expect(body.changed).toBe(body.upgraded + body.downgraded);
    expect(body.changed).toBeGreaterThan(10);
    const sum = (of: "upgraded" | "downgraded") =>
      body.byDistrict.reduce((all: number, row: Record<string, number>) => all + (row[of] as number), 0);
    expect([sum("upgraded"), sum("downgraded")]).toEqual([body.upgraded, body.downgraded]);
    expect(body.examples).toHaveLength(10);
    for (const example of body.examples) expect(example.from).not.toBe(example.to);
  });

  test("the configuration in force changes nothing but what hysteresis holds no longer", async () => {
    const draft = { weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE };
    const { body } = await harness.call("analyst", "POST", "/api/score-configs/what-if", draft);
    expect(body.upgraded).toBe(0);
    expect(body.matrix).toEqual(await expectedMatrix(draft, harness.clock.now()));
    expect(body.downgraded).toBeGreaterThan(0);
    // What waits for a person is not decided by a version that was approved for other reasons.
    const { pool } = harness.database;
    const [row] = await pool.query<{ version: number }>(
      sql`select config_version as version from scores limit 1`,
    );
    const rule = { version: row?.version ?? 0, levels: DEFAULT_LEVEL_RULE };
    expect(await proposeFalls(pool, rule, harness.clock.now(), 1000)).toBe(body.downgraded);
    const waiting = await harness.call("analyst", "POST", "/api/score-configs/what-if", draft);
    expect(waiting.body).toMatchObject({ upgraded: 0, downgraded: 0 });
    await pool.execute(sql`delete from reviews where kind = 'level.downgrade'`);
  });

  test("weights that do not add up and bands out of order are refused; so is a district", async () => {
    const ask = (by: string, body: object) => harness.call(by, "POST", "/api/score-configs/what-if", body);
    const half = { ...DEFAULT_WEIGHTS, basic: 0.1 };
    expect((await ask("analyst", { weights: half, levels: DEFAULT_LEVEL_RULE })).body.code).toBe(
      "request.invalid",
    );
    const crossed = { ...DEFAULT_LEVEL_RULE, floors: [0, 60, 50, 75, 90] };
    expect((await ask("analyst", { weights: DEFAULT_WEIGHTS, levels: crossed })).body.code).toBe(
      "request.invalid",
    );
    const right = { weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE };
    expect((await ask("pudong", right)).status).toBe(403);
  });
});

describe("progress and versions", () => {
  test("a version that took over is queued, and an earlier run ends", async () => {
    const { pool } = harness.database;
    const activate = () =>
      pool.transaction(async (tx) => {
        const version = await insertConfig(tx, {
          weights: STEEP,
          levels: LOW,
          colours: null,
          descriptions: {},
          base: 1,
          rollbackOf: null,
          comment: "",
          createdBy: null,
        });
        await activateConfig(tx, version, null);
        await requestRescore(tx, version);
        return version;
      });
    const first = await activate();
    const second = await activate();
    const read = (version: number) => harness.call("analyst", "GET", `/api/score-configs/${version}/rescore`);
    expect((await read(first)).body).toMatchObject({ state: "cancelled", error: "superseded" });
    expect((await read(second)).body).toMatchObject({
      version: second,
      fromVersion: first,
      state: "queued",
      total: 300,
      done: 0,
    });
    expect((await read(99)).body.code).toBe("request.not-found");
    await expect(pool.transaction((tx) => requestRescore(tx, first))).rejects.toThrow("not the active");
  });

  test("an enterprise under each version, from its present dimensions", async () => {
    const [row] = await harness.database.pool.query<Row>(
      sql`select enterprise_id as id, dimensions, forced from scores where total > 30 order by 1 limit 1`,
    );
    const { id, dimensions } = row as Row;
    const { body } = await harness.call("analyst", "GET", `/api/enterprises/${id}/scores-by-version`);
    expect(body.versions.map((one: { version: number }) => one.version)).toEqual([3, 2, 1]);
    expect(body.versions[0]).toMatchObject({ active: true, total: totalOf(dimensions, STEEP) });
  });
});
