import { z } from "zod";
import { level } from "#domain/api/common";

/** GET /api/push/key: the VAPID public key (base64url), or null when Web Push is not set up. */
export const pushKey = z.object({ key: z.string().nullable() });
export type PushKey = z.infer<typeof pushKey>;

/** POST /api/push/subscriptions: this browser's subscription, as PushSubscription.toJSON gives it, from a level on. */
export const pushSubscribe = z.object({
  endpoint: z.url().max(2000),
  keys: z.object({ p256dh: z.string().min(1).max(200), auth: z.string().min(1).max(100) }),
  minLevel: level.default("orange"),
});
/** DELETE /api/push/subscriptions */
export const pushUnsubscribe = z.object({ endpoint: z.url().max(2000) });

/**
 * What a Web Push message carries (JSON), and the service worker shows. `id` is the notification's stable id: it is
 * the tag of the system notification, so that a repeated one replaces itself.
 */
export const pushPayload = z.object({
  id: z.string(),
  alert: z.object({
    alertId: z.number(),
    enterpriseId: z.number(),
    name: z.string(),
    district: z.string(),
    levelFrom: z.number(),
    levelTo: z.number(),
    score: z.number(),
    reason: z.string(),
    action: z.string(),
    createdAtMs: z.number(),
    simulated: z.boolean(),
  }),
});
export type PushPayload = z.infer<typeof pushPayload>;
