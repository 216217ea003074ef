import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiError } from "#domain/api/common";
import { precompress } from "#server/http/precompress";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { createPool } from "#store/pool";
import { seedEnterprises } from "#store/testing/fixtures";

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness({
    config: { basePath: "/guanlan/", metricsToken: "operators-token", behindFront: true },
  });
  const web = join(harness.varDir, "web");
  await mkdir(join(web, "assets"), { recursive: true });
  await mkdir(join(web, "wall"), { recursive: true });
  await writeFile(
    join(web, "index.html"),
    '<!doctype html><html><head>\n<base href="./" />\n<title>观澜</title></head></html>',
  );
  await writeFile(
    join(web, "wall/index.html"),
    '<!doctype html><html><head><base href="../"><title>大屏</title></head></html>',
  );
  await writeFile(join(web, "assets/app-1a2b3c.js"), `console.log("${"x".repeat(5000)}");`);
  await writeFile(join(web, "sw.js"), "self.skip = 1;");
  await precompress(web);
});
afterAll(() => harness.stop());

const inject = (url: string, headers: Record<string, string> = {}, method: "GET" | "POST" | "HEAD" = "GET") =>
  harness.app.inject({ method, url, headers });

describe("pages", () => {
  test("know the base path, whether the front took it away or not; deep links are the dashboard's", async () => {
    for (const url of ["/guanlan/", "/", "/guanlan/enterprises/17", "/alerts?state=open"]) {
      const answer = await inject(url, { accept: "text/html,*/*" });
      expect(answer.statusCode, url).toBe(200);
      expect(answer.body).toContain('<base href="/guanlan/" />');
      expect(answer.headers["cache-control"]).toBe("no-cache");
    }
    const wall = await inject("/guanlan/wall/");
    expect(wall.body).toContain("大屏");
    expect(wall.body).toContain('<base href="/guanlan/" />');
    expect((await inject("/guanlan/wall")).headers.location).toBe("/guanlan/wall/");
    expect((await inject("/guanlan")).headers.location).toBe("/guanlan/");
  });

  test("assets are for a year, compressed as the browser likes; the worker is asked for again", async () => {
    const plain = await inject("/guanlan/assets/app-1a2b3c.js");
    expect(plain.headers["cache-control"]).toContain("immutable");
    expect(plain.headers.etag).toBeDefined();
    const packed = await inject("/guanlan/assets/app-1a2b3c.js", { "accept-encoding": "br, gzip" });
    expect(packed.headers["content-encoding"]).toBe("br");
    expect(packed.headers["content-type"]).toContain("javascript");
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(plain.body);
    const worker = await inject("/guanlan/sw.js");
    expect(worker.headers).toMatchObject({
      "cache-control": "no-cache",
      "service-worker-allowed": "/guanlan/",
    });
    expect(
      (await inject("/guanlan/assets/app-1a2b3c.js", { "if-none-match": String(plain.headers.etag) }))
        .statusCode,
    ).toBe(304);
  });

  test("nothing outside the folder, no hidden file, no compressed twin", async () => {
    for (const url of [
      "/..%2f..%2fetc/passwd",
      "/%2e%2e/%2e%2e/etc/passwd",
      "/assets/app-1a2b3c.js.br",
      "/index.html",
      "/.env",
      "/assets/",
    ]) {
      expect((await inject(url)).statusCode, url).toBeGreaterThanOrEqual(400);
    }
  });

  test("compression happens once", async () => {
    expect(await precompress(join(harness.varDir, "web"))).toBe(0);
    expect((await readdir(join(harness.varDir, "web/assets"))).sort()).toEqual([
      "app-1a2b3c.js",
      "app-1a2b3c.js.br",
      "app-1a2b3c.js.gz",
    ]);
    expect(await precompress("/no/such/folder")).toBe(0);
  });
});

describe("refusals", () => {
  test("an unknown address, another method, in the reader's language, with a trace id", async () => {
    const unknown = await inject("/api/nothing", { accept: "text/html" });
    expect(unknown.statusCode).toBe(404);
    expect(apiError.parse(unknown.json())).toMatchObject({
      code: "request.not-found",
      message: expect.stringMatching(/[\u4e00-\u9fff]/),
    });
    const method = await inject("/api/overview", { "accept-language": "en" }, "POST");
    expect(method.headers.allow).toBe("GET");
    expect(method.json()).toMatchObject({
      code: "request.method",
      status: 405,
      message: "This address does not take POST",
    });
    expect(method.json().traceId).toBe(method.headers["x-trace-id"]);
  });

  test("a body that is too large, of another type, broken or deep", async () => {
    const login = (payload: string | Buffer, type = "application/json") =>
      harness.call(null, "POST", "/api/auth/login", payload, { "content-type": type });
    expect(await login(JSON.stringify({ user: "x".repeat(2_000_000) }))).toMatchObject({
      status: 413,
      body: { code: "ingest.body-too-large" },
    });
    expect((await login("user=a", "application/x-www-form-urlencoded")).body.code).toBe("request.media-type");
    expect((await login("{nonsense")).body.code).toBe("ingest.bad-json");
    expect((await login(`${"[".repeat(5000)}`)).body.code).toBe("ingest.too-deep");
    expect((await login(Buffer.from([0x22, 0xff, 0x22]))).body.code).toBe("ingest.bad-utf8");
    const shape = await login(JSON.stringify({ user: "", password: 7 }));
    expect(shape.body.details.map((detail: { path: string }) => detail.path)).toEqual([
      "body.user",
      "body.password",
    ]);
  });

  test("a fault of our own says nothing of its insides; a database that is gone is told as such", async () => {
    const broken = await createHarness({
      demoUsers: false,
      deps: () => ({
        status: {
          read: async () => Promise.reject(new Error("secret detail")),
          readiness: async () => Promise.reject(new Error("secret detail")),
        },
      }),
    });
    const gone = await createHarness({
      demoUsers: false,
      deps: () => ({ db: createPool({ url: "postgres://nobody@127.0.0.1:9/none", connectTimeoutMs: 500 }) }),
    });
    try {
      const answer = await broken.call(null, "GET", "/readyz");
      expect(answer).toMatchObject({ status: 500, body: { code: "request.internal" } });
      expect(answer.text).not.toContain("secret");
      const key = { authorization: "Bearer gl_some-key-that-is-long" };
      expect(await gone.call(null, "POST", "/api/ingest/complaint", {}, key)).toMatchObject({
        status: 503,
        body: { code: "request.unavailable" },
      });
    } finally {
      await broken.stop();
      await gone.stop();
    }
  });

  test("too many calls in a minute: 429 with the seconds to wait, then again", async () => {
    await harness.cookieOf("auditor");
    harness.clock.freeze();
    const verify = () => harness.call("auditor", "GET", "/api/audit/verify");
    for (let i = 0; i < 6; i++) expect((await verify()).status).toBe(200);
    const limited = await verify();
    expect(limited).toMatchObject({ status: 429, body: { code: "request.rate" } });
    expect(limited.headers["retry-after"]).toBe("10");
    expect((await harness.call("audit", "GET", "/api/audit/verify")).status).toBe(200);
    harness.clock.advance(10_000);
    expect((await verify()).status).toBe(200);
  });
});

describe("safety", () => {
  test("headers of every answer; HSTS only behind TLS", async () => {
    for (const url of ["/", "/api/me", "/healthz", "/assets/app-1a2b3c.js", "/api/nothing"]) {
      const { headers } = await inject(url);
      expect(headers["content-security-policy"], url).toContain("frame-ancestors 'none'");
      expect(headers["content-security-policy"]).toContain(
        "connect-src 'self' ws://localhost:80 wss://localhost:80",
      );
      expect(headers["content-security-policy"]).not.toContain("http");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["strict-transport-security"]).toBeUndefined();
    }
    const secure = await inject("/healthz", { "x-forwarded-proto": "https", "x-forwarded-for": "10.0.0.1" });
    expect(secure.headers["strict-transport-security"]).toBeDefined();
  });

  test("the cookie is Secure behind TLS and lives under the base path", async () => {
    const answer = await harness.call(
      null,
      "POST",
      "/api/auth/login",
      { user: "duty", password: "guanlan-demo" },
      { "x-forwarded-proto": "https", "x-forwarded-for": "10.0.0.2" },
    );
    expect(String(answer.headers["set-cookie"])).toMatch(
      /Path=\/guanlan\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  test("a change from another site is refused, from our own pages not", async () => {
    const logout = (headers: Record<string, string>) =>
      harness.call("grid", "POST", "/api/auth/logout", {}, headers);
    expect((await logout({ origin: "https://evil.example" })).body.code).toBe("request.cross-site");
    expect((await logout({ "sec-fetch-site": "cross-site" })).body.code).toBe("request.cross-site");
    expect(
      (
        await logout({
          origin: "http://localhost:8080",
          host: "localhost:8080",
          "sec-fetch-site": "same-origin",
        })
      ).status,
    ).toBe(200);
  });

  test("metrics: loopback or the token, nobody else; the caller's own word about its address counts for nothing", async () => {
    expect((await inject("/metrics", { "x-forwarded-for": "127.0.0.1" })).body).toContain(
      "http_seconds_bucket",
    );
    const refused = await inject("/metrics", { "x-forwarded-for": "10.1.1.1" });
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({
      code: "scope.operator",
      hint: expect.stringContaining("METRICS_TOKEN"),
    });
    expect(refused.body).not.toContain("operators-token");
    expect((await inject("/metrics", { "x-forwarded-for": "127.0.0.1, 10.1.1.1" })).statusCode).toBe(403);
    expect(
      (await inject("/metrics", { "x-forwarded-for": "10.1.1.1", authorization: "Bearer wrong" })).statusCode,
    ).toBe(403);
    expect(
      (await inject("/metrics", { "x-forwarded-for": "10.1.1.1", authorization: "Bearer operators-token" }))
        .statusCode,
    ).toBe(200);
  });
});

describe("probes and documents", () => {
  test("healthz, readyz", async () => {
    expect((await inject("/healthz")).json()).toEqual({ ok: true });
    expect((await inject("/guanlan/readyz")).json()).toEqual({ ok: true, waitingFor: [] });
    const waiting = await createHarness({
      demoUsers: false,
      deps: () => ({
        status: {
          read: () => Promise.reject(new Error()),
          readiness: async () => ({ ok: false, waitingFor: ["city"] }),
        },
      }),
    });
    expect(await waiting.call(null, "GET", "/readyz")).toMatchObject({
      status: 503,
      body: { ok: false, waitingFor: ["city"] },
    });
    await waiting.stop();
  });

  test("OpenAPI 3.1 with every route, its parameters, bodies and rights", async () => {
    const document = (await inject("/api/openapi.json")).json();
    expect(document).toMatchObject({ openapi: "3.1.0", servers: [{ url: "/guanlan" }] });
    expect(document.components.schemas.taxData.properties).toHaveProperty("arrears");
    const list = document.paths["/api/enterprises"].get;
    expect(list.parameters.find((one: { name: string }) => one.name === "limit").schema).toMatchObject({
      type: "integer",
      maximum: 200,
      default: 50,
    });
    expect(list["x-access"]).toBe("enterprise.read @ area");
    expect(document.paths["/api/enterprises/{id}"].get.parameters[0]).toMatchObject({
      name: "id",
      in: "path",
      required: true,
    });
    expect(
      document.paths["/api/ingest/{kind}"].post.requestBody.content["application/x-ndjson"],
    ).toBeDefined();
    expect(document.paths["/api/ingest/{kind}"].post.security).toEqual([{ sourceKey: [] }]);
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path as object)) as {
      operationId: string;
      responses: object;
    }[];
    expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length);
    for (const one of operations) expect(Object.keys(one.responses)).toContain("default");
  });

  test("the page needs nothing from outside, in both languages, and lists the codes", async () => {
    const page = await inject("/api/docs");
    expect(page.headers["content-type"]).toContain("text/html");
    expect(page.body).toContain("/api/alerts/:id/acknowledge");
    expect(page.body).toContain('id="data-tax"');
    expect(page.body).toContain("ingest.code-check");
    expect(page.body).not.toMatch(/<script|https?:\/\/(?!json-schema)/);
    expect((await inject("/api/docs?lang=en")).body).toContain("Error codes");
  });

  test("large answers are compressed for who takes it", async () => {
    await seedEnterprises(
      harness.database.pool,
      Array.from({ length: 60 }, (_, i) => ({ name: `企业${i}`, score: i })),
    );
    const cookie = await harness.cookieOf("analyst");
    const answer = await inject("/api/enterprises?limit=60", { cookie, "accept-encoding": "gzip" });
    expect(answer.headers["content-encoding"]).toBe("gzip");
    expect(JSON.parse(gunzipSync(answer.rawPayload).toString()).rows).toHaveLength(60);
    expect(
      (await inject("/api/enterprises?limit=60", { cookie })).headers["content-encoding"],
    ).toBeUndefined();
  });
});
