import { z } from "zod";
import {
  type Algorithm,
  breathe,
  checkLabels,
  refuseMonotone,
  type TrainedModel,
} from "#detectors/learn/algorithm";
import { binTable } from "#detectors/learn/bins";
import { type Ensemble, makeEnsemble } from "#detectors/learn/ensemble";
import { readForm } from "#detectors/learn/form";
import { Grower } from "#detectors/learn/grower";
import { fillParameters } from "#detectors/learn/parameter";
import { FOREST_PARAMETERS } from "#detectors/learn/random-forest.parameters";
import { makeTree, type Tree, treeForm, treeToJson } from "#detectors/learn/tree";
import { makeRandom, type Random } from "#detectors/random";

const NAME = { zh: "随机森林", en: "Random forest" };

/** Trees on bootstrap samples, their shares of risky rows averaged (Breiman 2001; Geurts and others 2006 for random splits). */
export const randomForest: Algorithm = {
  id: "random-forest",
  name: NAME,
  description: {
    zh: "许多在随机样本和随机特征上长成的树取平均；参数不敏感，适合样本少、噪声大的数据",
    en: "The mean of many trees, each on a random sample and random features; hardly needs tuning, good where rows are few or noisy",
  },
  supervised: true,
  parameters: FOREST_PARAMETERS,
  async train(table, labels, parameters, options) {
    const p = fillParameters(randomForest, parameters);
    refuseMonotone(NAME, options);
    const y = checkLabels(table, labels);
    const binned = binTable(table, p.bins as number);
    const grower = new Grower(binned);
    const random = makeRandom(options.seed);
    const features = Int32Array.from(table.columns.keys());
    const trees: Tree[] = [];
    const count = p.trees as number;
    for (let t = 0; t < count; t++) {
      await breathe(options, t / count);
      const drawn = bootstrap(table.rows, random);
      const rows = Uint32Array.from(drawn.keys()).filter((r) => (drawn[r] as number) > 0);
      const slope = drawn.map((times, r) => -times * (y[r] as number));
      const slopes = { slope, curve: drawn, count: drawn };
      trees.push(
        grower.grow(rows, slopes, {
          leaves: Infinity,
          depth: p.depth as number,
          minRows: p.minRows as number,
          penalty: 0,
          features,
          featuresPerNode: featuresPerNode(p.features as string, features.length),
          randomThreshold: p.splits === "random",
          monotone: null,
          random,
        }),
      );
    }
    options.onProgress?.(1);
    return makeModel({ features: [...table.names], start: 0, share: 1 / count, trees });
  },
  load(json) {
    const read = readForm("random-forest", 1, FORM, json);
    return makeModel({ ...read, start: 0, share: 1 / read.trees.length, trees: read.trees.map(makeTree) });
  },
};

const FORM = { features: z.array(z.string()), trees: z.array(treeForm).min(1) };

function makeModel(ensemble: Ensemble): TrainedModel {
  const { baseline, ...sum } = makeEnsemble(ensemble);
  const { features, trees } = ensemble;
  return {
    algorithm: "random-forest",
    ...sum,
    explanation: { scale: "probability", baseline },
    // A sum of shares may end a rounding above 1.
    score: (table) => sum.margin(table).map((share) => Math.min(1, Math.max(0, share))),
    toJSON: () => ({ algorithm: "random-forest", version: 1, features, trees: trees.map(treeToJson) }),
  };
}

/** How often each row is drawn when as many as there are are drawn, with putting back. */
function bootstrap(rows: number, random: Random): Float64Array {
  const drawn = new Float64Array(rows);
  for (let i = 0; i < rows; i++) drawn[Math.floor(random() * rows)]! += 1;
  return drawn;
}

function featuresPerNode(choice: string, all: number): number {
  if (choice === "all") return all;
  return Math.max(1, Math.round(choice === "third" ? all / 3 : Math.sqrt(all)));
}
