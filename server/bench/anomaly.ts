import { createAnomaly, stepAnomaly } from "#detectors/anomaly/anomaly";
import { makeRandom } from "#server/bench/detector-mix";

export interface AnomalyBench {
  readonly points: number;
  readonly perSecond: number;
  readonly usPerPoint: number;
  /** The largest state of a series on the way, as JSON. */
  readonly bytesPerSeries: number;
  /** Writing and reading that state as JSON. */
  readonly usPerStateJson: number;
}

const POINTS = 200_000;

/** `npm run bench -- anomaly`: the stream detector on a long series with a rhythm, noise, jumps and spikes. */
export function benchAnomaly(): AnomalyBench {
  const random = makeRandom(3);
  let level = 5e6;
  const values = Float64Array.from({ length: POINTS }, (_, i) => {
    if (i % 9000 === 8999) level *= 0.5 + random();
    const spike = i % 1100 === 1099 ? 3e6 * random() : 0;
    return level * (1 + 0.2 * Math.sin((i / 288) * 2 * Math.PI) + 0.05 * random()) + spike;
  });
  let state = createAnomaly();
  // Once to warm the engine up, once measured.
  for (let i = 0; i < 20_000; i++) stepAnomaly(state, i * 300_000, values[i] as number);
  state = createAnomaly();
  let bytes = 0;
  let ms = 0;
  for (let from = 0; from < POINTS; from += 1000) {
    const startMs = performance.now();
    for (let i = from; i < from + 1000; i++) stepAnomaly(state, i * 300_000, values[i] as number);
    ms += performance.now() - startMs;
    bytes = Math.max(bytes, Buffer.byteLength(JSON.stringify(state)));
  }
  const startMs = performance.now();
  for (let i = 0; i < 2000; i++) state = JSON.parse(JSON.stringify(state));
  const jsonMs = performance.now() - startMs;
  return {
    points: POINTS,
    perSecond: Math.round((POINTS / ms) * 1000),
    usPerPoint: round2((ms * 1000) / POINTS),
    bytesPerSeries: bytes,
    usPerStateJson: round2((jsonMs * 1000) / 2000),
  };
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
