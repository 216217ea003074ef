import type { Algorithm } from "#detectors/learn/algorithm";
import { gradientBoosting } from "#detectors/learn/gradient-boosting";
import { isolationForest } from "#detectors/learn/isolation-forest";
import { logisticRegression } from "#detectors/learn/logistic-regression";
import { neuralNetwork } from "#detectors/learn/neural-network";
import { principalComponents } from "#detectors/learn/principal-components";
import { randomForest } from "#detectors/learn/random-forest";

/** What an administrator may choose from, in the order shown. */
export const ALGORITHMS: readonly Algorithm[] = [
  gradientBoosting,
  logisticRegression,
  randomForest,
  neuralNetwork,
  isolationForest,
  principalComponents,
];
