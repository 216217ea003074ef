import type { Algorithm, AlgorithmId } from "#detectors/learn/algorithm";
import { gradientBoosting } from "#detectors/learn/gradient-boosting";
import { logisticRegression } from "#detectors/learn/logistic-regression";
import { randomForest } from "#detectors/learn/random-forest";

/** What an administrator may choose from, in the order shown. */
export const ALGORITHMS: readonly Algorithm[] = [gradientBoosting, logisticRegression, randomForest];

export function algorithmOf(id: AlgorithmId): Algorithm {
  return ALGORITHMS.find((algorithm) => algorithm.id === id) as Algorithm;
}
