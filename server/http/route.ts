import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Action } from "#domain/action";
import type { Language } from "#domain/error";
import type { Scope, Subject } from "#domain/permission";
import type { SessionUser } from "#server/auth/session-user";
import type { AuditWriter } from "#server/http/audit";
import type { Trace } from "#server/http/trace";
import type { ModelKeyRow } from "#store/model-keys";
import type { SourceRow } from "#store/sources";

/**
 * Who may call a route. Every route declares one; server/http/access.ts is the only place that acts on it.
 * - public: nobody needs to be logged in, and why that is safe.
 * - self: any logged-in person, about his own account only.
 * - area: an action on rows of an area; `district` and `street` of the query (or body) narrow the person's scope.
 * - subject: an action on one row; `subject` says where the row lies, null when there is no such row.
 * - own: an action whose rows the person made himself (exports); the handler asks for his own only.
 * - whole: an action that has no area (sources, system, users, audit).
 * - model-key: whoever has a key of the published model that the path names.
 * - source-key: a data source with its API key.  signature: a data source that signs its webhook.
 * - operator: loopback or the metrics token.
 */
export type Access =
  | { readonly kind: "public"; readonly why: string }
  | { readonly kind: "self"; readonly evenIfPasswordMustChange?: true }
  | { readonly kind: "area"; readonly action: Action; readonly areaIn?: "query" | "body" }
  | { readonly kind: "subject"; readonly action: Action; readonly subject: SubjectLoader }
  | { readonly kind: "own"; readonly action: Action }
  | { readonly kind: "whole"; readonly action: Action; readonly subject?: SubjectLoader }
  | { readonly kind: "source-key" }
  | { readonly kind: "model-key" }
  | { readonly kind: "signature" }
  | { readonly kind: "operator" };

/** Where the row of the path lies; null answers `notFound` of the route. */
export type SubjectLoader = (params: Readonly<Record<string, string>>) => Promise<Subject | null>;

export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What a handler gets: parsed input, who asks, and what he may see. */
export interface Context<P = unknown, Q = unknown, B = unknown> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The filter of every query in this request: already the person's own or narrower. */
  readonly scope: Scope;
  readonly language: Language;
  readonly trace: Trace;
  readonly address: string;
  readonly nowMs: number;
  readonly audit: AuditWriter;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Throws a refusal when nobody is logged in: only public and source routes have no user. */
  readonly user: SessionUser;
  /** The same for the data source of a "source-key" route. */
  readonly source: SourceRow;
  /** The same for the key of a "model-key" route. */
  readonly modelKey: ModelKeyRow;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface RouteSpec<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: Method;
  /** Below the base path, as "/api/alerts/:id". */
  readonly path: string;
  readonly tag: string;
  readonly summary: Words;
  readonly access: Access;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** A JSON answer. Routes that answer something else name its media type in `answers`. */
  readonly response?: R;
  readonly answers?: string;
  readonly status?: 200 | 201 | 202 | 204;
  /** "stream": the handler reads the body itself, chunk by chunk. */
  readonly bodyKind?: "json" | "stream" | "multipart";
  readonly bodyLimitBytes?: number;
  /** In memory, for each process: a cheap first wall, not a quota. */
  readonly rate?: { readonly per: "address" | "user"; readonly perMinute: number };
  /**
   * A route that changes something must write the audit log, and one that reads something sensitive too ("audited");
   * the router refuses to answer when it did not. "not-audited" gives the reason.
   */
  readonly trail?: "audited" | { readonly notAudited: string };
  /** Code when `subject` finds nothing. */
  readonly notFound?: string;
  readonly handler: (
    context: Context<z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<z.input<R> | FastifyReply>;
}

/** A route as the table holds it, its types proven by defineRoute. */
export type AnyRoute = Omit<RouteSpec, "handler"> & {
  readonly handler: (context: Context<never, never, never>) => Promise<unknown>;
};

export function defineRoute<
  P extends z.ZodType = z.ZodType<undefined>,
  Q extends z.ZodType = z.ZodType<undefined>,
  B extends z.ZodType = z.ZodType<undefined>,
  R extends z.ZodType = z.ZodType<undefined>,
>(spec: RouteSpec<P, Q, B, R>): AnyRoute {
  return spec as unknown as AnyRoute;
}
