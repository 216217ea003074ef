import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { z } from "zod";
import {
  type Algorithm,
  breathe,
  checkRows,
  refuseMonotone,
  sortContributions,
  type TrainedModel,
  type TrainOptions,
} from "#detectors/learn/algorithm";
import { numbers, readForm, standardForm } from "#detectors/learn/form";
import { fillParameters, type Parameter, type ParameterValues } from "#detectors/learn/parameter";
import { fitRanks, type RankTable, rankOf } from "#detectors/learn/rank";
import { fitStandard, type Inputs, type Standard, standardise } from "#detectors/learn/standardise";
import { columnsOf, type Table, takeRows } from "#detectors/learn/table";

export interface Component {
  /** Its variance, in units of one standardised feature. */
  readonly eigenvalue: number;
  /** Share of all variance. */
  readonly explained: number;
  /** One weight a feature, squares adding up to 1; 0 for a feature that never changes. The largest is positive. */
  readonly loadings: readonly number[];
}

export interface ComponentModel extends TrainedModel {
  /** All of them, the largest first; the first `kept` are the model, the rest is what it cannot explain. */
  readonly components: readonly Component[];
  readonly kept: number;
  /** Each row's place along the kept components, one array a component. */
  coordinates(table: Table): Float64Array[];
}

interface ComponentAlgorithm extends Algorithm {
  train(
    table: Table,
    labels: Uint8Array | null,
    parameters: ParameterValues,
    options: TrainOptions,
  ): Promise<ComponentModel>;
  load(json: unknown): ComponentModel;
}

const NAME = { zh: "主成分分析", en: "Principal components" };

const PARAMETERS: readonly Parameter[] = [
  {
    id: "share",
    name: { zh: "保留的方差比例", en: "Variance kept" },
    meaning: {
      zh: "主成分累计解释到多大比例为止；越大模型越细，残差越小",
      en: "Components are kept until they explain this share; more is finer and leaves a smaller rest",
    },
    kind: "number",
    default: 0.85,
    min: 0.1,
    max: 0.999,
    recommended: [0.7, 0.95],
  },
  {
    id: "tail",
    name: { zh: "截尾比例", en: "Cut tails" },
    meaning: {
      zh: "每个特征两端各有多大比例的值收到分位数上，避免个别极端值决定主成分",
      en: "Share of values at either end drawn in to its quantile, so that single extremes do not make the components",
    },
    kind: "number",
    default: 0.005,
    min: 0,
    max: 0.25,
    recommended: [0, 0.02],
  },
];

/**
 * Rows far from the centre along the main components (Hotelling's T²) or off them (squared prediction error) are unusual:
 * margin = T² / its 95 % quantile + error / its 95 % quantile (Yue, Qin 2001). Both are sums over features.
 */
export const principalComponents: ComponentAlgorithm = {
  id: "principal-components",
  name: NAME,
  description: {
    zh: "无需标签：把相关的指标归并为少数主成分并给出载荷；远离中心或偏离主成分关系的企业即为异常",
    en: "Needs no labels: related indicators become a few components, with their loadings; firms far out or off the usual relations are unusual",
  },
  supervised: false,
  parameters: PARAMETERS,
  async train(table, _labels, parameters, options) {
    const p = fillParameters(principalComponents, parameters);
    refuseMonotone(NAME, options);
    checkRows(table);
    const standard = fitStandard(table, p.tail as number, false);
    const inputs = standardise(table, standard);
    await breathe(options, 0.1);
    const components = decompose(inputs, standard.features.length);
    await breathe(options, 0.9);
    const kept = countUntil(components, p.share as number);
    const parts = measure(inputs, components.slice(0, kept));
    const limits = { spread: quantile95(parts.spread), error: quantile95(parts.error) };
    const fitted = { standard, components, kept, limits };
    const ranks = fitRanks(combine(parts, limits));
    options.onProgress?.(1);
    return makeModel({ ...fitted, ranks });
  },
  load: (json) => makeModel(readForm("principal-components", 1, FORM, json)),
};

const FORM = {
  standard: standardForm,
  components: z.array(z.object({ eigenvalue: z.number(), explained: z.number(), loadings: numbers })),
  kept: z.int().min(0),
  limits: z.object({ spread: z.number(), error: z.number() }),
  ranks: numbers.min(2),
};

interface Limits {
  readonly spread: number;
  readonly error: number;
}

interface Fitted {
  readonly standard: Standard;
  readonly components: readonly Component[];
  readonly kept: number;
  readonly limits: Limits;
  readonly ranks: RankTable;
}

function makeModel(fitted: Fitted): ComponentModel {
  const { standard, components, kept, limits, ranks } = fitted;
  const used = components.slice(0, kept);
  const margin = (table: Table) => combine(measure(standardise(table, standard), used), limits);
  return {
    algorithm: "principal-components",
    features: standard.features,
    explanation: { scale: "distance", baseline: 0 },
    components,
    kept,
    coordinates: (table) => coordinatesOf(standardise(table, standard), used),
    margin,
    score: (table) => margin(table).map((value) => rankOf(ranks, value)),
    explain(table, row) {
      const one = takeRows(table, [row]);
      const inputs = standardise(one, standard);
      const along = coordinatesOf(inputs, used).map((axis) => axis[0] as number);
      const parts = new Float64Array(standard.features.length);
      inputs.columns.forEach((column, i) => {
        const f = inputs.source[i] as number;
        const here = column[0] as number;
        let [spread, rest] = [0, here];
        used.forEach(({ loadings, eigenvalue }, a) => {
          const loading = loadings[f] as number;
          spread += ((along[a] as number) / eigenvalue) * loading * here;
          rest -= (along[a] as number) * loading;
        });
        parts[f] = spread / limits.spread + rest ** 2 / limits.error;
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
    toJSON: () => ({ algorithm: "principal-components", version: 1, ...fitted }),
  };
}

/** Eigenvectors of the correlation matrix; a missing value counts as the mean. */
function decompose({ columns, source, rows }: Inputs, features: number): Component[] {
  const size = columns.length;
  if (size === 0) return [];
  const correlation = Matrix.zeros(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      const [a, b] = [columns[i] as Float64Array, columns[j] as Float64Array];
      let sum = 0;
      for (let r = 0; r < rows; r++) sum += (a[r] as number) * (b[r] as number);
      correlation.set(i, j, sum / rows);
      correlation.set(j, i, sum / rows);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(correlation, {
    assumeSymmetric: true,
  });
  const total = realEigenvalues.reduce((sum, value) => sum + Math.max(0, value), 0);
  return realEigenvalues
    .map((eigenvalue, a) => {
      const loadings = new Array<number>(features).fill(0);
      source.forEach((f, i) => {
        loadings[f] = eigenvectorMatrix.get(i, a);
      });
      const largest = loadings.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
      const turned = largest < 0 ? loadings.map((value) => -value) : loadings;
      return { eigenvalue, explained: Math.max(0, eigenvalue) / total, loadings: turned };
    })
    .sort((a, b) => b.eigenvalue - a.eigenvalue);
}

/** Components until a share is explained; none whose variance is only rounding, which T² would divide by. */
function countUntil(components: readonly Component[], share: number): number {
  let [kept, sum] = [0, 0];
  for (const { explained, eigenvalue } of components) {
    if (sum >= share || eigenvalue < 1e-6) break;
    sum += explained;
    kept++;
  }
  return kept;
}

function coordinatesOf({ columns, source, rows }: Inputs, components: readonly Component[]): Float64Array[] {
  return components.map(({ loadings }) => {
    const along = new Float64Array(rows);
    columns.forEach((column, i) => {
      const loading = loadings[source[i] as number] as number;
      for (let r = 0; r < rows; r++) along[r]! += loading * (column[r] as number);
    });
    return along;
  });
}

/** T² and the squared error of each row. */
function measure(inputs: Inputs, components: readonly Component[]) {
  const along = coordinatesOf(inputs, components);
  const spread = new Float64Array(inputs.rows);
  const error = new Float64Array(inputs.rows);
  components.forEach(({ eigenvalue }, a) => {
    for (let r = 0; r < inputs.rows; r++) spread[r]! += (along[a]?.[r] as number) ** 2 / eigenvalue;
  });
  inputs.columns.forEach((column, i) => {
    const f = inputs.source[i] as number;
    for (let r = 0; r < inputs.rows; r++) {
      let rest = column[r] as number;
      components.forEach(({ loadings }, a) => {
        rest -= (along[a]?.[r] as number) * (loadings[f] as number);
      });
      error[r]! += rest ** 2;
    }
  });
  return { spread, error };
}

function combine({ spread, error }: ReturnType<typeof measure>, limits: Limits): Float64Array {
  return spread.map((value, r) => value / limits.spread + (error[r] as number) / limits.error);
}

/** At least a rounding, so that a model without a rest divides by something. */
function quantile95(values: Float64Array): number {
  const sorted = values.slice().sort();
  return Math.max(1e-6, sorted[Math.floor(0.95 * (sorted.length - 1))] as number);
}
