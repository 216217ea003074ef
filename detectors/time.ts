import { memoise } from "#detectors/memo";
import { DAY_MS, HOUR_MS, isDay, startOfDay, ZONE_OFFSET_MS } from "#domain/time";

export { DAY_MS, HOUR_MS };

/** Number of the day in Asia/Shanghai, counted from 1970-01-01: what states keep, four bytes less than a date. */
export function dayNumberOf(timeMs: number): number {
  return Math.floor((timeMs + ZONE_OFFSET_MS) / DAY_MS);
}

/** The instant at which a day begins in Asia/Shanghai. */
export function dayStartMs(day: number): number {
  return day * DAY_MS - ZONE_OFFSET_MS;
}

/** Hour of the day (0–23) in Asia/Shanghai. */
export function hourOf(timeMs: number): number {
  return Math.floor((timeMs + ZONE_OFFSET_MS) / HOUR_MS) % 24;
}

/** The start of a date "2025-03-31" in Asia/Shanghai, or null when it is no date. */
export function parseDateMs(date: string | undefined): number | null {
  return date === undefined ? null : parseDay(date);
}

const parseDay = memoise((date) => (isDay(date) ? startOfDay(date) : null));

/** A day number as "2025-03-31". */
export function formatDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
