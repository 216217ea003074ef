import type { Agent } from "node:https";
import type { Channel } from "#server/channels/channel";
import { judgeStatus, postHttp } from "#server/channels/http-post";
import { cutText, makeNoticeText } from "#server/channels/notice-text";
import { type FindTarget, TARGET_GONE } from "#server/channels/targets";

export interface SmsConfig {
  readonly url: string;
  readonly token: string;
  /** Signature in front of the text, which gateways ask for: 某市金融办, shown as 【某市金融办】. Empty: none. */
  readonly signature: string;
  readonly timeoutMs: number;
  readonly agent?: Agent;
}

/** Characters of one long message; past it gateways bill and split in ways of their own. */
const MAX_CHARACTERS = 200;

/**
 * An SMS gateway with a JSON interface. Gateways differ in names only, so a target may carry `settings.body`: a JSON
 * pattern in which "{phones}", "{phone}", "{text}" and "{id}" are replaced. Without it the body is {id, phones, text}.
 */
export function createSmsChannel(deps: { readonly findTarget: FindTarget }, config: SmsConfig): Channel {
  return {
    id: "sms",
    async send(notification) {
      const target = await deps.findTarget(notification.recipient);
      if (target === null) return TARGET_GONE;
      const phones = target.address.split(/[,，;\s]+/).filter((phone) => /^\+?\d{5,15}$/.test(phone));
      if (phones.length === 0)
        return { ok: false, retry: false, reason: "the target has no telephone number" };
      const mark = config.signature === "" ? "" : `【${config.signature.replace(/^【|】$/g, "")}】`;
      const { title, body } = makeNoticeText(notification);
      const text = cutText(`${mark}${title}：${body}`, MAX_CHARACTERS);
      const pattern = target.settings.body ?? { id: "{id}", phones: "{phones}", text: "{text}" };
      const values = { id: notification.id, phones, phone: phones.join(","), text };
      const answer = await postHttp(
        config.url,
        {
          "content-type": "application/json; charset=utf-8",
          authorization: `Bearer ${config.token}`,
          "idempotency-key": notification.id,
          "x-guanlan-notification": notification.id,
        },
        JSON.stringify(fill(pattern, values)),
        config,
      );
      return judgeStatus(answer);
    },
  };
}

interface Values {
  readonly id: string;
  readonly phones: readonly string[];
  readonly phone: string;
  readonly text: string;
}

function fill(pattern: unknown, values: Values): unknown {
  if (pattern === "{phones}") return values.phones;
  if (typeof pattern === "string") {
    return pattern.replace(/\{(id|phone|text)\}/g, (_, name: "id" | "phone" | "text") => values[name]);
  }
  if (Array.isArray(pattern)) return pattern.map((item) => fill(item, values));
  if (typeof pattern === "object" && pattern !== null) {
    return Object.fromEntries(Object.entries(pattern).map(([name, item]) => [name, fill(item, values)]));
  }
  return pattern;
}
