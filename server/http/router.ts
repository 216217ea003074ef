import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Clock } from "#domain/clock";
import { describeIssue } from "#domain/issue";
import type { SessionUser } from "#server/auth/session-user";
import { type AccessDeps, type Admission, admit, narrowByBody } from "#server/http/access";
import type { AuditWriter } from "#server/http/audit";
import { readLanguage } from "#server/http/language";
import type { Rate } from "#server/http/rate";
import { type FaultDetail, Refusal } from "#server/http/refusal";
import type { AnyRoute, Context } from "#server/http/route";
import { makeTrace, type Trace } from "#server/http/trace";

export interface RouterDeps extends AccessDeps {
  readonly clock: Clock;
  readonly rate: Rate;
  makeAudit(user: SessionUser | null, request: FastifyRequest, trace: Trace): AuditWriter;
}

export interface RouterConfig {
  /** Checks every answer against its schema: in tests and development, where a wrong shape is to be seen at once. */
  readonly checkAnswers: boolean;
}

declare module "fastify" {
  interface FastifyRequest {
    trace: Trace;
    admission: Admission | null;
  }
}

/**
 * Adds the routes of one table. The life of a request:
 *
 *   headers ─▶ trace ─▶ rate ─▶ parameters, query ─▶ admit (who, action, scope) ─▶ body ─▶ handler ─▶ trail? ─▶ answer
 *
 * What is cheap comes first, and nothing is read of a body whose sender may not send it.
 */
export function addRoutes(
  app: FastifyInstance,
  routes: readonly AnyRoute[],
  deps: RouterDeps,
  config: RouterConfig,
): void {
  for (const route of routes) addRoute(app, route, deps, config);
}

function addRoute(app: FastifyInstance, route: AnyRoute, deps: RouterDeps, config: RouterConfig): void {
  app.route({
    method: route.method,
    url: route.path,
    ...(route.bodyLimitBytes === undefined ? {} : { bodyLimit: route.bodyLimitBytes }),
    config: { route },
    onRequest: async (request) => {
      if (route.rate?.per === "address") takeRate(route, request.ip, deps);
      const params = parse(route.params, request.params, "params") as Readonly<Record<string, string>>;
      const query = parse(route.query, request.query, "query");
      request.admission = await admit(
        route,
        request,
        { params: request.params as Record<string, string>, query },
        deps,
      );
      if (route.rate?.per === "user" && request.admission.user !== null) {
        takeRate(route, String(request.admission.user.id), deps);
      }
      request.params = params;
      request.query = query;
    },
    handler: async (request, reply) => {
      const audit = deps.makeAudit(request.admission?.user ?? null, request, request.trace);
      const context = makeContext(route, request, reply, audit, deps);
      // First, so that a handler may say otherwise (not ready: 503).
      reply.code(route.status ?? (route.response === undefined && route.answers === undefined ? 204 : 200));
      const answer = await route.handler(context as Context<never, never, never>);
      if (route.trail === "audited" && audit.count() === 0)
        throw new Error(`${route.method} ${route.path} left no trail`);
      if (answer === reply || reply.sent) return reply;
      if (route.response === undefined) return reply.send();
      if (config.checkAnswers) checkAnswer(route, answer);
      return reply.header("cache-control", "no-store").send(answer);
    },
  });
}

function makeContext(
  route: AnyRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  audit: AuditWriter,
  deps: RouterDeps,
): Context {
  const admission = request.admission as Admission;
  const isJson = route.bodyKind === undefined || route.bodyKind === "json";
  const body = isJson ? parse(route.body, request.body, "body") : undefined;
  const areaInBody = route.access.kind === "area" && route.access.areaIn === "body";
  return {
    params: request.params,
    query: request.query,
    body,
    scope:
      areaInBody && admission.user !== null
        ? narrowByBody(admission.user, route.access, body)
        : admission.scope,
    language: readLanguage(request.headers["accept-language"]),
    trace: request.trace,
    address: request.ip,
    nowMs: deps.clock.now(),
    audit,
    request,
    reply,
    get user() {
      if (admission.user === null) throw new Refusal("auth.required");
      return admission.user;
    },
    get source() {
      if (admission.source === null) throw new Refusal("ingest.key-missing");
      return admission.source;
    },
    get modelKey() {
      if (admission.modelKey === null) throw new Refusal("model-key.missing");
      return admission.modelKey;
    },
  };
}

function takeRate(route: AnyRoute, key: string, deps: RouterDeps): void {
  const { perMinute } = route.rate as { perMinute: number };
  const seconds = deps.rate.take(`${route.method} ${route.path} ${key}`, perMinute, deps.clock.now());
  if (seconds > 0) throw new Refusal("request.rate", { seconds }, { retryAfterSeconds: seconds });
}

function parse(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (schema === undefined) return where === "params" ? (value ?? {}) : undefined;
  const parsed = schema.safeParse(value ?? (where === "body" ? undefined : {}));
  if (parsed.success) return parsed.data;
  throw new Refusal("request.invalid", {}, { details: faultsOf(parsed.error, where) });
}

/** At most 20 places: a caller corrects them in rounds, and an attacker gets no amplifier. */
export function faultsOf(error: z.ZodError, where: string): FaultDetail[] {
  return error.issues.slice(0, 20).map((issue) => ({
    path: [where, ...issue.path].join("."),
    code: issue.code,
    message: describeIssue(issue),
  }));
}

function checkAnswer(route: AnyRoute, answer: unknown): void {
  const parsed = (route.response as z.ZodType).safeParse(answer);
  if (parsed.success) return;
  throw new Error(
    `${route.method} ${route.path} answered another shape: ${JSON.stringify(parsed.error.issues).slice(0, 2000)}`,
  );
}

/** Reads or begins the trace of each request and tells it to the caller. */
export function addTrace(app: FastifyInstance): void {
  app.decorateRequest("trace", null as unknown as Trace);
  app.decorateRequest("admission", null);
  app.addHook("onRequest", async (request, reply) => {
    const header = request.headers.traceparent;
    request.trace = makeTrace(typeof header === "string" ? header : undefined);
    reply.header("x-trace-id", request.trace.traceId);
  });
}
