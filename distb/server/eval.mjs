import {
  ANOMALY_DEFAULTS,
  createAnomaly,
  stepAnomaly
} from "./chunks/chunk-5TXHEG2A.mjs";
import "./chunks/chunk-OWBHCNKY.mjs";
import "./chunks/chunk-DPTJRLNT.mjs";

// server/eval/main.ts
import { resolve } from "node:path";
import { parseArgs } from "node:util";

// server/eval/nab.ts
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join as join2 } from "node:path";

// server/eval/nab-corpus.ts
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
async function readSeries(folder, column) {
  const series = [];
  for (const category of (await readdir(folder, { withFileTypes: true })).sort(byName)) {
    if (!category.isDirectory()) continue;
    for (const file of (await readdir(join(folder, category.name))).sort()) {
      if (!file.endsWith(".csv")) continue;
      const text = await readFile(join(folder, category.name, file), "utf8");
      series.push({ name: `${category.name}/${file}`, ...parseColumn(text, column, file) });
    }
  }
  return series;
}
async function readWindows(file) {
  return JSON.parse(await readFile(file, "utf8"));
}
function parseColumn(text, column, file) {
  const [head = "", ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(",");
  const time = names.indexOf("timestamp");
  const wanted = names.indexOf(column);
  if (time < 0 || wanted < 0) throw new Error(`${file} has no columns timestamp and ${column}`);
  const rows = lines.map((line) => line.split(","));
  return {
    times: rows.map((row) => row[time]),
    column: Float64Array.from(rows, (row) => Number(row[wanted]))
  };
}
function categoryOf(name) {
  return name.slice(0, name.indexOf("/"));
}
function timeMsOf(time) {
  return Date.parse(`${time.slice(0, 19).replace(" ", "T")}Z`);
}
function byName(a, b) {
  return a.name < b.name ? -1 : 1;
}

// server/eval/nab.ts
async function runNab(data, out) {
  let [points, ms, bytes] = [0, 0, 0];
  const all = await readSeries(data, "value");
  if (all.length === 0) throw new Error(`there is no series (<category>/<file>.csv) under ${data}`);
  for (const series of all) {
    const startMs = performance.now();
    const { scores, stateBytes } = scoreSeries(series);
    ms += performance.now() - startMs;
    points += scores.length;
    bytes = Math.max(bytes, stateBytes);
    const file = join2(out, series.name);
    await mkdir(dirname(file), { recursive: true });
    const rows = series.times.map((time, i) => `${time},${scores[i]}
`);
    await writeFile(file, `timestamp,anomaly_score
${rows.join("")}`);
  }
  const usPerPoint = Math.round(100 * ms * 1e3 / points) / 100;
  return { series: all.length, points, usPerPoint, bytesPerSeries: bytes, out };
}
function scoreSeries(series, p = ANOMALY_DEFAULTS) {
  const scores = new Float64Array(series.times.length);
  const state = createAnomaly();
  for (let i = 0; i < scores.length; i++) {
    const at = timeMsOf(series.times[i]);
    scores[i] = stepAnomaly(state, at, series.column[i], p).alarm;
  }
  return { scores, stateBytes: Buffer.byteLength(JSON.stringify(state)) };
}

// server/eval/nab-rules.ts
var NAB_PROFILES = {
  standard: { hit: 1, miss: 1, falseAlarm: 0.11 },
  reward_low_FP_rate: { hit: 1, miss: 1, falseAlarm: 0.22 },
  reward_low_FN_rate: { hit: 1, miss: 2, falseAlarm: 0.11 }
};
var NAB_PROFILE_NAMES = Object.keys(NAB_PROFILES);
var PROBATION_SHARE = 0.15;
var PROBATION_POINTS = 5e3;
function markSeries(series, labels) {
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
    return [left, right];
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
function tallySeries(marked, scores, threshold, profile) {
  const best = new Float64Array(marked.windows).fill(Number.NEGATIVE_INFINITY);
  let [outside, falseAlarms] = [0, 0];
  for (let i = marked.start; i < scores.length; i++) {
    if (scores[i] < threshold) continue;
    const window = marked.windowOf[i];
    if (window >= 0) best[window] = Math.max(best[window], marked.place[i]);
    else {
      outside += marked.place[i];
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
function bestThreshold(marked, scores, profile) {
  const size = scores.reduce(
    (sum, column, s) => sum + countAbove(column, marked[s].start),
    0
  );
  const [points, values, windows] = [new Float64Array(size), new Float64Array(size), new Int32Array(size)];
  let [k, offset] = [0, 0];
  marked.forEach((one, s) => {
    const column = scores[s];
    for (let i = one.start; i < column.length; i++) {
      if (!(column[i] > 0)) continue;
      points[k] = column[i];
      values[k] = one.place[i];
      const window = one.windowOf[i];
      windows[k++] = window < 0 ? -1 : offset + window;
    }
    offset += one.windows;
  });
  const order = Uint32Array.from({ length: size }, (_, i) => i).sort(
    (a, b) => points[b] - points[a]
  );
  const earned = new Float64Array(offset).fill(-profile.miss);
  let raw = -profile.miss * offset;
  let best = { threshold: 1.1, raw };
  for (let i = 0; i < size; i++) {
    const at = order[i];
    const window = windows[at];
    if (window < 0) raw += values[at] * profile.falseAlarm;
    else {
      const gain = values[at] * profile.hit - earned[window];
      if (gain > 0) {
        raw += gain;
        earned[window] = values[at] * profile.hit;
      }
    }
    const last = i + 1 === size || points[order[i + 1]] !== points[at];
    if (last && raw > best.raw) best = { threshold: points[at], raw };
  }
  return best;
}
function normalise(raw, windows, profile) {
  const nothing = -profile.miss * windows;
  return 100 * (raw - nothing) / (profile.hit * windows - nothing);
}
function countAbove(column, start) {
  let count = 0;
  for (let i = start; i < column.length; i++) if (column[i] > 0) count++;
  return count;
}
function slope(position) {
  return position >= 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
}
function trimTime(time) {
  return time.slice(0, 19);
}

// server/eval/nab-leave-out.ts
var D = ANOMALY_DEFAULTS;
var VARIANTS = {
  defaults: {},
  "stretch 48": { stretch: 48 },
  "stretch 96": { stretch: 96 },
  "16 shapes": { shape: { ...D.shape, prototypes: 16 } },
  "memory 2000": { tail: { ...D.tail, memory: 2e3 } },
  "pause 6": { tail: { ...D.tail, pause: 6 } },
  "16 peaks": { tail: { ...D.tail, peaks: 16 } },
  "assumed 0.4": { tail: { ...D.tail, assumed: 0.4 } },
  "equal weights": { weights: [1, 1, 1, 1, 1] },
  "no quiet": { weights: [1, 1, 0.7, 0.5, 0] },
  "no course": { weights: [1, 1, 0.7, 0, 0.7] },
  "hold 300": { holdFor: 300 },
  "stronger 1.4": { holdStronger: 1.4 }
};
async function leaveOutNab(data, labels, say2) {
  const series = await readSeries(data, "value");
  const windows = await readWindows(labels);
  const marked = series.map((one) => markSeries(one, windows));
  const categories = [...new Set(series.map(({ name }) => categoryOf(name)))];
  const tried = Object.entries(VARIANTS).map(([name, change]) => {
    say2(name);
    return { name, scores: series.map((one) => scoreSeries(one, { ...D, ...change }).scores) };
  });
  const pick = (list, keep) => list.filter((_, i) => keep(categoryOf(series[i].name)));
  const result = {};
  for (const profileName of NAB_PROFILE_NAMES) {
    const profile = NAB_PROFILES[profileName];
    const total = marked.reduce((sum, one) => sum + one.windows, 0);
    const alone = Object.fromEntries(
      tried.map(({ name, scores }) => [
        name,
        round1(normalise(bestThreshold(marked, scores, profile).raw, total, profile))
      ])
    );
    let pooled = 0;
    const left = {};
    for (const category of categories) {
      const others = pick(marked, (one) => one !== category);
      const choices = tried.map(({ name, scores }) => ({
        name,
        scores,
        ...bestThreshold(
          others,
          pick(scores, (one) => one !== category),
          profile
        )
      }));
      const best = choices.reduce((a, b) => b.raw > a.raw ? b : a);
      const own = pick(marked, (one) => one === category);
      const ownScores = pick(best.scores, (one) => one === category);
      const tallies = own.map(
        (one, i) => tallySeries(one, ownScores[i], best.threshold, profile)
      );
      const raw = tallies.reduce((sum, one) => sum + one.raw, 0);
      const count = own.reduce((sum, one) => sum + one.windows, 0);
      pooled += raw;
      left[category] = {
        chosen: best.name,
        score: count === 0 ? null : round1(normalise(raw, count, profile)),
        windows: count,
        found: tallies.reduce((sum, one) => sum + one.found, 0),
        falseAlarms: tallies.reduce((sum, one) => sum + one.falseAlarms, 0)
      };
    }
    result[profileName] = { leftOut: round1(normalise(pooled, total, profile)), categories: left, alone };
  }
  return result;
}
function round1(value) {
  return Math.round(value * 10) / 10;
}

// server/eval/nab-score.ts
async function scoreNab(results, labels) {
  const series = await readSeries(results, "anomaly_score");
  if (series.length === 0) throw new Error(`there are no scores (<category>/<file>.csv) under ${results}`);
  return scoreCorpus(series, await readWindows(labels));
}
function scoreCorpus(series, labels) {
  const marked = series.map((one) => markSeries(one, labels));
  const scores = series.map(({ column }) => column);
  const windows = marked.reduce((sum, one) => sum + one.windows, 0);
  const details = Object.fromEntries(
    NAB_PROFILE_NAMES.map((name) => [name, scoreProfile(marked, scores, name)])
  );
  const normalised = Object.fromEntries(
    NAB_PROFILE_NAMES.map((name) => [name, normalise(details[name].raw, windows, NAB_PROFILES[name])])
  );
  return { ...normalised, series: series.length, windows, details };
}
function scoreProfile(marked, scores, name) {
  const profile = NAB_PROFILES[name];
  const { threshold, raw } = bestThreshold(marked, scores, profile);
  const sums = {};
  marked.forEach((one, i) => {
    const tally = tallySeries(one, scores[i], threshold, profile);
    const category = categoryOf(one.name);
    const sum = sums[category] ?? { raw: 0, windows: 0, found: 0, falseAlarms: 0 };
    sums[category] = {
      raw: sum.raw + tally.raw,
      windows: sum.windows + tally.windows,
      found: sum.found + tally.found,
      falseAlarms: sum.falseAlarms + tally.falseAlarms
    };
  });
  const categories = Object.fromEntries(
    Object.entries(sums).map(([category, sum]) => [
      category,
      {
        score: sum.windows === 0 ? null : normalise(sum.raw, sum.windows, profile),
        windows: sum.windows,
        found: sum.found,
        falseAlarms: sum.falseAlarms
      }
    ])
  );
  const total = Object.values(sums);
  return {
    threshold,
    raw,
    found: total.reduce((sum, one) => sum + one.found, 0),
    falseAlarms: total.reduce((sum, one) => sum + one.falseAlarms, 0),
    categories
  };
}

// server/eval/main.ts
var HELP = `npm run eval -- <task> [--json]

Measures a capability on labelled data; one JSON object comes last on standard output.

  nab        --data DIR --out OUT        scores every series DIR/<category>/<file>.csv (timestamp,value) as a stream and
                                         writes OUT/<category>/<file>.csv (timestamp,anomaly_score)
  nab-score  --results OUT --labels FILE scores such files by the rules of the Numenta Anomaly Benchmark
  nab-leave-out --data DIR --labels FILE constants and threshold chosen without a category, that category scored
`;
var say = (text) => void process.stderr.write(`${text}
`);
async function main(args) {
  const [task, ...rest] = args;
  if (task === void 0 || task === "--help") return void process.stdout.write(HELP);
  const { values } = parseArgs({
    args: rest,
    options: {
      data: { type: "string" },
      out: { type: "string" },
      results: { type: "string" },
      labels: { type: "string" },
      json: { type: "boolean", default: false }
    }
  });
  const result = await run(task, (name) => {
    const path = values[name];
    if (path === void 0) throw new Error(`${task} needs --${name}
${HELP}`);
    return resolve(path);
  });
  process.stdout.write(`${JSON.stringify(result, null, values.json ? 0 : 2)}
`);
}
function run(task, path) {
  switch (task) {
    case "nab":
      return runNab(path("data"), path("out"));
    case "nab-score":
      return scoreNab(path("results"), path("labels"));
    case "nab-leave-out":
      return leaveOutNab(path("data"), path("labels"), say);
    default:
      throw new Error(`there is no task ${task}
${HELP}`);
  }
}
main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error?.stack ?? error}
`);
    process.exit(1);
  }
);
//# sourceMappingURL=eval.mjs.map
