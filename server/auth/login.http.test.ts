import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DISTRICT_CODES } from "#domain/district";
import { ROLES } from "#domain/role";
import { DEMO_PASSWORD, DEMO_USERS } from "#server/auth/demo-users";
import { generateTotp } from "#server/auth/totp";
import { createHarness, type Harness, readSetCookie } from "#server/http/testing/harness";
import { setDisabled } from "#store/users";

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.stop());

const login = (
  user: string,
  password = DEMO_PASSWORD,
  more: object = {},
  headers: Record<string, string> = {},
) => harness.call(null, "POST", "/api/auth/login", { user, password, ...more }, headers);

async function freshCookie(user: string): Promise<string> {
  const answer = await login(user);
  expect(answer.status).toBe(200);
  return readSetCookie(answer.headers["set-cookie"] as string);
}

const meBy = (cookie: string) => harness.call(null, "GET", "/api/me", undefined, { cookie });

describe("demo users", () => {
  test("one for each role, an officer for each of the 16 districts; all can log in, at a cost that fits into a second (T3)", async () => {
    expect(new Set(DEMO_USERS.map((demo) => demo.role))).toEqual(new Set(ROLES));
    expect(
      DEMO_USERS.filter((demo) => demo.role === "district-officer").map((demo) => demo.district),
    ).toEqual(DISTRICT_CODES);
    const before = process.cpuUsage();
    for (const demo of DEMO_USERS) {
      const answer = await login(demo.user);
      expect(answer.status, demo.user).toBe(200);
      expect(answer.body).toMatchObject({
        user: demo.user,
        role: demo.role,
        district: demo.district,
        simulatedCity: true,
      });
    }
    // CPU and not the clock: the same on a machine that is busy with other things.
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000 / DEMO_USERS.length).toBeLessThan(300);
  });

  test("are offered by the login page", async () => {
    const { body } = await harness.call(null, "GET", "/api/auth/methods");
    expect(body.demoUsers).toHaveLength(DEMO_USERS.length);
    expect(body).toMatchObject({ oidc: null, firstRun: false });
  });
});

describe("session", () => {
  test("the cookie is HttpOnly and SameSite=Strict, and Secure behind TLS", async () => {
    const answer = await login("analyst");
    expect(String(answer.headers["set-cookie"])).toMatch(
      /^guanlan_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  test("without, with a made-up and with a well-formed but unknown cookie: auth.required", async () => {
    expect((await harness.call(null, "GET", "/api/me")).body.code).toBe("auth.required");
    expect((await meBy("guanlan_session=x")).body.code).toBe("auth.required");
    expect((await meBy(`guanlan_session=${"A".repeat(43)}`)).body.code).toBe("auth.required");
  });

  test("a login with a session ends that session and gives another token", async () => {
    const before = await freshCookie("leader");
    const answer = await login("leader", DEMO_PASSWORD, {}, { cookie: before });
    const after = readSetCookie(answer.headers["set-cookie"] as string);
    expect(after).not.toBe(before);
    expect((await meBy(before)).body.code).toBe("auth.session-revoked");
    expect((await meBy(after)).status).toBe(200);
    expect(harness.ended.at(-1)).toMatchObject({ reason: "rotated" });
  });

  test("ends when idle, and at its absolute limit however busy", async () => {
    const idle = await freshCookie("reviewer");
    harness.clock.advance(29 * 60_000);
    expect((await meBy(idle)).status).toBe(200);
    harness.clock.advance(29 * 60_000);
    expect((await meBy(idle)).status).toBe(200);
    harness.clock.advance(31 * 60_000);
    expect((await meBy(idle)).body.code).toBe("auth.session-idle");

    const busy = await freshCookie("reviewer");
    for (let i = 0; i < 24; i++) {
      harness.clock.advance(29 * 60_000);
      await meBy(busy);
    }
    harness.clock.advance(25 * 60_000);
    expect((await meBy(busy)).body.code).toBe("auth.session-expired");
  });

  test("logout ends one, logout everywhere all; realtime is told", async () => {
    const [one, two, three] = [
      await freshCookie("street"),
      await freshCookie("street"),
      await freshCookie("street"),
    ];
    expect((await harness.call(null, "POST", "/api/auth/logout", undefined, { cookie: one })).status).toBe(
      200,
    );
    expect((await meBy(one)).body.code).toBe("auth.session-revoked");
    expect((await meBy(two)).status).toBe(200);
    await harness.call(null, "POST", "/api/auth/logout", { everywhere: true }, { cookie: two });
    expect((await meBy(three)).body.code).toBe("auth.session-revoked");
    expect(harness.ended.at(-1)).toMatchObject({ sessionHash: null, reason: "logout everywhere" });
  });

  test("the push socket knows the same sessions: topics of the district only", async () => {
    const cookie = await freshCookie("huangpu");
    const user = await harness.people.sessions.authenticateCookie(`other=1; ${cookie}`, "open");
    expect(user).toMatchObject({
      role: "district-officer",
      district: "310101",
      topics: ["events.310101", "alerts.310101"],
    });
    expect(await harness.people.sessions.authenticateCookie("guanlan_session=nonsense", "open")).toBeNull();
    expect(await harness.people.sessions.authenticateCookie("", "open")).toBeNull();
  });

  test("a disabled person is out at once", async () => {
    const cookie = await freshCookie("grid");
    const { id } = (await meBy(cookie)).body;
    await setDisabled(harness.database.pool, id, true);
    expect((await meBy(cookie)).body.code).toBe("auth.session-revoked");
    expect((await login("grid")).body.code).toBe("auth.disabled");
    await setDisabled(harness.database.pool, id, false);
  });
});

describe("failures", () => {
  test("a wrong password and an unknown user are refused alike, with the tries that are left, then locked", async () => {
    for (const user of ["police", "nobody-of-this-name"]) {
      const lefts: string[] = [];
      for (let i = 0; i < 5; i++) {
        const answer = await login(user, "wrong-password", {}, { "accept-language": "en" });
        if (i < 4) expect(answer).toMatchObject({ status: 401, body: { code: "auth.failed" } });
        else expect(answer).toMatchObject({ status: 423, body: { code: "auth.locked" } });
        lefts.push(answer.body.hint);
      }
      expect(lefts.slice(0, 4).map((hint) => /^(\d) more tries/.exec(hint)?.[1])).toEqual([
        "4",
        "3",
        "2",
        "1",
      ]);
      const locked = await login(user);
      expect(locked).toMatchObject({ status: 423, body: { code: "auth.locked" } });
      expect(Number(locked.headers["retry-after"])).toBeGreaterThan(0);
    }
    harness.clock.advance(16 * 60_000);
    expect((await login("police")).status).toBe(200);
  });

  test("guesses that run beside each other all count", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => login("regulator", `guess-${i}`)));
    expect(answers.filter((answer) => answer.status === 200)).toEqual([]);
    expect((await login("regulator")).body.code).toBe("auth.locked");
    harness.clock.advance(16 * 60_000);
    expect((await login("regulator")).status).toBe(200);
  });

  test("one address over many names is stopped", async () => {
    for (let i = 0; i < 60; i++) {
      const answer = await login(`guess-${i}`, "wrong");
      if (answer.status === 429) harness.clock.advance(10_000);
    }
    const answer = await login("security");
    expect(answer).toMatchObject({ status: 423, body: { code: "auth.locked" } });
    harness.clock.advance(16 * 60_000);
    expect((await login("security")).status).toBe(200);
  });

  test("a login from another site is refused before anything is looked at", async () => {
    const answer = await login(
      "duty",
      DEMO_PASSWORD,
      {},
      { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    );
    expect(answer).toMatchObject({ status: 403, body: { code: "request.cross-site" } });
  });
});

describe("second factor", () => {
  test("set up, enable, log in with a code once, with a recovery code once, disable", async () => {
    let cookie = await freshCookie("system");
    const post = (url: string, body: unknown) => harness.call(null, "POST", url, body, { cookie });
    expect((await post("/api/auth/totp/enable", { code: "123456" })).body.code).toBe("auth.totp-off");
    const setup = (await post("/api/auth/totp/setup", undefined)).body;
    expect(setup.uri).toContain(`secret=${setup.secret}`);
    expect((await post("/api/auth/totp/enable", { code: "000000" })).body.code).toBe("auth.totp-wrong");
    const code = () => generateTotp(setup.secret, harness.clock.now());
    const enabled = await post("/api/auth/totp/enable", { code: code() });
    expect(enabled.body.recoveryCodes).toHaveLength(10);

    expect((await login("system")).body.code).toBe("auth.totp-required");
    expect((await login("system", DEMO_PASSWORD, { totp: code() })).body.code).toBe("auth.totp-used");
    harness.clock.advance(60_000);
    const used = code();
    const inside = await login("system", DEMO_PASSWORD, { totp: used });
    expect(inside).toMatchObject({ status: 200, body: { totpEnabled: true } });
    expect((await login("system", DEMO_PASSWORD, { totp: used })).body.code).toBe("auth.totp-used");
    expect((await login("system", DEMO_PASSWORD, { totp: "000000" })).body.code).toBe("auth.totp-wrong");

    const recoveryCode = enabled.body.recoveryCodes[0];
    expect((await login("system", DEMO_PASSWORD, { recoveryCode })).status).toBe(200);
    expect((await login("system", DEMO_PASSWORD, { recoveryCode })).body.code).toBe("auth.totp-wrong");

    cookie = readSetCookie(inside.headers["set-cookie"] as string);
    expect((await post("/api/auth/totp/setup", undefined)).body.code).toBe("auth.totp-on");
    expect((await post("/api/auth/totp/disable", { code: enabled.body.recoveryCodes[1] })).status).toBe(200);
    expect((await login("system")).status).toBe(200);
  });

  test("the secret is sealed in the database", async () => {
    const cookie = await freshCookie("security");
    const setup = (await harness.call(null, "POST", "/api/auth/totp/setup", undefined, { cookie })).body;
    const rows = await harness.database.pool.query<{ secret: string }>({
      text: "select totp_secret as secret from users where login = 'security'",
      values: [],
      name: undefined,
      parts: [],
    });
    expect(rows[0]?.secret).toMatch(/^v1\./);
    expect(rows[0]?.secret).not.toContain(setup.secret);
  });
});

describe("password", () => {
  test("change asks for the present one, checks the new one, ends other sessions, remembers the last ones", async () => {
    const [cookie, other] = [await freshCookie("yangpu"), await freshCookie("yangpu")];
    const change = (current: string, next: string) =>
      harness.call(null, "POST", "/api/auth/password", { current, next }, { cookie });
    expect((await change("wrong", "Tide-watch-2026")).body.code).toBe("auth.password-wrong");
    const weak = await change(DEMO_PASSWORD, "short");
    expect(weak).toMatchObject({ status: 422, body: { code: "auth.password-weak" } });
    expect(weak.body.details.map((detail: { code: string }) => detail.code)).toEqual([
      "too-short",
      "too-simple",
    ]);
    expect((await change(DEMO_PASSWORD, "Tide-watch-2026")).status).toBe(200);
    expect((await meBy(cookie)).status).toBe(200);
    expect((await meBy(other)).body.code).toBe("auth.session-revoked");
    expect((await login("yangpu")).body.code).toBe("auth.failed");
    expect((await login("yangpu", "Tide-watch-2026")).status).toBe(200);
    expect((await change("Tide-watch-2026", "Tide-watch-2026")).body.code).toBe("auth.password-reused");
    expect((await change("Tide-watch-2026", "Moon-rise-2027")).status).toBe(200);
    expect((await change("Moon-rise-2027", "Tide-watch-2026")).body.code).toBe("auth.password-reused");
  });
});
