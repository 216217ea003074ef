import { z } from "zod";
import { renderDocsPage } from "#server/http/docs-page";
import { makeOpenApi, type OpenApiInfo } from "#server/http/openapi";
import { type AnyRoute, defineRoute } from "#server/http/route";

export interface DocumentDeps {
  readonly info: OpenApiInfo;
  /** The push topics as AsyncAPI; realtime describes itself. */
  readonly asyncApi: () => unknown;
}

const PUBLIC = {
  kind: "public",
  why: "describes the interface; sources and integrators read it before they have a key",
} as const;
const languageQuery = z.object({ lang: z.enum(["zh", "en"]).optional() });

/** The interface about itself. `routes` is the whole table, these included. */
export function documentRoutes(
  routes: () => readonly AnyRoute[],
  { info, asyncApi }: DocumentDeps,
): AnyRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/openapi.json",
      tag: "operation",
      summary: { zh: "OpenAPI 3.1 描述", en: "OpenAPI 3.1 description" },
      access: PUBLIC,
      query: languageQuery,
      response: z.record(z.string(), z.unknown()),
      handler: async ({ query, language }) => makeOpenApi(routes(), info, query.lang ?? language),
    }),
    defineRoute({
      method: "GET",
      path: "/api/asyncapi.json",
      tag: "operation",
      summary: { zh: "推送主题的 AsyncAPI 描述", en: "AsyncAPI description of the push topics" },
      access: PUBLIC,
      response: z.unknown(),
      handler: async () => asyncApi(),
    }),
    defineRoute({
      method: "GET",
      path: "/api/docs",
      tag: "operation",
      summary: { zh: "接口文档页", en: "This page" },
      access: PUBLIC,
      query: languageQuery,
      answers: "text/html",
      handler: async ({ query, language, reply }) =>
        reply.type("text/html; charset=utf-8").send(renderDocsPage(routes(), info, query.lang ?? language)),
    }),
  ];
}
