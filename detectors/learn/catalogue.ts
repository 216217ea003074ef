import type { Algorithm, AlgorithmId } from "#detectors/learn/algorithm";
import { logisticRegression } from "#detectors/learn/logistic-regression";

/** What an administrator may choose from, in the order shown. */
export const ALGORITHMS: readonly Algorithm[] = [logisticRegression];

export function algorithmOf(id: AlgorithmId): Algorithm {
  return ALGORITHMS.find((algorithm) => algorithm.id === id) as Algorithm;
}
