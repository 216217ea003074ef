import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { scoreSeries } from "#server/eval/nab";
import { type NabSeries, parseColumn, readSeries, readWindows } from "#server/eval/nab-corpus";
import { markSeries, NAB_PROFILES, tallySeries } from "#server/eval/nab-rules";
import { scoreCorpus } from "#server/eval/nab-score";

describe("the rules on a small corpus", () => {
  const times = Array.from({ length: 100 }, (_, i) =>
    new Date(i * 60_000).toISOString().slice(0, 19).replace("T", " "),
  );
  const labels = { "a/x.csv": [[times[40], times[49]]] } as unknown as Record<string, [string, string][]>;
  const corpus = (marks: Record<number, number>): NabSeries[] => [
    { name: "a/x.csv", times, column: Float64Array.from(times, (_, i) => marks[i] ?? 0) },
  ];

  test("saying nothing is 0, the first point of each window and no other is 100", () => {
    expect(scoreCorpus(corpus({}), labels).standard).toBe(0);
    expect(scoreCorpus(corpus({ 40: 1 }), labels).standard).toBeCloseTo(100, 9);
  });

  test("later is worth less, false alarms cost by the profile, the probation counts nothing", () => {
    const late = scoreCorpus(corpus({ 48: 1 }), labels).standard;
    expect(late).toBeGreaterThan(50);
    expect(late).toBeLessThan(90);
    const wrong = scoreCorpus(corpus({ 20: 1, 40: 1 }), labels);
    expect(wrong.standard).toBeCloseTo(100 - 50 * 0.11, 9);
    expect(wrong.reward_low_FP_rate).toBeCloseTo(100 - 50 * 0.22, 9);
    expect(scoreCorpus(corpus({ 5: 1, 40: 1 }), labels).standard).toBeCloseTo(100, 9);
  });

  test("the threshold is the best for all series together", () => {
    const score = scoreCorpus(corpus({ 20: 0.5, 30: 0.5, 40: 0.7 }), labels);
    expect(score.details.standard.threshold).toBe(0.7);
    expect(score.details.standard.falseAlarms).toBe(0);
  });
});

// The benchmark's series and published scores lie beside the project's folder where there are any.
const DATA = new URL("../../../shared/data/nab/", import.meta.url);
const present = existsSync(DATA);
if (!present)
  console.warn(`skipped: measurements on the benchmark need ${DATA.pathname}, which is not there`);

describe.skipIf(!present)("on the benchmark's data", { timeout: 180_000 }, () => {
  const labelled = () => readWindows(new URL("combined_windows.json", DATA).pathname);

  test("published scores of the windowed Gaussian detector give its published figures on the series that are here", async () => {
    const labels = await labelled();
    const series = await readSeries(new URL("data/", DATA).pathname, "value");
    // Sums of the published score files over these 45 series, at the published threshold 1.
    const published = {
      standard: -12.0198821,
      reward_low_FP_rate: -53.3847644,
      reward_low_FN_rate: -35.0198821,
    };
    const sums = { standard: 0, reward_low_FP_rate: 0, reward_low_FN_rate: 0 };
    for (const { name } of series) {
      const path = name.replace("/", "/windowedGaussian_");
      const text = gunzipSync(readFileSync(new URL(`results/windowedGaussian/${path}.gz`, DATA))).toString();
      const { times, column } = parseColumn(text, "anomaly_score", name);
      const marked = markSeries({ name, times }, labels);
      for (const profile of ["standard", "reward_low_FP_rate", "reward_low_FN_rate"] as const)
        sums[profile] += tallySeries(marked, column, 1, NAB_PROFILES[profile]).raw;
    }
    expect(series).toHaveLength(45);
    for (const profile of ["standard", "reward_low_FP_rate", "reward_low_FN_rate"] as const)
      expect(sums[profile]).toBeCloseTo(published[profile], 6);
  });

  test("the detector is above the goals", async () => {
    const series = await readSeries(new URL("data/", DATA).pathname, "value");
    const scored = series.map((one) => ({ ...one, column: scoreSeries(one).scores }));
    const score = scoreCorpus(scored, await labelled());
    console.info(
      `NAB, ${score.series} series: standard ${score.standard.toFixed(1)}, low FP ${score.reward_low_FP_rate.toFixed(1)}, low FN ${score.reward_low_FN_rate.toFixed(1)}`,
    );
    expect(score.standard).toBeGreaterThan(75);
    expect(score.reward_low_FP_rate).toBeGreaterThan(67);
    expect(score.reward_low_FN_rate).toBeGreaterThan(80.4);
  });
});
