import { areaOf, averagePrecisionOf, type Curve, curveOf } from "#detectors/learn/curve";
import { type Confusion, confuse, type Evaluation } from "#detectors/learn/evaluation";
import type { RunMetrics, RunReport } from "#domain/api/algorithms";

export function metricsOf(scores: Float64Array, labels: Uint8Array, threshold: number): RunMetrics {
  const curve = curveOf(scores, labels);
  let error = 0;
  for (let i = 0; i < labels.length; i++) error += ((scores[i] as number) - (labels[i] as number)) ** 2;
  return {
    ...sharesOf(confuse(scores, labels, threshold)),
    auc: finite(areaOf(curve)),
    averagePrecision: finite(averagePrecisionOf(curve)),
    brier: labels.length === 0 ? null : error / labels.length,
  };
}

export interface Costs {
  readonly miss: number;
  readonly false: number;
}

/** The threshold with the best F1, or the least cost; of equal ones the highest. */
export function chooseThreshold(curve: Curve, by: "f1" | "cost", costs: Costs): number {
  let [best, at] = [Number.NEGATIVE_INFINITY, 1];
  for (let i = 0; i < curve.threshold.length; i++) {
    const [hits, wrong] = [curve.truePositives[i] as number, curve.falsePositives[i] as number];
    const worth =
      by === "f1"
        ? (2 * hits) / (hits + wrong + curve.positives)
        : -(costs.miss * (curve.positives - hits) + costs.false * wrong);
    if (worth > best) [best, at] = [worth, curve.threshold[i] as number];
  }
  return at;
}

/** What a report says of an evaluation: figures, counts, curves, calibration, and what a threshold costs a row. */
export function verdictOf(
  evaluation: Evaluation,
): Pick<RunReport, "metrics" | "confusion" | "roc" | "pr" | "calibration" | "cost"> {
  const { confusion, roc, precisionRecall, calibration, cost } = evaluation;
  return {
    metrics: {
      ...sharesOf(confusion),
      auc: finite(evaluation.auc),
      averagePrecision: finite(evaluation.averagePrecision),
      brier: finite(calibration.brier),
    },
    confusion: {
      tp: confusion.truePositives,
      fp: confusion.falsePositives,
      tn: confusion.trueNegatives,
      fn: confusion.falseNegatives,
    },
    // Before anybody is flagged there is neither hit nor false alarm.
    roc: { x: [0, ...roc.falsePositiveRate], y: [0, ...roc.truePositiveRate] },
    pr: { x: precisionRecall.recall, y: precisionRecall.precision },
    calibration: calibration.bins.map(({ meanScore, share, rows }) => ({ mean: meanScore, share, n: rows })),
    cost: { threshold: [...cost.threshold].reverse(), cost: [...cost.perRow].reverse() },
  };
}

export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** null where it cannot be told: nothing flagged has no precision, no positive no recall. */
function sharesOf(counts: Confusion): Pick<RunMetrics, "accuracy" | "precision" | "recall" | "f1"> {
  const { truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn } = counts;
  return {
    accuracy: ratio(tp + tn, tp + fp + tn + fn),
    precision: ratio(tp, tp + fp),
    recall: ratio(tp, tp + fn),
    f1: ratio(2 * tp, 2 * tp + fp + fn),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
