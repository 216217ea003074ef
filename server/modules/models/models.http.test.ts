import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FEATURES } from "#detectors/features/features";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { createShadowRunner } from "#server/modules/experiments/shadow";
import { isInB } from "#server/modules/models/arms";
import { makeModelCache } from "#server/modules/models/model-cache";
import { seedDataset } from "#server/modules/models/testing/seed-dataset";
import { readPasses } from "#store/shadow-passes";
import { sql } from "#store/sql";
import { seedAlert, seedEnterprises, seedScore } from "#store/testing/fixtures";

let harness: Harness;
let ids: number[] = [];
beforeAll(async () => {
  harness = await createHarness();
  const { pool } = harness.database;
  ids = await seedEnterprises(
    pool,
    Array.from({ length: 30 }, (_, i) => ({
      name: `上海第${i}有限公司`,
      score: i * 3,
      level: i * 3 >= 60 ? 3 : 1,
    })),
  );
  for (const [i, id] of ids.entries())
    await seedScore(pool, { enterpriseId: id, timeMs: Date.now() - 3_600_000, total: i * 3 });
  for (const [name, features] of [
    ["企业快照", FEATURES.map((feature) => feature.name)],
    ["外部样本", ["arrears", "score_total"]],
  ] as const)
    await seedDataset(pool, {
      name,
      features,
      rows: 300,
      labelOf: (i) => ((i % 100) + (i % 7) > 60 ? 1 : 0),
      valueOf: (feature, i) => (feature === "score_total" ? i % 100 : feature === "arrears" ? i % 13 : 0),
    });
});
afterAll(() => harness.stop());

async function rehearse(dataset: string, algorithm = "logistic-regression"): Promise<number> {
  const { datasets } = (
    await harness.call("analyst", "GET", `/api/datasets?q=${encodeURIComponent(dataset)}`)
  ).body;
  const begun = await harness.call("analyst", "POST", "/api/rehearsals", {
    name: dataset,
    algorithm,
    datasetId: datasets[0].id,
  });
  for (;;) {
    const { body } = await harness.call("analyst", "GET", `/api/rehearsals/${begun.body.id}`);
    if (body.state === "done") return body.id;
    if (body.state !== "queued" && body.state !== "running") throw new Error(JSON.stringify(body.error));
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function publish(dataset: string, name: string) {
  const runId = await rehearse(dataset);
  const submitted = await harness.call("analyst", "POST", "/api/models", {
    runId,
    name,
    threshold: 0.5,
    comment: "试运行",
  });
  expect(submitted).toMatchObject({ status: 202, body: { state: "pending", shadow: false } });
  const approved = await harness.call(
    "reviewer",
    "POST",
    `/api/reviews/${submitted.body.reviewId}/approve`,
    {},
  );
  expect(approved.status).toBe(200);
  return submitted.body.id as number;
}

const score = (name: string, key: string | null, body: object) =>
  harness.call(
    null,
    "POST",
    `/api/models/${name}/score`,
    body,
    key === null ? {} : { authorization: `Bearer ${key}` },
  );

describe("publication", () => {
  test("one submits, another approves, and nothing is served before", async () => {
    const runId = await rehearse("企业快照");
    const body = { runId, name: "fund-raising", threshold: 0.5, comment: "首个版本" };
    expect((await harness.call("duty", "POST", "/api/models", body)).body.code).toBe("scope.role");
    const submitted = await harness.call("admin", "POST", "/api/models", body);
    expect(submitted).toMatchObject({
      status: 202,
      body: { state: "pending", version: 1, byEnterprise: true },
    });
    expect((await harness.call("analyst", "POST", "/api/models", body)).body.code).toBe(
      "publication.pending",
    );
    expect(
      (await harness.call("admin", "POST", "/api/models/fund-raising/keys", { label: "早了" })).body.code,
    ).toBe("publication.unknown");
    const own = await harness.call("admin", "POST", `/api/reviews/${submitted.body.reviewId}/approve`, {});
    expect(own.body.code).toBe("scope.self");
    expect(
      (await harness.call("reviewer", "POST", `/api/reviews/${submitted.body.reviewId}/approve`, {})).status,
    ).toBe(200);
    const { models } = (await harness.call("analyst", "GET", "/api/models")).body;
    expect(models[0]).toMatchObject({ name: "fund-raising", version: 1, state: "published", shadow: true });
  });

  test("a rejected one says so, and the next is another version", async () => {
    const runId = await rehearse("企业快照");
    const first = await harness.call("analyst", "POST", "/api/models", {
      runId,
      name: "second",
      threshold: 0.5,
      comment: "x",
    });
    await harness.call("reviewer", "POST", `/api/reviews/${first.body.reviewId}/reject`, {
      comment: "样本太小",
    });
    const again = await harness.call("analyst", "POST", "/api/models", {
      runId,
      name: "second",
      threshold: 0.6,
      comment: "x",
    });
    expect(again.body).toMatchObject({ version: 2, state: "pending" });
    const { models } = (await harness.call("analyst", "GET", "/api/models")).body;
    expect(
      models
        .filter((row: { name: string }) => row.name === "second")
        .map((row: { state: string }) => row.state),
    ).toEqual(["pending", "rejected"]);
  });

  test("of several who submit the same name at once one is heard, in each state of it", async () => {
    const runId = await rehearse("企业快照");
    const submit = () =>
      harness.call("analyst", "POST", "/api/models", {
        runId,
        name: "at-once",
        threshold: 0.5,
        comment: "x",
      });
    const answers = await Promise.all([submit(), submit(), submit(), submit()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409, 409]);
    const [first] = answers.filter(({ status }) => status === 202);
    const log = (await harness.call("auditor", "GET", `/api/audit?subject=model:${first?.body.id}`)).body
      .rows;
    expect(log[0]).toMatchObject({ action: "review.propose.model.publish" });
    await harness.call("reviewer", "POST", `/api/reviews/${first?.body.reviewId}/reject`, {
      comment: "再试",
    });
    const [row] = await harness.database.pool.query(
      sql`select state from model_versions where id = ${first?.body.id}`,
    );
    expect(row).toEqual({ state: "rejected" });
    expect((await submit()).body).toMatchObject({ version: 2, state: "pending" });
  });

  test("the rule engine has no model to publish", async () => {
    const runId = await rehearse("企业快照", "rules");
    const refused = await harness.call("analyst", "POST", "/api/models", {
      runId,
      name: "rules-x",
      threshold: 0.5,
      comment: "x",
    });
    expect(refused.body.code).toBe("rehearsal.no-model");
  });
});

describe("the API of a model", () => {
  test("scores by enterprise and by features, with reasons; counts calls; limits; ends with its key", async () => {
    const issued = await harness.call("admin", "POST", "/api/models/fund-raising/keys", {
      label: "综合平台",
      perMinute: 5,
    });
    expect(issued.status).toBe(201);
    const key = issued.body.secret as string;
    expect(key).toMatch(/^glm_[\w-]{43}$/);
    const [low, high] = [ids[1] as number, ids[29] as number];
    harness.clock.freeze();
    const answer = await score("fund-raising", key, {
      rows: [
        { enterpriseId: low },
        { enterpriseId: high },
        { enterpriseId: 999_999 },
        { features: { score_total: 95 } },
      ],
      explain: true,
    });
    expect(answer.status).toBe(200);
    const [first, second, gone, free] = answer.body.rows;
    expect(first).toMatchObject({ enterpriseId: low, version: 1, flagged: false });
    expect(second).toMatchObject({ enterpriseId: high, flagged: true });
    expect(second.score).toBeGreaterThan(first.score);
    expect(second.reasons[0]).toMatchObject({ feature: "score_total", value: 87 });
    expect(gone).toMatchObject({ score: null, flagged: null });
    expect(free.score).toBeGreaterThan(0.5);
    expect((await score("fund-raising", null, { rows: [{ enterpriseId: low }] })).body.code).toBe(
      "model-key.missing",
    );
    expect((await score("fund-raising", "glm_wrong-wrong-wrong", { rows: [{}] })).body.code).toBe(
      "model-key.unknown",
    );
    expect((await score("second", key, { rows: [{}] })).body.code).toBe("model-key.unknown");
    expect((await score("fund-raising", key, { rows: [] })).body.code).toBe("request.invalid");
    expect((await score("fund-raising", key, { rows: [{ features: { x: "many" } }] })).body.code).toBe(
      "request.invalid",
    );
    await score("fund-raising", key, { rows: [{ features: {} }] });
    await score("fund-raising", key, { rows: [{ features: {} }] });
    const limited = await score("fund-raising", key, { rows: [{ features: {} }] });
    expect(limited).toMatchObject({ status: 429, body: { code: "model-key.rate" } });
    expect(limited.headers["retry-after"]).toBeDefined();
    harness.clock.advance(0);

    const use = (await harness.call("analyst", "GET", "/api/models/fund-raising/keys")).body;
    expect(use.keys[0]).toMatchObject({
      label: "综合平台",
      perMinute: 5,
      calls: 3,
      callsToday: 3,
      rows: 6,
      refused: 1,
    });
    expect(JSON.stringify(use)).not.toContain(key);
    expect(use.keys[0].meanMs).toBeGreaterThan(0);
    expect(use.minutes[0]).toMatchObject({ calls: 3, refused: 1 });
    await harness.call("admin", "DELETE", `/api/model-keys/${use.keys[0].id}`);
    expect((await score("fund-raising", key, { rows: [{}] })).body.code).toBe("model-key.revoked");
    const log = (await harness.call("auditor", "GET", `/api/audit?subject=model-key:${use.keys[0].id}`)).body
      .rows;
    expect(log.map((row: { action: string }) => row.action)).toEqual(["model.key.revoke", "model.key"]);
    expect(JSON.stringify(log)).not.toContain(key);
  });

  test("a model of foreign features scores what is sent, and runs in no shadow", async () => {
    const id = await publish("外部样本", "outside");
    const { models } = (await harness.call("analyst", "GET", "/api/models")).body;
    expect(models.find((row: { id: number }) => row.id === id)).toMatchObject({
      shadow: false,
      byEnterprise: false,
    });
    const forced = await harness.call("admin", "PATCH", `/api/model-versions/${id}`, { shadow: true });
    expect(forced.body.code).toBe("publication.features");
    const key = (await harness.call("admin", "POST", "/api/models/outside/keys", { label: "x" })).body.secret;
    const answer = await score("outside", key, { rows: [{ features: { arrears: 3, score_total: 90 } }] });
    expect(answer.body.rows[0].flagged).toBe(true);
    await harness.call("admin", "POST", `/api/model-versions/${id}/retire`);
    expect((await score("outside", key, { rows: [{}] })).body.code).toBe("publication.unknown");
    expect((await harness.call("admin", "POST", `/api/model-versions/${id}/retire`)).body.code).toBe(
      "publication.unknown",
    );
  });
});

describe("shadow and comparison", () => {
  test("a pass judges the living, goes on where it was broken off, changes no level, and shows drift", async () => {
    const { pool } = harness.database;
    const version = (await harness.call("analyst", "GET", "/api/models")).body.models.find(
      (row: { name: string }) => row.name === "fund-raising",
    );
    const before = await pool.query(sql`select enterprise_id, total, level from scores order by 1`);
    const runner = createShadowRunner(
      { db: pool, clock: harness.clock, log: pino({ level: "silent" }), cache: makeModelCache(pool) },
      { instance: "shadow-test", everyMs: 0, restMs: 0 },
    );
    for (let i = 0; i < 200; i++) {
      if (
        (await readPasses(pool, version.id, 50)).some(
          ({ state, scored }) => state === "done" && scored === 30,
        )
      )
        break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await runner.stop();
    expect(await pool.query(sql`select enterprise_id, total, level from scores order by 1`)).toEqual(before);
    const shadow = (await harness.call("analyst", "GET", `/api/model-versions/${version.id}/shadow`)).body;
    const done = shadow.passes.find(
      (pass: { state: string; scored: number }) => pass.state === "done" && pass.scored === 30,
    );
    expect(done.drift[0].feature).toBe("score");
    // Both judges were timed over the same 25.
    for (const judge of ["rules", "model"]) {
      const { p50Micros, p95Micros, timed } = done.response[judge];
      expect(timed).toBe(25);
      expect(p50Micros).toBeGreaterThan(0);
      expect(p95Micros).toBeGreaterThanOrEqual(p50Micros);
    }
    const { both, model, rules, neither } = shadow.now;
    expect(both + model + rules + neither).toBe(30);
    // Enterprises of 60 points and more are what the rules call risky.
    expect(both + rules).toBe(10);
  });

  test("a comparison counts verdicts that came after both had spoken, and says what is still needed", async () => {
    const { pool } = harness.database;
    const version = (await harness.call("analyst", "GET", "/api/models")).body.models.find(
      (row: { name: string; state: string }) => row.name === "fund-raising" && row.state === "published",
    );
    expect(
      (await harness.call("analyst", "POST", "/api/experiments", { name: "x", a: null, b: version.id })).body
        .code,
    ).toBe("scope.role");
    const begun = await harness.call("admin", "POST", "/api/experiments", {
      name: "规则与模型",
      a: null,
      b: version.id,
      percent: 40,
    });
    expect(begun).toMatchObject({
      status: 201,
      body: { aName: "rules", bName: "fund-raising v1", state: "running" },
    });
    expect(
      (await harness.call("admin", "POST", "/api/experiments", { name: "y", a: null, b: version.id })).body
        .code,
    ).toBe("experiment.running");
    // Two thirds of the upper half are confirmed; a verdict before the model spoke does not count.
    for (const [i, id] of ids.entries()) {
      if (i < 10) continue;
      const alert = await seedAlert(pool, id);
      await pool.execute(
        i === 10
          ? sql`update alerts set state = 'closed', verdict = 'confirmed', closed_at = now() - interval '1 day' where id = ${alert}`
          : sql`update alerts set state = 'closed', verdict = ${i % 3 === 0 ? "unfounded" : "confirmed"}, closed_at = now() where id = ${alert}`,
      );
    }
    const figures = (await harness.call("analyst", "GET", `/api/experiments/${begun.body.id}/comparison`))
      .body;
    expect(figures.verdicts).toBe(19);
    expect(figures.traffic.a + figures.traffic.b).toBe(30);
    expect(figures.split.a.cases + figures.split.b.cases).toBe(19);
    expect(figures.paired.a.cases).toBe(19);
    expect(figures.paired.a).toMatchObject({ name: "rules", micros: null, response: { timed: 25 } });
    expect(figures.paired.b.response.timed).toBe(25);
    expect(figures.paired.accuracy.p).toBeLessThanOrEqual(1);
    const all = await harness.call("admin", "PATCH", `/api/experiments/${begun.body.id}`, { percent: 100 });
    expect(all.body.percent).toBe(100);
    const toB = (await harness.call("analyst", "GET", `/api/experiments/${begun.body.id}/comparison`)).body;
    expect(toB.traffic).toEqual({ a: 0, b: 30 });
    expect(toB.split.a.metrics.accuracy).toBeNull();
    expect(
      (await harness.call("admin", "PATCH", `/api/experiments/${begun.body.id}`, { stop: true })).body.state,
    ).toBe("stopped");
    const begin = () =>
      harness.call("admin", "POST", "/api/experiments", { name: "z", a: null, b: version.id, percent: 50 });
    const answers = await Promise.all([begin(), begin(), begin(), begin()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  test("callers of a model are dealt out between it and another one of the same task, by enterprise", async () => {
    const { pool } = harness.database;
    const a = (await harness.call("analyst", "GET", "/api/models")).body.models.find(
      (row: { name: string; state: string }) => row.name === "fund-raising" && row.state === "published",
    );
    const b = await publish("企业快照", "challenger");
    const key = (await harness.call("admin", "POST", "/api/models/fund-raising/keys", { label: "分流" })).body
      .secret;
    const own = (await harness.call("admin", "POST", "/api/models/challenger/keys", { label: "自用" })).body
      .secret;
    const begun = await harness.call("admin", "POST", "/api/experiments", {
      name: "两个模型",
      a: a.id,
      b,
      percent: 40,
    });
    expect(begun.body).toMatchObject({ bName: "challenger v1", served: true });
    const ask = async (name: string, secret: string) => {
      const rows = [...ids.map((enterpriseId) => ({ enterpriseId })), { features: { score_total: 50 } }];
      const answer = (await score(name, secret, { rows })).body.rows;
      return answer.map((row: { model: string; version: number }) => `${row.model} ${row.version}`);
    };
    const dealt = ids.map((id) =>
      isInB(begun.body.id, id, 40) ? "challenger 1" : `fund-raising ${a.version}`,
    );
    expect(new Set(dealt).size).toBe(2);
    expect(await ask("fund-raising", key)).toEqual([...dealt, `fund-raising ${a.version}`]);
    expect(new Set(await ask("challenger", own))).toEqual(new Set(["challenger 1"]));

    // Of a file's label nobody but people knows what it means; of another outcome it would be another answer.
    const setOutcome = (outcome: string | null) =>
      pool.execute(sql`
        update datasets d set settings = ${outcome === null ? "{}" : JSON.stringify({ outcome })}::jsonb
        from algorithm_runs r join model_versions v on v.run_id = r.id where v.id = ${b} and d.id = r.dataset_id`);
    const copy = await pool.query<{ id: number }>(sql`
      insert into datasets (name, origin, settings, features, state, created_by)
      select 'copy', origin, settings, features, state, created_by from datasets where name = '企业快照' returning id`);
    await pool.execute(sql`
      update algorithm_runs set dataset_id = ${copy[0]?.id ?? 0} where id = (select run_id from model_versions where id = ${b})`);
    await setOutcome("outbreak");
    expect(new Set(await ask("fund-raising", key))).toEqual(new Set([`fund-raising ${a.version}`]));
    const shown = (await harness.call("analyst", "GET", "/api/experiments")).body.experiments[0];
    expect(shown).toMatchObject({ id: begun.body.id, state: "running", served: false });
    await setOutcome(null);
    expect(await ask("fund-raising", key)).toContain("challenger 1");
    await harness.call("admin", "POST", `/api/model-versions/${b}/retire`);
    expect(new Set(await ask("fund-raising", key))).toEqual(new Set([`fund-raising ${a.version}`]));
    await harness.call("admin", "PATCH", `/api/experiments/${begun.body.id}`, { stop: true });
  });
});
