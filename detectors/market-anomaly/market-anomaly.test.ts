import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { marketAnomaly } from "#detectors/market-anomaly/market-anomaly";
import {
  createSeries,
  type Reading,
  SERIES_DEFAULTS,
  type SeriesState,
  stepSeries,
  tailChance,
} from "#detectors/market-anomaly/series";
import { createRegistry } from "#detectors/registry";
import { createCity, makeEvent, START_MS } from "#detectors/testing";
import { DAY_MS, HOUR_MS } from "#detectors/time";

/** Seeded normal noise (Box–Muller over mulberry32): the same in every run. */
function makeNoise(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(uniform() + 1e-12)) * Math.cos(2 * Math.PI * uniform());
}

function run(values: readonly number[], everyMs = HOUR_MS): { readings: Reading[]; series: SeriesState } {
  const series = createSeries(START_MS, values[0] as number);
  const readings = values
    .slice(1)
    .map((value, i) => stepSeries(series, START_MS + (i + 1) * everyMs, value, SERIES_DEFAULTS));
  return { readings, series };
}

const MARKED = 0.001;

describe("series", () => {
  test("quiet noise is rarely marked, and the chance is about what it says", () => {
    const noise = makeNoise(1);
    const { readings } = run(Array.from({ length: 20_000 }, () => 100 + noise()));
    const share = (limit: number) =>
      readings.filter(({ chance }) => chance <= limit).length / readings.length;
    expect(share(0.05)).toBeGreaterThan(0.02);
    expect(share(0.05)).toBeLessThan(0.1);
    expect(share(MARKED)).toBeLessThan(0.003);
  });

  test("a spike is marked at once, and the next ordinary points are not", () => {
    const noise = makeNoise(2);
    const values = Array.from({ length: 500 }, () => 100 + noise());
    values[400] = 125;
    const { readings } = run(values);
    expect(readings[399]?.chance).toBeLessThan(MARKED);
    expect(readings[399]?.expected).toBeCloseTo(100, 0);
    expect(readings.slice(400, 420).filter(({ chance }) => chance < MARKED)).toEqual([]);
  });

  test("a level that moves for good is told once as a shift and then is the new normal", () => {
    const noise = makeNoise(3);
    const { readings } = run(Array.from({ length: 800 }, (_, i) => (i < 400 ? 100 : 110) + noise()));
    const shifts = readings.flatMap(({ shift }, i) => (shift === null ? [] : [{ i, ...shift }]));
    expect(shifts).toHaveLength(1);
    expect(shifts[0]?.i).toBeLessThan(415);
    expect(shifts[0]?.from).toBeCloseTo(100, 0);
    expect(Math.abs((shifts[0]?.to ?? 0) - 110)).toBeLessThan(2);
    expect(readings.slice(450).filter(({ chance }) => chance < MARKED)).toEqual([]);
  });

  test("a daily rhythm is learnt: its peak is no surprise, the same value at night is", () => {
    const noise = makeNoise(4);
    const rhythm = (i: number) => 100 + 30 * Math.sin((2 * Math.PI * (i % 24)) / 24);
    const values = Array.from({ length: 24 * 60 }, (_, i) => rhythm(i) + noise());
    const at = 24 * 50 + 18; // the trough
    values[at] = 130;
    const { readings } = run(values);
    expect(readings[at - 1]?.chance).toBeLessThan(MARKED);
    const ordinary = readings.slice(24 * 20).filter((_, i) => i !== at - 1 - 24 * 20);
    expect(ordinary.filter(({ chance }) => chance < MARKED).length / ordinary.length).toBeLessThan(0.004);
  });

  test("missing data are no surprise: a day without points, then the old level", () => {
    const noise = makeNoise(5);
    const series = createSeries(START_MS, 100);
    for (let i = 1; i < 300; i++) stepSeries(series, START_MS + i * HOUR_MS, 100 + noise(), SERIES_DEFAULTS);
    const reading = stepSeries(series, START_MS + 300 * HOUR_MS + 3 * DAY_MS, 100.5, SERIES_DEFAULTS);
    expect(reading.chance).toBeGreaterThan(0.01);
    expect(series.g).toBeLessThan(1.3 * HOUR_MS);
  });

  test("a constant series that moves is marked, and never divides by zero", () => {
    const { readings } = run([...Array.from({ length: 200 }, () => 42), 43, 42, 42]);
    expect(readings[199]?.chance).toBeLessThan(MARKED);
    for (const { score } of readings) expect(Number.isFinite(score)).toBe(true);
  });

  test("any finite input: the score stays in 0–1, and the state small and free of NaN", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), {
          minLength: 2,
          maxLength: 200,
        }),
        fc.nat(100_000_000),
        (values, everyMs) => {
          const { readings, series } = run(values, everyMs);
          for (const { score, chance } of readings) {
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(1);
            expect(chance).toBeGreaterThan(0);
          }
          const text = JSON.stringify(series);
          expect(text).not.toMatch(/\[[^\]]*null/);
          expect(text.length).toBeLessThan(1200);
        },
      ),
    );
  });

  test("a state that went through JSON goes on exactly as one that did not", () => {
    const noise = makeNoise(6);
    const values = Array.from({ length: 400 }, (_, i) => 1000 + 50 * Math.sin(i / 4) + 10 * noise());
    const kept = createSeries(START_MS, 1000);
    let stored = createSeries(START_MS, 1000);
    values.forEach((value, i) => {
      const at = START_MS + (i + 1) * HOUR_MS;
      const a = stepSeries(kept, at, value, SERIES_DEFAULTS);
      stored = JSON.parse(JSON.stringify(stored)) as SeriesState;
      expect(stepSeries(stored, at, value, SERIES_DEFAULTS)).toEqual(a);
    });
  });

  test("the chance falls with distance", () => {
    let last = 1;
    for (let z = 0; z <= 60; z += 0.25) {
      const chance = tailChance([0.2, 0.03, 0.002, 0.0001], z);
      expect(chance).toBeLessThanOrEqual(last);
      last = chance;
    }
  });
});

describe("market anomaly", () => {
  const registry = createRegistry({ detectors: [marketAnomaly] });
  const point = (i: number, value: number, metric = "成交量") =>
    makeEvent("market", `m/${metric}/${i}`, START_MS + i * HOUR_MS, { metric, value, unit: "万元" });

  test("says what was expected and what came", () => {
    const noise = makeNoise(7);
    const city = createCity(registry);
    city.play(Array.from({ length: 300 }, (_, i) => point(i, 100 + noise())));
    expect(city.findings).toEqual([]);
    city.play([point(300, 160)]);
    expect(city.findings[0]?.reason).toMatch(
      /^成交量 实际 160，预期 (99|100)[\d.]*±[\d.]+（偏离 \d+(\.\d)? 倍）$/,
    );
    expect(city.findings[0]?.dimension).toBe("behaviour");
  });

  test("keeps a bounded number of series", () => {
    const city = createCity(registry);
    for (let metric = 0; metric < 30; metric++)
      city.play(Array.from({ length: 40 }, (_, i) => point(metric * 40 + i, i % 7, `m${metric}`)));
    const state = city.stateOf("e:7").detectors["market-anomaly"] as { series: object };
    expect(Object.keys(state.series)).toHaveLength(6);
    expect(JSON.stringify(state).length).toBeLessThan(6 * 700);
  });
});
