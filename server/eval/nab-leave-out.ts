import { ANOMALY_DEFAULTS, type AnomalyParameters } from "#detectors/anomaly/anomaly";
import { scoreSeries } from "#server/eval/nab";
import { categoryOf, readSeries, readWindows } from "#server/eval/nab-corpus";
import {
  bestThreshold,
  markSeries,
  NAB_PROFILE_NAMES,
  NAB_PROFILES,
  normalise,
  tallySeries,
} from "#server/eval/nab-rules";

const D = ANOMALY_DEFAULTS;
/** Constants that are tried, each apart from the others. */
const VARIANTS: Readonly<Record<string, Partial<AnomalyParameters>>> = {
  defaults: {},
  "stretch 48": { stretch: 48 },
  "stretch 96": { stretch: 96 },
  "16 shapes": { shape: { ...D.shape, prototypes: 16 } },
  "memory 2000": { tail: { ...D.tail, memory: 2000 } },
  "pause 6": { tail: { ...D.tail, pause: 6 } },
  "16 peaks": { tail: { ...D.tail, peaks: 16 } },
  "assumed 0.4": { tail: { ...D.tail, assumed: 0.4 } },
  "equal weights": { weights: [1, 1, 1, 1, 1] },
  "no quiet": { weights: [1, 1, 0.7, 0.5, 0] },
  "no course": { weights: [1, 1, 0.7, 0, 0.7] },
  "hold 300": { holdFor: 300 },
  "stronger 1.4": { holdStronger: 1.4 },
};

/** For each category: constants and threshold are the best on all others, and the category is scored with them. */
export async function leaveOutNab(
  data: string,
  labels: string,
  say: (text: string) => void,
): Promise<object> {
  const series = await readSeries(data, "value");
  const windows = await readWindows(labels);
  const marked = series.map((one) => markSeries(one, windows));
  const categories = [...new Set(series.map(({ name }) => categoryOf(name)))];
  const tried = Object.entries(VARIANTS).map(([name, change]) => {
    say(name);
    return { name, scores: series.map((one) => scoreSeries(one, { ...D, ...change }).scores) };
  });
  const pick = <T>(list: readonly T[], keep: (category: string) => boolean): T[] =>
    list.filter((_, i) => keep(categoryOf((series[i] as { name: string }).name)));
  const result: Record<string, object> = {};
  for (const profileName of NAB_PROFILE_NAMES) {
    const profile = NAB_PROFILES[profileName];
    const total = marked.reduce((sum, one) => sum + one.windows, 0);
    const alone = Object.fromEntries(
      tried.map(({ name, scores }) => [
        name,
        round1(normalise(bestThreshold(marked, scores, profile).raw, total, profile)),
      ]),
    );
    let pooled = 0;
    const left: Record<string, object> = {};
    for (const category of categories) {
      const others = pick(marked, (one) => one !== category);
      const choices = tried.map(({ name, scores }) => ({
        name,
        scores,
        ...bestThreshold(
          others,
          pick(scores, (one) => one !== category),
          profile,
        ),
      }));
      const best = choices.reduce((a, b) => (b.raw > a.raw ? b : a));
      const own = pick(marked, (one) => one === category);
      const ownScores = pick(best.scores, (one) => one === category);
      const tallies = own.map((one, i) =>
        tallySeries(one, ownScores[i] as Float64Array, best.threshold, profile),
      );
      const raw = tallies.reduce((sum, one) => sum + one.raw, 0);
      const count = own.reduce((sum, one) => sum + one.windows, 0);
      pooled += raw;
      left[category] = {
        chosen: best.name,
        score: count === 0 ? null : round1(normalise(raw, count, profile)),
        windows: count,
        found: tallies.reduce((sum, one) => sum + one.found, 0),
        falseAlarms: tallies.reduce((sum, one) => sum + one.falseAlarms, 0),
      };
    }
    result[profileName] = { leftOut: round1(normalise(pooled, total, profile)), categories: left, alone };
  }
  return result;
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
