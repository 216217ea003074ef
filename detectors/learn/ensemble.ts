import { sortContributions, type TrainedModel } from "#detectors/learn/algorithm";
import { columnsOf } from "#detectors/learn/table";
import { addTree, type Tree } from "#detectors/learn/tree";
import { addTreeShap, meanOf } from "#detectors/learn/tree-shap";

/** A sum of trees: margin = start + share · Σ trees. */
export interface Ensemble {
  readonly features: readonly string[];
  readonly start: number;
  readonly share: number;
  readonly trees: readonly Tree[];
}

/** What every sum of trees has in common as a model: margins, and exact reasons for them. */
export function makeEnsemble(ensemble: Ensemble): Pick<TrainedModel, "features" | "margin" | "explain"> & {
  readonly baseline: number;
} {
  const { features, start, share, trees } = ensemble;
  const baseline = trees.reduce((sum, tree) => sum + share * meanOf(tree), start);
  return {
    features,
    baseline,
    margin(table) {
      const columns = columnsOf(table, features);
      const sums = new Float64Array(table.rows).fill(start);
      for (const tree of trees) addTree(tree, columns, share, sums);
      return sums;
    },
    explain(table, row) {
      const values = Float64Array.from(columnsOf(table, features), (column) => column[row] as number);
      const parts = new Float64Array(features.length);
      for (const tree of trees) addTreeShap(tree, values, share, parts);
      return sortContributions(
        features.map((feature, f) => ({
          feature,
          value: values[f] as number,
          contribution: parts[f] as number,
        })),
      );
    },
  };
}
