import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createSeries, SERIES_DEFAULTS, stepSeries } from "#detectors/market-anomaly/series";
import { analyseText } from "#detectors/text/analysis";

// Real data with labels lie beside the project's folder where there are any; a fresh clone has none.
const DATA = new URL("../../shared/data/", import.meta.url);
const present = existsSync(DATA);
if (!present) console.warn(`skipped: measurements on real data need ${DATA.pathname}, which is not there`);

describe.skipIf(!present)("measured on real data", { timeout: 180_000 }, () => {
  test("lexicon against labelled negative financial news (finnsp): nothing was trained on it", () => {
    type Row = [id: string, title: string, text: string, entities: string, negative: string, keys: string];
    const rows = JSON.parse(readFileSync(new URL("text/finnsp/train.json", DATA), "utf8")) as Row[];
    let [hit, miss, wrong] = [0, 0, 0];
    for (const [, title, text, , label] of rows) {
      const whole = title !== "" && !text.startsWith(title) ? `${title}。${text}` : text;
      const said = analyseText(whole).negative >= 0.5;
      if (said && label === "1") hit++;
      else if (said) wrong++;
      else if (label === "1") miss++;
    }
    const precision = hit / (hit + wrong);
    const recall = hit / (hit + miss);
    const f1 = (2 * precision * recall) / (precision + recall);
    console.info(
      `finnsp ${rows.length} texts: precision ${precision.toFixed(3)} recall ${recall.toFixed(3)} F1 ${f1.toFixed(3)}`,
    );
    expect(f1).toBeGreaterThan(0.91);
  });

  test("market series against the labelled windows of NAB: at a chance of 2 in 1000 about 2 in 1000 other points are marked", () => {
    const windows = JSON.parse(readFileSync(new URL("nab/combined_windows.json", DATA), "utf8")) as Record<
      string,
      [string, string][]
    >;
    let [noticed, all, outside, points] = [0, 0, 0, 0];
    for (const folder of readdirSync(new URL("nab/data/", DATA))) {
      for (const file of readdirSync(new URL(`nab/data/${folder}/`, DATA))) {
        const spans = (windows[`${folder}/${file}`] ?? []).map(
          ([from, to]) => [timeOf(from), timeOf(to)] as const,
        );
        const marked = marksIn(readFileSync(new URL(`nab/data/${folder}/${file}`, DATA), "utf8"));
        points += marked.points;
        all += spans.length;
        noticed += spans.filter(([from, to]) => marked.times.some((at) => at >= from && at <= to)).length;
        outside += marked.times.filter((at) => !spans.some(([from, to]) => at >= from && at <= to)).length;
      }
    }
    console.info(
      `NAB: ${noticed} of ${all} windows noticed, ${((1000 * outside) / points).toFixed(2)} marks outside in 1000 points`,
    );
    expect(noticed / all).toBeGreaterThan(0.6);
    expect(outside / points).toBeLessThan(0.004);
  });
});

function timeOf(text: string): number {
  return Date.parse(`${text.slice(0, 19).replace(" ", "T")}Z`);
}

/** Times of points that come by a chance of at most 2 in 1000. */
function marksIn(csv: string): { times: number[]; points: number } {
  const lines = csv.trim().split("\n").slice(1);
  const rows = lines.map((line) => {
    const [time = "", value = ""] = line.split(",");
    return [timeOf(time), Number(value)] as const;
  });
  const [first] = rows;
  if (first === undefined) return { times: [], points: 0 };
  const series = createSeries(first[0], first[1]);
  const times: number[] = [];
  for (const [at, value] of rows.slice(1)) {
    const { chance } = stepSeries(series, at, value, SERIES_DEFAULTS);
    if (chance <= 0.002) times.push(at);
  }
  return { times, points: rows.length };
}
