import { wilson } from "#detectors/comparison/significance";
import { bootstrap } from "#detectors/learn/bootstrap";
import { DAY_MS } from "#domain/time";

/** One platform as a detector saw it. */
export interface Watch {
  readonly fromMs: number;
  /** null: not known to have failed by the end of the data. */
  readonly failedMs: number | null;
  readonly endMs: number;
  /** From each on it is flagged or not, oldest first. */
  readonly marks: readonly { readonly timeMs: number; readonly flagged: boolean }[];
}

export interface LeadResult {
  /** Of those that failed, the share that stood flagged when they did; null when none failed. */
  readonly hitRate: number | null;
  readonly hits: number;
  /** Days from the beginning of that flag to the failure, median of the hits. */
  readonly medianLeadDays: number | null;
  readonly leadDays: readonly number[];
  /** Of those not known to have failed, the share that was ever flagged. */
  readonly falseAlarmRate: number;
  /** … and the share of their months that they stood flagged. */
  readonly falseAlarmMonths: number;
  /** Platforms ever flagged. */
  readonly flagged: number;
  /** Of the flagged, the share that failed. */
  readonly precision: number | null;
  readonly intervals: {
    readonly level: 0.95;
    readonly resamples: number;
    /** Percentiles over platforms drawn with replacement. */
    readonly bootstrap: Readonly<
      Record<"hitRate" | "medianLeadDays" | "falseAlarmRate", readonly [number, number] | null>
    >;
    /** Wilson's interval: where all or none are hits, drawing again shows no doubt, and this does. */
    readonly wilson: Readonly<Record<"hitRate" | "falseAlarmRate", readonly [number, number] | null>>;
  };
}

const RESAMPLES = 2000;
const MONTH_MS = 30.44 * DAY_MS;

/** What flags were worth against what happened, with seeded bootstrap intervals (Efron, 1979) and Wilson's (1927). */
export function measureLead(watches: readonly Watch[], seed: number): LeadResult {
  const outcomes = watches.map(outcomeOf);
  const { hitRate, hits, medianLeadDays, leadDays, falseAlarmRate, failed, falseAlarms } = sumUp(outcomes);
  const calm = outcomes.filter((outcome) => !outcome.failed);
  const flagged = outcomes.filter((outcome) => outcome.flagged).length;
  const drawn = (measure: "hitRate" | "medianLeadDays" | "falseAlarmRate") => {
    const { low, high, samples } = bootstrap(
      outcomes.length,
      (rows) => sumUp(Array.from(rows, (row) => outcomes[row] as Outcome))[measure] ?? Number.NaN,
      { seed, samples: RESAMPLES },
    );
    return samples === 0 ? null : ([low, high] as const);
  };
  const sum = (of: (outcome: Outcome) => number) => calm.reduce((total, outcome) => total + of(outcome), 0);
  return {
    hitRate,
    hits,
    medianLeadDays,
    leadDays,
    falseAlarmRate,
    falseAlarmMonths: round3(
      sum((outcome) => outcome.flaggedMonths) /
        Math.max(
          1,
          sum((outcome) => outcome.months),
        ),
    ),
    flagged,
    precision: flagged === 0 ? null : round3(hits / flagged),
    intervals: {
      level: 0.95,
      resamples: RESAMPLES,
      bootstrap: {
        hitRate: drawn("hitRate"),
        medianLeadDays: drawn("medianLeadDays"),
        falseAlarmRate: drawn("falseAlarmRate"),
      },
      wilson: { hitRate: shareIn(hits, failed), falseAlarmRate: shareIn(falseAlarms, calm.length) },
    },
  };
}

interface Outcome {
  readonly failed: boolean;
  readonly flagged: boolean;
  /** null when it did not fail, or was not flagged when it did. */
  readonly leadDays: number | null;
  readonly months: number;
  readonly flaggedMonths: number;
}

function outcomeOf({ fromMs, failedMs, endMs, marks }: Watch): Outcome {
  let sinceMs: number | null = null;
  let flaggedMs = 0;
  for (const { timeMs, flagged } of marks) {
    if (timeMs >= endMs) break;
    if (flagged) sinceMs ??= timeMs;
    else if (sinceMs !== null) {
      flaggedMs += timeMs - sinceMs;
      sinceMs = null;
    }
  }
  if (sinceMs !== null) flaggedMs += endMs - sinceMs;
  return {
    failed: failedMs !== null,
    flagged: flaggedMs > 0,
    leadDays: failedMs === null || sinceMs === null ? null : Math.round((failedMs - sinceMs) / DAY_MS),
    months: (endMs - fromMs) / MONTH_MS,
    flaggedMonths: flaggedMs / MONTH_MS,
  };
}

function sumUp(outcomes: readonly Outcome[]) {
  const failed = outcomes.filter((outcome) => outcome.failed);
  const calm = outcomes.length - failed.length;
  const leadDays = failed.flatMap((outcome) => outcome.leadDays ?? []).sort((a, b) => a - b);
  const falseAlarms = outcomes.filter((outcome) => !outcome.failed && outcome.flagged).length;
  return {
    failed: failed.length,
    hits: leadDays.length,
    hitRate: failed.length === 0 ? null : round3(leadDays.length / failed.length),
    leadDays,
    medianLeadDays: medianOf(leadDays),
    falseAlarms,
    falseAlarmRate: calm === 0 ? 0 : round3(falseAlarms / calm),
  };
}

function medianOf(sorted: readonly number[]): number | null {
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

function shareIn(hits: number, of: number): readonly [number, number] | null {
  if (of === 0) return null;
  const [low, high] = wilson({ hits, of });
  return [round3(low), round3(high)];
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
