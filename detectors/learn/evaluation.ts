import { type Calibration, calibrate } from "#detectors/learn/calibration";
import { areaOf, averagePrecisionOf, type Curve, curveOf, rocArea } from "#detectors/learn/curve";

export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/** Shares in [0, 1]; precision is 0 where nothing is flagged, recall where nothing is risky. */
export interface Measures {
  readonly accuracy: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly confusion: Confusion;
}

export interface GroupMeasures extends Measures {
  readonly name: string;
  readonly rows: number;
  readonly positives: number;
  /** null where the group has one class only. */
  readonly auc: number | null;
}

export interface Costs {
  /** Of one firm flagged without need, and of one missed, in any unit. */
  readonly falseAlarm: number;
  readonly miss: number;
}

/** Columns for charts, from the highest threshold down; long ones are thinned. */
export interface Evaluation extends Measures {
  readonly rows: number;
  readonly positives: number;
  /** Whoever scores this or more is flagged. */
  readonly threshold: number;
  readonly auc: number;
  readonly averagePrecision: number;
  readonly roc: { threshold: number[]; falsePositiveRate: number[]; truePositiveRate: number[] };
  readonly precisionRecall: { threshold: number[]; recall: number[]; precision: number[] };
  readonly calibration: Calibration;
  readonly cost: Costs & {
    threshold: number[];
    /** Mean cost a row at each threshold. */
    perRow: number[];
    best: { threshold: number; perRow: number };
  };
  /** By what was asked for (district, month, …): one table each, by name. */
  readonly groups: Readonly<Record<string, readonly GroupMeasures[]>>;
}

export interface EvaluationOptions {
  /** Of the scores under test it may only be chosen beforehand, on other rows: see `chooseThreshold`. Default 0.5. */
  readonly threshold?: number;
  /** Default: a miss costs ten false alarms. */
  readonly costs?: Costs;
  /** Bins of the calibration table, of about the same number of rows each. Default 10. */
  readonly bins?: number;
  /** One name a row for each table wanted. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
}

const COSTS: Costs = { falseAlarm: 1, miss: 10 };

/** How good scores in [0, 1] are against what came of it (1 = risk). Both classes have to be there. */
export function evaluate(
  scores: Float64Array,
  labels: Uint8Array,
  options: EvaluationOptions = {},
): Evaluation {
  const threshold = options.threshold ?? 0.5;
  const curve = curveOf(scores, labels);
  const shown = thin(curve);
  const { positives, negatives } = curve;
  const costs = options.costs ?? COSTS;
  const groups = Object.entries(options.groups ?? {}).map(([by, names]) => {
    return [by, measureGroups(scores, labels, threshold, names)] as const;
  });
  return {
    ...measureAt(scores, labels, threshold),
    rows: labels.length,
    positives,
    threshold,
    auc: areaOf(curve),
    averagePrecision: averagePrecisionOf(curve),
    roc: {
      threshold: shown.map((i) => curve.threshold[i] as number),
      falsePositiveRate: shown.map((i) => (curve.falsePositives[i] as number) / negatives),
      truePositiveRate: shown.map((i) => (curve.truePositives[i] as number) / positives),
    },
    precisionRecall: {
      threshold: shown.map((i) => curve.threshold[i] as number),
      recall: shown.map((i) => (curve.truePositives[i] as number) / positives),
      precision: shown.map((i) => precisionAt(curve, i)),
    },
    calibration: calibrate(scores, labels, options.bins ?? 10),
    cost: costCurve(curve, shown, costs),
    groups: Object.fromEntries(groups),
  };
}

/** The threshold with the best F1 on these scores, half-way to the next lower score. */
export function chooseThreshold(scores: Float64Array, labels: Uint8Array): number {
  const curve = curveOf(scores, labels);
  let [best, most] = [0, -1];
  for (let i = 0; i < curve.threshold.length; i++) {
    const hits = curve.truePositives[i] as number;
    const f1 = (2 * hits) / (hits + (curve.falsePositives[i] as number) + curve.positives);
    if (f1 > most) [best, most] = [i, f1];
  }
  const at = curve.threshold[best] as number;
  const next = curve.threshold[best + 1];
  if (next === undefined) return at;
  // Between two scores that are neighbours as numbers there is no middle: it would round to the lower one and flag it too.
  const middle = (at + next) / 2;
  return middle > next ? middle : at;
}

export function measureAt(scores: Float64Array, labels: Uint8Array, threshold: number): Measures {
  const confusion = confuse(scores, labels, threshold);
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = confusion;
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return {
    accuracy: share(truePositives + trueNegatives, labels.length),
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, truePositives + falseNegatives),
    f1: share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
    confusion,
  };
}

/** Flagged is who scores the threshold or more. */
export function confuse(scores: ArrayLike<number>, labels: ArrayLike<number>, threshold: number): Confusion {
  let [truePositives, falsePositives, trueNegatives, falseNegatives] = [0, 0, 0, 0];
  for (let r = 0; r < labels.length; r++) {
    const flagged = (scores[r] as number) >= threshold;
    if (labels[r] === 1) flagged ? truePositives++ : falseNegatives++;
    else flagged ? falsePositives++ : trueNegatives++;
  }
  return { truePositives, falsePositives, trueNegatives, falseNegatives };
}

function measureGroups(
  scores: Float64Array,
  labels: Uint8Array,
  threshold: number,
  names: readonly string[],
): GroupMeasures[] {
  const rows = groupRows(names);
  return [...rows.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, of]) => {
      const own = Float64Array.from(of, (r) => scores[r] as number);
      const truth = Uint8Array.from(of, (r) => labels[r] as number);
      const positives = truth.reduce((sum, label) => sum + label, 0);
      const auc = positives === 0 || positives === of.length ? null : rocArea(own, truth);
      return { name, rows: of.length, positives, auc, ...measureAt(own, truth, threshold) };
    });
}

function precisionAt(curve: Curve, i: number): number {
  const hits = curve.truePositives[i] as number;
  return hits / (hits + (curve.falsePositives[i] as number));
}

function costCurve(curve: Curve, shown: readonly number[], costs: Costs): Evaluation["cost"] {
  const rows = curve.positives + curve.negatives;
  const costAt = (i: number) => {
    const missed = curve.positives - (curve.truePositives[i] as number);
    return (costs.falseAlarm * (curve.falsePositives[i] as number) + costs.miss * missed) / rows;
  };
  let best = { threshold: Number.MAX_VALUE, perRow: (costs.miss * curve.positives) / rows };
  for (let i = 0; i < curve.threshold.length; i++) {
    const perRow = costAt(i);
    if (perRow < best.perRow) best = { threshold: curve.threshold[i] as number, perRow };
  }
  return {
    ...costs,
    threshold: shown.map((i) => curve.threshold[i] as number),
    perRow: shown.map(costAt),
    best,
  };
}

const MOST_POINTS = 400;

/** Places along a curve: all, or so many at even steps of rows passed, its ends among them. */
function thin({ threshold, truePositives, falsePositives, positives, negatives }: Curve): number[] {
  const all = threshold.length;
  if (all <= MOST_POINTS) return [...threshold.keys()];
  const shown: number[] = [];
  let next = 0;
  for (let i = 0; i < all; i++) {
    // Half by positives, half by negatives, so that neither end of the curve is coarse.
    const passed = (truePositives[i] as number) / positives + (falsePositives[i] as number) / negatives;
    if (passed < next && i < all - 1) continue;
    shown.push(i);
    next = passed + 2 / MOST_POINTS;
  }
  return shown;
}

function groupRows(names: readonly string[]): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  names.forEach((name, r) => {
    const of = rows.get(name);
    if (of === undefined) rows.set(name, [r]);
    else of.push(r);
  });
  return rows;
}
