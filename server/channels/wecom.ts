import { get as httpGet } from "node:http";
import { type Agent, get as httpsGet } from "node:https";
import type { Channel, Notification, SendResult } from "#server/channels/channel";
import { judgeStatus, postHttp } from "#server/channels/http-post";
import { cutText, makeNoticeText, noticePath } from "#server/channels/notice-text";
import { type FindTarget, TARGET_GONE, type Target } from "#server/channels/targets";

export interface WecomConfig {
  /**
   * Where messages are sent, as the gateway's administrator gives it:
   * a group robot, `https://host/cgi-bin/webhook/send` (the token is its key), or
   * an application, `https://host/cgi-bin/message/send?corpid=…&agentid=…` (the token is its secret).
   */
  readonly url: string;
  readonly token: string;
  /** Address of the pages, for the card's link. */
  readonly pagesUrl: string;
  readonly timeoutMs: number;
  readonly agent?: Agent;
}

/** Answers of the gateway that say that the access token is no longer good. */
const TOKEN_OVER = new Set([40014, 42001, 42007, 42009]);
/** Busy, over the rate, system error: worth another try. */
const PASSING = new Set([-1, 45009, 45033, 50002]);

/**
 * 政务微信 and 企业微信, which speak the same interface. A message sent twice within half an hour is dropped by the
 * gateway (`enable_duplicate_check`); the id stands in the text too, so that a person can tell.
 */
export function createWecomChannel(
  deps: { readonly findTarget: FindTarget; readonly now: () => number },
  config: WecomConfig,
): Channel {
  const url = new URL(config.url);
  const isRobot = url.pathname.endsWith("/webhook/send");
  let access: { token: string; endsMs: number } | null = null;

  async function readAccess(): Promise<{ token: string } | { refusal: SendResult }> {
    if (access !== null && access.endsMs > deps.now()) return access;
    const ask = new URL(url.pathname.replace(/message\/send$/, "gettoken"), url.origin);
    ask.searchParams.set("corpid", url.searchParams.get("corpid") ?? "");
    ask.searchParams.set("corpsecret", config.token);
    const answer = await getJson(ask, config);
    if (answer === null)
      return { refusal: { ok: false, retry: true, reason: "the gateway gives no access token" } };
    if (answer.errcode !== 0 || typeof answer.access_token !== "string") {
      return { refusal: { ok: false, retry: false, reason: `access token refused: ${describe(answer)}` } };
    }
    const seconds = typeof answer.expires_in === "number" ? answer.expires_in : 7200;
    access = { token: answer.access_token, endsMs: deps.now() + (seconds - 60) * 1000 };
    return access;
  }

  async function post(
    to: URL,
    notification: Notification,
    message: object,
  ): Promise<{ result: SendResult; errcode: number }> {
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "x-guanlan-notification": notification.id,
    };
    const answer = await postHttp(to.href, headers, JSON.stringify(message), config);
    const judged = judgeStatus(answer);
    if (!judged.ok || answer.kind === "broken") return { result: judged, errcode: 0 };
    const parsed = parseAnswer(answer.text);
    if (parsed === null)
      return { result: { ok: false, retry: true, reason: "the gateway's answer is no JSON" }, errcode: 0 };
    if (parsed.errcode === 0) return { result: { ok: true }, errcode: 0 };
    const retry = PASSING.has(parsed.errcode);
    return { result: { ok: false, retry, reason: describe(parsed) }, errcode: parsed.errcode };
  }

  return {
    id: "wecom",
    async send(notification) {
      const target = await deps.findTarget(notification.recipient);
      if (target === null) return TARGET_GONE;
      if (isRobot) {
        const to = new URL(url);
        to.searchParams.set("key", config.token);
        return (await post(to, notification, makeRobotMessage(notification, target, config.pagesUrl))).result;
      }
      const message = makeCard(notification, target, url.searchParams.get("agentid") ?? "", config.pagesUrl);
      for (let tries = 0; ; tries++) {
        const granted = await readAccess();
        if ("refusal" in granted) return granted.refusal;
        const to = new URL(url.pathname, url.origin);
        to.searchParams.set("access_token", granted.token);
        const { result, errcode } = await post(to, notification, message);
        if (!TOKEN_OVER.has(errcode) || tries === 1) return result;
        access = null;
      }
    },
  };
}

function makeRobotMessage(notification: Notification, target: Target, pagesUrl: string): object {
  const text = makeNoticeText(notification);
  const link = new URL(noticePath(notification.alert.alertId), pagesUrl).href;
  const people =
    target.address === ""
      ? ""
      : target.address
          .split("|")
          .map((id) => `<@${id}>`)
          .join("");
  return {
    msgtype: "markdown",
    markdown: {
      content: `**${text.title}**\n${cutText(text.body, 500)}\n[查看预警](${link}) 编号 ${notification.id}\n${people}`,
    },
  };
}

function makeCard(notification: Notification, target: Target, agentId: string, pagesUrl: string): object {
  const text = makeNoticeText(notification);
  return {
    touser: target.address,
    msgtype: "textcard",
    agentid: Number(agentId),
    textcard: {
      title: cutText(text.title, 60),
      description: `${cutText(text.body, 200)}\n编号 ${notification.id}`,
      url: new URL(noticePath(notification.alert.alertId), pagesUrl).href,
      btntxt: "查看预警",
    },
    enable_duplicate_check: 1,
    duplicate_check_interval: 1800,
  };
}

interface GatewayAnswer {
  readonly errcode: number;
  readonly errmsg?: unknown;
  readonly [name: string]: unknown;
}

function describe(answer: GatewayAnswer): string {
  return `${answer.errcode} ${String(answer.errmsg ?? "")}`.trim();
}

function parseAnswer(text: string): GatewayAnswer | null {
  try {
    const parsed = JSON.parse(text) as GatewayAnswer;
    return typeof parsed.errcode === "number" ? parsed : null;
  } catch {
    return null;
  }
}

function getJson(url: URL, config: WecomConfig): Promise<GatewayAnswer | null> {
  return new Promise((resolve) => {
    const get = url.protocol === "https:" ? httpsGet : httpGet;
    const options = url.protocol === "https:" && config.agent !== undefined ? { agent: config.agent } : {};
    const request = get(url, { ...options, signal: AbortSignal.timeout(config.timeoutMs) }, (answer) => {
      let text = "";
      answer.on("data", (part: Buffer) => {
        text += part.toString();
        if (text.length > 16 << 10) request.destroy();
      });
      answer.on("end", () => resolve(parseAnswer(text)));
      answer.on("error", () => resolve(null));
    });
    request.on("error", () => resolve(null));
  });
}
