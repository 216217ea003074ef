import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TrainedModel } from "#detectors/learn/algorithm";
import { ALGORITHMS } from "#detectors/learn/catalogue";
import { rocArea } from "#detectors/learn/curve";
import { fillParameters, type ParameterValues } from "#detectors/learn/parameter";
import { type Table, takeLabels, takeRows } from "#detectors/learn/table";
import { makeExample } from "#detectors/learn/testing";
import { CodedError } from "#domain/error";

/** Small, so that the suite is quick. */
const QUICK: Readonly<Record<string, ParameterValues>> = {
  "gradient-boosting": { trees: 40 },
  "random-forest": { trees: 40 },
  "neural-network": { epochs: 8, networks: 1, learningRate: 0.01 },
  "isolation-forest": { trees: 50 },
};

const { table, labels } = makeExample(600);
const unseen = makeExample(400, 8);

async function codeOf(run: () => unknown): Promise<string> {
  try {
    await run();
    return "none";
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
}

describe.each(ALGORITHMS.map((algorithm) => [algorithm.id, algorithm] as const))("%s", (id, algorithm) => {
  const quick = QUICK[id] ?? {};
  const train = (of: Table = table, y: Uint8Array | null = labels, seed = 1): Promise<TrainedModel> =>
    algorithm.train(of, algorithm.supervised ? y : null, quick, { seed });
  let trained: Promise<TrainedModel> | undefined;
  const once = (): Promise<TrainedModel> => {
    trained ??= train();
    return trained;
  };

  it("scores what it has not seen, between 0 and 1", async () => {
    const scores = (await once()).score(unseen.table);
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    if (algorithm.supervised) expect(rocArea(scores, unseen.labels)).toBeGreaterThan(0.75);
  });

  it("gives the same bytes for the same seed, and a loaded copy scores the same", async () => {
    const model = await once();
    const bytes = JSON.stringify(model);
    expect(JSON.stringify(await train())).toBe(bytes);
    const copy = algorithm.load(JSON.parse(bytes));
    expect(copy.score(unseen.table)).toEqual(model.score(unseen.table));
    expect(copy.explain(unseen.table, 3)).toEqual(model.explain(unseen.table, 3));
    expect(JSON.stringify(copy)).toBe(bytes);
  });

  it("gives reasons that add up to the margin, each feature once, the largest first", async () => {
    const model = await once();
    const margins = model.margin(unseen.table);
    for (let row = 0; row < 25; row++) {
      const reasons = model.explain(unseen.table, row);
      const sum = reasons.reduce((total, reason) => total + reason.contribution, model.explanation.baseline);
      expect(sum).toBeCloseTo(margins[row] as number, 7);
      expect(reasons.map((reason) => reason.feature).sort()).toEqual([...table.names].sort());
      const sizes = reasons.map((reason) => Math.abs(reason.contribution));
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      expect(reasons.find((reason) => reason.feature === "flat")).toMatchObject({
        value: 3,
        contribution: 0,
      });
    }
  });

  it("has a score that rises with the margin", async () => {
    const model = await once();
    const [scores, margins] = [model.score(unseen.table), model.margin(unseen.table)];
    const order = [...margins.keys()].sort((a, b) => (margins[a] as number) - (margins[b] as number));
    for (let i = 1; i < order.length; i++) {
      expect(scores[order[i] as number]).toBeGreaterThanOrEqual(
        (scores[order[i - 1] as number] as number) - 1e-12,
      );
    }
  });

  it("takes any row: missing, infinite, or far outside; whatever the order of columns", async () => {
    const model = await once();
    const figure = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e300, -1e300, 0));
    fc.assert(
      fc.property(fc.array(figure, { minLength: 6, maxLength: 6 }), (row) => {
        const one = { names: table.names, columns: row.map((value) => Float64Array.of(value)), rows: 1 };
        const score = model.score(one)[0] as number;
        expect(score >= 0 && score <= 1).toBe(true);
        const turned = { names: [...one.names].reverse(), columns: [...one.columns].reverse(), rows: 1 };
        expect(model.score(turned)[0]).toBe(score);
        const sum = model.explain(one, 0).reduce((total, part) => total + part.contribution, 0);
        const margin = model.margin(one)[0] as number;
        expect(Math.abs(sum + model.explanation.baseline - margin)).toBeLessThan(
          1e-7 * (1 + Math.abs(margin)),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("learns from columns that are constant, empty, or the same twice", async () => {
    const dull: Table = {
      names: ["empty", "one", "up", "again", "gaps"],
      columns: [
        new Float64Array(table.rows).fill(Number.NaN),
        new Float64Array(table.rows).fill(1),
        table.columns[0] as Float64Array,
        table.columns[0] as Float64Array,
        table.columns[4] as Float64Array,
      ],
      rows: table.rows,
    };
    const model = await train(dull);
    expect([...model.score(dull)].every(Number.isFinite)).toBe(true);
    expect(algorithm.load(JSON.parse(JSON.stringify(model))).score(dull)).toEqual(model.score(dull));
  });

  it("refuses what nothing can be learnt from, in coded words", async () => {
    const few = [0, 1, 2];
    expect(await codeOf(() => train(takeRows(table, few), takeLabels(labels, few)))).toBe("model.too-few");
    if (algorithm.supervised) {
      expect(await codeOf(() => train(table, new Uint8Array(table.rows)))).toBe("model.one-class");
      expect(await codeOf(() => train(table, new Uint8Array(table.rows).fill(1)))).toBe("model.one-class");
      expect(await codeOf(() => train(table, null))).toBe("model.labels");
      expect(await codeOf(() => train(table, labels.subarray(1)))).toBe("model.labels");
    }
    if (id !== "gradient-boosting") {
      const monotone = { up: 1 } as const;
      const run = () => algorithm.train(table, labels, quick, { seed: 1, monotone });
      expect(await codeOf(run)).toBe("model.monotone");
    }
    expect(await codeOf(() => algorithm.train(table, labels, { nonsense: 1 }, { seed: 1 }))).toBe(
      "model.parameter",
    );
    expect(await codeOf(() => algorithm.load({ algorithm: "other" }))).toBe("model.form");
    expect(await codeOf(() => algorithm.load(null))).toBe("model.form");
    const { names, columns, rows } = unseen.table;
    const short = { names: names.slice(1), columns: columns.slice(1), rows };
    const model = await once();
    expect(await codeOf(() => model.score(short))).toBe("model.feature");
  });

  it("stops when it is called off, and tells how far it is", async () => {
    const reason = new Error("called off");
    const off = AbortSignal.abort(reason);
    await expect(algorithm.train(table, labels, quick, { seed: 1, signal: off })).rejects.toBe(reason);
    const controller = new AbortController();
    const seen: number[] = [];
    const run = algorithm.train(table, labels, quick, {
      seed: 1,
      signal: controller.signal,
      onProgress: (done) => {
        seen.push(done);
        if (seen.length === 2) controller.abort(reason);
      },
    });
    await expect(run).rejects.toBe(reason);
    const whole: number[] = [];
    await algorithm.train(table, labels, quick, { seed: 1, onProgress: (done) => whole.push(done) });
    expect(whole).toEqual([...whole].sort((a, b) => a - b));
    expect(whole.at(-1)).toBe(1);
  });

  it("describes its parameters in both languages, with defaults that are allowed and recommended ranges inside", () => {
    const filled = fillParameters(algorithm, {});
    for (const p of algorithm.parameters) {
      expect(filled[p.id]).toBe(p.default);
      for (const words of [p.name, p.meaning]) {
        expect(words.zh).toMatch(/[\u4e00-\u9fff]/);
        expect(words.en).toMatch(/^[A-Z]/);
      }
      if (p.kind === "integer" || p.kind === "number") {
        const [low, high] = p.recommended;
        expect(p.min <= low && low < high && high <= p.max).toBe(true);
      }
    }
  });
});
