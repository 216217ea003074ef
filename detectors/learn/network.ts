import { z } from "zod";
import { numbers } from "#detectors/learn/form";

/** One layer of a network: `outputs` rows of weights, one an input, and a bias each. Rectified, but for the last one. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** weights[input · outputs + output]. */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

export type Network = readonly Layer[];

/** What the network's last layer says (one number) of one row of inputs. */
export function runNetwork(network: Network, row: Float64Array): number {
  let from = row;
  network.forEach(({ inputs, outputs, weights, bias }, depth) => {
    const to = Float64Array.from(bias);
    for (let i = 0; i < inputs; i++) {
      const value = from[i] as number;
      if (value === 0) continue;
      const place = i * outputs;
      for (let o = 0; o < outputs; o++) to[o]! += value * (weights[place + o] as number);
    }
    const last = depth === network.length - 1;
    from = last ? to : to.map((value) => Math.max(0, value));
  });
  return from[0] as number;
}

export const layerForm = z
  .object({ inputs: z.int().min(0), outputs: z.int().min(1), weights: numbers, bias: numbers })
  .refine(
    ({ inputs, outputs, weights, bias }) => weights.length === inputs * outputs && bias.length === outputs,
    "weights do not fit the layer",
  );

type LayerForm = z.infer<typeof layerForm>;

export function makeLayer({ inputs, outputs, weights, bias }: LayerForm): Layer {
  return { inputs, outputs, weights: Float64Array.from(weights), bias: Float64Array.from(bias) };
}

export function layerToJson({ inputs, outputs, weights, bias }: Layer): LayerForm {
  return { inputs, outputs, weights: [...weights], bias: [...bias] };
}
