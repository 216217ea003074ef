import { describe, expect, it } from "vitest";
import { isolationForest } from "#detectors/learn/isolation-forest";
import { logisticRegression } from "#detectors/learn/logistic-regression";
import { principalComponents } from "#detectors/learn/principal-components";
import { sampleShapley } from "#detectors/learn/shapley-sampling";
import { sigmoid } from "#detectors/learn/sigmoid";
import type { Table } from "#detectors/learn/table";
import { makeRandom } from "#detectors/random";

const random = makeRandom(11);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Two features move together, one alone; the last row breaks the rule of the two, the last but one is far out. */
function makeRelated(rows: number): Table {
  const a = Float64Array.from({ length: rows }, normal);
  const b = a.map((value) => 2 * value + 0.1 * normal());
  const c = a.map(normal);
  [a[rows - 1], b[rows - 1]] = [1.5, -3];
  [a[rows - 2], b[rows - 2], c[rows - 2]] = [6, 12, 6];
  return { names: ["a", "b", "c"], columns: [a, b, c], rows };
}

describe("principal components", () => {
  const table = makeRelated(500);

  it("finds the features that move together, with orthonormal loadings and all variance explained", async () => {
    const { components, kept } = await principalComponents.train(table, null, { tail: 0 }, { seed: 1 });
    expect(kept).toBe(2);
    const [first] = components;
    expect(first?.explained).toBeGreaterThan(0.6);
    expect(first?.loadings[0]).toBeCloseTo(Math.SQRT1_2, 1);
    expect(first?.loadings[1]).toBeCloseTo(Math.SQRT1_2, 1);
    expect(components.reduce((sum, { explained }) => sum + explained, 0)).toBeCloseTo(1, 10);
    components.forEach((one, i) => {
      components.forEach((other, j) => {
        const product = one.loadings.reduce(
          (sum, value, f) => sum + value * (other.loadings[f] as number),
          0,
        );
        expect(product).toBeCloseTo(i === j ? 1 : 0, 10);
      });
    });
  });

  it("sets apart both who is far out and who breaks the usual relation, and says which features do", async () => {
    const model = await principalComponents.train(table, null, { tail: 0 }, { seed: 1 });
    const scores = model.score(table);
    expect(scores[499]).toBeGreaterThan(0.99);
    expect(scores[498]).toBeGreaterThan(0.99);
    const reasons = model
      .explain(table, 499)
      .slice(0, 2)
      .map(({ feature }) => feature);
    expect(reasons.sort()).toEqual(["a", "b"]);
  });

  it("has coordinates whose variance is the eigenvalue", async () => {
    const model = await principalComponents.train(table, null, { tail: 0 }, { seed: 1 });
    model.coordinates(table).forEach((along, i) => {
      const variance = along.reduce((sum, value) => sum + value * value, 0) / table.rows;
      expect(variance).toBeCloseTo(model.components[i]?.eigenvalue as number, 8);
    });
  });
});

it("the isolation forest sets the far row apart and spreads its scores evenly over the others", async () => {
  const table = makeRelated(500);
  const model = await isolationForest.train(table, null, {}, { seed: 1 });
  const scores = model.score(table);
  expect(scores[498]).toBe(1);
  // Shares of rows less unusual: calibrated, so that their mean is a half.
  expect(scores.reduce((sum, score) => sum + score, 0) / 500).toBeCloseTo(0.5, 1);
});

it("logistic regression finds the weights that made the labels, and probabilities that are right on the mean", async () => {
  const rows = 6000;
  const [a, b] = [0, 1].map(() => Float64Array.from({ length: rows }, normal)) as [
    Float64Array,
    Float64Array,
  ];
  const labels = Uint8Array.from({ length: rows }, (_, r) => {
    return random() < sigmoid(1.2 * (a[r] as number) - 0.7 * (b[r] as number) - 1) ? 1 : 0;
  });
  const table = { names: ["a", "b"], columns: [a, b], rows };
  const model = await logisticRegression.train(table, labels, { penalty: 0.001, tail: 0 }, { seed: 1 });
  const at = (x: number, y: number) =>
    model.margin({
      names: ["a", "b"],
      columns: [Float64Array.of(x), Float64Array.of(y)],
      rows: 1,
    })[0] as number;
  expect(at(0, 0)).toBeCloseTo(-1, 0);
  expect(at(1, 0) - at(0, 0)).toBeCloseTo(1.2, 0);
  expect(at(0, 1) - at(0, 0)).toBeCloseTo(-0.7, 0);
  const share = labels.reduce((sum, label) => sum + label, 0) / rows;
  expect(model.score(table).reduce((sum, score) => sum + score, 0) / rows).toBeCloseTo(share, 4);
});

it("sampled Shapley values are exact for a sum, and share what two features do together", () => {
  const f = (x: Float64Array) => 3 * (x[0] as number) + (x[1] as number) * (x[2] as number);
  const parts = sampleShapley(f, Float64Array.of(2, 3, 4), new Float64Array(3), [0, 1, 2], 3, 4);
  expect([...parts]).toEqual([6, 6, 6]);
});
