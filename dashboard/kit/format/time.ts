import { NOTHING } from "#kit/format/number.ts";
import { language } from "#kit/i18n/translate.ts";

type Instant = string | number | Date | null | undefined;

/** Everything is shown in the city's time, whatever the desk's clock says. */
const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

/** 14:05:09 today, 11-23 14:05 this year, 2025-11-23 else. */
export function formatTime(instant: Instant, nowMs: number = Date.now()): string {
  const at = read(instant);
  if (at === null) return NOTHING;
  const then = split(at);
  const now = split(nowMs);
  if (then.year === now.year && then.month === now.month && then.day === now.day) return clock(then);
  if (then.year === now.year) return `${then.month}-${then.day} ${then.hour}:${then.minute}`;
  return `${then.year}-${then.month}-${then.day}`;
}

/** 2026-11-24 03:12:45: for tooltips and exports. */
export function formatFullTime(instant: Instant): string {
  const at = read(instant);
  if (at === null) return NOTHING;
  const then = split(at);
  return `${then.year}-${then.month}-${then.day} ${clock(then)}`;
}

export function formatDay(instant: Instant): string {
  return formatFullTime(instant).slice(0, 10);
}

/** 11-24, for axes and short lists. */
export function formatMonthDay(instant: Instant): string {
  return formatFullTime(instant).slice(5, 10);
}

/** 03:12, for the axis of a chart inside one day. */
export function formatHourMinute(instant: Instant): string {
  return formatFullTime(instant).slice(11, 16);
}

/** “3 分钟前”: only beside an absolute time, or for the age of data. */
export function formatAge(ageMs: number): string {
  const seconds = Math.max(0, Math.round(ageMs / 1000));
  const english = language() === "en";
  if (seconds < 60) return english ? `${seconds} s` : `${seconds} 秒`;
  if (seconds < 3600) return english ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} 分钟`;
  if (seconds < 86400)
    return english ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 3600)} 小时`;
  return english ? `${Math.floor(seconds / 86400)} d` : `${Math.floor(seconds / 86400)} 天`;
}

/** 2 小时 05 分 until a moment; negative when it is past (逾期). */
export function formatRemaining(
  dueAt: Instant,
  nowMs: number,
): { readonly overdue: boolean; readonly text: string } | null {
  const at = read(dueAt);
  if (at === null) return null;
  const overdue = at < nowMs;
  const minutes = Math.floor(Math.abs(at - nowMs) / 60000);
  const english = language() === "en";
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  if (days > 0) return { overdue, text: english ? `${days} d ${hours} h` : `${days} 天 ${hours} 小时` };
  if (hours > 0) return { overdue, text: english ? `${hours} h ${rest} min` : `${hours} 小时 ${rest} 分` };
  return { overdue, text: english ? `${rest} min` : `${rest} 分钟` };
}

function read(instant: Instant): number | null {
  if (instant === null || instant === undefined || instant === "") return null;
  const at =
    instant instanceof Date ? instant.getTime() : typeof instant === "number" ? instant : Date.parse(instant);
  return Number.isFinite(at) ? at : null;
}

function split(at: number): Parts {
  const found: Record<string, string> = {};
  for (const part of parts.formatToParts(at)) found[part.type] = part.value;
  return found as unknown as Parts;
}

function clock(at: Parts): string {
  return `${at.hour}:${at.minute}:${at.second}`;
}
