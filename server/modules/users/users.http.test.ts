import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHarness, type Harness, readSetCookie } from "#server/http/testing/harness";

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.stop());

let made = 0;
async function newUser(): Promise<{ id: number; user: string; password: string }> {
  const user = `officer${++made}`;
  const { status, body } = await harness.call("system", "POST", "/api/users", { user, name: "新人" });
  expect(status).toBe(201);
  return { id: body.id, user, password: body.password };
}
const login = (user: string, password: string) =>
  harness.call(null, "POST", "/api/auth/login", { user, password });
const organisation = async (kind: string, district: string): Promise<number> => {
  const { organisations } = (await harness.call("security", "GET", "/api/organisations")).body;
  return organisations.find(
    (one: { kind: string; district: string }) => one.kind === kind && one.district === district,
  ).id;
};
const grant = (id: number, body: object, by = "security") =>
  harness.call(by, "POST", `/api/users/${id}/posts`, body);

describe("account and post are two people's work", () => {
  test("made by one without power, given a post by another, must change the first password, then works", async () => {
    const { id, user, password } = await newUser();
    expect((await login(user, password)).body.code).toBe("auth.disabled");
    const given = await grant(id, {
      organisationId: await organisation("district-office", "310104"),
      role: "district-officer",
      fields: ["phone"],
    });
    expect(given.status).toBe(201);
    const first = await login(user, password);
    expect(first.body).toMatchObject({ mustChangePassword: true, district: "310104", fields: ["phone"] });
    const cookie = readSetCookie(first.headers["set-cookie"] as string);
    const get = (url: string) => harness.call(null, "GET", url, undefined, { cookie });
    expect((await get("/api/enterprises")).body.code).toBe("auth.password-change");
    expect((await get("/api/me")).status).toBe(200);
    await harness.call(
      null,
      "POST",
      "/api/auth/password",
      { current: password, next: "Tide-watch-2026" },
      { cookie },
    );
    expect((await get("/api/enterprises")).status).toBe(200);
    const listed = (await harness.call("security", "GET", `/api/users?q=${user}`)).body.rows[0];
    expect(listed).toMatchObject({
      user,
      mustChangePassword: false,
      posts: [{ role: "district-officer", district: "310104" }],
    });
    expect(JSON.stringify(listed)).not.toContain("argon2");
  });

  test("the one who makes accounts cannot grant, the one who grants cannot make", async () => {
    const { id } = await newUser();
    expect((await grant(id, { organisationId: 1, role: "duty-officer" }, "system")).body.code).toBe(
      "scope.role",
    );
    expect(
      (await harness.call("security", "POST", "/api/users", { user: "someone", name: "x" })).body.code,
    ).toBe("scope.role");
  });

  test("nobody grants himself anything", async () => {
    const self = (await harness.call("security", "GET", "/api/me")).body.id;
    expect((await grant(self, { organisationId: 1, role: "city-administrator" })).body.code).toBe(
      "scope.self",
    );
  });

  test("the same name, in any case, is taken", async () => {
    expect((await harness.call("system", "POST", "/api/users", { user: "DUTY", name: "x" })).body.code).toBe(
      "user.exists",
    );
  });
});

describe("posts", () => {
  test.each([
    ["a role outside its tier", "district-office", "310104", { role: "duty-officer" }, "role-outside-tier"],
    [
      "a stand-in without an end",
      "city-office",
      "310000",
      { role: "duty-officer", standsInFor: 1 },
      "open-ended-stand-in",
    ],
    [
      "a field that the role may never see",
      "city-office",
      "310000",
      { role: "duty-officer", fields: ["account"] },
      "not-for-role",
    ],
    ["a regulator without businesses", "member-unit", "310000", { role: "sector-regulator" }, "required"],
  ])("%s is refused", async (_name, kind, district, body, code) => {
    const { id } = await newUser();
    const answer = await grant(id, { organisationId: await organisation(kind, district), ...body });
    expect(answer).toMatchObject({ status: 422, body: { code: "user.role-place", details: [{ code }] } });
  });

  test("三员 are never one person, and who audits does nothing else", async () => {
    const { id } = await newUser();
    const city = await organisation("city-office", "310000");
    expect((await grant(id, { organisationId: city, role: "system-administrator" })).status).toBe(201);
    expect(
      (await grant(id, { organisationId: city, role: "security-administrator" })).body.details[0].code,
    ).toBe("conflict");
    expect((await grant(id, { organisationId: city, role: "auditor" })).body.details[0].code).toBe(
      "conflict",
    );
  });

  test("two posts: the session acts in one, switches, and sees what that one sees", async () => {
    const { id, user, password } = await newUser();
    await grant(id, {
      organisationId: await organisation("district-office", "310106"),
      role: "district-officer",
    });
    await grant(id, { organisationId: await organisation("district-office", "310107"), role: "reviewer" });
    const cookie = readSetCookie((await login(user, password)).headers["set-cookie"] as string);
    const call = (method: "GET" | "POST", url: string, body?: object) =>
      harness.call(null, method, url, body, { cookie });
    await call("POST", "/api/auth/password", { current: password, next: "Tide-watch-2026" });
    const { posts } = (await call("GET", "/api/auth/posts")).body;
    expect(posts.map((one: { district: string; current: boolean }) => [one.district, one.current])).toEqual([
      ["310106", true],
      ["310107", false],
    ]);
    expect((await call("POST", "/api/auth/post", { postId: posts[1].id })).body).toMatchObject({
      district: "310107",
      role: "reviewer",
    });
    expect((await call("GET", "/api/enterprises?district=310106")).body.code).toBe("scope.district");
    expect((await call("POST", "/api/auth/post", { postId: 1 })).body.code).toBe("request.not-found");
    // Ended: out at once, and after the next login the other post is acted in.
    await harness.call("security", "POST", `/api/users/${id}/posts/${posts[1].id}/end`);
    expect((await call("GET", "/api/me")).body.code).toBe("auth.session-revoked");
    expect((await login(user, "Tide-watch-2026")).body.district).toBe("310106");
  });
});

describe("disable, reset, unlock", () => {
  test("disabled: out at once, sockets too; enabled: in again; never oneself", async () => {
    const { id, user, password } = await newUser();
    await grant(id, { organisationId: await organisation("city-office", "310000"), role: "duty-officer" });
    const cookie = readSetCookie((await login(user, password)).headers["set-cookie"] as string);
    await harness.call("system", "POST", `/api/users/${id}/disable`);
    expect((await harness.call(null, "GET", "/api/me", undefined, { cookie })).body.code).toBe(
      "auth.session-revoked",
    );
    expect(harness.ended.at(-1)).toMatchObject({ userId: id, sessionHash: null });
    await harness.call("system", "POST", `/api/users/${id}/enable`);
    expect((await login(user, password)).status).toBe(200);
    const self = (await harness.call("system", "GET", "/api/me")).body.id;
    expect((await harness.call("system", "POST", `/api/users/${self}/disable`)).body.code).toBe("scope.self");
    const { rows } = (await harness.call("auditor", "GET", `/api/audit?subject=user:${id}&action=user.`))
      .body;
    expect(rows.map((row: { action: string }) => row.action)).toEqual([
      "user.enable",
      "user.disable",
      "user.create",
    ]);
  });

  test("reset gives a new first password and takes the second factor away", async () => {
    const { id, user, password } = await newUser();
    await grant(id, { organisationId: await organisation("city-office", "310000"), role: "duty-officer" });
    const reset = (await harness.call("security", "POST", `/api/users/${id}/reset`)).body;
    expect((await login(user, password)).body.code).toBe("auth.failed");
    expect((await login(user, reset.password)).body.mustChangePassword).toBe(true);
  });

  test("unlock", async () => {
    for (let i = 0; i < 5; i++) await login("jingan", "wrong");
    expect((await login("jingan", "guanlan-demo")).body.code).toBe("auth.locked");
    const row = (await harness.call("security", "GET", "/api/users?q=jingan")).body.rows[0];
    expect(row.locked).toBe(true);
    await harness.call("security", "POST", `/api/users/${row.id}/unlock`);
    expect((await login("jingan", "guanlan-demo")).status).toBe(200);
  });

  test("the last person who manages users stays", async () => {
    const { rows } = (await harness.call("security", "GET", "/api/users?limit=200")).body;
    const managers = rows.filter(
      (row: { disabled: boolean; posts: { role: string }[] }) =>
        !row.disabled &&
        row.posts.some((one) => ["city-administrator", "system-administrator"].includes(one.role)),
    );
    const last = managers.find((row: { user: string }) => row.user === "admin");
    for (const row of managers.filter(
      (one: { id: number; user: string }) => one.id !== last.id && one.user !== "system",
    )) {
      expect((await harness.call("admin", "POST", `/api/users/${row.id}/disable`)).status).toBe(200);
    }
    const post = rows.find((row: { user: string }) => row.user === "system");
    expect(
      (await harness.call("security", "POST", `/api/users/${post.id}/posts/${post.posts[0].id}/end`)).status,
    ).toBe(200);
    expect(
      await harness.call("security", "POST", `/api/users/${last.id}/posts/${last.posts[0].id}/end`),
    ).toMatchObject({ status: 409, body: { code: "user.last-manager" } });
    expect((await harness.call("admin", "GET", "/api/me")).status).toBe(200);
  });
});

test("organisations: the tree, and faults of a new one by name", async () => {
  const add = (body: object) => harness.call("admin", "POST", "/api/organisations", body);
  expect(
    (await add({ kind: "committee-office", name: "市委金融办稳定处", parentId: 1, district: "310000" }))
      .status,
  ).toBe(201);
  expect((await add({ kind: "district-office", name: "x", district: "310000" })).body.details[0].code).toBe(
    "wrong-area",
  );
  expect(
    (await add({ kind: "street-office", name: "x", district: "310101", street: "310115005" })).body.details[0]
      .code,
  ).toBe("street-outside-district");
});
