import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import type { Server as HttpServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DETECTORS } from "#detectors/registry";
import type { BlindIndex, Cipher } from "#domain/crypto";
import { makeAsyncApi } from "#realtime/asyncapi";
import { chooseEngine, createRealtimeServer, type RealtimeServer } from "#realtime/server";
import { ensureDemoUsers } from "#server/auth/demo-users";
import { ensureFirstAdministrator } from "#server/auth/first-run";
import { makePeople } from "#server/auth/people";
import type { Context, RunningRole } from "#server/context";
import { createHttpApp, DEFAULT_HTTP, type HttpDeps } from "#server/http/app";
import { makeLoginCounter } from "#server/http/metrics";
import type { IngestPort, SessionBus } from "#server/http/ports";
import type { LagWatch } from "#server/lag-watch";
import { makeAlertService } from "#server/modules/alerts/service";
import { publishPush, subscribePush } from "#server/pipelines/push-bus";
import { makeDeadLetterPort, makeRebuildPort } from "#server/pipelines/requeue";
import type { Readiness } from "#server/readiness";
import { createStatus } from "#server/status";
import type { TextModelState } from "#server/text-models";
import { VERSION } from "#server/version";
import { readPushHeads, readPushSince } from "#store/push-log";
import { roleSubject } from "#stream/subjects";

export interface WebParts {
  readonly textModels: readonly TextModelState[];
  readonly texts: HttpDeps["texts"];
  readonly crypto: { readonly cipher: Cipher; readonly blindIndex: BlindIndex };
  readonly ingest: IngestPort;
  readonly lag: LagWatch;
  readonly readiness: Readiness;
  readonly vapidPublicKey: string | null;
}

export interface WebRole extends RunningRole {
  readonly address: string;
  /** Printed once: the administrator of a database that had no users. */
  readonly firstAdministrator: { readonly user: string; readonly password: string } | null;
}

/** A built program beside the one that runs; null where the program runs from its sources, in tests. */
function findThread(name: string): string | null {
  const file = join(dirname(process.argv[1] ?? ""), `${name}.mjs`);
  return existsSync(file) ? file : null;
}

const ENDED = roleSubject("realtime", "sessions-ended");

/**
 * Pages, API and push on one origin. With uWebSockets.js the push server owns the port and hands the rest of HTTP on to
 * Fastify over a unix socket; with ws Fastify's own server owns it.
 */
export async function createWebRole(context: Context, parts: WebParts): Promise<WebRole> {
  const { config, pool, clock, log, metrics, bus, instance } = context;
  const endings: SessionBus = { ended: (event) => bus.publish(ENDED, JSON.stringify(event)) };
  const people = makePeople(
    {
      db: pool,
      clock,
      cipher: parts.crypto.cipher,
      log,
      bus: endings,
      onLogin: makeLoginCounter(metrics.registry),
    },
    {
      session: { idleMs: config.SESSION_IDLE_MINUTES * 60_000, maxMs: config.SESSION_MAX_HOURS * 3_600_000 },
      oidc:
        config.OIDC_ISSUER === null
          ? null
          : {
              issuer: config.OIDC_ISSUER,
              clientId: config.OIDC_CLIENT_ID as string,
              clientSecret: config.OIDC_CLIENT_SECRET,
              label: config.OIDC_LABEL,
            },
    },
  );
  const simulatedCity = config.CITY === "simulated";
  const publicOrigin = config.PUBLIC_URL === null ? null : new URL(config.PUBLIC_URL).origin;
  if (simulatedCity) await ensureDemoUsers(pool, people.hasher);
  const firstAdministrator = simulatedCity ? null : await ensureFirstAdministrator(pool, people.hasher);
  const alerts = makeAlertService({
    db: pool,
    publish: (messages) => publishPush(bus, messages),
    readPrincipal: (userId) => people.sessions.readPrincipal(userId),
  });
  let realtime: RealtimeServer | null = null;
  const status = createStatus({
    context,
    lag: parts.lag,
    readiness: parts.readiness,
    realtime: () => realtime?.stats() ?? null,
    detectors: DETECTORS,
    textModels: parts.textModels,
  });
  const engine = chooseEngine("auto", log);
  const tls =
    config.TLS_CERT === null || config.TLS_KEY === null
      ? null
      : { certFile: config.TLS_CERT, keyFile: config.TLS_KEY };
  const app = await createHttpApp(
    {
      db: pool,
      clock,
      log,
      registry: metrics.registry,
      cipher: parts.crypto.cipher,
      people,
      alerts,
      ingest: parts.ingest,
      status,
      deadLetters: makeDeadLetterPort(context),
      rebuild: makeRebuildPort(context),
      texts: parts.texts,
      asyncApi: () => makeAsyncApi({ version: VERSION, basePath: config.BASE_PATH }),
      vapidPublicKey: parts.vapidPublicKey,
    },
    {
      ...DEFAULT_HTTP,
      instance,
      varDir: config.varDir,
      basePath: config.BASE_PATH,
      webDir: config.webDir,
      behindFront: engine.kind === "uws",
      trustProxy: config.TRUST_PROXY,
      tls:
        engine.kind === "uws" || tls === null
          ? null
          : { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) },
      version: VERSION,
      publicOrigin,
      simulatedCity,
      metricsToken: config.METRICS_TOKEN,
      workbookThread: findThread("workbook-thread"),
      rehearsalThread: findThread("rehearsal-thread"),
    },
  );
  // A short path of its own: a unix socket's name may have 107 bytes, and VAR_DIR may be long.
  const socketDir = join(tmpdir(), `guanlan-${process.pid}-${instance}`);
  const socketPath = join(socketDir, "web.sock");
  const closeApp = async (): Promise<void> => {
    await app.close();
    status.stop();
    await rm(socketDir, { recursive: true, force: true });
  };
  const listen = async (): Promise<RealtimeServer> => {
    if (engine.kind === "uws") {
      await mkdir(socketDir, { recursive: true, mode: 0o700 });
      await app.listen({ path: socketPath });
    } else await app.ready();
    return createRealtimeServer(
      {
        engine:
          engine.kind === "uws"
            ? { kind: "uws", uws: engine.uws, upstream: { socketPath } }
            : { kind: "ws", server: app.server as HttpServer },
        authenticate: (cookie, purpose) => people.sessions.authenticateCookie(cookie, purpose),
        history: {
          since: async (topic, afterSeq, limit) =>
            (await readPushSince(pool, topic, afterSeq, limit)).map(({ topic: of, seq, body }) => ({
              topic: of,
              seq,
              json: body,
            })),
          heads: (topics) => readPushHeads(pool, topics),
        },
        onAcknowledge: (user, request) => alerts.acknowledge(user.userId, user.name, request, clock.now()),
        log,
      },
      {
        host: config.HOST,
        port: config.PORT,
        basePath: config.BASE_PATH,
        tls,
        redisUrl: config.REDIS_URL,
        trustedProxies: config.TRUST_PROXY,
        allowedOrigins: publicOrigin === null ? [] : [publicOrigin],
      },
    );
  };
  const push = await listen().catch(async (error) => {
    await closeApp();
    throw error;
  });
  realtime = push;
  const unsubscribe = [
    subscribePush(bus, (messages) => {
      push.publishEncoded(messages.map(({ topic, seq, body }) => ({ topic, seq, json: body })));
      const now = clock.now();
      for (const { topic, body } of messages) {
        if (!topic.startsWith("events.")) continue;
        const received = /"r":(\d+)/.exec(body);
        if (received !== null) metrics.pushedSeconds.observe(Math.max(0, now - Number(received[1])) / 1000);
      }
    }),
    bus.subscribe(ENDED, (_, data) => {
      const { userId } = JSON.parse(Buffer.from(data).toString()) as { userId: number };
      push.recheck(userId).catch((error) => log.warn({ err: error, userId }, "sockets not rechecked"));
    }),
  ];
  const scheme = tls === null ? "http" : "https";
  const host = config.HOST === "0.0.0.0" || config.HOST === "::" ? "127.0.0.1" : config.HOST;

  return {
    address: `${scheme}://${host}:${push.port}${config.BASE_PATH === "/" ? "" : config.BASE_PATH}`,
    firstAdministrator,
    async stop() {
      for (const each of unsubscribe) each();
      await push.stop();
      await closeApp();
    },
  };
}
