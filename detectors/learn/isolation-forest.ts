import { z } from "zod";
import {
  type Algorithm,
  breathe,
  checkRows,
  refuseMonotone,
  type TrainedModel,
} from "#detectors/learn/algorithm";
import { type Ensemble, makeEnsemble } from "#detectors/learn/ensemble";
import { numbers, readForm } from "#detectors/learn/form";
import { fillParameters, type Parameter } from "#detectors/learn/parameter";
import { fitRanks, type RankTable, rankOf } from "#detectors/learn/rank";
import type { Table } from "#detectors/learn/table";
import { makeTree, type Tree, TreeDraft, treeForm, treeToJson } from "#detectors/learn/tree";
import { makeRandom, type Random, shuffle } from "#detectors/random";

const NAME = { zh: "孤立森林", en: "Isolation forest" };

const PARAMETERS: readonly Parameter[] = [
  {
    id: "trees",
    name: { zh: "树的棵数", en: "Trees" },
    meaning: { zh: "越多得分越稳", en: "More make steadier scores" },
    kind: "integer",
    default: 200,
    min: 10,
    max: 2000,
    recommended: [100, 500],
  },
  {
    id: "sample",
    name: { zh: "每棵树的样本数", en: "Rows a tree" },
    meaning: {
      zh: "每棵树随机取多少行；小样本更容易孤立异常，过大反而被正常点掩盖",
      en: "Rows that each tree is grown on; few set the unusual apart, too many hide them among the usual",
    },
    kind: "integer",
    default: 256,
    min: 8,
    max: 10_000,
    recommended: [128, 1024],
  },
];

/** Rows that few random cuts set apart are unusual (Liu, Ting, Zhou 2008). Needs no labels. */
export const isolationForest: Algorithm = {
  id: "isolation-forest",
  name: NAME,
  description: {
    zh: "无需标签：随机切分下很快被单独分出的企业即为异常。得分是训练样本中不如它异常的比例",
    en: "Needs no labels: firms that few random cuts set apart are unusual. The score is the share of the sample that is less so",
  },
  supervised: false,
  parameters: PARAMETERS,
  async train(table, _labels, parameters, options) {
    const p = fillParameters(isolationForest, parameters);
    refuseMonotone(NAME, options);
    checkRows(table);
    const random = makeRandom(options.seed);
    const count = p.trees as number;
    const sample = Math.min(p.sample as number, table.rows);
    const all = Uint32Array.from({ length: table.rows }, (_, r) => r);
    const trees: Tree[] = [];
    for (let t = 0; t < count; t++) {
      await breathe(options, t / count);
      trees.push(isolate(table, shuffle(all, random).slice(0, sample), random));
    }
    const ensemble: Ensemble = { features: [...table.names], start: 0, share: 1 / count, trees };
    const ranks = fitRanks(makeEnsemble(ensemble).margin(table));
    options.onProgress?.(1);
    return makeModel(ensemble, ranks);
  },
  load(json) {
    const read = readForm("isolation-forest", 1, FORM, json);
    const trees = read.trees.map(makeTree);
    return makeModel({ features: read.features, start: 0, share: 1 / trees.length, trees }, read.ranks);
  },
};

const FORM = { features: z.array(z.string()), trees: z.array(treeForm).min(1), ranks: numbers.min(2) };

function makeModel(ensemble: Ensemble, ranks: RankTable): TrainedModel {
  const { baseline, ...sum } = makeEnsemble(ensemble);
  const { features, trees } = ensemble;
  return {
    algorithm: "isolation-forest",
    ...sum,
    explanation: { scale: "depth", baseline },
    score: (table) => sum.margin(table).map((margin) => rankOf(ranks, margin)),
    toJSON: () => ({
      algorithm: "isolation-forest",
      version: 1,
      features,
      ranks,
      trees: trees.map(treeToJson),
    }),
  };
}

/** A leaf says −(cuts that led to it + those that its rows would still need): the fewer, the more unusual. */
function isolate(table: Table, rows: Uint32Array, random: Random): Tree {
  const draft = new TreeDraft();
  const most = Math.ceil(Math.log2(rows.length));
  const grow = (of: Uint32Array, depth: number): number => {
    const node = draft.addLeaf(-(depth + usualDepth(of.length)), of.length);
    if (depth >= most || of.length < 2) return node;
    const cut = randomCut(table, of, random);
    if (cut === null) return node;
    const { feature, threshold, share } = cut;
    const column = table.columns[feature] as Float64Array;
    // In training and in use alike a missing value goes with the larger side.
    const missingLeft = share >= 0.5;
    const isLeft = (r: number) => {
      const value = column[r] as number;
      return Number.isFinite(value) ? value <= threshold : missingLeft;
    };
    const left = of.filter(isLeft);
    const right = of.filter((r) => !isLeft(r));
    draft.split(node, feature, threshold, missingLeft, grow(left, depth + 1), grow(right, depth + 1));
    return node;
  };
  grow(rows, 0);
  return draft.finish();
}

/** A feature that has more than one known value here, cut at a random place between its ends. */
function randomCut(table: Table, rows: Uint32Array, random: Random) {
  const order = shuffle(Int32Array.from(table.columns.keys()), random);
  for (const feature of order) {
    const column = table.columns[feature] as Float64Array;
    let [low, high, known] = [Infinity, -Infinity, 0];
    for (const r of rows) {
      const value = column[r] as number;
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
      known++;
    }
    if (!(high > low)) continue;
    const at = random();
    const threshold = low * (1 - at) + high * at;
    if (!(threshold >= low && threshold < high)) continue;
    let below = 0;
    for (const r of rows) if ((column[r] as number) <= threshold && Number.isFinite(column[r])) below++;
    return { feature, threshold, share: below / known };
  }
  return null;
}

const EULER = 0.5772156649015329;

/** Mean depth at which an unsuccessful search ends in a binary search tree of n keys. */
function usualDepth(n: number): number {
  if (n < 2) return 0;
  return n === 2 ? 1 : 2 * (Math.log(n - 1) + EULER) - (2 * (n - 1)) / n;
}
