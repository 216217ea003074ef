import type { TrainOptions } from "#detectors/learn/algorithm";
import { breathe } from "#detectors/learn/algorithm";
import type { Layer, Network } from "#detectors/learn/network";
import { runNetwork } from "#detectors/learn/network";
import type { Inputs } from "#detectors/learn/standardise";
import { makeRandom, shuffle } from "#detectors/random";

export interface NetworkShape {
  readonly units: number;
  readonly layers: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly penalty: number;
}

const BATCH = 64;
/** Passes without gain on the rows kept aside before it stops. */
const PATIENCE = 8;

type Tf = typeof import("@tensorflow/tfjs-core");
type Layers = typeof import("@tensorflow/tfjs-layers");

let backend: Promise<{ tf: Tf; layers: Layers }> | null = null;

/**
 * TensorFlow.js on its WebAssembly kernels, or on plain JavaScript where those cannot load. Loaded when the first network
 * is trained: nothing else waits for it.
 */
function loadBackend(): Promise<{ tf: Tf; layers: Layers }> {
  backend ??= (async () => {
    const tf = await import("@tensorflow/tfjs-core");
    const layers = await import("@tensorflow/tfjs-layers");
    await import("@tensorflow/tfjs-backend-cpu");
    const wasm = await import("@tensorflow/tfjs-backend-wasm").catch(() => null);
    // One thread: its workers would keep the process, and small products gain nothing from more.
    if (wasm !== null) tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    if (wasm === null || !(await tf.setBackend("wasm"))) await tf.setBackend("cpu");
    await tf.ready();
    return { tf, layers };
  })();
  return backend;
}

/**
 * Trains one network on the logistic loss by Adam. The order of rows and the first weights come from the seed; the weights
 * of the pass that was best on `aside` are kept.
 */
export async function trainNetwork(
  inputs: Inputs,
  labels: Uint8Array,
  rows: { readonly train: Uint32Array; readonly test: Uint32Array },
  shape: NetworkShape,
  options: TrainOptions,
  progress: readonly [from: number, to: number],
): Promise<Network> {
  const { tf, layers } = await loadBackend();
  const model = layers.sequential();
  for (let depth = 0; depth <= shape.layers; depth++) {
    const last = depth === shape.layers;
    model.add(
      layers.layers.dense({
        units: last ? 1 : shape.units,
        activation: last ? "linear" : "relu",
        kernelInitializer: layers.initializers.glorotUniform({ seed: options.seed * 31 + depth }),
        ...(depth === 0 ? { inputShape: [inputs.columns.length] } : {}),
      }),
    );
  }
  const optimizer = tf.train.adam(shape.learningRate);
  const random = makeRandom(options.seed);
  const kernels = () =>
    model.layers.map((layer) => layer.getWeights()[0] as import("@tensorflow/tfjs-core").Tensor);
  let best: Network = [];
  let [least, bestEpoch] = [Infinity, 0];
  try {
    for (let epoch = 0; epoch < shape.epochs; epoch++) {
      const order = shuffle(rows.train.slice(), random);
      for (let at = 0; at < order.length; at += BATCH) {
        const batch = order.subarray(at, at + BATCH);
        if ((at / BATCH) % 16 === 0) {
          const share = (epoch + at / order.length) / shape.epochs;
          await breathe(options, progress[0] + (progress[1] - progress[0]) * share);
        }
        tf.tidy(() => {
          const x = tf.tensor2d(rowsOf(inputs, batch), [batch.length, inputs.columns.length]);
          const y = tf.tensor2d(
            Float32Array.from(batch, (r) => labels[r] as number),
            [batch.length, 1],
          );
          optimizer.minimize(() => {
            const margins = model.apply(x, { training: true }) as import("@tensorflow/tfjs-core").Tensor;
            const loss = tf.losses.sigmoidCrossEntropy(y, margins);
            const held = kernels().map((kernel) => tf.sum(tf.square(kernel)));
            return tf.add(
              loss,
              tf.mul(shape.penalty, tf.addN(held)),
            ) as import("@tensorflow/tfjs-core").Scalar;
          });
        });
      }
      const network = await readWeights(model);
      const loss = lossOf(network, inputs, labels, rows.test);
      if (loss < least) [best, least, bestEpoch] = [network, loss, epoch];
      else if (epoch - bestEpoch >= PATIENCE) break;
    }
    return best;
  } finally {
    model.dispose();
    optimizer.dispose();
  }
}

function rowsOf({ columns }: Inputs, batch: Uint32Array): Float32Array {
  const width = columns.length;
  const values = new Float32Array(batch.length * width);
  columns.forEach((column, c) => {
    for (let i = 0; i < batch.length; i++) values[i * width + c] = column[batch[i] as number] as number;
  });
  return values;
}

/** Rounded to eight digits, which is what 32 bits hold, so that a stored model is the same model. */
async function readWeights(model: import("@tensorflow/tfjs-layers").Sequential): Promise<Network> {
  const network: Layer[] = [];
  for (const layer of model.layers) {
    const [kernel, bias] = layer.getWeights();
    if (kernel === undefined || bias === undefined) continue;
    const [inputs, outputs] = kernel.shape as [number, number];
    const [weights, biases] = await Promise.all([kernel.data(), bias.data()]);
    network.push({
      inputs,
      outputs,
      weights: Float64Array.from(weights, round),
      bias: Float64Array.from(biases, round),
    });
  }
  return network;
}

function round(value: number): number {
  return Number(value.toPrecision(8));
}

function lossOf(network: Network, inputs: Inputs, labels: Uint8Array, rows: Uint32Array): number {
  let sum = 0;
  for (const r of rows) {
    const margin = runNetwork(network, rowOf(inputs, r));
    const signed = labels[r] === 1 ? -margin : margin;
    sum += Math.max(0, signed) + Math.log1p(Math.exp(-Math.abs(signed)));
  }
  return sum / rows.length;
}

export function rowOf({ columns }: Inputs, r: number): Float64Array {
  return Float64Array.from(columns, (column) => column[r] as number);
}
