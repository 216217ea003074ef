import type { Registry } from "prom-client";
import { z } from "zod";
import type { StatusPort } from "#server/http/ports";
import { type AnyRoute, defineRoute } from "#server/http/route";

export interface ProbeDeps {
  readonly status: StatusPort;
  readonly registry: Registry;
}

/** What machines ask: alive, ready, figures. */
export function probeRoutes({ status, registry }: ProbeDeps): AnyRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/healthz",
      tag: "operation",
      summary: { zh: "进程存活", en: "The process is alive" },
      access: { kind: "public", why: "says nothing but that the process answers" },
      response: z.object({ ok: z.literal(true) }),
      handler: async () => ({ ok: true as const }),
    }),
    defineRoute({
      method: "GET",
      path: "/readyz",
      tag: "operation",
      summary: {
        zh: "就绪：城市已就位且已推送首个事件；未就绪答 503",
        en: "Ready: city seeded and first event pushed; else 503",
      },
      access: { kind: "public", why: "balancers ask it; it names parts and no data" },
      response: z.object({ ok: z.boolean(), waitingFor: z.array(z.string()) }),
      handler: async ({ reply }) => {
        const { ok, waitingFor } = await status.readiness();
        if (!ok) reply.code(503);
        return { ok, waitingFor: [...waitingFor] };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/metrics",
      tag: "operation",
      summary: { zh: "Prometheus 指标", en: "Prometheus metrics" },
      access: { kind: "operator" },
      answers: "text/plain",
      handler: async ({ reply }) => reply.type(registry.contentType).send(await registry.metrics()),
    }),
  ];
}
