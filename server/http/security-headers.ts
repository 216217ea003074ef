import type { FastifyInstance } from "fastify";

/**
 * Nothing is loaded from outside at run time, nothing may frame us. `blob:` workers and WebAssembly are what the map
 * and the worker threads of the screens need; styles are set inline by the map and the charts.
 */
const POLICY_PARTS = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/** Older browsers do not count a WebSocket of the same host as 'self', so it is named; only a plain host is. */
function makePolicy(host: string): string {
  const sockets = /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : "";
  return [...POLICY_PARTS, `connect-src 'self'${sockets}`].join("; ");
}

export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("content-security-policy", makePolicy(request.host));
    reply.header("x-content-type-options", "nosniff");
    reply.header("x-frame-options", "DENY");
    reply.header("referrer-policy", "same-origin");
    reply.header("cross-origin-opener-policy", "same-origin");
    reply.header("cross-origin-resource-policy", "same-origin");
    reply.header("permissions-policy", "camera=(), microphone=(), payment=(), usb=()");
    if (request.protocol === "https") reply.header("strict-transport-security", "max-age=31536000");
  });
}
