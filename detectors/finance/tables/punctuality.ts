import type { Indicator } from "#detectors/finance/indicator";
import { monthIndex, type PeriodFigures, periodOf, type View } from "#detectors/finance/input";
import { addDays, dayOf, daysBetween } from "#domain/time";

/** Day of the month after the period on which a report is due, where the report does not say. Assumed. */
const ASSUMED_DUE_DAY = "15";
/** When nobody of its kind reports, the reports do not reach us: that is no fault of the firm. */
const LEAST_REPORTING_PEERS = 5;

/** 迟报、未报 as an indicator of its own: a report that did not come is never a zero in the others. */
export const PUNCTUALITY_INDICATORS: readonly Indicator[] = [
  {
    id: "report-missing",
    group: "compliance",
    zh: "应报未报天数",
    en: "Days that a due report is missing",
    unit: "days",
    weight: 1.5,
    reads: [],
    momentary: true,
    curve: [
      [0, 0],
      [1, 35],
      [10, 55],
      [30, 75],
      [90, 100],
    ],
    source: "monthly-report",
    value: (view) => missingReport(view)?.days ?? null,
  },
  {
    id: "reports-late",
    group: "compliance",
    zh: "迟报次数（近12期）",
    en: "Late reports (of the last 12)",
    unit: "count",
    weight: 0.5,
    reads: [],
    momentary: true,
    curve: [
      [0, 0],
      [1, 20],
      [3, 55],
      [6, 95],
    ],
    source: "monthly-report",
    value: (view) => (view.months.length === 0 ? null : lateReports(view).length),
  },
];

export interface MissingReport {
  /** Period that should have been reported; null when none ever was. */
  readonly period: string | null;
  readonly dueOn: string | null;
  readonly days: number;
}

/** The oldest report that is due and has not come (days 0: none); null when it cannot be said. */
export function missingReport(view: View): MissingReport | null {
  const newest = view.months[0];
  if (newest === undefined)
    return (view.peers?.n ?? 0) < LEAST_REPORTING_PEERS
      ? null
      : { period: null, dueOn: null, days: MANY_DAYS };
  const next = periodOf(monthIndex(newest.period) + newest.spanMonths);
  const dueOn = dueDay(newest, next);
  const days = daysBetween(dueOn, dayOf(view.nowMs));
  return { period: next, dueOn, days: Math.max(0, days) };
}

/** It never reported, as others do. */
const MANY_DAYS = 90;

/** Reports that came after the day on which they were due, as the report itself says. */
export function lateReports(view: View): readonly PeriodFigures[] {
  return view.months
    .slice(0, 12)
    .filter((month) => month.dueOn !== null && dayOf(month.reportedMs) > month.dueOn);
}

/** The next report's due day: as long after its period as the newest one's, else the assumed day. */
function dueDay(newest: PeriodFigures, next: string): string {
  const after = (period: string): string => addDays(`${periodOf(monthIndex(period) + 1)}-01`, 0);
  if (newest.dueOn !== null) {
    const distance = daysBetween(after(newest.period), newest.dueOn);
    if (distance >= 0 && distance <= 130) return addDays(after(next), distance);
  }
  return `${after(next).slice(0, 8)}${ASSUMED_DUE_DAY}`;
}
