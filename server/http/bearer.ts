import type { FastifyRequest } from "fastify";

/** The key in Authorization: Bearer; undefined where there is none that could be one. */
export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer\s+(\S{10,200})$/i.exec(request.headers.authorization ?? "")?.[1];
}
