import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AnomalyReading,
  type AnomalyState,
  CHANNELS,
  createAnomaly,
  stepAnomaly,
} from "#detectors/anomaly/anomaly";
import { PACK_LIMIT, pack, rescale, unpackAt } from "#detectors/anomaly/packed";

const START_MS = Date.UTC(2025, 0, 6);
const FIVE_MINUTES_MS = 300_000;

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

function run(
  values: readonly number[],
  everyMs = FIVE_MINUTES_MS,
  state = createAnomaly(),
): AnomalyReading[] {
  return values.map((value, i) => stepAnomaly(state, START_MS + i * everyMs, value));
}

const anyValues = fc.array(
  fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
    fc.integer({ min: 0, max: 5 }),
  ),
  { minLength: 1, maxLength: 400 },
);

describe("no look-ahead and no hidden state", () => {
  test("the readings of a beginning do not depend on what comes after it", () => {
    fc.assert(
      fc.property(anyValues, anyValues, fc.nat(100_000_000), (first, later, everyMs) => {
        expect(run([...first, ...later], everyMs).slice(0, first.length)).toEqual(run(first, everyMs));
      }),
      { numRuns: 60 },
    );
  });

  test("the same points give the same readings, in memory or through JSON after each point", () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        let stored = createAnomaly();
        const through = values.map((value, i) => {
          stored = JSON.parse(JSON.stringify(stored)) as AnomalyState;
          return stepAnomaly(stored, START_MS + i * FIVE_MINUTES_MS, value);
        });
        expect(through).toEqual(run(values));
      }),
      { numRuns: 60 },
    );
  });
});

describe("bounds", () => {
  test("any finite input: scores stay in 0–1, the state below 4 KB and free of NaN", () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const state = createAnomaly();
        for (const { score, alarm, chance, expected } of run(values, FIVE_MINUTES_MS, state)) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
          expect([0, score]).toContain(alarm);
          expect(chance).toBeGreaterThan(-1e-300);
          expect(Number.isFinite(expected)).toBe(true);
        }
        const text = JSON.stringify(state);
        expect(text).not.toContain("null");
        expect(text.length).toBeLessThanOrEqual(4096);
      }),
      { numRuns: 60 },
    );
  });

  test("the state does not grow with the series", () => {
    const noise = makeNoise(1);
    const state = createAnomaly();
    let largest = 0;
    for (let i = 0; i < 60_000; i++) {
      const wild = i % 700 === 0 ? 10 ** (12 * noise()) : 1;
      stepAnomaly(state, START_MS + i * FIVE_MINUTES_MS, -123_456.789 * noise() * wild);
      if (i % 50 === 0) largest = Math.max(largest, JSON.stringify(state).length);
    }
    expect(largest).toBeLessThanOrEqual(4096);
  });
});

describe("what is found", () => {
  test("a constant series says nothing, and its first movement much", () => {
    const readings = run([...new Array<number>(500).fill(42), 43]);
    expect(readings.slice(0, 500).filter(({ score }) => score > 0)).toEqual([]);
    expect(readings[500]?.alarm).toBeGreaterThan(0.999);
  });

  test("missing values change nothing; a gap at the same level is no surprise", () => {
    const noise = makeNoise(2);
    const values = Array.from({ length: 1500 }, () => 100 + noise());
    const [whole, holed] = [createAnomaly(), createAnomaly()];
    values.forEach((value, i) => {
      const at = START_MS + i * FIVE_MINUTES_MS;
      const reading = stepAnomaly(whole, at, value);
      expect(stepAnomaly(holed, at, Number.NaN).score).toBe(0);
      expect(stepAnomaly(holed, at, value)).toEqual(reading);
    });
    expect(stepAnomaly(whole, START_MS + 1e10, 100.3).score).toBeLessThan(0.99);
  });

  test("noise alone is rarely surprising", () => {
    const noise = makeNoise(3);
    const readings = run(Array.from({ length: 20_000 }, () => 100 + noise())).slice(600);
    const share = (score: number) => readings.filter((one) => one.score >= score).length / readings.length;
    expect(share(0.99)).toBeLessThan(0.02);
    expect(share(0.999)).toBeLessThan(0.004);
  });

  test("a spike is an alarm at once that says what was expected and what came; its end is not another", () => {
    const noise = makeNoise(4);
    const values = Array.from({ length: 1500 }, () => 100 + noise());
    values[1200] = 130;
    const readings = run(values);
    const at = readings[1200] as AnomalyReading;
    expect(at.alarm).toBeGreaterThan(0.9999);
    expect(CHANNELS).toContain(at.cause);
    expect(Math.abs(at.expected - 100)).toBeLessThan(6);
    expect(readings.slice(1201, 1300).filter(({ alarm }) => alarm > 0.9995)).toEqual([]);
  });

  test("a level that moves for good is told in the first points and then is ordinary", () => {
    const noise = makeNoise(5);
    const readings = run(Array.from({ length: 4000 }, (_, i) => (i < 1500 ? 100 : 110) + noise()));
    expect(Math.max(...readings.slice(1500, 1510).map(({ alarm }) => alarm))).toBeGreaterThan(0.9995);
    expect(readings.slice(2200).filter(({ alarm }) => alarm > 0.9995).length).toBeLessThan(5);
  });

  test("a daily rhythm: its peak is no surprise, the same value in the trough is", () => {
    const noise = makeNoise(6);
    const values = Array.from(
      { length: 288 * 12 },
      (_, i) => 100 + 30 * Math.sin((2 * Math.PI * i) / 288) + noise(),
    );
    const trough = 288 * 11 + 216;
    const peak = 288 * 11 + 72;
    values[trough] = 130;
    const readings = run(values);
    expect(readings[peak]?.score).toBeLessThan(0.99);
    expect(readings[trough]?.score).toBeGreaterThan(0.999);
  });

  test("what happens again and again stops being an alarm", () => {
    const noise = makeNoise(7);
    const values = Array.from({ length: 6000 }, (_, i) => 10 + 0.1 * noise() + (i % 300 === 299 ? 50 : 0));
    const alarms = run(values).flatMap(({ alarm }, i) => (alarm > 0.9995 ? [i] : []));
    expect(alarms.filter((i) => i > 3000).length).toBeLessThanOrEqual(2);
  });
});

describe("packed numbers", () => {
  test("come back as they went in, bounded, and need no escape in JSON", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5000, max: 5000 })), (numbers) => {
        const text = numbers.map(pack).join("");
        expect(JSON.stringify(text).length).toBe(text.length + 2);
        numbers.forEach((value, i) => {
          expect(unpackAt(text, i)).toBe(Math.max(-PACK_LIMIT, Math.min(PACK_LIMIT, value)));
        });
        expect(rescale(text, 1, 0)).toBe(text);
      }),
    );
  });
});
