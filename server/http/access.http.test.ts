import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasAction } from "#domain/permission";
import { ROLE_FACTS, type Role } from "#domain/role";
import { DEMO_USERS } from "#server/auth/demo-users";
import { makeRoutes } from "#server/http/app";
import type { AnyRoute } from "#server/http/route";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { saveCluster } from "#store/clusters";
import { seedAlert, seedEnterprises } from "#store/testing/fixtures";

/** The table itself: making it opens nothing, so empty dependencies do. */
const routes = makeRoutes(
  { people: {} } as never,
  { basePath: "/", varDir: "/nowhere", exportMostRows: 1, uploadLimitBytes: 1 } as never,
  {} as never,
);
const name = (route: AnyRoute): string => `${route.method} ${route.path}`;
const KINDS = [
  "public",
  "self",
  "area",
  "subject",
  "own",
  "whole",
  "source-key",
  "model-key",
  "signature",
  "operator",
];

describe("every route", () => {
  test.each(routes.map((route) => [name(route), route] as const))(
    "%s says who may call it",
    (_name, route) => {
      expect(KINDS).toContain(route.access?.kind);
      if (route.access.kind === "public") expect(route.access.why.length).toBeGreaterThan(10);
      // A change leaves a trail, or says why it needs none.
      if (route.method !== "GET") expect(route.trail, "trail").toBeDefined();
      if (route.access.kind === "subject") expect(route.params, "params").toBeDefined();
      // Rows of an area are asked for with the area.
      if (route.access.kind === "area") {
        const schema = route.access.areaIn === "body" ? route.body : route.query;
        expect(schema?.safeParse({ district: "310101" }).success, "district").toBe(true);
        expect(schema?.safeParse({ district: "nowhere" }).success, "district").toBe(false);
      }
      expect(route.summary.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(route.summary.en).not.toMatch(/[\u4e00-\u9fff]/);
    },
  );

  test("no two have the same method and address", () => {
    expect(new Set(routes.map(name)).size).toBe(routes.length);
  });

  test("only what must be open is open", () => {
    const open = routes.filter((route) => route.access.kind === "public").map(name);
    expect(open.sort()).toEqual([
      "GET /api/asyncapi.json",
      "GET /api/auth/methods",
      "GET /api/auth/oidc",
      "GET /api/auth/oidc/callback",
      "GET /api/docs",
      "GET /api/openapi.json",
      "GET /healthz",
      "GET /readyz",
      "POST /api/auth/login",
    ]);
  });
});

describe("roles and districts", () => {
  let harness: Harness;
  const ids: Record<string, number> = {};
  beforeAll(async () => {
    harness = await createHarness();
    const { pool } = harness.database;
    const [pudong, huangpu] = (await seedEnterprises(pool, [
      { name: "上海浦东甲有限公司", district: "310115", street: "310115005", score: 80, level: 4 },
      { name: "上海黄浦乙有限公司", district: "310101", street: "310101002", score: 70, level: 3 },
    ])) as [number, number];
    Object.assign(ids, { pudong, huangpu });
    ids.pudongAlert = await seedAlert(pool, pudong);
    ids.huangpuAlert = await seedAlert(pool, huangpu, { district: "310101" });
    const cluster = {
      id: null,
      score: 70,
      parts: [],
      links: {},
      members: [pudong, huangpu],
      simulated: true,
    };
    ids.cluster = (await saveCluster(pool, cluster, Date.now())).id;
    const proposed = await harness.call("huangpu", "POST", `/api/enterprises/${huangpu}/place`, {
      district: "310104",
      street: null,
      comment: "已迁入徐汇",
    });
    expect(proposed.status).toBe(202);
    ids.huangpuReview = proposed.body.id;
  });
  afterAll(() => harness.stop());

  const personal = routes.filter((route) =>
    ["area", "subject", "own", "whole", "self"].includes(route.access.kind),
  );

  /** The address with ids that exist where the route needs a row. */
  function address(route: AnyRoute, district: "pudong" | "huangpu"): string {
    return route.path
      .replace("/api/enterprises/:id", `/api/enterprises/${ids[district]}`)
      .replace("/api/local-organisations/:id", `/api/local-organisations/${ids[district]}`)
      .replace(":kind", "microloan")
      .replace("/api/alerts/:id", `/api/alerts/${ids[`${district}Alert`]}`)
      .replace("/api/reviews/:id", `/api/reviews/${ids.huangpuReview}`)
      .replace("/api/clusters/:id", `/api/clusters/${ids.cluster}`)
      .replace("/api/users/:id", "/api/users/1")
      .replace("/api/sources/:id", "/api/sources/no-such-source")
      .replace("/api/exports/:id", "/api/exports/AAAAAAAAAAAAAAAAAAAAAA")
      .replace(":name", "no-such-model")
      .replace(":id", "999999")
      .replace(":postId", "999999")
      .replace(":version", "1");
  }

  test.each(personal.map((route) => [name(route), route] as const))(
    "nobody: %s is 401",
    async (_name, route) => {
      const answer = await harness.call(
        null,
        route.method,
        address(route, "pudong"),
        route.method === "GET" ? undefined : {},
      );
      expect(answer).toMatchObject({ status: 401, body: { code: "auth.required" } });
    },
  );

  const roles = [...new Map(DEMO_USERS.map((demo) => [demo.role, demo])).values()];
  test.each(roles.map((demo) => [demo.role, demo.user] as const))(
    "%s gets exactly what its role has",
    async (role, user) => {
      for (const route of personal) {
        if (route.access.kind === "self") continue;
        const { action } = route.access as { action: Parameters<typeof hasAction>[1] };
        // What would change the next answers is not called by those who may.
        if (hasAction(role as Role, action) && route.method !== "GET") continue;
        const answer = await harness.call(
          user,
          route.method,
          address(route, "pudong"),
          route.method === "GET" ? undefined : {},
        );
        const refused = answer.body?.code === "scope.role";
        expect(refused, `${role} ${name(route)}: ${answer.status} ${answer.text.slice(0, 200)}`).toBe(
          !hasAction(role as Role, action),
        );
      }
    },
  );

  test("who audits can change nothing at all", async () => {
    for (const demo of DEMO_USERS.filter((one) => ROLE_FACTS[one.role].readOnly)) {
      for (const route of personal.filter((one) => one.method !== "GET" && one.access.kind !== "self")) {
        const answer = await harness.call(demo.user, route.method, address(route, "pudong"), {});
        expect(answer.status, `${demo.user} ${name(route)}`).toBe(403);
      }
    }
  });

  describe("a district officer", () => {
    const area = routes.filter((route) => route.access.kind === "area");
    const subject = routes.filter((route) => route.access.kind === "subject");

    test.each(area.map((route) => [name(route), route] as const))(
      "%s: another district, the city, a foreign street are refused",
      async (_name, route) => {
        const { action } = route.access as { action: Parameters<typeof hasAction>[1] };
        expect(hasAction("district-officer", action)).toBe(true);
        for (const [asked, code] of [
          [{ district: "310101" }, "scope.district"],
          [{ district: "310000" }, "scope.district"],
          [{ district: "000000" }, "scope.district"],
          [{ street: "310101002" }, "scope.street"],
          [{ district: "310115", street: "310101002" }, "scope.street"],
        ] as const) {
          const inBody = (route.access as { areaIn?: string }).areaIn === "body";
          const query = inBody ? "" : `?${new URLSearchParams(asked)}`;
          const answer = await harness.call(
            "pudong",
            route.method,
            `${address(route, "pudong")}${query}`,
            inBody ? asked : undefined,
          );
          expect(answer, JSON.stringify(asked)).toMatchObject({ status: 403, body: { code } });
        }
      },
    );

    test.each(area.filter((route) => route.method === "GET").map((route) => [name(route), route] as const))(
      "%s: without a district it is his own, never a row of another",
      async (_name, route) => {
        const answer = await harness.call("pudong", "GET", address(route, "pudong"));
        expect(answer.status).toBe(200);
        expect(answer.text).not.toContain("黄浦乙");
        expect(answer.text).not.toContain("黄浦专员");
      },
    );

    test.each(subject.map((route) => [name(route), route] as const))(
      "%s: a row of another district is refused",
      async (_name, route) => {
        const { action } = route.access as { action: Parameters<typeof hasAction>[1] };
        const answer = await harness.call(
          "pudong",
          route.method,
          address(route, "huangpu"),
          route.method === "GET" ? undefined : {},
        );
        const code = hasAction("district-officer", action) ? "scope.district" : "scope.role";
        expect(answer).toMatchObject({ status: 403, body: { code } });
        expect(answer.text).not.toContain("黄浦乙");
      },
    );

    test("sees its own", async () => {
      expect((await harness.call("pudong", "GET", `/api/enterprises/${ids.pudong}`)).body.row.name).toBe(
        "上海浦东甲有限公司",
      );
      expect((await harness.call("pudong", "GET", "/api/enterprises")).body.rows).toHaveLength(1);
      expect((await harness.call("duty", "GET", "/api/enterprises")).body.rows).toHaveLength(2);
    });

    test("a street officer sees only the street, a regulator only its kinds, a unit only what it was given", async () => {
      const { body } = await harness.call("street", "GET", "/api/me");
      expect(body.street).toMatch(/^310115\d{3}$/);
      const own = await harness.call("street", "GET", "/api/enterprises");
      expect(own.body.rows.every((row: { street: string }) => row.street === body.street)).toBe(true);
      expect((await harness.call("street", "GET", `/api/enterprises/${ids.huangpu}`)).body.code).toBe(
        "scope.district",
      );
      expect((await harness.call("police", "GET", `/api/enterprises/${ids.pudong}`)).body.code).toBe(
        "scope.organisation",
      );
      expect((await harness.call("police", "GET", "/api/enterprises")).body.rows).toEqual([]);
    });
  });
});
