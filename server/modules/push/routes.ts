import { isIP } from "node:net";
import { z } from "zod";
import { LEVELS } from "#domain/level";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import type { Pool } from "#store/pool";
import { removeSubscription, saveSubscription } from "#store/push-subscriptions";

export interface PushDeps {
  readonly db: Pool;
  /** null: Web Push is off (a network without the browser vendors' services). */
  readonly vapidPublicKey: string | null;
  /** Tests push to a service on loopback; in earnest only public HTTPS services are taken. */
  readonly allowLocalEndpoints: boolean;
}

const done = z.object({});

export function pushRoutes({ db, vapidPublicKey, allowLocalEndpoints }: PushDeps): AnyRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/push/key",
      tag: "push",
      summary: { zh: "网页推送公钥；未启用为 null", en: "Public key of Web Push; null when it is off" },
      access: { kind: "self" },
      response: z.object({ key: z.string().nullable() }),
      handler: async () => ({ key: vapidPublicKey }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/push/subscriptions",
      tag: "push",
      summary: { zh: "订阅本浏览器的预警推送", en: "Subscribe this browser to alerts" },
      access: { kind: "whole", action: "push.subscribe" },
      body: z.object({
        endpoint: z.string().max(1000),
        keys: z.object({
          p256dh: z.string().regex(/^[\w-]{80,100}=*$/),
          auth: z.string().regex(/^[\w-]{20,30}=*$/),
        }),
        /** That level and above. */
        minLevel: z.union([z.enum(LEVELS), z.number().int().min(1).max(5)]).default("orange"),
      }),
      response: done,
      trail: "audited",
      handler: async ({ body, user, request, audit }) => {
        if (vapidPublicKey === null) throw new Refusal("push.unavailable", { channel: "web-push" });
        if (!isPushEndpoint(body.endpoint, allowLocalEndpoints)) throw new Refusal("push.subscription");
        await db.transaction(async (tx) => {
          await saveSubscription(tx, {
            userId: user.id,
            endpoint: body.endpoint,
            p256dh: body.keys.p256dh,
            auth: body.keys.auth,
            userAgent: (request.headers["user-agent"] ?? "").slice(0, 300),
            minLevel: typeof body.minLevel === "number" ? body.minLevel : LEVELS.indexOf(body.minLevel) + 1,
          });
          await audit.write(tx, {
            action: "push.subscribe",
            subject: `user:${user.id}`,
            after: { service: new URL(body.endpoint).host, minLevel: body.minLevel },
          });
        });
        return {};
      },
    }),
    defineRoute({
      method: "DELETE",
      path: "/api/push/subscriptions",
      tag: "push",
      summary: { zh: "取消本浏览器的推送", en: "Unsubscribe this browser" },
      access: { kind: "self" },
      body: z.object({ endpoint: z.string().max(1000) }),
      response: done,
      trail: "audited",
      handler: async ({ body, user, audit }) => {
        await db.transaction(async (tx) => {
          const removed = await removeSubscription(tx, user.id, body.endpoint);
          await audit.write(tx, {
            action: "push.unsubscribe",
            subject: `user:${user.id}`,
            after: { removed },
          });
        });
        return {};
      },
    }),
  ];
}

/** The program will POST to it: an address inside our own network must not be named by a browser (SSRF). */
export function isPushEndpoint(text: string, allowLocal: boolean): boolean {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  if (url.username !== "" || url.password !== "") return false;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isLocal =
    isIP(host) !== 0 || !host.includes(".") || /\.(?:local|internal|lan|localdomain)$/.test(host);
  if (isLocal) return allowLocal;
  return url.protocol === "https:";
}
