import { createSeries, SERIES_DEFAULTS, stepSeries } from "#detectors/market-anomaly/series";
import { createRegistry, DETECTORS } from "#detectors/registry";
import { analyseText } from "#detectors/text/analysis";
import type { DetectorRegistry, EntityState, ScoreConfig } from "#domain/detect";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import type { StreamEvent } from "#domain/event";
import { DEFAULT_LEVEL_RULE } from "#domain/level";
import { makeMix, makeRandom } from "#server/bench/detector-mix";

export interface DetectorBench {
  readonly events: number;
  readonly enterprises: number;
  /** Events that detectors sent to other keys; they were stepped too and are in `usPerEvent`. */
  readonly derived: number;
  readonly findings: number;
  readonly alerts: number;
  /** Mean processor time of a step, microseconds: all detectors, the score, and the collector's share. */
  readonly usPerEvent: number;
  /** The same by the clock on the wall, which other programs of the machine lengthen. */
  readonly wallUsPerEvent: number;
  readonly perSecond: number;
  /** Writing and reading a state as JSON, which the store does on each event. */
  readonly usPerStateJson: number;
  readonly bytesPerState: number;
  readonly bytesPerStateP50: number;
  readonly bytesPerStateP99: number;
  readonly bytesPerStateMax: number;
  readonly usPerEventByKind: Readonly<Record<string, number>>;
  /** The market series alone. */
  readonly usPerPoint: number;
  readonly bytesPerSeries: number;
  /** Texts of 100 characters a second, one core. */
  readonly textsPerSecond: number;
  readonly detectors: readonly string[];
}

const CONFIG: ScoreConfig = { version: 1, weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE };

/** `npm run bench -- detector`: what the detectors cost on a mix of events, without any I/O. */
export function benchDetector(
  options: { readonly events?: number; readonly enterprises?: number; readonly seed?: number } = {},
): DetectorBench {
  const { events = 200_000, enterprises = 20_000, seed = 1 } = options;
  const registry = createRegistry();
  // A first round warms the compiler; its states are thrown away.
  play(registry, [
    ...makeMix({ seed: seed + 1, events: Math.min(events, 40_000), enterprises: 4000, days: 20 }),
  ]);
  const round = play(registry, [...makeMix({ seed, events, enterprises, days: 60 })]);
  const states = [...round.states].filter(([key]) => key.startsWith("e:")).map(([, state]) => state);
  const startMs = performance.now();
  const sizes = states.map((state) => {
    const text = JSON.stringify(state);
    JSON.parse(text);
    return Buffer.byteLength(text);
  });
  const usPerStateJson = ((performance.now() - startMs) * 1000) / states.length;
  sizes.sort((a, b) => a - b);
  return {
    events,
    enterprises,
    derived: round.derived,
    findings: round.findings,
    alerts: round.alerts,
    usPerEvent: round2(round.cpuUs / round.steps),
    wallUsPerEvent: round2((round.ms * 1000) / round.steps),
    perSecond: Math.round((round.steps / round.cpuUs) * 1e6),
    usPerStateJson: round2(usPerStateJson),
    bytesPerState: Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length),
    bytesPerStateP50: sizes[Math.floor(sizes.length * 0.5)] as number,
    bytesPerStateP99: sizes[Math.floor(sizes.length * 0.99)] as number,
    bytesPerStateMax: sizes.at(-1) as number,
    usPerEventByKind: round.byKind,
    ...benchSeries(),
    textsPerSecond: benchText(),
    detectors: DETECTORS.map(({ id, version }) => `${id}.${version}`),
  };
}

interface Round {
  states: Map<string, EntityState>;
  steps: number;
  derived: number;
  findings: number;
  alerts: number;
  ms: number;
  cpuUs: number;
  byKind: Record<string, number>;
}

/** Plays events and what they derive; only the steps are timed. */
function play(registry: DetectorRegistry, events: readonly StreamEvent[]): Round {
  const states = new Map<string, EntityState>();
  const cost = new Map<string, { ms: number; steps: number }>();
  const round: Round = { states, steps: 0, derived: 0, findings: 0, alerts: 0, ms: 0, cpuUs: 0, byKind: {} };
  const queue: StreamEvent[] = [];
  const cpu = process.cpuUsage();
  for (const event of events) {
    queue.push(event);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const state = states.get(next.key) ?? registry.create(next.key);
      const startMs = performance.now();
      const result = registry.step(state, next, CONFIG);
      const ms = performance.now() - startMs;
      states.set(next.key, result.state);
      const kind = cost.get(next.kind) ?? { ms: 0, steps: 0 };
      kind.ms += ms;
      kind.steps++;
      cost.set(next.kind, kind);
      round.ms += ms;
      round.steps++;
      round.derived += result.derived.length;
      round.findings += result.findings.length;
      round.alerts += result.alerts.length;
      for (const derived of result.derived) queue.push({ ...derived, receivedMs: derived.timeMs });
    }
  }
  const used = process.cpuUsage(cpu);
  round.cpuUs = used.user + used.system;
  for (const [kind, { ms, steps }] of cost) round.byKind[kind] = round2((ms * 1000) / steps);
  return round;
}

function benchSeries(): { usPerPoint: number; bytesPerSeries: number } {
  const random = makeRandom(3);
  const points = 300_000;
  const values = Float64Array.from(
    { length: points },
    (_, i) => 50 + 8 * Math.sin((i / 288) * 2 * Math.PI) + random(),
  );
  const series = createSeries(0, values[0] as number);
  const startMs = performance.now();
  for (let i = 1; i < points; i++) stepSeries(series, i * 300_000, values[i] as number, SERIES_DEFAULTS);
  const ms = performance.now() - startMs;
  return {
    usPerPoint: round2((ms * 1000) / points),
    bytesPerSeries: Buffer.byteLength(JSON.stringify(series)),
  };
}

function benchText(): number {
  const texts = [...makeMix({ seed: 5, events: 30_000, enterprises: 1000, days: 1 })]
    .filter(({ kind }) => kind === "sentiment")
    .map((event) =>
      `${(event.data as { text: string }).text}记者从相关部门了解到，有关情况正在进一步核实之中，后续将及时公布。`.slice(
        0,
        100,
      ),
    );
  for (const text of texts) analyseText(text);
  const startMs = performance.now();
  for (const text of texts) analyseText(text);
  return Math.round((texts.length / (performance.now() - startMs)) * 1000);
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
