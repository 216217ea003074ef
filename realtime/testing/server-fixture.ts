import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AcknowledgeRequest, AcknowledgeResult } from "#domain/feed";
import type { PushMessage } from "#domain/push";
import type { Log, PushUser } from "#realtime/port";
import {
  chooseEngine,
  createRealtimeServer,
  type RealtimeConfig,
  type RealtimeServer,
} from "#realtime/server";
import { type MemoryHistory, makeMemoryHistory } from "#realtime/testing/memory-history";

export const EVENTS = "events.310101";
export const ALERTS = "alerts.310101";

export interface Fixture {
  readonly rt: RealtimeServer;
  readonly history: MemoryHistory;
  /** Sessions by cookie: "user=1" and "user=2" exist; a test may change or delete them. */
  readonly users: Map<string, PushUser>;
  readonly logged: { level: string; text: string; fields: object }[];
  readonly acknowledged: { user: PushUser; request: AcknowledgeRequest }[];
  readonly http: Server;
  authDown: boolean;
  readonly origin: string;
  readonly feed: string;
  /** Commits bodies and publishes them, as the pipeline does. */
  send(topic: string, count: number, body?: (n: number) => unknown): PushMessage[];
  stop(): Promise<void>;
}

export interface FixtureOptions {
  readonly config?: Partial<RealtimeConfig>;
  readonly answer?: RequestListener;
}

let made = 0;

export async function createFixture(kind: "uws" | "ws", options: FixtureOptions = {}): Promise<Fixture> {
  const history = makeMemoryHistory();
  const users = new Map<string, PushUser>([
    ["user=1", makeUser(1, "310101", [EVENTS, ALERTS, "system.310101"])],
    ["user=2", makeUser(2, "310000", [EVENTS, ALERTS, "events.310104", "alerts.310104", "events.310000"])],
  ]);
  const logged: Fixture["logged"] = [];
  const note = (level: string) => (fields: object, text: string) => void logged.push({ level, text, fields });
  const log: Log = { info: note("info"), warn: note("warn"), error: note("error") };
  const acknowledged: Fixture["acknowledged"] = [];
  const answered = new Map<string, AcknowledgeResult>();
  const http = createServer(options.answer ?? ((_request, response) => void response.end("pages")));
  const choice = chooseEngine(kind, log);
  const socketPath = join(tmpdir(), `guanlan-rt-${process.pid}-${made++}.sock`);
  if (choice.kind === "uws") await new Promise<void>((resolve) => http.listen(socketPath, resolve));
  const closeHttp = async (): Promise<void> => {
    http.closeAllConnections();
    // Takes its socket file with it.
    await new Promise((resolve) => http.close(resolve));
  };
  const state = { authDown: false };
  const rt = await createRealtimeServer(
    {
      engine:
        choice.kind === "uws"
          ? { kind: "uws", uws: choice.uws, upstream: { socketPath } }
          : { kind: "ws", server: http },
      authenticate: async (cookie) => {
        // As a store: not in the turn of the question.
        await new Promise((resolve) => setImmediate(resolve));
        if (state.authDown) throw new Error("session store is down");
        return users.get(cookie) ?? null;
      },
      history,
      onAcknowledge: async (user, request) => {
        const before = answered.get(request.requestId);
        if (before !== undefined) return before;
        acknowledged.push({ user, request });
        const result: AcknowledgeResult =
          request.version === 1
            ? { ok: true, version: 2, state: "acknowledged" }
            : { ok: false, reason: "alert.changed" };
        answered.set(request.requestId, result);
        return result;
      },
      log,
    },
    { ...options.config },
  ).catch(async (error) => {
    await closeHttp();
    throw error;
  });
  const base = options.config?.basePath ?? "/";
  const scheme = options.config?.tls == null ? "" : "s";
  return {
    rt,
    history,
    users,
    logged,
    acknowledged,
    http,
    get authDown() {
      return state.authDown;
    },
    set authDown(value) {
      state.authDown = value;
    },
    origin: `http${scheme}://127.0.0.1:${rt.port}`,
    feed: `ws${scheme}://127.0.0.1:${rt.port}${base}feed`,
    send(topic, count, body = (n) => ({ n })) {
      const messages = Array.from({ length: count }, (_, i) => history.append(topic, body(i)));
      rt.publish(messages);
      return messages;
    },
    async stop() {
      await rt.stop();
      await closeHttp();
    },
  };
}

export function makeUser(userId: number, district: string, topics: readonly string[]): PushUser {
  return { userId, name: `user ${userId}`, role: "officer", district, topics };
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
