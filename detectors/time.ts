export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
/** Days and hours are those of Asia/Shanghai, which has had no daylight saving since 1991. */
const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;

/** Number of the day in Asia/Shanghai, counted from 1970-01-01. */
export function dayOf(timeMs: number): number {
  return Math.floor((timeMs + SHANGHAI_OFFSET_MS) / DAY_MS);
}

/** The instant at which a day begins in Asia/Shanghai. */
export function dayStartMs(day: number): number {
  return day * DAY_MS - SHANGHAI_OFFSET_MS;
}

/** Hour of the day (0–23) in Asia/Shanghai. */
export function hourOf(timeMs: number): number {
  return Math.floor((timeMs + SHANGHAI_OFFSET_MS) / HOUR_MS) % 24;
}

/** Day of the week in Asia/Shanghai, 0 = Sunday. */
export function weekdayOf(timeMs: number): number {
  return (dayOf(timeMs) + 4) % 7;
}

/** The start of a date "2025-03-31" in Asia/Shanghai, or null when it is no date. */
export function parseDateMs(date: string | undefined): number | null {
  if (date === undefined) return null;
  const ms = Date.parse(`${date}T00:00:00+08:00`);
  return Number.isNaN(ms) ? null : ms;
}

/** A day number as "2025-03-31". */
export function formatDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
