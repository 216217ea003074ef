import fastifyCookie from "@fastify/cookie";
import fastifyMultipart from "@fastify/multipart";
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from "fastify";
import type { Clock } from "#domain/clock";
import { makeError } from "#domain/error";
import { answerError } from "#server/http/answer-error";
import { addJsonBodies, addStreamBodies } from "#server/http/bodies";
import { addCompression } from "#server/http/compress";
import { readLanguage } from "#server/http/language";
import type { HttpMetrics } from "#server/http/metrics";
import type { AnyRoute } from "#server/http/route";
import { addRoutes, addTrace, type RouterDeps } from "#server/http/router";
import { addSecurityHeaders } from "#server/http/security-headers";
import { addSite, type RefuseUnknown } from "#server/http/site";
import type { Log } from "#server/log";

export interface ShellConfig {
  /** "/" or "/guanlan/": what browsers put before every path. The front may have taken it away already. */
  readonly basePath: string;
  readonly webDir: string;
  /** true when our own push server owns the port and hands requests on from loopback or a unix socket. */
  readonly behindFront: boolean;
  /** X-Forwarded-* of a proxy before the program is believed. */
  readonly trustProxy: boolean;
  /** Only where Fastify owns the port (no front). */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  /** Checks each answer against its schema; tests set it. */
  readonly checkAnswers: boolean;
}

export interface ShellDeps {
  readonly routes: readonly AnyRoute[];
  readonly router: RouterDeps;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: HttpMetrics;
}

/** JSON bodies of people and of small batches; routes for files and streams say their own. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** The web application around a route table. It opens no port: the caller does, or hands requests to it. */
export async function createShell(deps: ShellDeps, config: ShellConfig): Promise<FastifyInstance> {
  const app = Fastify(serverOptions(deps, config)) as unknown as FastifyInstance;
  app.setErrorHandler((error, request, reply) =>
    answerError(error as Error, request, reply, (code) => deps.metrics.refusals.inc({ code })),
  );
  addTrace(app);
  addSecurityHeaders(app);
  addCompression(app);
  addMeasures(app, deps);
  await app.register(fastifyCookie);
  for (const kind of ["json", "stream", "multipart"] as const) {
    const routes = deps.routes.filter((route) => (route.bodyKind ?? "json") === kind);
    await app.register(async (scope) => {
      if (kind === "json") addJsonBodies(scope);
      if (kind === "stream") addStreamBodies(scope);
      if (kind === "multipart")
        await scope.register(fastifyMultipart, { limits: { fieldSize: 4096, fields: 10, files: 1 } });
      addRoutes(scope, routes, deps.router, { checkAnswers: config.checkAnswers });
    });
  }
  await addSite(app, config, makeRefuseUnknown(deps.routes));
  return app;
}

function serverOptions(deps: ShellDeps, config: ShellConfig): FastifyServerOptions {
  const options: FastifyServerOptions & { https?: object } = {
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: "idle",
    // Counted, not believed: our own front is one hop, a configured proxy another; what stands before them in
    // X-Forwarded-For was written by the client and could say anything.
    trustProxy: (_address: string, hop: number) =>
      hop < Number(config.behindFront) + Number(config.trustProxy),
    rewriteUrl: (request) => stripBase(request.url ?? "/", config.basePath),
  };
  if (config.tls !== null) options.https = config.tls;
  return options;
}

/** "/guanlan/api/me" is "/api/me" under "/guanlan/". What came without the base has been stripped before us. */
function stripBase(url: string, basePath: string): string {
  return basePath !== "/" && url.startsWith(basePath) ? url.slice(basePath.length - 1) : url;
}

function addMeasures(app: FastifyInstance, { metrics }: ShellDeps): void {
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    metrics.seconds.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
  });
}

/** 404, or 405 with the methods when the address exists for others. */
function makeRefuseUnknown(routes: readonly AnyRoute[]): RefuseUnknown {
  const patterns = routes.map((route) => ({
    method: route.method,
    pattern: new RegExp(`^${route.path.replaceAll(/:\w+/g, "[^/]+")}$`),
  }));
  return (request, reply) => {
    const path = request.url.split("?", 1)[0] as string;
    const methods = [
      ...new Set(patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)),
    ];
    const code = methods.length === 0 ? "request.not-found" : "request.method";
    const said = makeError(
      code,
      { method: request.method },
      readLanguage(request.headers["accept-language"]),
    );
    if (methods.length > 0) reply.header("allow", methods.join(", "));
    return reply
      .code(said.status)
      .header("cache-control", "no-store")
      .send({ ...said, traceId: request.trace?.traceId });
  };
}
