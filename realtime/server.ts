import type { Server as HttpServer } from "node:http";
import type { PushMessage } from "#domain/push";
import { type AdmissionConfig, DEFAULT_ADMISSION, makeAdmission } from "#realtime/admission";
import type { Engine, EngineConfig, Upstream } from "#realtime/engine";
import { createFallbackEngine } from "#realtime/fallback";
import { Hub } from "#realtime/hub";
import { DEFAULT_HUB, type HubConfig } from "#realtime/hub-config";
import type { Authenticate, EncodedMessage, Log, OnAcknowledge, PushHistory } from "#realtime/port";
import { connectRedis } from "#realtime/redis";
import { DEFAULT_SESSION, type SessionConfig } from "#realtime/session";
import { DEFAULT_SESSIONS, Sessions, type SessionsConfig } from "#realtime/sessions";
import { createSocketIo, DEFAULT_SOCKET_IO, type SocketIoPart } from "#realtime/socket-io";
import { createUwsEngine } from "#realtime/uws";
import { loadUws, type UwsModule } from "#realtime/uws-binary";

export interface RealtimeConfig
  extends EngineConfig,
    SessionConfig,
    Omit<SessionsConfig, "beatMs">,
    Omit<AdmissionConfig, "session"> {
  readonly hub: HubConfig;
  /** Redis that joins several realtime processes; null for one. */
  readonly redisUrl: string | null;
  /** socket.io tells a district's presence at most this often. */
  readonly presenceMs: number;
  /** Open requests from the proxy to the pages' server. */
  readonly maxUpstreamSockets: number;
  /** A request body of which nothing comes for this long is cut. */
  readonly bodyIdleMs: number;
}

export const DEFAULT_REALTIME = {
  host: "127.0.0.1",
  port: 0,
  basePath: "/",
  tls: null,
  idleSeconds: 60,
  maxUpstreamSockets: 512,
  bodyIdleMs: 60_000,
  ...DEFAULT_ADMISSION,
  ...DEFAULT_SESSION,
  ...DEFAULT_SESSIONS,
  ...DEFAULT_SOCKET_IO,
  hub: DEFAULT_HUB,
  redisUrl: null,
} satisfies RealtimeConfig;

/** The engine that this machine can run. Ask before the pages' server is started: it decides who owns the port. */
export type EngineChoice =
  | { readonly kind: "uws"; readonly uws: UwsModule }
  | { readonly kind: "ws"; readonly reason: string };

export function chooseEngine(wanted: "auto" | "uws" | "ws", log: Log): EngineChoice {
  if (wanted === "ws") return { kind: "ws", reason: "asked for" };
  const loaded = loadUws();
  if (loaded.ok) return { kind: "uws", uws: loaded.uws };
  if (wanted === "uws") throw new UwsUnavailableError(loaded.reason);
  log.warn({ reason: loaded.reason }, "uWebSockets.js is not used; ws takes its place");
  return { kind: "ws", reason: loaded.reason };
}

export class UwsUnavailableError extends Error {
  readonly code = "realtime.uws-unavailable";
}

export interface RealtimeDeps {
  /** With uWebSockets.js the pages' server stands behind (a unix socket is best); else it is the server itself. */
  readonly engine:
    | { readonly kind: "uws"; readonly uws: UwsModule; readonly upstream: Upstream }
    | { readonly kind: "ws"; readonly server: HttpServer };
  readonly authenticate: Authenticate;
  readonly history: PushHistory;
  readonly onAcknowledge: OnAcknowledge;
  readonly log: Log;
  readonly now?: () => number;
}

export interface RealtimeServer {
  readonly kind: "uws" | "ws";
  readonly port: number;
  /** Messages from the stream, in any order and any number of times. */
  publish(messages: readonly PushMessage[]): void;
  /** The same with bodies that are JSON text already: cheaper. */
  publishEncoded(messages: readonly EncodedMessage[]): void;
  /** Closes all sockets of the user, on every process when Redis joins them. Returns how many were closed here. */
  revoke(userId: number): number;
  /** Asks at once whether the user's sessions on this process still hold; those that ended are closed. */
  recheck(userId: number): Promise<void>;
  stats(): RealtimeStats;
  stop(): Promise<void>;
}

export interface RealtimeStats {
  readonly engine: "uws" | "ws";
  readonly connections: number;
  readonly users: number;
  readonly opened: number;
  readonly refused: number;
  readonly revoked: number;
  readonly slowCut: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly gaps: number;
  readonly repaired: number;
  readonly resets: number;
  readonly frames: number;
  readonly deliveries: number;
  readonly historyErrors: number;
  readonly proxyRequests: number;
  readonly proxyFailed: number;
  readonly proxyAborted: number;
}

export async function createRealtimeServer(
  deps: RealtimeDeps,
  overrides: Partial<RealtimeConfig>,
): Promise<RealtimeServer> {
  const config: RealtimeConfig = { ...DEFAULT_REALTIME, ...overrides };
  const now = deps.now ?? Date.now;
  const { log, history, authenticate, onAcknowledge } = deps;
  const hub = new Hub({ history, log, now }, config.hub);
  const parts: { engine: Engine | null; io: SocketIoPart | null } = { engine: null, io: null };
  const sessions = new Sessions({ hub, authenticate, log, now }, config, (frame) => {
    parts.engine?.beat(frame);
    parts.io?.beat(frame);
  });
  hub.countClientsBy(() => sessions.count);
  const admissions = makeAdmission(
    { hub, sessions, authenticate, onAcknowledge, log, now },
    { ...config, session: config },
  );
  const engine =
    deps.engine.kind === "uws"
      ? createUwsEngine({ uws: deps.engine.uws, admissions }, config, {
          upstream: deps.engine.upstream,
          basePath: config.basePath,
          tls: config.tls !== null,
          trustedProxies: config.trustedProxies,
          maxSockets: config.maxUpstreamSockets,
          bodyIdleMs: config.bodyIdleMs,
        })
      : createFallbackEngine(admissions, deps.engine.server, config);
  const redis = config.redisUrl === null ? null : await connectRedis(config.redisUrl, log);
  const io = createSocketIo({ admissions, onAcknowledge, log, redis }, config);
  io.onRevoke((userId) => sessions.revoke(userId));
  parts.engine = engine;
  parts.io = io;
  hub.addSink(engine.sink);
  hub.addSink(io.sink);
  engine.attachSocketIo(io.io);
  const port = await engine.listen();
  log.info({ engine: engine.kind, port }, "push listens");

  return {
    kind: engine.kind,
    port,
    publish: (messages) => hub.publish(messages),
    publishEncoded: (messages) => hub.publishEncoded(messages),
    revoke(userId) {
      io.revokeElsewhere(userId);
      return sessions.revoke(userId);
    },
    recheck: (userId) => sessions.recheck(userId),
    stats: () => ({
      engine: engine.kind,
      connections: sessions.count,
      users: sessions.users,
      ...sessions.stats,
      ...hub.stats,
      proxyRequests: engine.proxied.requests,
      proxyFailed: engine.proxied.failed,
      proxyAborted: engine.proxied.aborted,
    }),
    async stop() {
      hub.flush();
      hub.stop();
      sessions.stop();
      await io.stop();
      await engine.stop();
      redis?.stop();
      log.info({}, "push stopped");
    },
  };
}
