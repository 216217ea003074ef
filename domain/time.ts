/**
 * Days and buckets of Asia/Shanghai. China has had no daylight saving since 1991 and uses UTC+8 for every day that
 * this system can hold, so the zone is a constant offset: pure arithmetic, the same in the browser and the server.
 * Weeks begin on Monday (GB/T 7408).
 */
export type Day = string; // "2026-11-24"

export const ZONE = "Asia/Shanghai";
export const ZONE_OFFSET_MS = 8 * 3600 * 1000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

export function dayOf(ms: number): Day {
  return new Date(ms + ZONE_OFFSET_MS).toISOString().slice(0, 10);
}

/** The first instant of a day. Throws on what is not a day of the calendar. */
export function startOfDay(day: Day): number {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  return Date.parse(`${day}T00:00:00Z`) - ZONE_OFFSET_MS;
}

export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

export function addDays(day: Day, days: number): Day {
  return dayOf(startOfDay(day) + days * DAY_MS);
}

/** Whole days from one to the other; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY_MS);
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: Day): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** Calendar months later; the day is cut to the length of the month (2024-01-31 + 1 = 2024-02-29). */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12;
  const last = new Date(Date.UTC(toYear, toMonth + 1, 0)).getUTCDate();
  return formatDay(toYear, toMonth + 1, Math.min(date, last));
}

export type Bucket = "minute" | "hour" | "day" | "week" | "month" | "quarter" | "year";

/** The start of the bucket that an instant falls in, ms since epoch. */
export function bucketStart(ms: number, bucket: Bucket): number {
  switch (bucket) {
    case "minute":
      return Math.floor(ms / MINUTE_MS) * MINUTE_MS;
    case "hour":
      return Math.floor(ms / HOUR_MS) * HOUR_MS;
    case "day":
      return startOfDay(dayOf(ms));
    case "week": {
      const day = dayOf(ms);
      return startOfDay(addDays(day, 1 - weekdayOf(day)));
    }
    case "month":
      return startOfDay(`${dayOf(ms).slice(0, 7)}-01`);
    case "quarter": {
      const day = dayOf(ms);
      const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
      return startOfDay(formatDay(Number(day.slice(0, 4)), month, 1));
    }
    case "year":
      return startOfDay(`${dayOf(ms).slice(0, 4)}-01-01`);
  }
}

function formatDay(year: number, month: number, date: number): Day {
  const pad = (value: number, width: number): string => String(value).padStart(width, "0");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}
