import type { PERIODS } from "#domain/api/common";
import type { Words } from "#domain/error";
import { A_DAY } from "#domain/issue";
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
  if (from === undefined || !isDay(from)) throw invalid("from", A_DAY);
  if (to === undefined || !isDay(to)) throw invalid("to", A_DAY);
  const days = daysBetween(from, to);
  if (days < 0 || days > MOST_DAYS)
    throw invalid("to", {
      zh: `不能早于起始日，且至多晚 ${MOST_DAYS} 天`,
      en: `not before from, and ${MOST_DAYS} days later at most`,
    });
  if (from > dayOf(nowMs)) throw invalid("from", { zh: "不能晚于今天", en: "not in the future" });
  return customRange(from, to);
}

function invalid(field: string, message: Words): Refusal {
  return new Refusal(
    "request.invalid",
    {},
    { details: [{ path: `query.${field}`, code: "invalid_date", message }] },
  );
}
