import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createDeparture,
  DEPARTURE_DEFAULTS,
  type Departure,
  type DepartureState,
  stepDeparture,
} from "#detectors/market-anomaly/departure";
import { createMarketAnomaly } from "#detectors/market-anomaly/market-anomaly";
import { makeRandom } from "#detectors/random";
import { createRegistry } from "#detectors/registry";
import { createCity, makeEvent, START_MS } from "#detectors/testing";
import { DAY_MS, HOUR_MS } from "#detectors/time";

function run(values: readonly number[], state = createDeparture(START_MS, values[0] as number)) {
  return values
    .slice(1)
    .map((value, i) => stepDeparture(state, START_MS + (i + 1) * DAY_MS, value, DEPARTURE_DEFAULTS));
}

/** Values that swing about 100 by about 1, one a day. */
function makeDays(count: number, seed = 1): number[] {
  const random = makeRandom(seed);
  return Array.from({ length: count }, () => 100 + 4 * (random() + random() - 1));
}

describe("departure", () => {
  test("ordinary days say nothing, nor do the first ones", () => {
    expect(run(makeDays(400)).filter((one) => one !== null)).toEqual([]);
    expect(run([100, 100, 100, 300, 20])).toEqual([null, null, null, null]);
  });

  test("a fall is measured from the level before it, counts its days, and is over when it has come back", () => {
    const departures = run([...makeDays(60), 70, 75, 80, 100]);
    const [first, second, third, back] = departures.slice(-4) as [Departure, Departure, Departure, null];
    expect(Math.abs(first.level - 100)).toBeLessThan(2);
    expect(first.distance).toBeLessThan(-10);
    expect([first, second, third].map(({ days, points }) => [days, points])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    // What came back counts less, but counts.
    expect(second.size).toBeLessThan(first.size);
    expect(second.size).toBeGreaterThan(-second.distance);
    expect(back).toBeNull();
  });

  test("a level that stays is the new normal after a month", () => {
    const departures = run([...makeDays(60), ...makeDays(60, 2).map((value) => value - 40)]);
    expect(departures[59]).not.toBeNull();
    expect(departures.slice(59 + DEPARTURE_DEFAULTS.endsAfter + 1).filter((one) => one !== null)).toEqual([]);
  });

  test("a swing to the other side is not the same departure", () => {
    const [fall, rise] = run([...makeDays(60), 60, 140]).slice(-2);
    expect(fall?.points).toBe(1);
    expect(rise).toBeNull();
  });

  test("any finite values: small, finite, and the same through JSON", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), {
          minLength: 2,
          maxLength: 120,
        }),
        fc.nat(200_000_000),
        (values, everyMs) => {
          const kept = createDeparture(START_MS, values[0] as number);
          let stored = createDeparture(START_MS, values[0] as number);
          values.slice(1).forEach((value, i) => {
            const at = START_MS + (i + 1) * everyMs;
            const said = stepDeparture(kept, at, value, DEPARTURE_DEFAULTS);
            stored = JSON.parse(JSON.stringify(stored)) as DepartureState;
            expect(stepDeparture(stored, at, value, DEPARTURE_DEFAULTS)).toEqual(said);
            for (const number of Object.values(said ?? {})) expect(Number.isFinite(number)).toBe(true);
          });
          expect(JSON.stringify(stored)).toBe(JSON.stringify(kept));
          expect(JSON.stringify(kept).length).toBeLessThan(300);
        },
      ),
    );
  });
});

describe("the severity of a shock", () => {
  const registry = createRegistry({ detectors: [createMarketAnomaly()] });

  /** Severities of the shock findings, and the levels entered, when metrics of 60 ordinary days go on with `after`. */
  function play(after: readonly (readonly number[])[], everyMs = DAY_MS) {
    const city = createCity(registry);
    const ordinary = after.map((_, metric) => makeDays(60, metric + 1));
    const at = (metric: number, i: number, value: number, timeMs: number) =>
      makeEvent("market", `m/${metric}/${i}`, timeMs + metric * 1000, { metric: `指标${metric}`, value });
    for (let i = 0; i < 60; i++)
      city.play(ordinary.map((days, metric) => at(metric, i, days[i] as number, START_MS + i * DAY_MS)));
    const longest = Math.max(...after.map(({ length }) => length));
    for (let i = 0; i < longest; i++)
      city.play(
        after.flatMap((values, metric) =>
          values[i] === undefined
            ? []
            : [at(metric, 60 + i, values[i] as number, START_MS + 60 * DAY_MS + i * everyMs)],
        ),
      );
    const shocks = city.findings.filter(({ rule }) => rule === "shock");
    const levels = city.results.flatMap(({ score, levelBefore }) =>
      score === null || levelBefore === null ? [] : [score.level.level],
    );
    const reasons = city.results.flatMap(({ score }) => score?.reasons.map(({ text }) => text) ?? []);
    return { shocks, levels, reasons, most: Math.max(0, ...shocks.map(({ severity }) => severity)) };
  }

  test("one wild point makes no yellow, however far; a second one does", () => {
    expect(play([[10]]).levels).toEqual([]);
    expect(play([[10]]).most).toBe(45);
    expect(play([[10, 12]], HOUR_MS).levels).toEqual(["yellow"]);
    expect(play([[10, 100, 100]]).levels).toEqual([]);
  });

  test("grows with distance, with the days that it holds, and with the metrics that left with it", () => {
    const near = play([[84, 84]], HOUR_MS).most;
    const far = play([[76, 76]], HOUR_MS).most;
    const held = play([[84, 84, 84, 84]]).most;
    const together = play(
      [
        [84, 84],
        [116, 116],
      ],
      HOUR_MS,
    ).most;
    expect(near).toBeGreaterThan(0);
    expect(far).toBeGreaterThan(near + 5);
    expect(held).toBeGreaterThan(near + 5);
    expect(together).toBeGreaterThan(near + 5);
  });

  test("a middling fall of one metric stays below yellow; with two others at the same time it is yellow", () => {
    expect(play([[84, 84]], HOUR_MS).levels).toEqual([]);
    expect(
      play(
        [
          [84, 84],
          [116, 116],
          [116, 116],
        ],
        HOUR_MS,
      ).levels,
    ).toEqual(["yellow"]);
  });

  test("the reason says what was expected, what came, how long and with what", () => {
    const { shocks, reasons } = play([
      [76, 76, 76],
      [124, 124, 124],
    ]);
    expect(shocks.at(-1)?.reason).toMatch(
      /^指标\d 实际 \d+，近期水平 [\d.]+±[\d.]+（偏离 [\d.]+ 倍，当日，另有 1 项指标同期异动）$/,
    );
    expect(reasons.join()).toContain("已持续 2 日");
  });

  test("market series alone make no red, however many and far", () => {
    const all = Array.from({ length: 6 }, () => [1, 1, 1, 1, 1]);
    const { levels } = play(all);
    expect(levels).toContain("yellow");
    expect(levels).not.toContain("red");
  });
});
