import type { PushPayload } from "#domain/api/push";

export interface Shown {
  readonly title: string;
  readonly options: NotificationOptions & { readonly renotify?: boolean };
}

const LEVEL_WORDS = ["", "正常", "黄色预警", "橙色预警", "红色预警", "风险爆发"];
const LEVEL_SHAPES = ["", "●", "▲", "◆", "■", "⬢"];

/** What a push message says; anything unreadable gives null, and the officer is still told that something came. */
export function readPayload(text: string): PushPayload | null {
  try {
    const value = JSON.parse(text) as Partial<PushPayload> | null;
    const readable = typeof value?.id === "string" && typeof value.alert?.alertId === "number";
    return readable ? (value as PushPayload) : null;
  } catch {
    return null;
  }
}

/**
 * The system notification of an alert. Its tag is the stable id of the notification, so that one that comes twice
 * replaces itself without a second ring. The language is Chinese: a worker knows no page and its switch.
 */
export function makeNotification(payload: PushPayload | null, scope: string): Shown {
  const icon = new URL("icons/icon-192.png", scope).href;
  const badge = new URL("icons/badge-96.png", scope).href;
  if (payload === null) {
    return {
      title: "观澜：有新的预警",
      options: {
        body: "打开查看",
        tag: "guanlan",
        icon,
        badge,
        data: { url: new URL("alerts", scope).href },
      },
    };
  }
  const { alert, id } = payload;
  const level = Math.min(5, Math.max(1, Math.round(alert.levelTo)));
  return {
    title: `${LEVEL_SHAPES[level]} ${LEVEL_WORDS[level]} ${alert.name}`,
    options: {
      body: [
        alert.simulated ? "【模拟数据】" : "",
        alert.reason,
        alert.action === "" ? "" : `\n${alert.action}`,
      ].join(""),
      tag: id,
      renotify: false,
      requireInteraction: level >= 4,
      timestamp: alert.createdAtMs,
      icon,
      badge,
      lang: "zh-CN",
      data: { url: new URL(`alerts/${alert.alertId}`, scope).href, id },
    } as Shown["options"],
  };
}
