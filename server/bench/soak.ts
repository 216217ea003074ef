import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProgram } from "#server/bench/program-child";
import { peakRssMb, rssMb } from "#server/bench/resources";

export interface SoakOptions {
  readonly minutes: number;
  readonly enterprises: number;
  readonly say: (text: string) => void;
}

const SAMPLE_MS = 5000;
/** 100,000 enterprises with their history take some minutes. */
const SEED_MS = 30 * 60_000;
/** Left out of the slope: caches fill and code is compiled. */
const WARM_SHARE = 0.2;

/** `bench soak`: the simulated city lives for a while, and the resident memory of its process is watched. */
export async function runSoak(options: SoakOptions): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "guanlan-soak-"));
  await chmod(folder, 0o755);
  const env = { CITY: "simulated", CITY_SIZE: String(options.enterprises), CITY_RATE: "20" };
  const child = await startProgram(join(folder, "var"), env, SEED_MS);
  try {
    const startMs = performance.now();
    const samples: [hours: number, mb: number][] = [];
    while (performance.now() - startMs < options.minutes * 60_000) {
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
      samples.push([(performance.now() - startMs) / 3_600_000, rssMb(child.pid)]);
      if (samples.length % 12 === 0)
        options.say(`${samples.length / 12} min: ${Math.round(samples.at(-1)?.[1] ?? 0)} MB`);
    }
    const counted = samples.slice(Math.floor(samples.length * WARM_SHARE));
    return {
      minutes: options.minutes,
      enterprises: options.enterprises,
      rssSlopeMbPerHour: Math.round(slope(counted) * 10) / 10,
      firstMb: Math.round(counted[0]?.[1] ?? 0),
      lastMb: Math.round(counted.at(-1)?.[1] ?? 0),
      peakRssMb: Math.round(peakRssMb(child.pid)),
    };
  } finally {
    await child.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Least squares. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const n = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const under = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return under === 0 ? 0 : over / under;
}
