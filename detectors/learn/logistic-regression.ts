import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { z } from "zod";
import {
  type Algorithm,
  breathe,
  checkLabels,
  refuseMonotone,
  sortContributions,
  type TrainedModel,
} from "#detectors/learn/algorithm";
import { numbers, readForm, standardForm } from "#detectors/learn/form";
import { fillParameters, type Parameter } from "#detectors/learn/parameter";
import { sigmoid } from "#detectors/learn/sigmoid";
import { fitStandard, type Inputs, type Standard, standardise } from "#detectors/learn/standardise";
import { columnsOf, takeRows } from "#detectors/learn/table";

const NAME = { zh: "逻辑回归", en: "Logistic regression" };

const PARAMETERS: readonly Parameter[] = [
  {
    id: "penalty",
    name: { zh: "正则强度", en: "Penalty" },
    meaning: {
      zh: "对权重平方和的惩罚（以样本行计）；越大权重越小、越稳，过大则欠拟合",
      en: "Penalty on squared weights, in rows; more makes weights smaller and steadier, too much underfits",
    },
    kind: "number",
    default: 10,
    min: 1e-6,
    max: 1e6,
    recommended: [1, 100],
  },
  {
    id: "tail",
    name: { zh: "截尾比例", en: "Cut tails" },
    meaning: {
      zh: "每个特征两端各有多大比例的值收到分位数上，避免极端值主导",
      en: "Share of values at either end that is drawn in to its quantile, so that extremes do not rule",
    },
    kind: "number",
    default: 0.02,
    min: 0,
    max: 0.25,
    recommended: [0, 0.05],
  },
  {
    id: "balanced",
    name: { zh: "类别均衡", en: "Balance classes" },
    meaning: {
      zh: "让两类样本的总权重相等；排序几乎不变，但得分不再是概率",
      en: "Gives both classes the same total weight; ranks hardly change, but scores are no probabilities then",
    },
    kind: "boolean",
    default: false,
  },
];

const MOST_STEPS = 50;

/** Ridge-penalised maximum likelihood by Newton's method (iteratively reweighted least squares). */
export const logisticRegression: Algorithm = {
  id: "logistic-regression",
  name: NAME,
  description: {
    zh: "每个特征一个权重，得分可逐项解释；对缺失另设指示项。适合作为基线和对外说明",
    en: "One weight a feature, so a score is read term by term; missing values have a term of their own. A baseline that is easy to explain",
  },
  supervised: true,
  parameters: PARAMETERS,
  async train(table, labels, parameters, options) {
    const p = fillParameters(logisticRegression, parameters);
    refuseMonotone(NAME, options);
    const y = checkLabels(table, labels);
    const standard = fitStandard(table, p.tail as number);
    const inputs = standardise(table, standard);
    const weights = weightsOf(y, p.balanced as boolean);
    let beta = new Float64Array(inputs.columns.length + 1);
    for (let step = 0; step < MOST_STEPS; step++) {
      await breathe(options, step / MOST_STEPS);
      const next = newtonStep(inputs, y, weights, beta, p.penalty as number);
      const moved = next.reduce((most, value, i) => Math.max(most, Math.abs(value - (beta[i] as number))), 0);
      beta = next;
      if (moved < 1e-8) break;
    }
    options.onProgress?.(1);
    return makeModel({ standard, intercept: beta[0] as number, weights: [...beta.subarray(1)] });
  },
  load: (json) => makeModel(readForm("logistic-regression", 1, FORM, json)),
};

const FORM = { standard: standardForm, intercept: z.number(), weights: numbers };

interface Fitted {
  readonly standard: Standard;
  readonly intercept: number;
  readonly weights: readonly number[];
}

function makeModel({ standard, intercept, weights }: Fitted): TrainedModel {
  const margin: TrainedModel["margin"] = (table) => predict(standardise(table, standard), intercept, weights);
  return {
    algorithm: "logistic-regression",
    features: standard.features,
    explanation: { scale: "log-odds", baseline: intercept },
    margin,
    score: (table) => margin(table).map(sigmoid),
    explain(table, row) {
      const one = takeRows(table, [row]);
      const { columns, source } = standardise(one, standard);
      const parts = new Float64Array(standard.features.length);
      columns.forEach((column, i) => {
        parts[source[i] as number]! += (column[0] as number) * (weights[i] as number);
      });
      const values = columnsOf(one, standard.features);
      return sortContributions(
        standard.features.map((feature, f) => ({
          feature,
          value: values[f]?.[0] as number,
          contribution: parts[f] as number,
        })),
      );
    },
    toJSON: () => ({ algorithm: "logistic-regression", version: 1, standard, intercept, weights }),
  };
}

function predict(inputs: Inputs, intercept: number, weights: readonly number[]): Float64Array {
  const margins = new Float64Array(inputs.rows).fill(intercept);
  inputs.columns.forEach((column, i) => {
    const weight = weights[i] as number;
    for (let r = 0; r < margins.length; r++) margins[r]! += weight * (column[r] as number);
  });
  return margins;
}

function weightsOf(labels: Uint8Array, balanced: boolean): readonly [number, number] {
  if (!balanced) return [1, 1];
  let positives = 0;
  for (const label of labels) positives += label;
  return [labels.length / (2 * (labels.length - positives)), labels.length / (2 * positives)];
}

/** One step of Newton; the intercept (place 0) is not penalised. */
function newtonStep(
  inputs: Inputs,
  labels: Uint8Array,
  weights: readonly [number, number],
  beta: Float64Array,
  penalty: number,
): Float64Array<ArrayBuffer> {
  const { rows, columns } = inputs;
  const size = columns.length + 1;
  const margins = predict(inputs, beta[0] as number, [...beta.subarray(1)]);
  const curve = new Float64Array(rows);
  const slope = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    const probability = sigmoid(margins[r] as number);
    const weight = weights[labels[r] === 1 ? 1 : 0];
    curve[r] = weight * Math.max(1e-9, probability * (1 - probability));
    slope[r] = weight * ((labels[r] as number) - probability);
  }
  const ones = new Float64Array(rows).fill(1);
  const all = [ones, ...columns];
  const hessian = Matrix.zeros(size, size);
  const gradient = Matrix.zeros(size, 1);
  const weighed = new Float64Array(rows);
  for (let i = 0; i < size; i++) {
    const a = all[i] as Float64Array;
    let sum = 0;
    for (let r = 0; r < rows; r++) {
      weighed[r] = (a[r] as number) * (curve[r] as number);
      sum += (a[r] as number) * (slope[r] as number);
    }
    const held = i === 0 ? 0 : penalty;
    gradient.set(i, 0, sum - held * (beta[i] as number));
    for (let j = i; j < size; j++) {
      const b = all[j] as Float64Array;
      let product = 0;
      for (let r = 0; r < rows; r++) product += (weighed[r] as number) * (b[r] as number);
      hessian.set(i, j, product);
      hessian.set(j, i, product);
    }
    hessian.set(i, i, hessian.get(i, i) + held + 1e-9);
  }
  const change = new CholeskyDecomposition(hessian).solve(gradient);
  // A step of more than a few units comes from rows that are nearly separated: shorten it rather than diverge.
  let longest = 0;
  for (let i = 0; i < size; i++) longest = Math.max(longest, Math.abs(change.get(i, 0)));
  const share = longest > 5 ? 5 / longest : 1;
  return beta.map((value, i) => value + share * change.get(i, 0));
}
