import type { NabSeries, NabWindows } from "#server/eval/nab-corpus";

/**
 * The rules of the Numenta Anomaly Benchmark 1.1 (Lavin and Ahmad 2015, "Evaluating real-time anomaly detection
 * algorithms"), written from their description: in each labelled window the earliest detection counts, the earlier the
 * more; every detection outside costs, less when it comes just after a window; a missed window costs; the first 15 % of a
 * series (at most 750 points) do not count; one threshold for all series, the best for each profile.
 */
export interface NabProfile {
  readonly hit: number;
  readonly miss: number;
  readonly falseAlarm: number;
}

export const NAB_PROFILES = {
  standard: { hit: 1, miss: 1, falseAlarm: 0.11 },
  reward_low_FP_rate: { hit: 1, miss: 1, falseAlarm: 0.22 },
  reward_low_FN_rate: { hit: 1, miss: 2, falseAlarm: 0.11 },
} as const satisfies Record<string, NabProfile>;
export type NabProfileName = keyof typeof NAB_PROFILES;
export const NAB_PROFILE_NAMES = Object.keys(NAB_PROFILES) as NabProfileName[];

const PROBATION_SHARE = 0.15;
const PROBATION_POINTS = 5000;

/** A series made ready: its points that count, each with the window that it lies in and its place value. */
export interface MarkedSeries {
  readonly name: string;
  readonly windows: number;
  /** Index of the first point that counts. */
  readonly start: number;
  /** Number of the window of each point, -1 outside. */
  readonly windowOf: Int16Array;
  /** Inside: share of a full hit (1 at the left edge). Outside: the cost of a false alarm, 0 to −1. */
  readonly place: Float64Array;
}

export function markSeries(series: Pick<NabSeries, "name" | "times">, labels: NabWindows): MarkedSeries {
  const n = series.times.length;
  const windowOf = new Int16Array(n).fill(-1);
  const place = new Float64Array(n).fill(-1);
  const times = series.times.map(trimTime);
  let after = 0;
  const spans = (labels[series.name] ?? []).map(([from, to]) => {
    const left = times.indexOf(trimTime(from), after);
    const right = times.indexOf(trimTime(to), left);
    if (left < 0 || right < left) throw new Error(`${series.name}: no points at the edges ${from} and ${to}`);
    after = right + 1;
    return [left, right] as const;
  });
  spans.forEach(([left, right], w) => {
    const width = right - left + 1;
    for (let i = left; i <= right; i++) {
      windowOf[i] = w;
      place[i] = slope(-(right - i + 1) / width) / slope(-1);
    }
    const next = spans[w + 1]?.[0] ?? n;
    for (let i = right + 1; i < next; i++) place[i] = slope((i - right) / (width - 1));
  });
  const start = Math.min(Math.floor(PROBATION_SHARE * n), PROBATION_SHARE * PROBATION_POINTS);
  return { name: series.name, windows: spans.length, start, windowOf, place };
}

export interface NabTally {
  /** Sum of hits, misses and false alarms by the profile's weights. */
  readonly raw: number;
  readonly windows: number;
  readonly found: number;
  readonly falseAlarms: number;
}

/** What one series earns at a threshold: a score of at least the threshold is a detection. */
export function tallySeries(
  marked: MarkedSeries,
  scores: Float64Array,
  threshold: number,
  profile: NabProfile,
): NabTally {
  const best = new Float64Array(marked.windows).fill(Number.NEGATIVE_INFINITY);
  let [outside, falseAlarms] = [0, 0];
  for (let i = marked.start; i < scores.length; i++) {
    if ((scores[i] as number) < threshold) continue;
    const window = marked.windowOf[i] as number;
    if (window >= 0) best[window] = Math.max(best[window] as number, marked.place[i] as number);
    else {
      outside += marked.place[i] as number;
      falseAlarms++;
    }
  }
  let [raw, found] = [outside * profile.falseAlarm, 0];
  for (const value of best) {
    if (value === Number.NEGATIVE_INFINITY) raw -= profile.miss;
    else {
      found++;
      raw += value * profile.hit;
    }
  }
  return { raw, windows: marked.windows, found, falseAlarms };
}

/** The threshold at which all series together earn most; above every score when saying nothing is best. */
export function bestThreshold(
  marked: readonly MarkedSeries[],
  scores: readonly Float64Array[],
  profile: NabProfile,
): { threshold: number; raw: number } {
  // Flat columns: score, earning, number of the window over the whole corpus.
  const size = scores.reduce(
    (sum, column, s) => sum + countAbove(column, (marked[s] as MarkedSeries).start),
    0,
  );
  const [points, values, windows] = [new Float64Array(size), new Float64Array(size), new Int32Array(size)];
  let [k, offset] = [0, 0];
  marked.forEach((one, s) => {
    const column = scores[s] as Float64Array;
    for (let i = one.start; i < column.length; i++) {
      if (!((column[i] as number) > 0)) continue;
      points[k] = column[i] as number;
      values[k] = one.place[i] as number;
      const window = one.windowOf[i] as number;
      windows[k++] = window < 0 ? -1 : offset + window;
    }
    offset += one.windows;
  });
  const order = Uint32Array.from({ length: size }, (_, i) => i).sort(
    (a, b) => (points[b] as number) - (points[a] as number),
  );
  const earned = new Float64Array(offset).fill(-profile.miss);
  let raw = -profile.miss * offset;
  let best = { threshold: 1.1, raw };
  for (let i = 0; i < size; i++) {
    const at = order[i] as number;
    const window = windows[at] as number;
    if (window < 0) raw += (values[at] as number) * profile.falseAlarm;
    else {
      const gain = (values[at] as number) * profile.hit - (earned[window] as number);
      if (gain > 0) {
        raw += gain;
        earned[window] = (values[at] as number) * profile.hit;
      }
    }
    const last = i + 1 === size || points[order[i + 1] as number] !== points[at];
    if (last && raw > best.raw) best = { threshold: points[at] as number, raw };
  }
  return best;
}

/** 0 for a detector that says nothing, 100 for one that marks the first point of each window and no other. */
export function normalise(raw: number, windows: number, profile: NabProfile): number {
  const nothing = -profile.miss * windows;
  return (100 * (raw - nothing)) / (profile.hit * windows - nothing);
}

function countAbove(column: Float64Array, start: number): number {
  let count = 0;
  for (let i = start; i < column.length; i++) if ((column[i] as number) > 0) count++;
  return count;
}

/** The benchmark's sigmoid over the place in or after a window: 1 falling to −1, 0 at the right edge. */
function slope(position: number): number {
  return position >= 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
}

function trimTime(time: string): string {
  return time.slice(0, 19);
}
