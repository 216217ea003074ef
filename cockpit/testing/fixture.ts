import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { type WebSocket, WebSocketServer } from "ws";
import { CITY, DISTRICTS, OUTSIDE } from "#domain/district";
import type { ClientControl, ServerControl } from "#domain/feed";
import { CHANNELS, type Topic, topicOf } from "#domain/push";
import { type City, drawOverview, drawPoints, drawWall, makeCity } from "./city.ts";

export interface Fixture {
  readonly address: string;
  readonly city: City;
  /** Path and query of every API call, in order. */
  readonly calls: string[];
  /** false: answers 401 to everything. */
  signedIn: boolean;
  /** Answers API calls whose path matches with this status. */
  fail: { status: number; pattern: RegExp } | null;
  /** true: refuses new lines and cuts those that are open. */
  cutLines(off: boolean): void;
  push(topic: Topic, body: unknown): void;
  lines(): number;
  stop(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".html": "text/html; charset=utf-8",
};

/** The product's own policy: what it forbids must not be needed. */
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

/** The built wall with a server that keeps the contract: for browser tests and screenshots, never shipped. */
export async function startFixture(options: {
  readonly web: string;
  readonly size?: number;
}): Promise<Fixture> {
  const city = makeCity(options.size ?? 20_000);
  const heads: Record<string, number> = {};
  const history = new Map<string, unknown[]>();
  for (const channel of CHANNELS)
    for (const area of [CITY, OUTSIDE, ...DISTRICTS.map(({ code }) => code)]) {
      heads[topicOf(channel, area)] = 0;
      history.set(topicOf(channel, area), []);
    }
  const state = { signedIn: true, fail: null as Fixture["fail"], off: false };
  const calls: string[] = [];

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname.startsWith("/api/")) answer(url, response);
    else sendFile(url.pathname, response);
  });

  function answer(url: URL, response: ServerResponse): void {
    calls.push(url.pathname + url.search);
    const [status, value] = reply(url);
    response.statusCode = status;
    response.setHeader("content-type", "application/json; charset=utf-8");
    response.end(JSON.stringify(value));
  }

  function reply(url: URL): readonly [status: number, value: unknown] {
    const fault = state.fail;
    if (fault?.pattern.test(url.pathname) === true) return refusal(fault.status, "fixture.fault");
    if (!state.signedIn) return refusal(401, "auth.required");
    const district = url.searchParams.get("district") ?? CITY;
    const industry = url.searchParams.get("industry");
    switch (url.pathname) {
      case "/api/me":
        return [200, ME];
      case "/api/wall":
        return [200, drawWall(city, district, Date.now(), industry, { ...heads })];
      case "/api/overview":
        return [200, drawOverview(city, district, Date.now(), industry)];
      case "/api/map/points":
        return [200, drawPoints(city, district)];
      default:
        return refusal(404, "http.not-found");
    }
  }

  function sendFile(path: string, response: ServerResponse): void {
    const file = join(options.web, path);
    response.setHeader("content-security-policy", POLICY);
    if (path !== "/" && existsSync(file) && statSync(file).isFile()) {
      response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
      response.end(readFileSync(file));
      return;
    }
    response.setHeader("content-type", "text/html; charset=utf-8");
    if (!path.startsWith("/wall")) {
      response.end(`<!doctype html><title>login</title><p id="login">${path}</p>`);
      return;
    }
    response.end(
      readFileSync(join(options.web, "wall/index.html"), "utf8").replace(
        /<base href="[^"]*" ?\/?>/,
        '<base href="/" />',
      ),
    );
  }

  const sockets = new WebSocketServer({ noServer: true });
  const tell = (line: WebSocket, control: ServerControl): void => line.send(JSON.stringify(control));
  const followed = new Map<WebSocket, Set<string>>();
  server.on("upgrade", (request: IncomingMessage, socket, head) => {
    if (state.off || request.url?.startsWith("/feed") !== true) return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (line) => {
      followed.set(line, new Set());
      if (!state.signedIn) return line.close(4401);
      tell(line, { t: "hello", v: 1, heads, beatMs: 15_000, nowMs: Date.now() });
      const beat = setInterval(() => tell(line, { t: "beat", nowMs: Date.now() }), 15_000);
      line.on("close", () => {
        clearInterval(beat);
        followed.delete(line);
      });
      line.on("message", (data) => subscribe(line, JSON.parse(String(data)) as ClientControl));
    });
  });

  /** Resume: everything after the named sequence, then the live ones. */
  function subscribe(line: WebSocket, control: ClientControl): void {
    if (control.t !== "subscribe") return;
    const from: Record<string, number> = {};
    for (const [topic, since] of Object.entries(control.since)) {
      from[topic] = since ?? heads[topic] ?? 0;
      followed.get(line)?.add(topic);
    }
    tell(line, { t: "subscribed", from });
    for (const [topic, since] of Object.entries(from)) {
      const missed = (history.get(topic) ?? []).slice(since);
      if (missed.length > 0) line.send(JSON.stringify([topic, since + 1, Date.now(), missed]));
    }
  }

  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    city,
    calls,
    get signedIn() {
      return state.signedIn;
    },
    set signedIn(value) {
      state.signedIn = value;
    },
    get fail() {
      return state.fail;
    },
    set fail(value) {
      state.fail = value;
    },
    cutLines(off) {
      state.off = off;
      if (off) for (const line of sockets.clients) line.terminate();
    },
    push(topic, body) {
      const seq = (heads[topic] ?? 0) + 1;
      heads[topic] = seq;
      history.get(topic)?.push(body);
      for (const [line, topics] of followed)
        if (topics.has(topic)) line.send(JSON.stringify([topic, seq, Date.now(), [body]]));
    },
    lines: () => sockets.clients.size,
    stop: () =>
      new Promise<void>((done) => {
        for (const line of sockets.clients) line.terminate();
        sockets.close();
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function refusal(status: number, code: string): readonly [number, unknown] {
  return [status, { code, message: "服务暂时不可用", hint: "请稍后重试。", status }];
}

const ME = {
  id: 1,
  user: "duty",
  name: "李四",
  role: "duty-officer",
  district: CITY,
  street: null,
  actions: [],
  fields: [],
  mustChangePassword: false,
  totpEnabled: false,
  simulatedCity: true,
  idleLimitSeconds: 1800,
};
