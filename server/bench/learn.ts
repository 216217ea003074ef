import { ALGORITHMS } from "#detectors/learn/catalogue";
import type { Table } from "#detectors/learn/table";
import { makeRandom } from "#server/bench/detector-mix";

const ROWS = 10_000;
const FEATURES = 30;
const EXPLAINED = 50;

/** Every algorithm with its defaults on 10,000 made-up firms of 30 features; processor time, so that neighbours count little. */
export async function benchLearn(say: (text: string) => void): Promise<object> {
  const { table, labels } = makeFirms();
  const results: Record<string, object> = {};
  for (const algorithm of ALGORITHMS) {
    say(algorithm.id);
    let startMs = cpuMs();
    const model = await algorithm.train(table, labels, {}, { seed: 1 });
    const trainMs = cpuMs() - startMs;
    startMs = cpuMs();
    model.score(table);
    const scoreMs = cpuMs() - startMs;
    startMs = cpuMs();
    for (let row = 0; row < EXPLAINED; row++) model.explain(table, row);
    const explainMs = cpuMs() - startMs;
    results[algorithm.id] = {
      trainSeconds: round(trainMs / 1000),
      trainUsPerRow: round((1000 * trainMs) / ROWS),
      scoreUsPerRow: round((1000 * scoreMs) / ROWS),
      explainMsPerRow: round(explainMs / EXPLAINED),
      modelBytes: Buffer.byteLength(JSON.stringify(model)),
    };
  }
  return { rows: ROWS, features: FEATURES, results };
}

/** One in twenty risky; a third of the columns speak of it, one value in ten is missing. */
function makeFirms(): { table: Table; labels: Uint8Array } {
  const random = makeRandom(5);
  const labels = Uint8Array.from({ length: ROWS }, () => (random() < 0.05 ? 1 : 0));
  const columns = Array.from({ length: FEATURES }, (_, f) =>
    Float64Array.from(labels, (label) => {
      if (random() < 0.1) return Number.NaN;
      const noise = random() + random() + random() - 1.5;
      return f % 3 === 0 ? noise + 0.3 * label : noise;
    }),
  );
  return { table: { names: columns.map((_, f) => `f${f}`), columns, rows: ROWS }, labels };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
