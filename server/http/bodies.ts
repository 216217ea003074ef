import type { FastifyInstance } from "fastify";
import { MAX_JSON_DEPTH, parseJsonBody } from "#server/http/json-body";
import { Refusal } from "#server/http/refusal";

/** JSON only, strict UTF-8, bounded depth. A POST without a body is taken as one without content. */
export function addJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    const parsed = parseJsonBody(body as Buffer);
    if (parsed.ok) return done(null, parsed.value);
    done(new Refusal(parsed.fault, { max: MAX_JSON_DEPTH, detail: parsed.detail }), undefined);
  });
}

/** The body stays a stream: the handler reads it in its own measure. Any type is let through to be judged there. */
export function addStreamBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
}
