import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { refreshRelations } from "#server/pipelines/relations/refresh";
import { resolvePersons, writeRelations } from "#store/relations";
import { sql } from "#store/sql";
import { NOW, seedEnterprises } from "#store/testing/fixtures";

let harness: Harness;
let [pudong, huangpu, far] = [0, 0, 0];
let shells: number[] = [];
beforeAll(async () => {
  harness = await createHarness();
  const { pool } = harness.database;
  [pudong, huangpu, far] = (await seedEnterprises(pool, [
    { name: "上海浦东甲有限公司", score: 50, level: 2 },
    { name: "上海黄浦乙有限公司", district: "310101", street: "310101002", score: 80, level: 4 },
    { name: "上海黄浦丙有限公司", district: "310101", street: "310101002" },
  ])) as [number, number, number];
  const [wang, li] = (await resolvePersons(
    pool,
    ["王一", "李二"].map((name) => ({ name, idIndex: name, idCipher: null, keyVersion: null, hint: "" })),
  )) as [number, number];
  const tie = (fromEnterprise: number, to: number | null, personId: number | null, share: number) => ({
    fromEnterprise,
    kind: "shareholder",
    share,
    office: null,
    fromMs: NOW,
    source: "test",
    eventUid: null,
    party:
      to === null
        ? ({ kind: "person", personId: personId as number } as const)
        : ({ kind: "enterprise", enterpriseId: to } as const),
  });
  await writeRelations(pool, [
    tie(pudong, huangpu, null, 0.7),
    tie(pudong, null, li, 0.3),
    tie(huangpu, far, null, 1),
    tie(far, null, wang, 1),
  ]);
  const districts = ["310115", "310115", "310115", "310101", "310101", "310101", "310101", "310101"];
  shells = await seedEnterprises(
    pool,
    districts.map((district, at) => ({
      name: `上海空壳${at}企业管理有限公司`,
      district,
      street: null,
      establishedOn: `2026-10-0${at + 1}`,
      registeredCapital: "10000000",
      paidInCapital: "0",
      legalRepresentative: "甲",
      registeredAddress: "上海市奉贤区望园路2165弄15号1幢301室",
    })),
  );
  await pool.execute(sql`update enterprises set phone_index = 'tel' where id = any(${shells}::bigint[])`);
  while ((await refreshRelations(pool, { nowMs: NOW }))?.more === true);
});
afterAll(() => harness.stop());

const get = (url: string, user = "analyst") => harness.call(user, "GET", url);

describe("graph", () => {
  test("is layer by layer for the city, and absent unless it is asked for", async () => {
    expect((await get(`/api/enterprises/${pudong}/relations`)).body).not.toHaveProperty("graph");
    const { graph } = (await get(`/api/enterprises/${pudong}/relations?layers=3`)).body;
    expect(
      graph.nodes.map(({ name, layer, level }: Record<string, unknown>) => [layer, name, level]),
    ).toEqual([
      [0, "上海浦东甲有限公司", "yellow"],
      [1, "上海黄浦乙有限公司", "red"],
      [1, "李二", null],
      [2, "上海黄浦丙有限公司", "normal"],
      [3, "王一", null],
    ]);
    expect(graph.edges).toContainEqual({
      from: `e:${pudong}`,
      to: `e:${huangpu}`,
      kind: "shareholder",
      share: 0.7,
      office: null,
    });
    expect([graph.edges.length, graph.hidden, graph.truncated]).toEqual([4, 0, false]);
  });

  test("a district reader sees a foreign tie by name, cannot open it, and nothing behind it", async () => {
    const { graph } = (await get(`/api/enterprises/${pudong}/relations?layers=3`, "pudong")).body;
    expect(graph.nodes.map(({ name }: { name: string }) => name)).toEqual([
      "上海浦东甲有限公司",
      "上海黄浦乙有限公司",
      "李二",
    ]);
    expect(graph.nodes[1]).toMatchObject({
      enterpriseId: null,
      level: null,
      key: expect.stringMatching(/^x:/),
    });
    expect(JSON.stringify(graph)).not.toContain(`e:${huangpu}"`);
  });

  test.each(["0", "4", "x"])("layers=%s is refused", async (layers) => {
    expect(await get(`/api/enterprises/${pudong}/relations?layers=${layers}`)).toMatchObject({
      status: 400,
      body: { code: "request.invalid" },
    });
  });
});

describe("controllers", () => {
  test("names the controller, the rule in words and the chain", async () => {
    const { body } = await get(`/api/enterprises/${pudong}/controllers`);
    expect(body.controller).toMatchObject({
      rule: "majority",
      ruleText: "逐层支配表决权超过 50%（公司法第二百六十五条）",
      party: { party: "person", name: "王一" },
      share: 0.7,
    });
    expect(body.controller.chains[0].nodes.map(({ name }: { name: string }) => name)).toEqual([
      "王一",
      "上海黄浦丙有限公司",
      "上海黄浦乙有限公司",
      "上海浦东甲有限公司",
    ]);
    expect(
      body.beneficial.map((one: { party: { name: string }; share: number }) => [one.party.name, one.share]),
    ).toEqual([
      ["王一", 0.7],
      ["李二", 0.3],
    ]);
  });

  test("a district reader gets no id of a foreign firm, and no answer about one", async () => {
    const { text } = await get(`/api/enterprises/${pudong}/controllers`, "pudong");
    expect(text).not.toContain(`e:${huangpu}"`);
    expect(text).not.toContain(`"enterpriseId":${huangpu}`);
    expect((await get(`/api/enterprises/${huangpu}/controllers`, "pudong")).status).toBeGreaterThanOrEqual(
      403,
    );
  });
});

describe("clusters", () => {
  test("the city sees all members; traits add up to the score", async () => {
    const { body } = await get("/api/clusters");
    expect(body.rows).toHaveLength(1);
    const [cluster] = body.rows;
    expect(cluster).toMatchObject({
      size: 8,
      visible: 8,
      links: { address: 1, phone: 1, representative: 1 },
    });
    const sum = cluster.traits.reduce((total: number, { points }: { points: number }) => total + points, 0);
    expect(sum).toBeCloseTo(cluster.score, 1);
    expect(cluster.traits.map(({ text }: { text: string }) => text)).toContain("8 家在 7 日内登记");
    const detail = (await get(`/api/clusters/${cluster.id}`)).body;
    expect(detail.members.map(({ id }: { id: number }) => id)).toEqual(shells);
  });

  test("a district sees the cluster with its own members only, and none that has nothing of it", async () => {
    const [cluster] = (await get("/api/clusters", "pudong")).body.rows;
    expect(cluster).toMatchObject({ size: 8, visible: 3 });
    const { members } = (await get(`/api/clusters/${cluster.id}`, "pudong")).body;
    expect(members.map(({ district }: { district: string }) => district)).toEqual([
      "310115",
      "310115",
      "310115",
    ]);
    expect((await get("/api/clusters?district=310101")).body.rows[0].visible).toBe(5);
    expect((await get("/api/clusters?district=310104")).body.rows).toEqual([]);
    expect((await get(`/api/clusters/${cluster.id}?district=310104`)).body.code).toBe("request.not-found");
    expect((await get("/api/clusters/999999")).status).toBe(404);
  });

  test("pages by keyset, and a foreign cursor is refused", async () => {
    const one = await get("/api/clusters?limit=1");
    expect([one.body.rows.length, one.body.next]).toEqual([1, null]);
    expect((await get("/api/clusters?cursor=bm9uc2Vuc2U")).body.code).toBe("enterprise.cursor");
  });
});

describe("ties added by hand", () => {
  const propose = (body: object, user = "analyst") =>
    harness.call(user, "POST", `/api/enterprises/${far}/relations`, { comment: "走访查明", ...body });

  test("wait for a second person, then show in the graph, count for control, and can be ended", async () => {
    const [owner] = (await seedEnterprises(harness.database.pool, [{ name: "上海实控人控股有限公司" }])) as [
      number,
    ];
    const proposed = await propose({ to: owner, kind: "controller" });
    expect(proposed).toMatchObject({ status: 202, body: { state: "pending" } });
    const named = async () =>
      (await get(`/api/enterprises/${far}/relations`)).body.relations.filter(
        (one: { kind: string }) => one.kind === "controller",
      ).length;
    expect(await named()).toBe(0);
    const decide = (id: number) =>
      harness.call("reviewer", "POST", `/api/reviews/${id}/approve`, { comment: "" });
    expect((await decide(proposed.body.id)).body).toMatchObject({ state: "approved" });
    expect(await named()).toBe(1);
    const settle = async () => {
      while ((await refreshRelations(harness.database.pool, { nowMs: NOW }))?.more === true);
      return (await get(`/api/enterprises/${far}/controllers`)).body.controller;
    };
    expect(await settle()).toMatchObject({ rule: "declared", party: { name: "上海实控人控股有限公司" } });

    const ending = await propose({ to: owner, kind: "controller", holds: false });
    expect((await decide(ending.body.id)).body).toMatchObject({ state: "approved" });
    expect(await named()).toBe(0);
    expect(await settle()).toMatchObject({ rule: "majority", party: { name: "王一" } });
    const again = await propose({ to: owner, kind: "controller", holds: false });
    expect(again.body.code).toBe("request.invalid");
  });

  test("a district officer ties neither a foreign firm nor to one", async () => {
    expect((await propose({ to: pudong, kind: "controller" }, "pudong")).status).toBe(403);
    const answer = await harness.call("pudong", "POST", `/api/enterprises/${pudong}/relations`, {
      to: far,
      kind: "controller",
      comment: "x",
    });
    expect(answer.body.code).toMatch(/^(request\.not-found|scope\.)/);
    expect((await propose({ to: far, kind: "controller" })).body.code).toBe("request.not-found");
  });
});
