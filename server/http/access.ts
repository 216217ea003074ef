import type { FastifyRequest } from "fastify";
import { CITY } from "#domain/district";
import {
  decide,
  hasAction,
  narrowScope,
  type Principal,
  type Refusal as Reason,
  type Scope,
  scopeOf,
} from "#domain/permission";
import type { SessionUser } from "#server/auth/session-user";
import { Refusal } from "#server/http/refusal";
import type { Access, AnyRoute } from "#server/http/route";
import { isSameOrigin } from "#server/http/same-origin";
import type { ModelKeyRow } from "#store/model-keys";
import type { SourceRow } from "#store/sources";

/** Who is let in, and what he may see in this request. */
export interface Admission {
  readonly user: SessionUser | null;
  readonly scope: Scope;
  /** The data source, where its key opened the door. */
  readonly source: SourceRow | null;
  /** The key of a published model, where it opened the door. */
  readonly modelKey: ModelKeyRow | null;
}

export interface AccessDeps {
  /** The session of the request's cookie; throws a refusal that says why when there is none. */
  authenticate(request: FastifyRequest): Promise<SessionUser>;
  /** The source of the request's API key; throws a refusal that says what is wrong with the key. */
  authenticateSource(request: FastifyRequest): Promise<SourceRow>;
  /** The key of the model that the path names; throws a refusal that says what is wrong with it. */
  authenticateModel(request: FastifyRequest): Promise<ModelKeyRow>;
  isOperator(request: FastifyRequest): boolean;
  readonly publicOrigin: string | null;
}

const NO_SCOPE: Scope = { districts: [], street: null, businesses: null, givenTo: null };
const NOBODY: Admission = { user: null, source: null, modelKey: null, scope: NO_SCOPE };

/**
 * The one place that lets a request in: every route passes it before its body is read. It fails closed, and what it
 * gives is the only scope that a handler ever gets.
 */
export async function admit(
  route: AnyRoute,
  request: FastifyRequest,
  input: { params: Readonly<Record<string, string>>; query: unknown },
  deps: AccessDeps,
): Promise<Admission> {
  const { access } = route;
  switch (access.kind) {
    case "public":
      // A login changes something too: another site must not be able to log a browser in.
      if (route.method !== "GET") refuseForeign(request, deps);
      return NOBODY;
    case "source-key":
      return { ...NOBODY, source: await deps.authenticateSource(request) };
    case "model-key":
      return { ...NOBODY, modelKey: await deps.authenticateModel(request) };
    case "signature":
      // The handler checks the signature, which needs the body; no cookie counts here.
      return NOBODY;
    case "operator":
      if (!deps.isOperator(request)) throw new Refusal("scope.operator");
      return NOBODY;
    case "self":
    case "area":
    case "subject":
    case "own":
    case "whole": {
      if (route.method !== "GET") refuseForeign(request, deps);
      const user = await deps.authenticate(request);
      if (user.mustChangePassword && !(access.kind === "self" && access.evenIfPasswordMustChange)) {
        throw new Refusal("auth.password-change");
      }
      return { ...NOBODY, user, scope: await permit(access, user.principal, input) };
    }
  }
}

type PersonalAccess = Extract<Access, { kind: "self" | "area" | "subject" | "own" | "whole" }>;

async function permit(
  access: PersonalAccess,
  user: Principal,
  input: { params: Readonly<Record<string, string>>; query: unknown },
): Promise<Scope> {
  if (access.kind === "self") return NO_SCOPE;
  if (!hasAction(user.role, access.action)) refuse("role", access.action);
  switch (access.kind) {
    case "area": {
      const narrowed = narrowScope(user, (input.query ?? {}) as { district?: string; street?: string });
      if (!narrowed.ok) return refuse(narrowed.reason, access.action);
      if (narrowed.scope.districts.length === 0) return refuse("district", access.action);
      return narrowed.scope;
    }
    case "own":
      return scopeOf(user);
    case "subject": {
      const subject = await access.subject(input.params);
      if (subject === null) throw new Refusal("request.not-found");
      const decision = decide(user, access.action, subject);
      if (!decision.ok) return refuse(decision.reason, access.action);
      return scopeOf(user);
    }
    case "whole": {
      const subject = access.subject === undefined ? {} : await access.subject(input.params);
      if (subject === null) throw new Refusal("request.not-found");
      // Actions of this kind have no area; one that has is refused by decide, whatever the route says.
      const decision = decide(user, access.action, subject);
      if (!decision.ok) return refuse(decision.reason, access.action);
      return scopeOf(user);
    }
  }
}

/** For a route whose area stands in its body (`areaIn: "body"`): the body is only known after admission. */
export function narrowByBody(user: SessionUser, access: Access, body: unknown): Scope {
  const narrowed = narrowScope(user.principal, (body ?? {}) as { district?: string; street?: string });
  if (!narrowed.ok) return refuse(narrowed.reason, access.kind === "area" ? access.action : "");
  return narrowed.scope;
}

function refuse(reason: Reason, action: string): never {
  throw new Refusal(`scope.${reason}`, { action });
}

function refuseForeign(request: FastifyRequest, deps: AccessDeps): void {
  const { origin, referer } = request.headers;
  const fetchSite = request.headers["sec-fetch-site"];
  const ours = isSameOrigin({
    origin,
    referer,
    fetchSite: typeof fetchSite === "string" ? fetchSite : undefined,
    host: request.host,
    publicOrigin: deps.publicOrigin,
  });
  if (!ours) throw new Refusal("request.cross-site");
}

/** The widest area of a scope, as the screens name it: one district, or the city. */
export function areaOf(scope: Scope): string {
  return scope.districts.length === 1 ? (scope.districts[0] as string) : CITY;
}
