import { afterAll, beforeAll, expect, test } from "vitest";
import { ALGORITHMS } from "#detectors/learn/catalogue";
import type { Table } from "#detectors/learn/table";
import { createRegistry } from "#detectors/registry";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import type { StreamEvent } from "#domain/event";
import { DEFAULT_LEVEL_RULE } from "#domain/level";
import { enterpriseKey, partitionOf } from "#domain/partition";
import { makeStopWatch, responseOf } from "#server/modules/experiments/response-times";
import { readEntityState } from "#store/entity-state";
import type { Db } from "#store/pool";
import { sql } from "#store/sql";
import { createServerTestDatabase, type ServerTestDatabase } from "#store/testing/database";
import { NOW, seedEnterprises } from "#store/testing/fixtures";

let database: ServerTestDatabase;
let ids: number[] = [];
beforeAll(async () => {
  database = await createServerTestDatabase();
  ids = await seedEnterprises(
    database.pool,
    Array.from({ length: 40 }, (_, i) => ({ name: `上海计时${i}有限公司` })),
  );
  const registry = createRegistry();
  const config = { version: 1, weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE };
  for (const enterpriseId of ids.slice(0, 20)) {
    const key = enterpriseKey(enterpriseId);
    const event = {
      uid: `t${enterpriseId}`,
      id: `t${enterpriseId}`,
      kind: "sentiment",
      type: "sentiment.post",
      key,
      enterpriseId,
      district: "310115",
      source: "test",
      simulated: true,
      timeMs: NOW,
      timeInferred: false,
      recordedMs: NOW,
      data: { title: "提现困难", text: "该平台承诺保本保息年化18%，现已无法提现", source: "news" },
    } as unknown as StreamEvent;
    const { state } = registry.step(registry.create(key), event, config);
    await database.pool.execute(sql`
      insert into entity_state (key, partition, version, watermark, state)
      values (${key}, ${partitionOf(key)}, ${registry.version}, now(), ${JSON.stringify(state)})`);
  }
});
afterAll(() => database.stop());

async function trainModel() {
  const [x, labels] = [Float64Array.from({ length: 60 }, (_, i) => i), new Uint8Array(60)];
  labels.fill(1, 30);
  const table: Table = { names: ["score_total"], columns: [x], rows: 60 };
  const logistic = ALGORITHMS.find(({ id }) => id === "logistic-regression");
  if (logistic === undefined) throw new Error("not in the catalogue");
  return logistic.train(table, labels, {}, { seed: 1 });
}

test("each judge answers for each of the same enterprises, in turns, and goes on counting where a pass was broken off", async () => {
  // Who reads what, in order: the state is the rules', the head of an enterprise the model's.
  const read: string[] = [];
  const db: Db = {
    ...database.pool,
    query: (statement) => {
      if (statement.text.includes("from entity_state")) read.push("rules");
      if (statement.text.includes("from enterprises e")) read.push("model");
      return database.pool.query(statement);
    },
  };
  expect(await readEntityState(database.pool, enterpriseKey(ids[0] as number))).toContain("signals");
  expect(await readEntityState(database.pool, enterpriseKey(ids[39] as number))).toBeNull();
  const watch = await makeStopWatch(db, await trainModel(), {});
  await watch.timePart(ids, NOW);
  expect(read.slice(0, 8)).toEqual(["rules", "model", "rules", "model", "model", "rules", "rules", "model"]);
  expect(read).toHaveLength(2 * 26);
  const [rules, model] = [responseOf(watch.times, "rules"), responseOf(watch.times, "model")];
  expect([rules?.timed, model?.timed]).toEqual([25, 25]);
  expect(rules?.p95Micros).toBeGreaterThanOrEqual(rules?.p50Micros ?? Number.NaN);

  const again = await makeStopWatch(db, await trainModel(), JSON.parse(JSON.stringify(watch.times)));
  await again.timePart(ids.slice(0, 3), NOW);
  expect(responseOf(again.times, "model")?.timed).toBe(28);
  await again.timePart([], NOW);
  expect(responseOf(again.times, "rules")?.timed).toBe(28);
});

test("quantiles are the nearest rank's, right to 2.5 %", () => {
  const bin = (micros: number) => Math.round(Math.log(micros) / Math.log(1.05));
  const times = { rules: { [bin(100)]: 18, [bin(1000)]: 1, [bin(5000)]: 1 }, model: {} };
  const found = responseOf(times, "rules");
  expect(found?.timed).toBe(20);
  expect(Math.abs((found?.p50Micros ?? 0) / 100 - 1)).toBeLessThan(0.03);
  expect(Math.abs((found?.p95Micros ?? 0) / 1000 - 1)).toBeLessThan(0.03);
  expect(responseOf(times, "model")).toBeNull();
  expect(responseOf({}, "rules")).toBeNull();
});
