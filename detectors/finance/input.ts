import type { PeerSnapshot } from "#detectors/finance/peers";
import type { LocalKind } from "#domain/finance-kind";
import type { LegalLimit } from "#domain/legal-limit";

/** Figures of one reported month, by name, in yuan, ratios or counts; a figure that is not there was not reported. */
export interface PeriodFigures {
  /** Last month of the period, "2026-10", and how many months it covers (a quarter 3, a year 12). */
  readonly period: string;
  readonly spanMonths: number;
  readonly form: string;
  readonly figures: Readonly<Record<string, number>>;
  /** Event that reported it, and when it came; `dueOn` the day on which it was due, null when not said. */
  readonly eventUid: string;
  readonly reportedMs: number;
  readonly dueOn: string | null;
  readonly source: string;
}

export interface CourtFact {
  readonly stage: string;
  readonly role: string;
  readonly timeMs: number;
  readonly count: number;
  /** Yuan; 0 when not said. */
  readonly amount: number;
  readonly ended: boolean;
  readonly eventUid: string;
}

export interface PenaltyFact {
  readonly category: string;
  readonly timeMs: number;
  readonly amount: number;
  readonly ended: boolean;
  readonly eventUid: string;
}

export interface ComplaintFact {
  readonly timeMs: number;
  readonly people: number;
  readonly eventUid: string;
}

/** Finding of the text detectors: negative news, bursts. */
export interface NewsFact {
  readonly rule: string;
  readonly severity: number;
  readonly timeMs: number;
  readonly reason: string;
  readonly uid: string;
}

/** What courts, authorities, complainants and the news say, at most a year back. */
export interface OutsideFacts {
  readonly courts: readonly CourtFact[];
  readonly penalties: readonly PenaltyFact[];
  readonly complaints: readonly ComplaintFact[];
  readonly news: readonly NewsFact[];
  /** Yuan owed to the tax office as last told; null when nobody told. */
  readonly taxArrears: number | null;
  readonly criminalCase: boolean;
  readonly status: string;
}

export interface EvaluationInput {
  readonly kind: LocalKind;
  readonly district: string;
  /** The instant that is evaluated: never a clock. */
  readonly nowMs: number;
  /** Newest first, one a period, at most 13. */
  readonly history: readonly PeriodFigures[];
  readonly facts: OutsideFacts;
  /** Limits in force on the day, for the kind and region. */
  readonly limits: readonly LegalLimit[];
  /** The same kind's reports of a month; null while there is none. */
  readonly peers: PeerSnapshot | null;
}

/** One month of the history in hand, with those before it: what a formula sees. */
export interface View {
  readonly kind: LocalKind;
  readonly nowMs: number;
  readonly months: readonly PeriodFigures[];
  readonly facts: OutsideFacts;
  readonly peers: PeerSnapshot | null;
}

/** A reported figure of the month in hand; null when it was not reported. */
export function figure(view: View, name: string, back = 0): number | null {
  const value = view.months[back]?.figures[name];
  return value === undefined || !Number.isFinite(value) ? null : value;
}

/** a / b; null when one is unknown, b is not above zero, or the quotient is past any meaning. */
export function quotient(a: number | null, b: number | null): number | null {
  if (a === null || b === null || b <= 0) return null;
  const ratio = a / b;
  return Math.abs(ratio) < MOST_QUOTIENT ? ratio : null;
}

/** No ratio of a report is a million: such a divisor is a slip, and the ratio unknown. */
const MOST_QUOTIENT = 1e6;

/** Position of the month that lies `months` before the one in hand; null when it was not reported. */
export function monthBack(view: View, months: number): number | null {
  const newest = view.months[0];
  if (newest === undefined) return null;
  const wanted = monthIndex(newest.period) - months;
  const at = view.months.findIndex((month) => monthIndex(month.period) === wanted);
  return at < 0 ? null : at;
}

/** "2026-10", "2026Q3" and "2026" as the last month and its length; null for what is no period. */
export function parsePeriod(text: string): { readonly period: string; readonly spanMonths: number } | null {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return { period: text, spanMonths: 1 };
  const quarter = /^(\d{4})-?Q([1-4])$/.exec(text);
  if (quarter !== null)
    return { period: `${quarter[1]}-${String(Number(quarter[2]) * 3).padStart(2, "0")}`, spanMonths: 3 };
  return /^\d{4}$/.test(text) ? { period: `${text}-12`, spanMonths: 12 } : null;
}

/** Months since year 0 of "2026-10". */
export function monthIndex(period: string): number {
  const [year, month] = period.split("-").map(Number) as [number, number];
  return year * 12 + month - 1;
}

/** "2026-10" of months since year 0. */
export function periodOf(index: number): string {
  const year = Math.floor(index / 12);
  return `${String(year).padStart(4, "0")}-${String(index - year * 12 + 1).padStart(2, "0")}`;
}
