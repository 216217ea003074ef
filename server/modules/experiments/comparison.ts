import type { z } from "zod";
import {
  compareAreas,
  compareShares,
  mcnemar,
  type Share,
  sampleForPairs,
  sampleForShares,
} from "#detectors/comparison/significance";
import { type Confusion, confuse } from "#detectors/learn/evaluation";
import type { Comparison, comparison, ResponseTime } from "#domain/api/models";
import { isInB } from "#server/modules/models/arms";
import { finite, metricsOf } from "#server/modules/rehearsals/verdict-metrics";

/** A case that officers have given a verdict on, with what both judges had said before. */
export interface Case {
  readonly enterpriseId: number;
  readonly label: 0 | 1;
  readonly a: number;
  readonly b: number;
}

export interface JudgeFacts {
  readonly name: string;
  readonly threshold: number;
  readonly micros: number | null;
  readonly apiMs: number | null;
  readonly response: ResponseTime | null;
}

type Figures = Omit<z.input<typeof comparison>, "experiment" | "traffic">;
type Outcome = Comparison["paired"]["accuracy"];

/** Both judges on the same cases, and each on the cases of his own arm. */
export function compareJudges(
  cases: readonly Case[],
  a: JudgeFacts,
  b: JudgeFacts,
  experiment: { readonly id: number; readonly percent: number },
): Figures {
  const inB = cases.map(({ enterpriseId }) => isInB(experiment.id, enterpriseId, experiment.percent));
  const ofA = cases.filter((_, i) => !inB[i]);
  const ofB = cases.filter((_, i) => inB[i]);
  const countsA = countsOf(ofA, "a", a);
  const countsB = countsOf(ofB, "b", b);
  return {
    verdicts: cases.length,
    positives: cases.filter(({ label }) => label === 1).length,
    paired: {
      a: armOf(cases, "a", a),
      b: armOf(cases, "b", b),
      accuracy: pairedAccuracy(cases, a, b),
      auc: pairedArea(cases),
    },
    split: {
      a: armOf(ofA, "a", a),
      b: armOf(ofB, "b", b),
      accuracy: splitOutcome(rightOf(countsA), rightOf(countsB)),
      precision: splitOutcome(precisionOf(countsA), precisionOf(countsB)),
      recall: splitOutcome(recallOf(countsA), recallOf(countsB)),
    },
  };
}

function armOf(cases: readonly Case[], which: "a" | "b", judge: JudgeFacts): Figures["paired"]["a"] {
  const scores = Float64Array.from(cases, (each) => each[which]);
  const labels = Uint8Array.from(cases, ({ label }) => label);
  return {
    name: judge.name,
    metrics: metricsOf(scores, labels, judge.threshold),
    cases: cases.length,
    micros: judge.micros,
    apiMs: judge.apiMs,
    response: judge.response,
  };
}

function countsOf(cases: readonly Case[], which: "a" | "b", judge: JudgeFacts): Confusion {
  return confuse(
    cases.map((each) => each[which]),
    cases.map(({ label }) => label),
    judge.threshold,
  );
}

function rightOf({ truePositives, falsePositives, trueNegatives, falseNegatives }: Confusion): Share {
  const hits = truePositives + trueNegatives;
  return { hits, of: hits + falsePositives + falseNegatives };
}

function precisionOf({ truePositives: hits, falsePositives }: Confusion): Share {
  return { hits, of: hits + falsePositives };
}

function recallOf({ truePositives: hits, falseNegatives }: Confusion): Share {
  return { hits, of: hits + falseNegatives };
}

/** McNemar: only cases where one judge is right and the other wrong count. The interval is of the paired difference (Wald). */
function pairedAccuracy(cases: readonly Case[], a: JudgeFacts, b: JudgeFacts): Outcome {
  let [onlyA, onlyB] = [0, 0];
  for (const each of cases) {
    const rightA = each.a >= a.threshold === (each.label === 1);
    const rightB = each.b >= b.threshold === (each.label === 1);
    if (rightA && !rightB) onlyA++;
    if (rightB && !rightA) onlyB++;
  }
  const n = cases.length;
  if (n === 0) return { difference: null, p: null, low: null, high: null, needed: null };
  const difference = (onlyB - onlyA) / n;
  const half = (1.959964 * Math.sqrt(Math.max(0, onlyA + onlyB - (onlyB - onlyA) ** 2 / n))) / n;
  return {
    difference,
    p: mcnemar(onlyA, onlyB),
    low: Math.max(-1, difference - half),
    high: Math.min(1, difference + half),
    needed: still(sampleForPairs(onlyA / n, onlyB / n), n),
  };
}

/** DeLong. The variance falls as 1/n, so the cases needed follow from the spread that was seen. */
function pairedArea(cases: readonly Case[]): Outcome {
  const { difference, p, interval } = compareAreas(
    cases.map((each) => each.a),
    cases.map((each) => each.b),
    cases.map(({ label }) => label),
  );
  const spread = (interval[1] - interval[0]) / (2 * 1.959964);
  const wanted =
    difference === 0 ? Number.POSITIVE_INFINITY : ((1.959964 + 0.841621) * spread) / Math.abs(difference);
  return {
    difference: finite(difference),
    p: finite(p),
    low: finite(interval[0]),
    high: finite(interval[1]),
    needed: Number.isFinite(wanted) ? still(Math.ceil(cases.length * wanted * wanted), cases.length) : null,
  };
}

function splitOutcome(a: Share, b: Share): Outcome {
  const { difference, p, interval } = compareShares(a, b);
  const wanted =
    a.of === 0 || b.of === 0 ? Number.POSITIVE_INFINITY : sampleForShares(a.hits / a.of, b.hits / b.of);
  return {
    difference: finite(difference),
    p: finite(p),
    low: finite(interval[0]),
    high: finite(interval[1]),
    needed: still(wanted, Math.min(a.of, b.of)),
  };
}

function still(wanted: number, there: number): number | null {
  return Number.isFinite(wanted) ? Math.max(0, wanted - there) : null;
}
