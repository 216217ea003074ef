import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { alarmWords } from "#domain/alarm";
import { createAlarmWatch } from "#server/alarm-watch";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { seedDataset } from "#server/modules/models/testing/seed-dataset";
import { readAlarms } from "#store/alarms";
import { readPasses } from "#store/shadow-passes";
import { sql } from "#store/sql";
import { seedEnterprises, seedScore } from "#store/testing/fixtures";

const log = pino({ level: "silent" });
const FIRMS = 200;
const FEATURES = ["score_total", "score_sentiment"];
let harness: Harness;
let versionId = 0;
let ids: number[] = [];

beforeAll(async () => {
  harness = await createHarness();
  const { pool } = harness.database;
  ids = await seedEnterprises(
    pool,
    Array.from({ length: FIRMS }, (_, i) => ({ name: `上海漂移${i}有限公司` })),
  );
  const dataset = await seedDataset(pool, {
    name: "训练样本",
    features: FEATURES,
    rows: 1000,
    labelOf: (i) => ((i % 100) + (i % 7) > 60 ? 1 : 0),
    valueOf: (feature, i) => (feature === "score_total" ? i % 100 : 4),
  });
  const run = await harness.call("analyst", "POST", "/api/rehearsals", {
    name: "漂移",
    algorithm: "logistic-regression",
    datasetId: dataset,
  });
  for (let state = ""; state !== "done"; await sleep(30)) {
    state = (await harness.call("analyst", "GET", `/api/rehearsals/${run.body.id}`)).body.state;
    if (state === "failed") throw new Error("not trained");
  }
  const submitted = await harness.call("analyst", "POST", "/api/models", {
    runId: run.body.id,
    name: "fund-raising",
    threshold: 0.5,
    comment: "x",
  });
  await setTotals((i) => i % 100);
  await harness.call("reviewer", "POST", `/api/reviews/${submitted.body.reviewId}/approve`, {});
  versionId = submitted.body.id;
});
afterAll(() => harness.stop());

let hours = 0;
/** Official totals of all firms from the next hour on; their dimensions are 1 to 5, sentiment 4. */
async function setTotals(totalOf: (i: number) => number): Promise<void> {
  const timeMs = Date.now() - 30 * 86_400_000 + ++hours * 3_600_000;
  for (const [i, enterpriseId] of ids.entries())
    await seedScore(harness.database.pool, { enterpriseId, timeMs, total: totalOf(i) });
}

/** One whole pass that began after now, as if the last one were hours ago. */
async function passOver(): Promise<void> {
  const { pool } = harness.database;
  await pool.execute(sql`update shadow_passes set started_at = started_at - interval '2 hours'`);
  const before = (await readPasses(pool, versionId, 1))[0]?.id ?? 0;
  // To begin the shadow wakes its runner.
  await harness.call("admin", "PATCH", `/api/model-versions/${versionId}`, { shadow: true });
  const isOver = async () =>
    (await readPasses(pool, versionId, 5)).some(({ id, state }) => id > before && state === "done");
  while (!(await isOver())) await sleep(20);
}

test("a published model whose inputs have moved raises one alarm in both languages, and it ends when they are back", async () => {
  const { pool } = harness.database;
  const told: string[] = [];
  const watch = createAlarmWatch(
    {
      pool,
      clock: harness.clock,
      log,
      bus: { ...harness.stream.bus, publish: (_subject, body) => void told.push(String(body)) },
    },
    { last: () => null, drainPerSecond: () => 0 },
    async () => 0,
  );
  const look = async () => {
    await watch.look();
    return (await readAlarms(pool)).filter(({ code }) => code === "model-drift");
  };
  try {
    await passOver();
    expect(await look()).toEqual([]);

    await setTotals((i) => 80 + (i % 20));
    await passOver();
    const [raised, ...more] = await look();
    expect(more).toEqual([]);
    expect(raised).toMatchObject({ subject: "fund-raising v1", severity: "warning", active: true });
    const words = alarmWords("model-drift", raised?.params ?? null, "");
    expect(words.zh).toMatch(
      /^模型 fund-raising v1 已漂移：(得分|风险总分)的稳定性指数 \d+\.\d\d（限值 0.25），超限共 2 项$/,
    );
    expect(words.en).toMatch(
      /^Model fund-raising v1 has drifted: stability index of (its score|Risk score) /,
    );
    expect(raised?.message).toBe(words.zh);
    expect(await look()).toHaveLength(1);
    expect(told.filter((body) => body.includes("model-drift"))).toHaveLength(1);

    await setTotals((i) => i % 100);
    await passOver();
    expect(await look()).toMatchObject([{ active: false, subject: "fund-raising v1" }]);

    await setTotals((i) => 80 + (i % 20));
    await passOver();
    expect((await look()).filter(({ active }) => active)).toHaveLength(1);
    await harness.call("admin", "PATCH", `/api/model-versions/${versionId}`, { shadow: false });
    expect((await look()).filter(({ active }) => active)).toEqual([]);
  } finally {
    watch.stop();
  }
});
