import { LEVEL_NAMES, LEVELS } from "#domain/level";
import type { Notification } from "#server/channels/channel";

export interface NoticeText {
  readonly title: string;
  readonly body: string;
}

/** The words of an alert for people off screen, in the officers' language. What is simulated says so first. */
export function makeNoticeText({ alert }: Notification): NoticeText {
  const mark = alert.simulated ? "【模拟】" : "";
  const level = nameOf(alert.levelTo);
  const from = nameOf(alert.levelFrom);
  const sentences = [`${from} → ${level}，评分 ${alert.score}`, alert.reason, alert.action].filter(
    (text) => text !== "",
  );
  return { title: `${mark}${level}预警 ${alert.name}`, body: `${sentences.join("。")}。` };
}

function nameOf(number: number): string {
  const level = LEVELS[number - 1];
  return level === undefined ? "" : LEVEL_NAMES[level].zh;
}

/** Where the alert is looked at, relative to the application's root. */
export function noticePath(alertId: number): string {
  return `alerts/${alertId}`;
}

/** Cut after so many characters, never inside one. */
export function cutText(text: string, characters: number): string {
  const all = [...text];
  return all.length <= characters ? text : `${all.slice(0, characters - 1).join("")}…`;
}
