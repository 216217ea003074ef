import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import { expect, it } from "vitest";
import { runNetwork } from "#detectors/learn/network";
import { rowOf, trainNetwork } from "#detectors/learn/network-training";
import { splitShare } from "#detectors/learn/split";
import { fitStandard, standardise } from "#detectors/learn/standardise";
import { makeExample } from "#detectors/learn/testing";

it("runs a trained network to the numbers that TensorFlow.js gives", async () => {
  const { table, labels } = makeExample(200);
  const inputs = standardise(table, fitStandard(table, 0.02));
  const shape = { units: 8, layers: 2, epochs: 3, learningRate: 0.01, penalty: 0.001 };
  const network = await trainNetwork(inputs, labels, splitShare(labels, 0.2, 1), shape, { seed: 1 }, [0, 1]);
  expect(["wasm", "cpu"]).toContain(tf.getBackend());

  const model = layers.sequential();
  network.forEach(({ inputs: from, outputs }, i) => {
    const activation = i === network.length - 1 ? "linear" : "relu";
    model.add(layers.layers.dense({ units: outputs, activation, inputShape: [from] }));
  });
  model.setWeights(
    network.flatMap(({ weights, bias, inputs: from, outputs }) => [
      tf.tensor2d(Float32Array.from(weights), [from, outputs]),
      tf.tensor1d(Float32Array.from(bias)),
    ]),
  );
  const rows = [0, 1, 2, 3, 4].map((r) => rowOf(inputs, r));
  const said = (await (
    model.predict(tf.tensor2d(rows.map((row) => [...row]))) as tf.Tensor
  ).data()) as Float32Array;
  rows.forEach((row, r) => {
    expect(runNetwork(network, row)).toBeCloseTo(said[r] as number, 4);
  });
});
