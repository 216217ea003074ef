import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request as httpRequest, type IncomingMessage, type RequestListener } from "node:http";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { RealtimeListenError } from "#realtime/engine";
import { openFeed } from "#realtime/testing/feed-peer";
import { createFixture, EVENTS, type Fixture, type FixtureOptions } from "#realtime/testing/server-fixture";
import { loadUws } from "#realtime/uws-binary";

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly raw: string[];
  readonly body: Buffer;
}

const supported = loadUws().ok;

describe.skipIf(!supported)("proxy (uWebSockets.js only)", () => {
  const open: Fixture[] = [];
  const start = async (answer: RequestListener, config: FixtureOptions["config"] = {}): Promise<Fixture> => {
    const fixture = await createFixture("uws", { answer, config });
    open.push(fixture);
    return fixture;
  };
  afterEach(async () => {
    for (const fixture of open.splice(0)) await fixture.stop();
  });

  function ask(
    url: string,
    options: {
      method?: string;
      headers?: Record<string, string | string[]>;
      body?: Buffer | string;
      agent?: Agent;
    } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const send = url.startsWith("https") ? httpsRequest : httpRequest;
      const request = send(
        url,
        {
          method: options.method ?? "GET",
          headers: options.headers ?? {},
          rejectUnauthorized: false,
          ...(options.agent ? { agent: options.agent } : {}),
        } as object,
        (answer: IncomingMessage) => {
          const parts: Buffer[] = [];
          answer.on("data", (part: Buffer) => parts.push(part));
          answer.on("end", () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              raw: answer.rawHeaders,
              body: Buffer.concat(parts),
            }),
          );
          answer.on("error", reject);
        },
      );
      request.on("error", reject);
      request.end(options.body);
    });
  }

  const echo: RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts);
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({
          method: request.method,
          url: request.url,
          headers: request.headers,
          size: body.length,
          hash: createHash("sha256").update(body).digest("hex"),
        }),
      );
    });
  };

  test("[RT-71] method, path, query, body and repeated headers arrive unchanged", async () => {
    const { origin } = await start(echo);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      const body = method === "GET" || method === "OPTIONS" ? "" : "内容";
      const answer = await ask(`${origin}/api/%E8%A7%82?q=a%2Fb&q=c&x=`, {
        method,
        body,
        // Node sends the body of a DELETE without a length unless told.
        headers: { "x-many": ["1", "2"], "content-length": String(Buffer.byteLength(body)) },
      });
      const seen = JSON.parse(answer.body.toString());
      expect(seen).toMatchObject({
        method,
        url: "/api/%E8%A7%82?q=a%2Fb&q=c&x=",
        size: Buffer.byteLength(body),
      });
      expect(seen.headers["x-many"]).toBe("1, 2");
    }
  });

  test("[RT-71] status, repeated headers and HEAD, 204, 304, empty bodies come back unchanged", async () => {
    const { origin } = await start((request, response) => {
      response.setHeader("set-cookie", ["a=1; HttpOnly", "b=2"]);
      response.setHeader("x-powered", "guanlan");
      const status = Number((request.url ?? "").slice(1)) || 200;
      response.statusCode = status;
      if (request.method === "HEAD") response.setHeader("content-length", 1234);
      response.end(status === 200 && request.method !== "HEAD" ? "hello" : undefined);
    });
    for (const [method, status, body] of [
      ["GET", 200, "hello"],
      ["HEAD", 200, ""],
      ["GET", 204, ""],
      ["GET", 304, ""],
      ["GET", 404, ""],
      ["POST", 503, ""],
      ["GET", 418, ""],
    ] as const) {
      const answer = await ask(`${origin}/${status}`, { method });
      expect([method, answer.status, answer.body.toString()]).toEqual([method, status, body]);
      expect(answer.headers["set-cookie"]).toEqual(["a=1; HttpOnly", "b=2"]);
      expect(answer.headers["x-powered"]).toBe("guanlan");
      expect(answer.headers.uwebsockets).toBeUndefined();
      expect(answer.raw.filter((name) => name.toLowerCase() === "date")).toHaveLength(1);
      if (method === "HEAD") expect(answer.headers["content-length"]).toBe("1234");
    }
  });

  test("[RT-70] large bodies pass in both directions, with a length and chunked", async () => {
    const data = randomBytes(24 << 20);
    const hash = createHash("sha256").update(data).digest("hex");
    const { origin } = await start((request, response) => {
      if (request.method === "POST") echo(request, response);
      else if (request.url === "/length")
        response.writeHead(200, { "content-length": data.length }).end(data);
      else {
        for (let at = 0; at < data.length; at += 100_000) response.write(data.subarray(at, at + 100_000));
        response.end();
      }
    });
    const up = JSON.parse((await ask(`${origin}/up`, { method: "POST", body: data })).body.toString());
    expect([up.size, up.hash]).toEqual([data.length, hash]);
    const chunked = JSON.parse(
      (
        await ask(`${origin}/up`, { method: "POST", headers: { "transfer-encoding": "chunked" }, body: data })
      ).body.toString(),
    );
    expect([chunked.size, chunked.hash]).toEqual([data.length, hash]);
    for (const path of ["/length", "/chunked"]) {
      const { body, headers } = await ask(origin + path);
      expect(createHash("sha256").update(body).digest("hex")).toBe(hash);
      expect(headers["content-length"]).toBe(path === "/length" ? String(data.length) : undefined);
    }
  });

  test("[RT-70] a reader that stops holds the answer back instead of filling memory", async () => {
    let sent = 0;
    const { origin } = await start((_request, response) => {
      const part = Buffer.alloc(64 << 10);
      const write = (): void => {
        while (sent < 256 << 20) {
          sent += part.length;
          if (!response.write(part)) {
            response.once("drain", write);
            return;
          }
        }
        response.end();
      };
      write();
    });
    const answer = await new Promise<IncomingMessage>((resolve) => httpRequest(`${origin}/`, resolve).end());
    answer.pause();
    expect(await steady(() => sent)).toBeLessThan(64 << 20);
    answer.destroy();
  });

  test("[RT-70] a writer is held back by a server that reads slowly", async () => {
    let read = 0;
    let go = (): void => {};
    const { origin } = await start((request, response) => {
      request.pause();
      go = () => request.resume();
      request.on("data", (part: Buffer) => {
        read += part.length;
      });
      request.on("end", () => response.end(String(read)));
    });
    let written = 0;
    const part = Buffer.alloc(64 << 10);
    const total = 128 << 20;
    const result = new Promise<string>((resolve, reject) => {
      const request = httpRequest(
        `${origin}/`,
        { method: "POST", headers: { "content-length": total } },
        (answer) => {
          let text = "";
          answer.on("data", (chunk) => {
            text += chunk;
          });
          answer.on("end", () => resolve(text));
        },
      );
      request.on("error", reject);
      const write = (): void => {
        while (written < total) {
          written += part.length;
          if (!request.write(part)) {
            request.once("drain", write);
            return;
          }
        }
        request.end();
      };
      write();
    });
    expect(await steady(() => written)).toBeLessThan(64 << 20);
    go();
    expect(await result).toBe(String(total));
  });

  test("[RT-70] parts of an answer arrive as they are written (server-sent events)", async () => {
    const { origin } = await start(async (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (let i = 0; i < 3; i++) {
        response.write(`data: ${i}\n\n`);
        await sleep(60);
      }
      response.end();
    });
    const arrivals: number[] = [];
    await new Promise<void>((resolve) => {
      httpRequest(`${origin}/`, (answer) => {
        answer.on("data", () => arrivals.push(performance.now()));
        answer.on("end", resolve);
      }).end();
    });
    expect(arrivals.length).toBe(3);
    expect((arrivals[2] as number) - (arrivals[0] as number)).toBeGreaterThan(80);
  });

  test("[RT-70] a body that comes in drops is not cut, one that stops is", { timeout: 60_000 }, async () => {
    const { origin } = await start(echo, { bodyIdleMs: 5000 });
    const drop = (drops: number): Promise<string> =>
      new Promise((resolve) => {
        const request = httpRequest(
          `${origin}/`,
          { method: "POST", headers: { "content-length": 6 } },
          (answer) => {
            answer.resume();
            answer.on("end", () => resolve("answered"));
          },
        );
        request.on("error", () => resolve("cut"));
        let sent = 0;
        const timer = setInterval(() => {
          request.write("x");
          if (++sent === drops) clearInterval(timer);
        }, 3500);
      });
    expect(await Promise.all([drop(6), drop(1)])).toEqual(["answered", "cut"]);
  });

  test("[RT-71] hop-by-hop headers do not pass", async () => {
    const { origin } = await start((request, response) => {
      response.writeHead(200, { "keep-alive": "timeout=99", "proxy-authenticate": "x" });
      response.end(JSON.stringify(request.headers));
    });
    const answer = await ask(`${origin}/`, {
      headers: { te: "trailers", "proxy-connection": "keep-alive", connection: "x-secret", "x-secret": "1" },
    });
    const seen = JSON.parse(answer.body.toString());
    expect(seen).not.toHaveProperty("te");
    expect(seen).not.toHaveProperty("proxy-connection");
    expect(seen).not.toHaveProperty("x-secret");
    expect(answer.headers["keep-alive"]).not.toBe("timeout=99");
    expect(answer.headers["proxy-authenticate"]).toBeUndefined();
  });

  test("[RT-71] the base path is taken off and named; the bare base is redirected", async () => {
    const { origin } = await start(echo, { basePath: "/guanlan/" });
    const inside = JSON.parse((await ask(`${origin}/guanlan/api/me?x=1`)).body.toString());
    expect(inside.url).toBe("/api/me?x=1");
    expect(inside.headers["x-forwarded-prefix"]).toBe("/guanlan/");
    const bare = await ask(`${origin}/guanlan?x=1`);
    expect([bare.status, bare.headers.location]).toEqual([308, "/guanlan/?x=1"]);
    expect(JSON.parse((await ask(`${origin}/healthz`)).body.toString()).url).toBe("/healthz");
  });

  test("[RT-72] X-Forwarded-* of an untrusted peer is made anew", async () => {
    const { origin, rt } = await start(echo);
    const headers = {
      "x-forwarded-for": "6.6.6.6",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "evil",
      "x-real-ip": "6.6.6.6",
      forwarded: "for=6.6.6.6",
    };
    const seen = JSON.parse((await ask(`${origin}/`, { headers })).body.toString()).headers;
    expect(seen).toMatchObject({
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "http",
      "x-forwarded-host": `127.0.0.1:${rt.port}`,
    });
    expect(seen).not.toHaveProperty("x-real-ip");
    expect(seen).not.toHaveProperty("forwarded");
  });

  test("[RT-72] X-Forwarded-* of a trusted proxy is kept and extended", async () => {
    const { origin } = await start(echo, { trustedProxies: ["10.0.0.0/8", "127.0.0.1"] });
    const headers = {
      "x-forwarded-for": "202.96.1.1",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "guanlan.sh.gov.cn",
    };
    const seen = JSON.parse((await ask(`${origin}/`, { headers })).body.toString()).headers;
    expect(seen).toMatchObject({
      "x-forwarded-for": "202.96.1.1, 127.0.0.1",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "guanlan.sh.gov.cn",
    });
  });

  test("[RT-73] a client that goes away ends the request behind", async () => {
    let ended = 0;
    const { origin, rt } = await start((request, response) => {
      request.on("close", () => {
        if (!response.writableEnded) ended++;
      });
      response.write("first");
    });
    const request = httpRequest(`${origin}/`, (answer) => answer.once("data", () => request.destroy()));
    request.on("error", () => {});
    request.end();
    await expect.poll(() => ended).toBe(1);
    expect(rt.stats().proxyAborted).toBe(1);
    const upload = httpRequest(`${origin}/`, { method: "POST", headers: { "content-length": 1000 } });
    upload.on("error", () => {});
    upload.write("half");
    await sleep(50);
    upload.destroy();
    await expect.poll(() => ended).toBe(2);
  });

  test("[RT-73] an answer that breaks off breaks the client's off", async () => {
    const { origin } = await start((request, response) => {
      if (request.url === "/length") response.setHeader("content-length", 1000);
      response.write("half");
      setTimeout(() => request.socket.destroy(), 30);
    });
    for (const path of ["/length", "/chunked"]) await expect(ask(origin + path)).rejects.toThrow();
    expect((await ask(`${origin}/feed`).catch(() => null))?.status).toBeUndefined();
  });

  test("[RT-74] nothing behind answers 502 with a code", async () => {
    const fixture = await start(echo);
    await new Promise((resolve) => {
      fixture.http.close(resolve);
      fixture.http.closeAllConnections();
    });
    for (const method of ["GET", "POST"]) {
      const answer = await ask(`${fixture.origin}/api/me`, {
        method,
        body: method === "POST" ? "x".repeat(100_000) : "",
      });
      expect(answer.status).toBe(502);
      expect(JSON.parse(answer.body.toString()).code).toBe("upstream.unavailable");
    }
    expect(fixture.rt.stats().proxyFailed).toBe(2);
    fixture.http.listen(0);
  });

  test("[RT-74] a kept-alive connection that the server closed meanwhile is not an error", async () => {
    const { origin, http } = await start((_request, response) => void response.end("ok"));
    http.keepAliveTimeout = 5;
    for (let i = 0; i < 30; i++) {
      expect((await ask(`${origin}/`)).status).toBe(200);
      await sleep(4 + (i % 5));
    }
  });

  test("[RT-75] an answer that comes before the body was taken reaches the client", async () => {
    const { origin } = await start((_request, response) => {
      response.writeHead(413, { "content-type": "application/json", connection: "close" });
      response.end('{"code":"body.too-large"}');
    });
    const answer = await ask(`${origin}/api/ingest/filing`, { method: "POST", body: Buffer.alloc(10 << 20) });
    expect([answer.status, answer.body.toString()]).toEqual([413, '{"code":"body.too-large"}']);
    expect((await ask(`${origin}/`)).status).toBe(413);
  });

  test("[RT-70] long headers (a session and a trace) pass", async () => {
    const { origin } = await start(echo);
    const seen = JSON.parse(
      (
        await ask(`${origin}/`, { headers: { cookie: `guanlan_session=${"s".repeat(7000)}` } })
      ).body.toString(),
    );
    expect(seen.headers.cookie.length).toBe(7016);
  });

  test("[RT-70] many requests on kept connections while push goes on", async () => {
    const { origin, feed, send } = await start(echo);
    const peer = await openFeed(feed);
    peer.send({ t: "subscribe", since: { [EVENTS]: null } });
    await peer.expect("subscribed");
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const pusher = setInterval(() => send(EVENTS, 3), 2);
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, i) =>
        ask(`${origin}/api/${i}`, { method: "POST", body: String(i), agent }),
      ),
    );
    clearInterval(pusher);
    agent.destroy();
    expect(answers.map((answer) => JSON.parse(answer.body.toString()).url)).toEqual(
      answers.map((_, i) => `/api/${i}`),
    );
    await sleep(60);
    const seqs = peer.seqs(EVENTS);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
  });

  test("[RT-70] requests that are no HTTP do not end the server", async () => {
    const { origin, rt } = await start(echo);
    for (const junk of [
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
      "GET\r\n\r\n",
      "GET / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(rt.port, "127.0.0.1", () => socket.write(junk));
        socket.on("error", () => resolve());
        socket.on("close", () => resolve());
        setTimeout(() => socket.destroy(), 150);
      });
    }
    expect((await ask(`${origin}/`)).status).toBe(200);
  });

  test("[RT-53] a request under way gets its answer before the server is gone", async () => {
    const fixture = await createFixture("uws", {
      answer: (_request, response) => setTimeout(() => response.end("late"), 300),
    });
    const answer = ask(`${fixture.origin}/`);
    await sleep(50);
    await fixture.stop();
    expect((await answer).body.toString()).toBe("late");
  });

  test("[RT-77] a port that is taken is an error", async () => {
    const { rt } = await start(echo);
    await expect(createFixture("uws", { config: { port: rt.port } })).rejects.toThrow(RealtimeListenError);
  });

  test("[RT-70] with a certificate the port speaks TLS: pages, feed and the forwarded scheme", async () => {
    const folder = mkdtempSync(join(tmpdir(), "guanlan-tls-"));
    const certFile = join(folder, "cert.pem");
    const keyFile = join(folder, "key.pem");
    execFileSync(
      "openssl",
      [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-days",
        "1",
        "-keyout",
        keyFile,
        "-out",
        certFile,
      ],
      { stdio: "ignore" },
    );
    expect(readFileSync(certFile, "utf8")).toContain("BEGIN CERTIFICATE");
    const fixture = await start(echo, { tls: { certFile, keyFile } });
    const seen = JSON.parse((await ask(`${fixture.origin}/x`)).body.toString());
    expect(seen.headers["x-forwarded-proto"]).toBe("https");
    const peer = await openFeed(fixture.feed, { cookie: "user=1", origin: fixture.origin });
    peer.send({ t: "subscribe", since: { [EVENTS]: null } });
    await peer.expect("subscribed");
    fixture.send(EVENTS, 2);
    await peer.reach(EVENTS, 2);
    rmSync(folder, { recursive: true });
  });
});

/** The count once it stands still: a slow machine takes its time until nothing moves any more. */
async function steady(count: () => number): Promise<number> {
  for (let last = -1; ; await sleep(500)) {
    const now = count();
    if (now === last) return now;
    last = now;
  }
}
