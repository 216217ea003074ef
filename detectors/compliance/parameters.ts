import type { RatePrior } from "#detectors/rate-window";

export const COMPLIANCE_DEFAULTS = {
  /** Ordinary rate of court cases against a firm before anything is known: 0.4 in 90 days. */
  prior: { shape: 0.4, days: 90, memoryDays: 365 } satisfies RatePrior,
  /** Fewest cases in a window that can be a burst. */
  minCases: 3,
  /** Share of a legal limit from which nearness is a finding. */
  nearFrom: 0.9,
  /** Expected filings remembered. */
  keptDues: 12,
};
export type ComplianceParameters = typeof COMPLIANCE_DEFAULTS;

/** Severity of a missing filing after so many days; also the days on which it is looked at again. */
export const MISSING_STAGES: readonly (readonly [afterDays: number, severity: number])[] = [
  [1, 22],
  [10, 32],
  [30, 44],
  [90, 58],
];
