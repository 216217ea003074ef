import type { Agent } from "node:https";
import type { Channel } from "#server/channels/channel";
import { judgeStatus, postHttp } from "#server/channels/http-post";
import { makeNoticeText, noticePath } from "#server/channels/notice-text";
import { type FindTarget, TARGET_GONE, type Target } from "#server/channels/targets";
import { signWebhook } from "#server/modules/ingest/webhook-signature";

export interface WebhookConfig {
  /** The receiver of the configuration, named "webhook"; null when there are only targets. */
  readonly own: Target | null;
  /** Address of the pages, for the link; null leaves it out. */
  readonly pagesUrl: string | null;
  readonly timeoutMs: number;
  readonly agent?: Agent;
}

export const WEBHOOK_HEADERS = {
  id: "x-guanlan-notification",
  timestamp: "x-guanlan-timestamp",
  nonce: "x-guanlan-nonce",
  signature: "x-guanlan-signature",
} as const;

/**
 * POST of one alert as JSON. The signature is the one that we ask of our own sources: hex HMAC-SHA256 over timestamp,
 * ".", nonce, "." and body. The nonce is the notification's id, which stays the same when it is sent again: a receiver
 * refuses what is old, and drops an id that it has seen.
 */
export function createWebhookChannel(
  deps: { readonly findTarget: FindTarget; readonly now: () => number },
  config: WebhookConfig,
): Channel {
  return {
    id: "webhook",
    async send(notification) {
      const { id, recipient, alert } = notification;
      const target = recipient === "webhook" ? config.own : await deps.findTarget(recipient);
      if (target === null) return TARGET_GONE;
      if (target.secret === null)
        return { ok: false, retry: false, reason: "the target has no key to sign with" };
      const text = makeNoticeText(notification);
      const body = Buffer.from(
        JSON.stringify({
          specversion: "1.0",
          id,
          source: "guanlan",
          type: "guanlan.alert",
          time: new Date(alert.createdAtMs).toISOString(),
          title: text.title,
          text: text.body,
          url: config.pagesUrl === null ? null : new URL(noticePath(alert.alertId), config.pagesUrl).href,
          data: alert,
        }),
      );
      const timestamp = String(Math.floor(deps.now() / 1000));
      const headers = {
        "content-type": "application/json; charset=utf-8",
        [WEBHOOK_HEADERS.id]: id,
        [WEBHOOK_HEADERS.nonce]: id,
        [WEBHOOK_HEADERS.timestamp]: timestamp,
        [WEBHOOK_HEADERS.signature]: `sha256=${signWebhook(target.secret, timestamp, id, body)}`,
      };
      return judgeStatus(await postHttp(target.address, headers, body, config));
    },
  };
}
