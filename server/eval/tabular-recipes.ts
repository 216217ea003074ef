import type { TrainedModel } from "#detectors/learn/algorithm";
import { gradientBoosting } from "#detectors/learn/gradient-boosting";
import { randomForest } from "#detectors/learn/random-forest";
import { type Table, takeLabels, takeRows } from "#detectors/learn/table";
import { deriveRatios } from "#server/eval/polish";

export interface Sample {
  readonly table: Table;
  readonly labels: Uint8Array;
  /** 1 where anything is known of the row; null where that is always so. */
  readonly known: Uint8Array | null;
}

/** Learns from one sample; the result scores another. */
export type Learn = (train: Sample, seed: number) => Promise<(test: Sample) => Float64Array>;

export function takeSample({ table, labels, known }: Sample, rows: Uint32Array): Sample {
  return {
    table: takeRows(table, rows),
    labels: takeLabels(labels, rows),
    known: known === null ? null : takeLabels(known, rows),
  };
}

/** Ratios and what follows from them, one boosted model. */
export const learnPolish: Learn = async ({ table, labels }, seed) => {
  const derived = deriveRatios(table);
  const parameters = {
    patience: 0,
    bins: 127,
    trees: 250,
    learningRate: 0.06,
    leaves: 16,
    featureShare: 0.4,
  };
  const model = await gradientBoosting.train(derived, labels, parameters, { seed });
  return (test) => model.score(deriveRatios(test.table));
};

/**
 * Learnt from the firms that have a row in a side table: a boosted model and a forest averaged. A firm without any has
 * the share of risky firms among those without in training, which puts it in its place among the others.
 */
export const learnCcf469: Learn = async ({ table, labels, known }, seed) => {
  const [told, silent] = [1, 0].map((mark) => [...labels.keys()].filter((r) => known?.[r] === mark));
  const rows = told ?? [];
  const risky = (silent ?? []).reduce((sum, r) => sum + (labels[r] as number), 0);
  const share = (risky + 1) / ((silent?.length ?? 0) + 2);
  const [own, truth] = [takeRows(table, rows), takeLabels(labels, rows)];
  const parameters = {
    patience: 0,
    bins: 63,
    trees: 200,
    learningRate: 0.04,
    leaves: 12,
    minRows: 8,
    penalty: 3,
    featureShare: 0.3,
  };
  const models = [
    await gradientBoosting.train(own, truth, parameters, { seed }),
    await randomForest.train(own, truth, { trees: 150, bins: 63 }, { seed }),
  ];
  return (test) => blend(models, test.table).map((score, r) => (test.known?.[r] === 1 ? score : share));
};

/** One boosted model on the columns as they came. */
export const learnPlain: Learn = async ({ table, labels }, seed) => {
  const model = await gradientBoosting.train(
    table,
    labels,
    { patience: 0, bins: 127, trees: 150, learningRate: 0.08 },
    { seed },
  );
  return (test) => model.score(test.table);
};

function blend(models: readonly TrainedModel[], table: Table): Float64Array {
  const sums = new Float64Array(table.rows);
  for (const model of models) {
    model.score(table).forEach((score, r) => {
      sums[r]! += score / models.length;
    });
  }
  return sums;
}
