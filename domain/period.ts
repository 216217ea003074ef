import {
  addDays,
  addMonths,
  bucketStart,
  DAY_MS,
  type Day,
  dayOf,
  daysBetween,
  startOfDay,
} from "#domain/time";

/** 今日 本周 本月 本季 本年 自定, as in domain/api/common.ts. */
export type PeriodName = "today" | "week" | "month" | "quarter" | "year" | "custom";

/** Half open: from <= t < to, ms since epoch. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface PeriodRange extends TimeRange {
  readonly name: PeriodName;
  /** First and last day shown, both inside. */
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** 环比: the same stretch of the period before. */
  readonly previous: TimeRange;
  /** 同比: the same stretch one year earlier. */
  readonly yearBefore: TimeRange;
}

/**
 * The range of a running period: from its start to now. 环比 compares like with like: the first eleven days of
 * November against the first eleven days of October, up to the same time of day, never a part against a whole.
 */
export function periodRange(name: Exclude<PeriodName, "custom">, nowMs: number): PeriodRange {
  const fromMs = bucketStart(nowMs, name === "today" ? "day" : name);
  const firstDay = dayOf(fromMs);
  const previousStart = startOfDay(previousFirstDay(name, firstDay));
  return {
    name,
    fromMs,
    toMs: nowMs,
    firstDay,
    lastDay: dayOf(nowMs),
    previous: { fromMs: previousStart, toMs: Math.min(previousStart + (nowMs - fromMs), fromMs) },
    yearBefore: shiftYear(fromMs, nowMs),
  };
}

/** A range of whole days that a person chose; the stretch before it has the same number of days. */
export function customRange(firstDay: Day, lastDay: Day): PeriodRange {
  const days = daysBetween(firstDay, lastDay) + 1;
  if (days < 1) throw new RangeError(`the last day ${lastDay} is before the first ${firstDay}`);
  const fromMs = startOfDay(firstDay);
  const toMs = startOfDay(addDays(lastDay, 1));
  return {
    name: "custom",
    fromMs,
    toMs,
    firstDay,
    lastDay,
    previous: { fromMs: fromMs - days * DAY_MS, toMs: fromMs },
    yearBefore: shiftYear(fromMs, toMs),
  };
}

function previousFirstDay(name: Exclude<PeriodName, "custom">, firstDay: Day): Day {
  switch (name) {
    case "today":
      return addDays(firstDay, -1);
    case "week":
      return addDays(firstDay, -7);
    case "month":
      return addMonths(firstDay, -1);
    case "quarter":
      return addMonths(firstDay, -3);
    case "year":
      return addMonths(firstDay, -12);
  }
}

function shiftYear(fromMs: number, toMs: number): TimeRange {
  const back = (ms: number): number => {
    const day = dayOf(ms);
    return startOfDay(addMonths(day, -12)) + (ms - startOfDay(day));
  };
  return { fromMs: back(fromMs), toMs: back(toMs) };
}
