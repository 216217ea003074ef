import { createAnomaly, stepAnomaly } from "#detectors/anomaly/anomaly";
import { hourOf } from "#detectors/time";
import { HOUR_MS } from "#domain/time";

export const VOLUME_LIMITS = {
  /** Chance of an ordinary hour being as surprising. */
  chance: 1e-4,
  /** Of practical size: at least this many times as many or as few, and at least this many events apart. */
  factor: 2,
  apart: 20,
  /** Hours before anything is said: three weeks, so that the weekends are known. */
  warmUp: 21 * 24,
  /** Hours after which a volume that stays unusual is taken as the new usual. */
  longest: 72,
} as const;

export interface HourVolume {
  readonly hourMs: number;
  readonly accepted: number;
}

/** An hour that was unusual: events that came, and the mean of this hour of the day before it. */
export interface UnusualHour {
  readonly hourMs: number;
  readonly came: number;
  readonly expected: number;
}

/**
 * Folds the hours of a source, in order, through the stream detector: one entry for each hour from the first given to
 * `endMs`, null where it was usual. An hour that is not given had no events. What began with a rare hour goes on while
 * the volume stays as far from the mean of the hour of the day, for at most three days.
 */
export function judgeVolumes(hours: readonly HourVolume[], endMs: number): (UnusualHour | null)[] {
  const first = hours[0];
  if (first === undefined) return [];
  const counts = new Map(hours.map(({ hourMs, accepted }) => [hourMs, accepted]));
  const state = createAnomaly();
  const judged: (UnusualHour | null)[] = [];
  let lasts = 0;
  for (let hourMs = first.hourMs; hourMs < endMs; hourMs += HOUR_MS) {
    const came = counts.get(hourMs) ?? 0;
    const expected = state.h[hourOf(hourMs)] as number;
    const { chance } = stepAnomaly(state, hourMs, came);
    const begins = judged.length >= VOLUME_LIMITS.warmUp && chance < VOLUME_LIMITS.chance;
    const unusual = (begins || lasts > 0) && lasts < VOLUME_LIMITS.longest && isFar(came, expected);
    lasts = unusual ? lasts + 1 : 0;
    judged.push(unusual ? { hourMs, came, expected } : null);
  }
  return judged;
}

function isFar(came: number, expected: number): boolean {
  const [less, more] = [Math.min(came, expected), Math.max(came, expected)];
  return more - less >= VOLUME_LIMITS.apart && more >= VOLUME_LIMITS.factor * less;
}
