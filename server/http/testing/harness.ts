import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { Registry } from "prom-client";
import type { PushMessage } from "#domain/push";
import { DEMO_PASSWORD, ensureDemoUsers } from "#server/auth/demo-users";
import { makePeople, type People, type PeopleConfig } from "#server/auth/people";
import { createHttpApp, DEFAULT_HTTP, type HttpConfig, type HttpDeps } from "#server/http/app";
import { makeAlertService } from "#server/modules/alerts/service";
import { createIngest } from "#server/pipelines/ingest/ingest";
import { SubjectResolver } from "#server/pipelines/ingest/subjects";
import { createCryptography } from "#store/crypto/cryptography";
import { createServerTestDatabase, type ServerTestDatabase } from "#store/testing/database";
import { createMemoryStream, type MemoryStream } from "#stream/memory";

/** A clock that a test moves: real time plus what it adds. */
export interface TestClock {
  now(): number;
  advance(ms: number): void;
  /** Time stands still until the next advance(): for limits by the minute, on any machine. */
  freeze(): void;
}

export interface Harness {
  readonly app: FastifyInstance;
  readonly database: ServerTestDatabase;
  readonly clock: TestClock;
  readonly people: People;
  readonly registry: Registry;
  /** Messages that were published after commit, and sessions that were ended, in order. */
  readonly published: PushMessage<string>[];
  readonly ended: { userId: number; sessionHash: string | null; reason: string }[];
  readonly varDir: string;
  /** Set it, and ingest says that it is full. */
  readonly pressure: { seconds: number | null };
  readonly stream: MemoryStream;
  /** Logs a demo user in; the same cookie is given again for the same user. */
  cookieOf(user: string): Promise<string>;
  call(
    user: string | null,
    method: "GET" | "POST" | "PATCH" | "DELETE" | "PUT",
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of many shapes; schemas are checked by the server itself here.
  readonly body: any;
  readonly headers: Record<string, string | string[] | number | undefined>;
  readonly text: string;
}

export interface HarnessOptions {
  readonly config?: Partial<HttpConfig>;
  readonly people?: Partial<PeopleConfig>;
  readonly deps?: (base: HttpDeps) => Partial<HttpDeps>;
  readonly demoUsers?: boolean;
  /** Bounds of the stream, which is the in-memory twin here: what is tested is HTTP. */
  readonly stream?: { readonly maxMessages?: number };
}

/** The web application on a database of its own, with the demo users. Every answer is checked against its schema. */
export async function createHarness(options: HarnessOptions = {}): Promise<Harness> {
  const database = await createServerTestDatabase();
  const varDir = await mkdtemp(join(tmpdir(), "guanlan-http-"));
  const log = pino({ level: "silent" });
  const { cipher, blindIndex } = await createCryptography({
    file: "",
    masterKey: "ab".repeat(32),
    isInUse: async () => false,
    log: () => {},
  });
  let shiftMs = 0;
  let frozenMs: number | null = null;
  const clock: TestClock = {
    now: () => frozenMs ?? Date.now() + shiftMs,
    advance: (ms) => {
      frozenMs = null;
      shiftMs += ms;
    },
    freeze: () => {
      frozenMs = Date.now() + shiftMs;
    },
  };
  const published: PushMessage<string>[] = [];
  const ended: { userId: number; sessionHash: string | null; reason: string }[] = [];
  const registry = new Registry();
  const db = database.pool;
  const people = makePeople(
    { db, clock, cipher, log, bus: { ended: (event) => ended.push(event) }, onLogin: () => {} },
    { session: { idleMs: 30 * 60_000, maxMs: 12 * 3_600_000 }, oidc: null, ...options.people },
  );
  if (options.demoUsers !== false) await ensureDemoUsers(db, people.hasher);
  const stream = createMemoryStream(options.stream ?? {});
  const pressure: { seconds: number | null } = { seconds: null };
  const ingest = createIngest({
    pool: db,
    publisher: stream.publisher,
    resolver: new SubjectResolver(db, 1000),
    names: { find: () => [], mentions: () => [], stop: () => {} },
    crypto: { cipher, blindIndex },
    clock,
    log,
    pressure: () => (pressure.seconds === null ? null : { retryAfterSeconds: pressure.seconds }),
    onOutcomes: () => {},
  });
  const base: HttpDeps = {
    db,
    clock,
    log,
    registry,
    cipher,
    people,
    alerts: makeAlertService({
      db,
      publish: (messages) => void published.push(...messages),
      readPrincipal: people.sessions.readPrincipal,
    }),
    status: {
      read: () => Promise.reject(new Error("no status in this test")),
      readiness: async () => ({ ok: true, waitingFor: [] }),
    },
    asyncApi: () => ({ asyncapi: "3.0.0" }),
    ingest,
    deadLetters: { replay: async () => {} },
    rebuild: { rebuild: async () => {} },
    texts: { models: null, mentions: () => [] },
    vapidPublicKey: null,
  };
  const app = await createHttpApp(
    { ...base, ...options.deps?.(base) },
    {
      ...DEFAULT_HTTP,
      instance: "test",
      varDir,
      basePath: "/",
      webDir: join(varDir, "web"),
      behindFront: false,
      trustProxy: false,
      tls: null,
      checkAnswers: true,
      version: "0.0.0-test",
      publicOrigin: null,
      simulatedCity: true,
      metricsToken: null,
      ...options.config,
    },
  );
  const cookies = new Map<string, string>();
  const harness: Harness = {
    app,
    database,
    clock,
    people,
    registry,
    published,
    ended,
    varDir,
    pressure,
    stream,
    async cookieOf(user) {
      let cookie = cookies.get(user);
      if (cookie === undefined) {
        const answer = await app.inject({
          method: "POST",
          url: "/api/auth/login",
          payload: { user, password: DEMO_PASSWORD },
        });
        if (answer.statusCode !== 200) throw new Error(`login of ${user}: ${answer.body}`);
        cookie = readSetCookie(answer.headers["set-cookie"]);
        cookies.set(user, cookie);
      }
      return cookie;
    },
    async call(user, method, url, body, headers = {}) {
      const answer = await app.inject({
        method,
        url,
        headers: { ...(user === null ? {} : { cookie: await harness.cookieOf(user) }), ...headers },
        ...(body === undefined ? {} : { payload: body as string | object }),
      });
      const type = String(answer.headers["content-type"] ?? "");
      return {
        status: answer.statusCode,
        body: type.includes("json") ? JSON.parse(answer.body) : answer.body,
        headers: answer.headers,
        text: answer.body,
      };
    },
    async stop() {
      await app.close();
      await stream.stop();
      await database.stop();
      await rm(varDir, { recursive: true, force: true });
    },
  };
  return harness;
}

/** "name=value" of the (last) Set-Cookie header. */
export function readSetCookie(header: string | string[] | undefined): string {
  const last = Array.isArray(header) ? header.at(-1) : header;
  return (last ?? "").split(";")[0] as string;
}
