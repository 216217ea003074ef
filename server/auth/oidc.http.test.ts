import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHarness, type Harness, readSetCookie } from "#server/http/testing/harness";
import { sql } from "#store/sql";

/** An OpenID provider as the standard describes it: discovery, keys, PKCE, one-time codes, signed id tokens. */
interface Provider {
  readonly issuer: string;
  /** Who is logged in there. */
  person: { sub: string; preferred_username: string };
  /** Changes what the next id token says. */
  claims: Record<string, unknown>;
  stop(): Promise<void>;
}

async function createProvider(): Promise<Provider> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = {
    ...publicKey.export({ format: "jwk" }),
    kid: "k1",
    alg: "RS256",
    use: "sig",
  };
  const codes = new Map<
    string,
    { challenge: string; nonce: string; clientId: string; redirectUri: string }
  >();
  const provider = {
    issuer: "",
    person: { sub: "person-1", preferred_username: "" },
    claims: {},
    stop: async () => {},
  } as Provider & { issuer: string };
  const server: Server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", provider.issuer);
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return json(200, {
          issuer: provider.issuer,
          authorization_endpoint: `${provider.issuer}/authorize`,
          token_endpoint: `${provider.issuer}/token`,
          jwks_uri: `${provider.issuer}/keys`,
          response_types_supported: ["code"],
          id_token_signing_alg_values_supported: ["RS256"],
          subject_types_supported: ["public"],
        });
      case "/keys":
        return json(200, { keys: [jwk] });
      case "/authorize": {
        const code = randomUUID();
        const get = (name: string): string => url.searchParams.get(name) ?? "";
        expect(get("code_challenge_method")).toBe("S256");
        codes.set(code, {
          challenge: get("code_challenge"),
          nonce: get("nonce"),
          clientId: get("client_id"),
          redirectUri: get("redirect_uri"),
        });
        const back = new URL(get("redirect_uri"));
        back.searchParams.set("code", code);
        back.searchParams.set("state", get("state"));
        response.writeHead(302, { location: back.href }).end();
        return;
      }
      case "/token": {
        let body = "";
        for await (const chunk of request) body += chunk;
        const form = new URLSearchParams(body);
        const pending = codes.get(form.get("code") ?? "");
        codes.delete(form.get("code") ?? "");
        const challenge = createHash("sha256")
          .update(form.get("code_verifier") ?? "")
          .digest("base64url");
        if (
          pending === undefined ||
          pending.challenge !== challenge ||
          pending.redirectUri !== form.get("redirect_uri")
        ) {
          return json(400, { error: "invalid_grant" });
        }
        const now = Math.floor(Date.now() / 1000);
        const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
        const claims = {
          iss: provider.issuer,
          aud: pending.clientId,
          iat: now,
          exp: now + 300,
          nonce: pending.nonce,
          ...provider.person,
          ...provider.claims,
        };
        const signed = `${part({ alg: "RS256", kid: "k1" })}.${part(claims)}`;
        const signature = createSign("RSA-SHA256").update(signed).sign(privateKey).toString("base64url");
        return json(200, {
          access_token: "a",
          token_type: "Bearer",
          expires_in: 300,
          id_token: `${signed}.${signature}`,
        });
      }
      default:
        return json(404, {});
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider.stop = () => new Promise((resolve) => void server.close(() => resolve()));
  return provider;
}

let provider: Provider;
let harness: Harness;
beforeAll(async () => {
  provider = await createProvider();
  harness = await createHarness({
    people: {
      oidc: { issuer: provider.issuer, clientId: "guanlan", clientSecret: "s3cret", label: "政务统一认证" },
    },
  });
  // Demo accounts are never tied to an identity; this one is a person's.
  await harness.database.pool.execute(
    sql`update users set demo = false where login in ('analyst', 'leader')`,
  );
});
afterAll(async () => {
  await harness.stop();
  await provider.stop();
});

/** What a browser does: follow the redirects, keep the cookies. */
async function signOn(change: (callback: URL) => void = () => {}, cookies: { drop?: boolean } = {}) {
  const begun = await harness.app.inject({
    method: "GET",
    url: "/api/auth/oidc",
    headers: { host: "watch.local:8080" },
  });
  expect(begun.statusCode).toBe(302);
  const cookie = readSetCookie(begun.headers["set-cookie"]);
  expect(String(begun.headers["set-cookie"])).toMatch(/HttpOnly; SameSite=Lax/);
  const there = await fetch(String(begun.headers.location), { redirect: "manual" });
  const callback = new URL(there.headers.get("location") as string);
  expect(callback.origin + callback.pathname).toBe("http://watch.local:8080/api/auth/oidc/callback");
  change(callback);
  const url = callback.pathname + callback.search;
  const back = await harness.app.inject({
    method: "GET",
    url,
    headers: { host: "watch.local:8080", ...(cookies.drop ? {} : { cookie }) },
  });
  return { back, cookie, url };
}

test("the login page offers it", async () => {
  const { body } = await harness.call(null, "GET", "/api/auth/methods");
  expect(body.oidc).toEqual({ label: "政务统一认证", url: "/api/auth/oidc" });
});

test("the first time by the login name, then by the issuer's id even when the name changes", async () => {
  provider.person = { sub: "person-1", preferred_username: "analyst" };
  const first = await signOn();
  expect(first.back.statusCode).toBe(302);
  expect(first.back.headers.location).toBe("/");
  const cookie = readSetCookie(
    [first.back.headers["set-cookie"]]
      .flat()
      .filter((one) => String(one).startsWith("guanlan_session")) as string[],
  );
  const me = await harness.call(null, "GET", "/api/me", undefined, { cookie });
  expect(me.body).toMatchObject({ user: "analyst", role: "city-analyst" });

  provider.person = { sub: "person-1", preferred_username: "renamed" };
  expect((await signOn()).back.headers.location).toBe("/");
  const log = await harness.call("auditor", "GET", "/api/audit?action=auth.login.oidc");
  expect(log.body.rows).toHaveLength(2);
});

test("a name that is tied to another identity, a demo account, a stranger: no account here", async () => {
  for (const person of [
    { sub: "person-2", preferred_username: "analyst" },
    { sub: "person-3", preferred_username: "duty" },
    { sub: "person-4", preferred_username: "stranger" },
  ]) {
    provider.person = person;
    const { back } = await signOn();
    expect(back.headers.location).toBe("/?fault=auth.oidc-unknown-user");
    expect(String(back.headers["set-cookie"])).not.toContain("guanlan_session");
  }
});

test("a forged state, no cookie, another browser's cookie, a used code, too late", async () => {
  provider.person = { sub: "person-1", preferred_username: "analyst" };
  expect((await signOn((url) => url.searchParams.set("state", "forged"))).back.headers.location).toBe(
    "/?fault=auth.oidc-state",
  );
  expect((await signOn(() => {}, { drop: true })).back.headers.location).toBe("/?fault=auth.oidc-state");
  const { url, cookie } = await signOn();
  const again = await harness.app.inject({
    method: "GET",
    url,
    headers: { host: "watch.local:8080", cookie },
  });
  expect(again.headers.location).toBe("/?fault=auth.oidc-failed");
  const late = await signOn(() => harness.clock.advance(11 * 60_000));
  expect(late.back.headers.location).toBe("/?fault=auth.oidc-state");
});

test.each([
  ["another nonce", { nonce: "another" }],
  ["another audience", { aud: "somebody-else" }],
  ["another issuer", { iss: "https://evil.example" }],
  ["expired", { exp: 1_000_000 }],
])("an id token for %s is refused", async (_name, claims) => {
  provider.claims = claims;
  expect((await signOn()).back.headers.location).toBe("/?fault=auth.oidc-failed");
  provider.claims = {};
});

test("a disabled person stays out", async () => {
  await harness.database.pool.execute(sql`update users set disabled_at = now() where login = 'analyst'`);
  expect((await signOn()).back.headers.location).toBe("/?fault=auth.disabled");
  await harness.database.pool.execute(sql`update users set disabled_at = null where login = 'analyst'`);
});

test("an issuer that does not answer is a coded refusal, and is asked again the next time", async () => {
  const dead = await createHarness({
    people: { oidc: { issuer: "http://127.0.0.1:9", clientId: "guanlan", clientSecret: null, label: "x" } },
    demoUsers: false,
  });
  try {
    const answer = await dead.app.inject({ method: "GET", url: "/api/auth/oidc" });
    expect(answer.headers.location).toBe("/?fault=auth.oidc-failed");
  } finally {
    await dead.stop();
  }
});
