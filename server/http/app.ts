import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Registry } from "prom-client";
import type { Clock } from "#domain/clock";
import type { Cipher } from "#domain/crypto";
import type { People } from "#server/auth/people";
import { SESSION_COOKIE } from "#server/auth/sessions";
import { makeAuditWriter } from "#server/http/audit";
import { type HttpMetrics, makeHttpMetrics } from "#server/http/metrics";
import type { StatusPort } from "#server/http/ports";
import { makeRate } from "#server/http/rate";
import type { AnyRoute } from "#server/http/route";
import { createShell, type ShellConfig } from "#server/http/shell";
import type { Log } from "#server/log";
import { accountRoutes } from "#server/modules/account/routes";
import { alertRoutes } from "#server/modules/alerts/routes";
import type { AlertService } from "#server/modules/alerts/service";
import { enterpriseRoutes } from "#server/modules/enterprises/routes";
import { overviewRoutes } from "#server/modules/overview/routes";
import { documentRoutes } from "#server/modules/system/document-routes";
import { probeRoutes } from "#server/modules/system/probe-routes";
import { hasAnybodyLoggedIn } from "#store/oidc-links";
import type { Pool } from "#store/pool";

export interface HttpDeps {
  readonly db: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly registry: Registry;
  readonly cipher: Cipher;
  readonly people: People;
  readonly alerts: AlertService;
  readonly status: StatusPort;
  readonly asyncApi: () => unknown;
}

export interface HttpConfig extends ShellConfig {
  readonly version: string;
  /** PUBLIC_URL without its path, as "https://guanlan.sh.gov.cn"; null: browsers use the host that they name. */
  readonly publicOrigin: string | null;
  readonly simulatedCity: boolean;
  /** Bearer token for /metrics from outside loopback; null: loopback only. */
  readonly metricsToken: string | null;
}

/** The web application: pages, API, probes. The caller lets it listen or hands requests to it; close() ends it. */
export async function createHttpApp(deps: HttpDeps, config: HttpConfig): Promise<FastifyInstance> {
  const { clock, people } = deps;
  const metrics = makeHttpMetrics(deps.registry);
  return createShell(
    {
      routes: makeRoutes(deps, config, metrics),
      clock,
      log: deps.log,
      metrics,
      router: {
        clock,
        rate: makeRate(),
        publicOrigin: config.publicOrigin,
        authenticate: (request) => people.sessions.authenticate(request.cookies[SESSION_COOKIE]),
        isOperator: (request) => isOperator(request, config.metricsToken),
        makeAudit: (user, request, trace) => makeAuditWriter(clock, user, request, trace),
      },
    },
    config,
  );
}

/** The whole table. A module is one line here. */
export function makeRoutes(deps: HttpDeps, config: HttpConfig, _metrics: HttpMetrics): AnyRoute[] {
  const { db, people } = deps;
  const routes: AnyRoute[] = [
    ...accountRoutes(
      { ...people, db },
      {
        basePath: config.basePath,
        publicOrigin: config.publicOrigin,
        simulatedCity: config.simulatedCity,
        isFirstRun: () => isFirstRun(db, config.simulatedCity),
      },
    ),
    ...overviewRoutes(deps),
    ...enterpriseRoutes(deps),
    ...alertRoutes({ db, service: deps.alerts }),
    ...probeRoutes(deps),
    ...documentRoutes(() => routes, {
      info: { version: config.version, server: config.basePath.slice(0, -1) },
      asyncApi: deps.asyncApi,
    }),
  ];
  return routes;
}

/** true until the first administrator has logged in: the login page then says where to find the password. */
async function isFirstRun(db: Pool, simulatedCity: boolean): Promise<boolean> {
  return !simulatedCity && !(await hasAnybodyLoggedIn(db));
}

function isOperator(request: FastifyRequest, token: string | null): boolean {
  if (/^(?:127\.|::1$|::ffff:127\.)/.test(request.ip)) return true;
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (token === null || given === undefined) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
