import { z } from "zod";
import { apiError } from "#domain/api/common";
import type { Language } from "#domain/error";
import { INPUT_KINDS, type InputKind } from "#domain/event";
import { eventDataSchemas } from "#domain/event-data";
import type { AnyRoute } from "#server/http/route";

export interface OpenApiInfo {
  readonly version: string;
  /** Base path without the last slash: "" or "/guanlan". */
  readonly server: string;
}

/** OpenAPI 3.1 from the route table: the schemas that requests are checked with are the ones shown. */
export function makeOpenApi(
  routes: readonly AnyRoute[],
  info: OpenApiInfo,
  language: Language = "zh",
): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    const operations = paths[path] ?? {};
    operations[route.method.toLowerCase()] = makeOperation(route, language);
    paths[path] = operations;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: language === "zh" ? "观澜 城市金融风险监测" : "Guanlan: a city's financial risk as it happens",
      version: info.version,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: info.server === "" ? "/" : info.server }],
    paths,
    components: {
      schemas: {
        Error: schemaOf(apiError),
        ...Object.fromEntries(INPUT_KINDS.map((kind) => [dataName(kind), schemaOf(eventDataSchemas[kind])])),
      },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "guanlan_session" },
        sourceKey: {
          type: "http",
          scheme: "bearer",
          description: "API key of a data source; x-api-key works too",
        },
        modelKey: {
          type: "http",
          scheme: "bearer",
          description: "key of the published model that the path names",
        },
        signature: {
          type: "apiKey",
          in: "header",
          name: "x-guanlan-signature",
          description:
            'hex HMAC-SHA256 over timestamp + "." + nonce + "." + body, with x-guanlan-timestamp and x-guanlan-nonce',
        },
        operator: { type: "http", scheme: "bearer", description: "METRICS_TOKEN; not needed from loopback" },
      },
    },
  };
}

/** The schema of `data` in an event of a kind. */
export function dataName(kind: InputKind): string {
  return `${kind}Data`;
}

function makeOperation(route: AnyRoute, language: Language): Record<string, unknown> {
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary[language],
    security: securityOf(route),
    "x-access": describeAccess(route),
    parameters: [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")],
    ...(bodyOf(route) === null ? {} : { requestBody: bodyOf(route) }),
    responses: {
      [String(route.status ?? (route.response === undefined && route.answers === undefined ? 204 : 200))]:
        answerOf(route),
      default: {
        description: language === "zh" ? "编码的拒绝" : "A coded refusal",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    },
  };
}

export function operationId(route: Pick<AnyRoute, "method" | "path">): string {
  const words = route.path
    .replace(/^\/(?:api\/)?/, "")
    .split(/[^a-zA-Z0-9]+/)
    .filter(Boolean);
  return [route.method.toLowerCase(), ...words]
    .map((word, i) => (i === 0 ? word : word[0]?.toUpperCase() + word.slice(1)))
    .join("");
}

function securityOf(route: AnyRoute): Record<string, never[]>[] {
  switch (route.access.kind) {
    case "public":
      return [];
    case "source-key":
      return [{ sourceKey: [] }];
    case "model-key":
      return [{ modelKey: [] }];
    case "signature":
      return [{ signature: [] }];
    case "operator":
      return [{ operator: [] }];
    default:
      return [{ session: [] }];
  }
}

/** "enterprise.read in the user's area": what a reader of the page wants to know about rights. */
export function describeAccess(route: AnyRoute): string {
  const { access } = route;
  switch (access.kind) {
    case "area":
      return `${access.action} @ area`;
    case "subject":
      return `${access.action} @ row`;
    case "own":
      return `${access.action} @ own`;
    case "whole":
      return access.action;
    default:
      return access.kind;
  }
}

function parametersOf(schema: z.ZodType | undefined, where: "path" | "query"): Record<string, unknown>[] {
  if (schema === undefined) return [];
  const json = schemaOf(schema) as { properties?: Record<string, unknown>; required?: string[] };
  return Object.entries(json.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || (json.required ?? []).includes(name),
    schema: property,
  }));
}

function bodyOf(route: AnyRoute): Record<string, unknown> | null {
  if (route.body === undefined) return null;
  const schema = schemaOf(route.body);
  if (route.bodyKind === "multipart")
    return { required: true, content: { "multipart/form-data": { schema } } };
  if (route.bodyKind === "stream") {
    return {
      required: true,
      content: {
        "application/json": { schema: { oneOf: [schema, { type: "array", items: schema }] } },
        "application/x-ndjson": { schema },
      },
    };
  }
  return { required: true, content: { "application/json": { schema } } };
}

function answerOf(route: AnyRoute): Record<string, unknown> {
  if (route.answers !== undefined) return { description: route.answers, content: { [route.answers]: {} } };
  if (route.response === undefined) return { description: "done" };
  return { description: "OK", content: { "application/json": { schema: schemaOf(route.response) } } };
}

function schemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Record<
    string,
    unknown
  >;
  return json;
}
