import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureFirstAdministrator } from "#server/auth/first-run";
import { createHarness, type Harness, readSetCookie } from "#server/http/testing/harness";

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness({ demoUsers: false, config: { simulatedCity: false } });
});
afterAll(() => harness.stop());

test("a database without users gets one administrator, once, with a password that must be changed", async () => {
  const { pool } = harness.database;
  const [one, two] = await Promise.all([
    ensureFirstAdministrator(pool, harness.people.hasher),
    ensureFirstAdministrator(pool, harness.people.hasher),
  ]);
  const made = (one ?? two) as { user: string; password: string };
  expect([one, two].filter((each) => each !== null)).toHaveLength(1);
  expect(await ensureFirstAdministrator(pool, harness.people.hasher)).toBeNull();
  expect(made.password).toMatch(/^[2-9a-zA-Z]{16}$/);
  expect((await harness.call(null, "GET", "/api/auth/methods")).body).toEqual({
    oidc: null,
    demoUsers: [],
    firstRun: true,
  });

  const answer = await harness.call(null, "POST", "/api/auth/login", made);
  expect(answer.body).toMatchObject({
    role: "city-administrator",
    mustChangePassword: true,
    simulatedCity: false,
  });
  const cookie = readSetCookie(answer.headers["set-cookie"] as string);
  expect((await harness.call(null, "GET", "/api/overview", undefined, { cookie })).body.code).toBe(
    "auth.password-change",
  );
  await harness.call(
    null,
    "POST",
    "/api/auth/password",
    { current: made.password, next: "Tide-watch-2026" },
    { cookie },
  );
  expect((await harness.call(null, "GET", "/api/overview", undefined, { cookie })).status).toBe(200);
  expect((await harness.call(null, "GET", "/api/auth/methods")).body.firstRun).toBe(false);
});

test("demo users do not exist outside the simulated city", async () => {
  expect(
    (await harness.call(null, "POST", "/api/auth/login", { user: "duty", password: "guanlan-demo" })).body
      .code,
  ).toBe("auth.failed");
});
