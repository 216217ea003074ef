import type { PERIODS } from "#domain/api/common";
import { customRange, type PeriodRange, periodRange } from "#domain/period";
import { dayOf, daysBetween, isDay } from "#domain/time";
import { Refusal } from "#server/http/refusal";

export interface PeriodQuestion {
  readonly period: (typeof PERIODS)[number];
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const MOST_DAYS = 1100;

/** The range that a query names; a custom one needs two days of the calendar in order, three years at most. */
export function readPeriod(question: PeriodQuestion, nowMs: number): PeriodRange {
  if (question.period !== "custom") return periodRange(question.period, nowMs);
  const { from, to } = question;
  if (from === undefined || !isDay(from)) throw invalid("from", "a day as YYYY-MM-DD");
  if (to === undefined || !isDay(to)) throw invalid("to", "a day as YYYY-MM-DD");
  const days = daysBetween(from, to);
  if (days < 0 || days > MOST_DAYS)
    throw invalid("to", `not before from, and ${MOST_DAYS} days later at most`);
  if (from > dayOf(nowMs)) throw invalid("from", "not in the future");
  return customRange(from, to);
}

function invalid(field: string, message: string): Refusal {
  return new Refusal(
    "request.invalid",
    {},
    { details: [{ path: `query.${field}`, code: "invalid_date", message }] },
  );
}
