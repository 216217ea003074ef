import type { FastifyReply, FastifyRequest } from "fastify";

/** Out of reach of scripts, Secure behind TLS, for this program's path only. `maxAge` null: until the browser closes. */
export function setCookie(
  reply: FastifyReply,
  request: FastifyRequest,
  name: string,
  value: string,
  path: string,
  sameSite: "strict" | "lax",
  maxAge: number | null,
): void {
  reply.setCookie(name, value, {
    path,
    httpOnly: true,
    sameSite,
    secure: request.protocol === "https",
    ...(maxAge === null ? {} : { maxAge }),
  });
}
