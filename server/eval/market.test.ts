import { expect, test } from "vitest";
import { runMarket } from "#server/eval/market";
import { dayMs, makePoints } from "#server/eval/market-series";

test("a fall changes nothing before it, takes the moves that it says, and comes back", () => {
  for (const model of ["simulator", "walk"] as const) {
    const make = (moves: number) =>
      makePoints({
        model,
        seed: 1,
        number: 3,
        perDay: 2,
        fall: moves === 0 ? null : { day: 200, moves, recoveryDays: 2 },
      });
    const sound = make(0);
    const fallen = make(10);
    expect(fallen.filter(([at]) => at < dayMs(200))).toEqual(sound.filter(([at]) => at < dayMs(200)));
    const ratios = fallen.map(([at, value], i) => [at, value / (sound[i]?.[1] as number)] as const);
    const first = ratios.find(([at]) => at >= dayMs(200))?.[1];
    expect(first).toBeLessThan(0.95);
    expect(first).toBeGreaterThan(0.8);
    expect(ratios.at(-1)?.[1]).toBeCloseTo(1, 3);
  }
});

test("the same seed gives the same figures; large falls that stay are noticed and raised", {
  timeout: 60_000,
}, () => {
  const options = { seed: 3, series: 2, perDay: [0] };
  const result = runMarket(options, () => undefined);
  expect(runMarket(options, () => undefined)).toEqual(result);
  const { rows } = result as {
    rows: {
      noticed: Record<string, Record<string, number>>;
      yellow: { twoMetrics: Record<string, number> };
    }[];
  };
  expect(rows[0]?.noticed["market-anomaly/series"]?.["12 moves, stays"]).toBe(100);
  expect(rows[0]?.yellow.twoMetrics["12 moves, stays"]).toBe(100);
});
