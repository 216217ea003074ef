import {
  categoryOf,
  type NabSeries,
  type NabWindows,
  readSeries,
  readWindows,
} from "#server/eval/nab-corpus";
import {
  bestThreshold,
  type MarkedSeries,
  markSeries,
  NAB_PROFILE_NAMES,
  NAB_PROFILES,
  type NabProfileName,
  normalise,
  tallySeries,
} from "#server/eval/nab-rules";

interface CategoryScore {
  /** Normalised as the whole; null where the category has no window. */
  readonly score: number | null;
  readonly windows: number;
  readonly found: number;
  readonly falseAlarms: number;
}

interface ProfileDetail {
  readonly threshold: number;
  /** What the points earn before it is set between the null and the perfect detector. */
  readonly raw: number;
  readonly found: number;
  readonly falseAlarms: number;
  readonly categories: Readonly<Record<string, CategoryScore>>;
}

/** The three scores under the names of the benchmark's profiles, and what lies behind them. */
export interface NabScore extends Readonly<Record<NabProfileName, number>> {
  readonly series: number;
  readonly windows: number;
  readonly details: Readonly<Record<NabProfileName, ProfileDetail>>;
}

export async function scoreNab(results: string, labels: string): Promise<NabScore> {
  const series = await readSeries(results, "anomaly_score");
  if (series.length === 0) throw new Error(`there are no scores (<category>/<file>.csv) under ${results}`);
  return scoreCorpus(series, await readWindows(labels));
}

export function scoreCorpus(series: readonly NabSeries[], labels: NabWindows): NabScore {
  const marked = series.map((one) => markSeries(one, labels));
  const scores = series.map(({ column }) => column);
  const windows = marked.reduce((sum, one) => sum + one.windows, 0);
  const details = Object.fromEntries(
    NAB_PROFILE_NAMES.map((name) => [name, scoreProfile(marked, scores, name)]),
  ) as Record<NabProfileName, ProfileDetail>;
  const normalised = Object.fromEntries(
    NAB_PROFILE_NAMES.map((name) => [name, normalise(details[name].raw, windows, NAB_PROFILES[name])]),
  ) as Record<NabProfileName, number>;
  return { ...normalised, series: series.length, windows, details };
}

function scoreProfile(
  marked: readonly MarkedSeries[],
  scores: readonly Float64Array[],
  name: NabProfileName,
): ProfileDetail {
  const profile = NAB_PROFILES[name];
  const { threshold, raw } = bestThreshold(marked, scores, profile);
  const sums: Record<string, { raw: number; windows: number; found: number; falseAlarms: number }> = {};
  marked.forEach((one, i) => {
    const tally = tallySeries(one, scores[i] as Float64Array, threshold, profile);
    const category = categoryOf(one.name);
    const sum = sums[category] ?? { raw: 0, windows: 0, found: 0, falseAlarms: 0 };
    sums[category] = {
      raw: sum.raw + tally.raw,
      windows: sum.windows + tally.windows,
      found: sum.found + tally.found,
      falseAlarms: sum.falseAlarms + tally.falseAlarms,
    };
  });
  const categories = Object.fromEntries(
    Object.entries(sums).map(([category, sum]) => [
      category,
      {
        score: sum.windows === 0 ? null : normalise(sum.raw, sum.windows, profile),
        windows: sum.windows,
        found: sum.found,
        falseAlarms: sum.falseAlarms,
      },
    ]),
  );
  const total = Object.values(sums);
  return {
    threshold,
    raw,
    found: total.reduce((sum, one) => sum + one.found, 0),
    falseAlarms: total.reduce((sum, one) => sum + one.falseAlarms, 0),
    categories,
  };
}
