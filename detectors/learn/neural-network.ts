import { z } from "zod";
import {
  type Algorithm,
  checkLabels,
  refuseMonotone,
  sortContributions,
  type TrainedModel,
} from "#detectors/learn/algorithm";
import { readForm, standardForm } from "#detectors/learn/form";
import { layerForm, layerToJson, makeLayer, type Network, runNetwork } from "#detectors/learn/network";
import { type NetworkShape, rowOf, trainNetwork } from "#detectors/learn/network-training";
import { NETWORK_PARAMETERS } from "#detectors/learn/neural-network.parameters";
import { fillParameters } from "#detectors/learn/parameter";
import { sampleShapley } from "#detectors/learn/shapley-sampling";
import { sigmoid } from "#detectors/learn/sigmoid";
import { splitShare } from "#detectors/learn/split";
import { fitStandard, type Standard, standardise } from "#detectors/learn/standardise";
import { columnsOf, takeRows } from "#detectors/learn/table";

const NAME = { zh: "神经网络", en: "Neural network" };
/** Part of the rows that decides when to stop; each network keeps another part aside. */
const ASIDE = 0.15;
/** Orders of features, each also backwards, that reasons are sampled from. */
const ORDERS = 16;

/** Small dense networks trained with TensorFlow.js and run in plain code; their margins (log-odds) are averaged. */
export const neuralNetwork: Algorithm = {
  id: "neural-network",
  name: NAME,
  description: {
    zh: "多层感知机（TensorFlow.js 训练）：能学平滑的非线性关系，样本多时有用；理由由抽样的沙普利值给出",
    en: "Dense layers trained with TensorFlow.js: smooth non-linear relations, of use where rows are many; reasons are sampled Shapley values",
  },
  supervised: true,
  parameters: NETWORK_PARAMETERS,
  async train(table, labels, parameters, options) {
    const p = fillParameters(neuralNetwork, parameters);
    refuseMonotone(NAME, options);
    const y = checkLabels(table, labels);
    options.signal?.throwIfAborted();
    const standard = fitStandard(table, p.tail as number);
    const inputs = standardise(table, standard);
    const shape = p as unknown as NetworkShape;
    const count = p.networks as number;
    const networks: Network[] = [];
    for (let k = 0; k < count; k++) {
      const seed = options.seed * 1000 + k;
      const rows = splitShare(y, ASIDE, seed);
      networks.push(
        await trainNetwork(inputs, y, rows, shape, { ...options, seed }, [k / count, (k + 1) / count]),
      );
    }
    options.onProgress?.(1);
    return makeModel(standard, networks);
  },
  load(json) {
    const { standard, networks } = readForm("neural-network", 1, FORM, json);
    return makeModel(
      standard,
      networks.map((network) => network.map(makeLayer)),
    );
  },
};

const FORM = { standard: standardForm, networks: z.array(z.array(layerForm).min(1)).min(1) };

function makeModel(standard: Standard, networks: readonly Network[]): TrainedModel {
  const run = (row: Float64Array): number => {
    let sum = 0;
    for (const network of networks) sum += runNetwork(network, row);
    return sum / networks.length;
  };
  const margin: TrainedModel["margin"] = (table) => {
    const inputs = standardise(table, standard);
    return Float64Array.from({ length: table.rows }, (_, r) => run(rowOf(inputs, r)));
  };
  const width = networks[0]?.[0]?.inputs ?? 0;
  const base = new Float64Array(width);
  return {
    algorithm: "neural-network",
    features: standard.features,
    explanation: { scale: "log-odds", baseline: run(base) },
    margin,
    score: (table) => margin(table).map(sigmoid),
    explain(table, row) {
      const one = takeRows(table, [row]);
      const inputs = standardise(one, standard);
      const parts = sampleShapley(
        run,
        rowOf(inputs, 0),
        base,
        inputs.source,
        standard.features.length,
        ORDERS,
      );
      const values = columnsOf(one, standard.features);
      return sortContributions(
        standard.features.map((feature, f) => ({
          feature,
          value: values[f]?.[0] as number,
          contribution: parts[f] as number,
        })),
      );
    },
    toJSON: () => ({
      algorithm: "neural-network",
      version: 1,
      standard,
      networks: networks.map((network) => network.map(layerToJson)),
    }),
  };
}
