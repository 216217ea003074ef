import { addDays, DAY_MS, type Day, dayOf, daysBetween, startOfDay, weekdayOf } from "#domain/time";
import data from "./working-day.data.json" with { type: "json" };

/**
 * Working days of mainland China: weekends, holidays and make-up days (调休) as the State Council announces them
 * (《全国年节及纪念日放假办法》, State Council order 795 from 2025; one notice a year, named in the data file).
 * A year without its notice counts weekends only, and every answer that touched one says `assumed`.
 */
export interface WorkingDayAnswer {
  readonly day: Day;
  /** true when a day of a year whose notice is not known yet was counted. */
  readonly assumed: boolean;
}

/** Office hours 09:00–17:30 without lunch 12:00–13:00, for time limits that count working time. */
export const OFFICE_HOURS: readonly (readonly [fromMinute: number, toMinute: number])[] = [
  [9 * 60, 12 * 60],
  [13 * 60, 17 * 60 + 30],
];

const off = new Map<Day, string>();
const work = new Set<Day>();
for (const year of Object.values(data.years)) {
  for (const [from, to, name] of year.off as [Day, Day, string][]) {
    for (let day = from; day <= to; day = addDays(day, 1)) off.set(day, name);
  }
  for (const day of year.work) work.add(day);
}
const known = new Set(Object.keys(data.years));

export function isKnownYear(day: Day): boolean {
  return known.has(day.slice(0, 4));
}

export function isWorkingDay(day: Day): boolean {
  if (work.has(day)) return true;
  if (off.has(day)) return false;
  return weekdayOf(day) <= 5;
}

/** The holiday's name when the day is off for one, else null. */
export function holidayOf(day: Day): string | null {
  return off.get(day) ?? null;
}

/**
 * The n-th working day after `from`; the day itself does not count (《民法典》 art. 201). n = 0 is the day itself, or
 * the next working day when it is none (art. 203).
 */
export function addWorkingDays(from: Day, n: number): WorkingDayAnswer {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`working days to add: ${n}`);
  let day = from;
  let assumed = !isKnownYear(day);
  const next = (): void => {
    day = addDays(day, 1);
    assumed ||= !isKnownYear(day);
  };
  if (n === 0) while (!isWorkingDay(day)) next();
  for (let left = n; left > 0; ) {
    next();
    if (isWorkingDay(day)) left--;
  }
  return { day, assumed };
}

/** Working days after `from` up to and with `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: Day, to: Day): number {
  let count = 0;
  for (let day = addDays(from, 1), left = daysBetween(from, to); left > 0; day = addDays(day, 1), left--) {
    if (isWorkingDay(day)) count++;
  }
  return count;
}

/** Minutes of office hours between two instants. */
export function workingMinutesBetween(fromMs: number, toMs: number): number {
  if (toMs <= fromMs) return 0;
  let minutes = 0;
  const last = dayOf(toMs);
  for (let day = dayOf(fromMs); day <= last; day = addDays(day, 1)) {
    if (!isWorkingDay(day)) continue;
    const start = startOfDay(day);
    for (const [from, to] of OFFICE_HOURS) {
      const overlap =
        Math.min(toMs, start + to * 60_000, start + DAY_MS) - Math.max(fromMs, start + from * 60_000);
      if (overlap > 0) minutes += overlap / 60_000;
    }
  }
  return minutes;
}
