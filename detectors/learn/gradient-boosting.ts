import { z } from "zod";
import {
  type Algorithm,
  breathe,
  checkLabels,
  type TrainedModel,
  type TrainOptions,
} from "#detectors/learn/algorithm";
import { type Binned, binTable } from "#detectors/learn/bins";
import { type Ensemble, makeEnsemble } from "#detectors/learn/ensemble";
import { readForm } from "#detectors/learn/form";
import { BOOSTING_PARAMETERS } from "#detectors/learn/gradient-boosting.parameters";
import { Grower } from "#detectors/learn/grower";
import { fillParameters, type ParameterValues } from "#detectors/learn/parameter";
import { logit, sigmoid } from "#detectors/learn/sigmoid";
import { splitShare } from "#detectors/learn/split";
import { type Table, takeLabels, takeRows } from "#detectors/learn/table";
import { addTree, makeTree, type Tree, treeForm, treeToJson } from "#detectors/learn/tree";
import { makeRandom, type Random, shuffle } from "#detectors/random";

/**
 * Histogram gradient boosting on the logistic loss (Friedman 2001; Ke and others: LightGBM, 2017). The number of trees is
 * chosen on a part kept aside, then all rows are learnt with that number.
 */
export const gradientBoosting: Algorithm = {
  id: "gradient-boosting",
  name: { zh: "梯度提升树", en: "Gradient boosting" },
  description: {
    zh: "逐棵累加的小决策树，表格数据上通常最准；缺失值自动选边，可加单调约束，每个得分都能精确分解到特征",
    en: "Small trees added one by one, usually the best on tables; missing values choose a side, constraints may be monotone, and every score is split exactly among its features",
  },
  supervised: true,
  parameters: BOOSTING_PARAMETERS,
  async train(table, labels, parameters, options) {
    const p = fillParameters(gradientBoosting, parameters);
    const y = checkLabels(table, labels);
    const patience = p.patience as number;
    const most = p.trees as number;
    let [trees, done] = [most, 0];
    if (patience > 0) {
      const { train, test } = splitShare(y, p.validation as number, options.seed);
      const watch = { table: takeRows(table, test), labels: takeLabels(y, test), patience };
      const part = { table: takeRows(table, train), labels: takeLabels(y, train) };
      const searched = await boost(part.table, part.labels, p, most, options, [0, 0.5], watch);
      [trees, done] = [searched.best, 0.5];
    }
    const { start, grown } = await boost(table, y, p, trees, options, [done, 1], null);
    options.onProgress?.(1);
    return makeModel({ features: [...table.names], start, share: p.learningRate as number, trees: grown });
  },
  load(json) {
    const read = readForm("gradient-boosting", 1, FORM, json);
    return makeModel({ ...read, trees: read.trees.map(makeTree) });
  },
};

const FORM = {
  features: z.array(z.string()),
  start: z.number(),
  share: z.number(),
  trees: z.array(treeForm),
};

function makeModel(ensemble: Ensemble): TrainedModel {
  const { baseline, ...sum } = makeEnsemble(ensemble);
  return {
    algorithm: "gradient-boosting",
    ...sum,
    explanation: { scale: "log-odds", baseline },
    score: (table) => sum.margin(table).map(sigmoid),
    toJSON: () => ({
      algorithm: "gradient-boosting",
      version: 1,
      ...ensemble,
      trees: ensemble.trees.map(treeToJson),
    }),
  };
}

interface Watch {
  readonly table: Table;
  readonly labels: Uint8Array;
  readonly patience: number;
}

interface Boosted {
  readonly start: number;
  readonly grown: readonly Tree[];
  /** Trees at the smallest loss on what was watched. */
  readonly best: number;
}

async function boost(
  table: Table,
  labels: Uint8Array,
  p: ParameterValues,
  trees: number,
  options: TrainOptions,
  [from, to]: readonly [number, number],
  watch: Watch | null,
): Promise<Boosted> {
  const binned = binTable(table, p.bins as number);
  const grower = new Grower(binned);
  const random = makeRandom(options.seed);
  const start = logit(labels.reduce((sum, label) => sum + label, 0) / labels.length);
  const margins = new Float64Array(table.rows).fill(start);
  const slopes = {
    slope: new Float64Array(table.rows),
    curve: new Float64Array(table.rows),
    count: ones(table.rows),
  };
  const monotone = monotoneOf(table, options);
  const rate = p.learningRate as number;
  const seen = watch === null ? null : new Float64Array(watch.table.rows).fill(start);
  let [best, least] = [1, Infinity];
  const grown: Tree[] = [];
  for (let t = 0; t < trees; t++) {
    await breathe(options, from + ((to - from) * t) / trees);
    for (let r = 0; r < margins.length; r++) {
      const probability = sigmoid(margins[r] as number);
      slopes.slope[r] = probability - (labels[r] as number);
      slopes.curve[r] = Math.max(1e-9, probability * (1 - probability));
    }
    const tree = grower.grow(drawRows(table.rows, p.rowShare as number, random), slopes, {
      leaves: p.leaves as number,
      depth: p.depth as number,
      minRows: p.minRows as number,
      penalty: p.penalty as number,
      features: drawFeatures(binned, p.featureShare as number, random),
      featuresPerNode: Infinity,
      randomThreshold: false,
      monotone,
      random,
    });
    grown.push(tree);
    addTree(tree, table.columns, rate, margins);
    if (watch === null || seen === null) continue;
    addTree(tree, watch.table.columns, rate, seen);
    const loss = logLoss(seen, watch.labels);
    if (loss < least) [best, least] = [t + 1, loss];
    else if (t + 1 - best >= watch.patience) break;
  }
  return { start, grown, best };
}

function monotoneOf(table: Table, { monotone }: TrainOptions): Int8Array | null {
  if (monotone === undefined) return null;
  return Int8Array.from(table.names, (name) => monotone[name] ?? 0);
}

function ones(length: number): Float64Array {
  return new Float64Array(length).fill(1);
}

function drawRows(rows: number, share: number, random: Random): Uint32Array {
  const drawn: number[] = [];
  for (let r = 0; r < rows; r++) if (share >= 1 || random() < share) drawn.push(r);
  return Uint32Array.from(drawn);
}

function drawFeatures({ columns }: Binned, share: number, random: Random): Int32Array {
  const all = Int32Array.from(columns.keys());
  if (share >= 1) return all;
  return shuffle(all, random)
    .slice(0, Math.max(1, Math.round(share * all.length)))
    .sort();
}

function logLoss(margins: Float64Array, labels: Uint8Array): number {
  let sum = 0;
  for (let r = 0; r < margins.length; r++) {
    const margin = margins[r] as number;
    const signed = labels[r] === 1 ? -margin : margin;
    sum += signed > 0 ? signed + Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed));
  }
  return sum / margins.length;
}
