import type { Agent } from "node:https";
import { isIP } from "node:net";
import webPush from "web-push";
import type { PushPayload } from "#domain/api/push";
import type { Channel, Notification, SendResult } from "#server/channels/channel";
import { judgeStatus, postHttp } from "#server/channels/http-post";
import { cutText } from "#server/channels/notice-text";
import type { VapidKeys } from "#server/channels/vapid-keys";

export interface Subscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export interface WebPushDeps {
  /** The browser that a notification names ("subscription:12"); null when it was given up. */
  readonly findSubscription: (id: number) => Promise<Subscription | null>;
  /** "gone": the push service knows it no longer. */
  readonly noteResult: (id: number, result: "sent" | "failed" | "gone") => Promise<void>;
}

export interface WebPushConfig {
  readonly keys: VapidKeys;
  /** Contact for the push service: mailto: or https:. */
  readonly subject: string;
  readonly timeoutMs: number;
  /** How long the push service keeps it for a device that is off. */
  readonly ttlSeconds: number;
  /** Endpoints on addresses of this machine and its network (tests, push services inside a private network). */
  readonly allowPrivate: boolean;
  readonly agent?: Agent;
}

export const DEFAULT_WEB_PUSH = { timeoutMs: 15_000, ttlSeconds: 12 * 3600, allowPrivate: false };

/** Web Push (RFC 8030, 8188, 8291, 8292). The notification's id is the message's topic and the shown tag. */
export function createWebPushChannel(deps: WebPushDeps, config: WebPushConfig): Channel {
  return {
    id: "web-push",
    async send(notification) {
      const id = Number(/^subscription:(\d+)$/.exec(notification.recipient)?.[1]);
      const subscription = Number.isNaN(id) ? null : await deps.findSubscription(id);
      if (subscription === null) return { ok: false, retry: false, reason: "the subscription was given up" };
      const refusal = checkEndpoint(subscription.endpoint, config.allowPrivate);
      if (refusal !== null) {
        await deps.noteResult(id, "gone");
        return { ok: false, retry: false, reason: refusal };
      }
      let sealed: ReturnType<typeof webPush.generateRequestDetails>;
      try {
        sealed = seal(notification, subscription, config);
      } catch (error) {
        // Keys that no browser made: it can never be told anything.
        await deps.noteResult(id, "gone");
        return {
          ok: false,
          retry: false,
          reason: `the subscription's keys are wrong: ${(error as Error).message}`,
        };
      }
      const headers = sealed.headers as Record<string, string | number>;
      const answer = await postHttp(sealed.endpoint, headers, sealed.body as Buffer, config);
      if (answer.kind === "answer" && (answer.status === 404 || answer.status === 410)) {
        await deps.noteResult(id, "gone");
        return {
          ok: false,
          retry: false,
          reason: `the push service knows the subscription no longer (${answer.status})`,
        };
      }
      const result: SendResult = judgeStatus(answer);
      await deps.noteResult(id, result.ok ? "sent" : "failed");
      return result;
    },
  };
}

function seal(notification: Notification, subscription: Subscription, config: WebPushConfig) {
  const { id, alert } = notification;
  // Push services take 4 KB with encryption: the long texts are cut, the rest is short.
  const notice: PushPayload = {
    id,
    alert: {
      ...alert,
      name: cutText(alert.name, 80),
      reason: cutText(alert.reason, 200),
      action: cutText(alert.action, 120),
    },
  };
  return webPush.generateRequestDetails(
    { endpoint: subscription.endpoint, keys: { p256dh: subscription.p256dh, auth: subscription.auth } },
    JSON.stringify(notice),
    {
      vapidDetails: { subject: config.subject, ...config.keys },
      TTL: config.ttlSeconds,
      urgency: alert.levelTo >= 4 ? "high" : "normal",
      topic: id,
      contentEncoding: "aes128gcm",
    },
  );
}

/** An endpoint is given by a browser, so by whoever holds a session: it must not point into the house. */
export function checkEndpoint(endpoint: string, allowPrivate: boolean): string | null {
  let url: URL;
  try {
    url = new URL(endpoint);
  } catch {
    return "the endpoint is no URL";
  }
  if (url.protocol !== "https:") return "the endpoint is not https";
  if (allowPrivate) return null;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) return "the endpoint is a bare address";
  if (host === "localhost" || /\.(localhost|local|internal)$/.test(host))
    return "the endpoint is inside the house";
  return null;
}
