import type { LocalKind } from "#domain/finance-kind";
import type { Day } from "#domain/time";
import data from "./legal-limit.data.json" with { type: "json" };

/**
 * Hard regulatory limits of the five kinds of local financial organisation, as data with dates, clause and region
 * (the store keeps the same rows in `legal_limits`, so that an administrator can add a new edition). A breach is a
 * fact with a cited rule, not a model output; a figure that was not reported is unknown, never zero.
 */
export interface LegalLimit {
  readonly id: string;
  readonly kind: LocalKind;
  readonly zh: string;
  readonly en: string;
  /** Name of the reported figure, and of the one that it is divided by; null when the figure itself is compared. */
  readonly figure: string;
  readonly of: string | null;
  readonly op: "<=" | ">=";
  readonly value: number;
  readonly unit: "ratio" | "times" | "yuan" | "monthly-rate";
  /** Applies only when this figure says so. An unreported condition leaves the limit unknown. */
  readonly when?: LimitCondition;
  readonly document: string;
  readonly number: string;
  readonly clause: string;
  /** "CN" or a district code: a stricter local rule stands beside the national one, it does not replace it. */
  readonly region: string;
  readonly validFrom: Day;
  /** First day on which it no longer holds. */
  readonly validTo: Day | null;
  readonly note?: string;
  /** Why the clause still has to be checked; shown beside every breach that cites it. */
  readonly uncertain?: string;
}

export interface LimitCondition {
  readonly figure: string;
  readonly is?: number;
  readonly atLeast?: number;
  readonly below?: number;
}

export const LEGAL_LIMITS: readonly LegalLimit[] = data.rows as readonly LegalLimit[];

/** The limits in force for a kind on a day: national ones and those of the region. */
export function limitsFor(
  kind: LocalKind,
  day: Day,
  region: string,
  limits: readonly LegalLimit[] = LEGAL_LIMITS,
): readonly LegalLimit[] {
  return limits.filter(
    (limit) =>
      limit.kind === kind &&
      limit.validFrom <= day &&
      (limit.validTo === null || day < limit.validTo) &&
      (limit.region === "CN" ||
        limit.region === region ||
        (limit.region.endsWith("0000") && region.startsWith(limit.region.slice(0, 2)))),
  );
}

export type LimitReading =
  | { readonly state: "unknown"; readonly missing: readonly string[] }
  | { readonly state: "not-applicable" }
  | {
      readonly state: "kept" | "breached";
      /** The figure, or the quotient, that is compared with the limit. */
      readonly measured: number;
      /** Share of the limit that is used up: 1 is exactly at it, above 1 breached. */
      readonly use: number;
    };

/** Where a firm stands to a limit, from its reported figures. Exactly at the limit is kept. */
export function measureLimit(limit: LegalLimit, figures: Readonly<Record<string, number>>): LimitReading {
  const { when } = limit;
  const missing = [limit.figure, limit.of, when?.figure].filter(
    (name): name is string => name != null && !Number.isFinite(figures[name]),
  );
  if (missing.length > 0) return { state: "unknown", missing: [...new Set(missing)] };
  if (when !== undefined && !holds(when, figures[when.figure] as number)) return { state: "not-applicable" };
  const figure = figures[limit.figure] as number;
  const divisor = limit.of === null ? 1 : (figures[limit.of] as number);
  // Nothing left to measure against: with any exposure an upper limit is breached, a lower one cannot be kept.
  if (divisor <= 0) {
    const breached = limit.op === "<=" ? figure > 0 : true;
    return {
      state: breached ? "breached" : "kept",
      measured: breached ? Number.POSITIVE_INFINITY : 0,
      use: breached ? Number.POSITIVE_INFINITY : 0,
    };
  }
  const measured = figure / divisor;
  const use =
    limit.op === "<="
      ? measured / limit.value
      : measured <= 0
        ? Number.POSITIVE_INFINITY
        : limit.value / measured;
  // A hair of floating point (1e-9) is not a breach.
  return { state: use > 1 + 1e-9 ? "breached" : "kept", measured, use };
}

/** 《…》（文号）条款: how a breach is cited. */
export function citeLimit(limit: LegalLimit): string {
  return `《${limit.document}》（${limit.number}）${limit.clause}`;
}

/** 10%, 4倍, 1,000,000元, 月42‰. */
export function formatLimitValue(limit: LegalLimit, value: number = limit.value): string {
  switch (limit.unit) {
    case "ratio":
      return `${round(value * 100)}%`;
    case "times":
      return `${round(value)}倍`;
    case "yuan":
      return `${Math.round(value).toLocaleString("en-US")}元`;
    case "monthly-rate":
      return `月${round(value * 1000)}‰`;
  }
}

function holds(when: LimitCondition, value: number): boolean {
  if (when.is !== undefined && value !== when.is) return false;
  if (when.atLeast !== undefined && value < when.atLeast) return false;
  return when.below === undefined || value < when.below;
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
