import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  ANOMALY_DEFAULTS,
  type AnomalyParameters,
  createAnomaly,
  stepAnomaly,
} from "#detectors/anomaly/anomaly";
import { type NabSeries, readSeries, timeMsOf } from "#server/eval/nab-corpus";

export interface NabRun {
  readonly series: number;
  readonly points: number;
  readonly usPerPoint: number;
  /** The largest state of any series at its end, as JSON. */
  readonly bytesPerSeries: number;
  readonly out: string;
}

/** Writes `timestamp,anomaly_score` for every series under a folder: one configuration, each point judged as it comes. */
export async function runNab(data: string, out: string): Promise<NabRun> {
  let [points, ms, bytes] = [0, 0, 0];
  const all = await readSeries(data, "value");
  if (all.length === 0) throw new Error(`there is no series (<category>/<file>.csv) under ${data}`);
  for (const series of all) {
    const startMs = performance.now();
    const { scores, stateBytes } = scoreSeries(series);
    ms += performance.now() - startMs;
    points += scores.length;
    bytes = Math.max(bytes, stateBytes);
    const file = join(out, series.name);
    await mkdir(dirname(file), { recursive: true });
    const rows = series.times.map((time, i) => `${time},${scores[i]}\n`);
    await writeFile(file, `timestamp,anomaly_score\n${rows.join("")}`);
  }
  const usPerPoint = Math.round((100 * ms * 1000) / points) / 100;
  return { series: all.length, points, usPerPoint, bytesPerSeries: bytes, out };
}

export function scoreSeries(
  series: NabSeries,
  p: AnomalyParameters = ANOMALY_DEFAULTS,
): { scores: Float64Array; stateBytes: number } {
  const scores = new Float64Array(series.times.length);
  const state = createAnomaly();
  for (let i = 0; i < scores.length; i++) {
    const at = timeMsOf(series.times[i] as string);
    scores[i] = stepAnomaly(state, at, series.column[i] as number, p).alarm;
  }
  return { scores, stateBytes: Buffer.byteLength(JSON.stringify(state)) };
}
