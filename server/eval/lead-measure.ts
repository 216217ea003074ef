import { DAY_MS } from "#domain/time";
import { Rng } from "#stream/simulator/random";

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
  const random = new Rng(seed, 0, 0);
  const draws = Array.from({ length: RESAMPLES }, () =>
    sumUp(outcomes.map(() => outcomes[random.int(outcomes.length)] as Outcome)),
  );
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
        hitRate: percentiles(draws.map((draw) => draw.hitRate)),
        medianLeadDays: percentiles(draws.map((draw) => draw.medianLeadDays)),
        falseAlarmRate: percentiles(draws.map((draw) => draw.falseAlarmRate)),
      },
      wilson: { hitRate: wilson(hits, failed), falseAlarmRate: wilson(falseAlarms, calm.length) },
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

function percentiles(values: readonly (number | null)[]): readonly [number, number] | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
  return [at(0.025), at(0.975)];
}

function wilson(hits: number, of: number): readonly [number, number] | null {
  if (of === 0) return null;
  const z = 1.959964;
  const p = hits / of;
  const middle = (p + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of));
  return [round3(Math.max(0, middle - half)), round3(Math.min(1, middle + half))];
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
