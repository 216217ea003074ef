import { areaOf, averagePrecisionOf, type Curve, curveOf } from "#detectors/learn/curve";
import type { RunMetrics } from "#domain/api/algorithms";

export interface Confusion {
  readonly tp: number;
  readonly fp: number;
  readonly tn: number;
  readonly fn: number;
}

/** Flagged is who scores the threshold or more. */
export function confusionOf(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  threshold: number,
): Confusion {
  let [tp, fp, tn, fn] = [0, 0, 0, 0];
  for (let i = 0; i < labels.length; i++) {
    const flagged = (scores[i] as number) >= threshold;
    if (labels[i] === 1) flagged ? tp++ : fn++;
    else flagged ? fp++ : tn++;
  }
  return { tp, fp, tn, fn };
}

/** null where it cannot be told: nothing flagged has no precision, no positive no recall. */
export function sharesOf({
  tp,
  fp,
  tn,
  fn,
}: Confusion): Pick<RunMetrics, "accuracy" | "precision" | "recall" | "f1"> {
  return {
    accuracy: ratio(tp + tn, tp + fp + tn + fn),
    precision: ratio(tp, tp + fp),
    recall: ratio(tp, tp + fn),
    f1: ratio(2 * tp, 2 * tp + fp + fn),
  };
}

export function metricsOf(scores: Float64Array, labels: Uint8Array, threshold: number): RunMetrics {
  const curve = curveOf(scores, labels);
  let error = 0;
  for (let i = 0; i < labels.length; i++) error += ((scores[i] as number) - (labels[i] as number)) ** 2;
  return {
    ...sharesOf(confusionOf(scores, labels, threshold)),
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

const POINTS = 200;

export interface Points {
  readonly x: number[];
  readonly y: number[];
}

/** False alarm rate against recall, from (0, 0) to (1, 1); thinned to at most 200 points. */
export function rocPoints(curve: Curve): Points {
  const points = thin(curve).map(
    (i) =>
      [
        (curve.falsePositives[i] as number) / curve.negatives,
        (curve.truePositives[i] as number) / curve.positives,
      ] as const,
  );
  return { x: [0, ...points.map(([x]) => x)], y: [0, ...points.map(([, y]) => y)] };
}

/** Recall against precision. */
export function precisionPoints(curve: Curve): Points {
  const places = thin(curve);
  return {
    x: places.map((i) => (curve.truePositives[i] as number) / curve.positives),
    y: places.map(
      (i) =>
        (curve.truePositives[i] as number) /
        ((curve.truePositives[i] as number) + (curve.falsePositives[i] as number)),
    ),
  };
}

/** What a threshold costs a case, for thresholds 0, 0.02, … 1. */
export function costPoints(
  scores: Float64Array,
  labels: Uint8Array,
  costs: Costs,
): { threshold: number[]; cost: number[] } {
  const threshold = Array.from({ length: 51 }, (_, i) => i / 50);
  const cost = threshold.map((at) => {
    const { fn, fp } = confusionOf(scores, labels, at);
    return (costs.miss * fn + costs.false * fp) / Math.max(1, labels.length);
  });
  return { threshold, cost };
}

/** Ten bins of width 0.1 that have cases: mean score against the share that was risk. */
export function calibrationOf(
  scores: Float64Array,
  labels: Uint8Array,
): { mean: number; share: number; n: number }[] {
  const bins = Array.from({ length: 10 }, () => ({ sum: 0, hits: 0, n: 0 }));
  for (let i = 0; i < labels.length; i++) {
    const bin = bins[Math.min(9, Math.floor((scores[i] as number) * 10))] as {
      sum: number;
      hits: number;
      n: number;
    };
    bin.sum += scores[i] as number;
    bin.hits += labels[i] as number;
    bin.n++;
  }
  return bins.filter(({ n }) => n > 0).map(({ sum, hits, n }) => ({ mean: sum / n, share: hits / n, n }));
}

export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function thin(curve: Curve): number[] {
  const length = curve.threshold.length;
  if (length <= POINTS) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: POINTS }, (_, i) => Math.round((i * (length - 1)) / (POINTS - 1)));
}
