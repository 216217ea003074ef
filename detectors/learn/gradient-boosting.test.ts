import fc from "fast-check";
import { expect, it } from "vitest";
import { gradientBoosting } from "#detectors/learn/gradient-boosting";
import { takeRows } from "#detectors/learn/table";
import { makeExample } from "#detectors/learn/testing";

const { table, labels } = makeExample(500);
const QUICK = { trees: 40, patience: 0, learningRate: 0.1 };

it("keeps monotone constraints, wherever the row and whatever the two values", async () => {
  // “up” raises the risk in truth: forced to fall it must not rise anywhere.
  const monotone = { up: -1, down: -1, noise: 1 } as const;
  const model = await gradientBoosting.train(table, labels, QUICK, { seed: 1, monotone });
  const free = await gradientBoosting.train(table, labels, QUICK, { seed: 1 });
  const at = (of: typeof model, row: number, feature: keyof typeof monotone, value: number) => {
    const one = takeRows(table, [row]);
    const columns = one.columns.map((column, c) =>
      one.names[c] === feature ? Float64Array.of(value) : column,
    );
    return of.margin({ ...one, columns })[0] as number;
  };
  const range = { up: [-4, 4], down: [0, 20], noise: [0, 100] } as const;
  fc.assert(
    fc.property(
      fc.nat(table.rows - 1),
      fc.constantFrom(...(Object.keys(monotone) as (keyof typeof monotone)[])),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (row, feature, a, b) => {
        const [low, high] = range[feature];
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((share) => low + share * (high - low));
        const rise = at(model, row, feature, more as number) - at(model, row, feature, less as number);
        expect(rise * monotone[feature]).toBeGreaterThanOrEqual(-1e-12);
      },
    ),
    { numRuns: 300 },
  );
  // Without the constraint it does rise: the test above can fail.
  expect(at(free, 0, "up", 3)).toBeGreaterThan(at(free, 0, "up", -3));
});

it("stops early where more trees gain nothing on what it kept aside", async () => {
  const noise = labels.map((_, r) => ((r * 7919) % 13 < 6 ? 1 : 0));
  const sizeOf = async (y: Uint8Array) => {
    const model = await gradientBoosting.train(
      table,
      y,
      { trees: 150, patience: 10, learningRate: 0.1 },
      { seed: 1 },
    );
    return (model.toJSON() as { trees: unknown[] }).trees.length;
  };
  expect(await sizeOf(noise)).toBeLessThan(20);
  expect(await sizeOf(labels)).toBeGreaterThan(await sizeOf(noise));
});

it("sends missing values to the side that the labels say", async () => {
  const gaps = table.names.indexOf("gaps");
  const model = await gradientBoosting.train(table, labels, QUICK, { seed: 1 });
  const filled = table.columns.map((column, c) => (c === gaps ? column.map(() => 0) : column));
  const empty = table.columns.map((column, c) => (c === gaps ? column.map(() => Number.NaN) : column));
  const sum = (columns: Float64Array[]) => model.margin({ ...table, columns }).reduce((a, b) => a + b, 0);
  // Half of the risky rows have a gap there and a third of the others.
  expect(sum(empty)).toBeGreaterThan(sum(filled));
});

it("shows a signal that only two features together carry", async () => {
  const rows = 800;
  const a = Float64Array.from({ length: rows }, (_, r) => (r % 2 === 0 ? 1 : -1) * (1 + (r % 7)));
  const b = Float64Array.from({ length: rows }, (_, r) => (r % 4 < 2 ? 1 : -1) * (1 + (r % 5)));
  const y = Uint8Array.from({ length: rows }, (_, r) => ((a[r] as number) * (b[r] as number) > 0 ? 1 : 0));
  const both = { names: ["a", "b"], columns: [a, b], rows };
  const model = await gradientBoosting.train(both, y, { ...QUICK, featureShare: 1 }, { seed: 1 });
  model.score(both).forEach((score, r) => {
    expect(score > 0.5).toBe(y[r] === 1);
  });
});
