import { type Spread, spreadOf } from "#detectors/comparison/drift";
import { compareAreas, mcnemar } from "#detectors/comparison/significance";
import type { Algorithm, AlgorithmId, TrainedModel } from "#detectors/learn/algorithm";
import { ALGORITHMS } from "#detectors/learn/catalogue";
import { curveOf } from "#detectors/learn/curve";
import { evaluate } from "#detectors/learn/evaluation";
import { splitShare } from "#detectors/learn/split";
import { type Table, takeLabels, takeRows } from "#detectors/learn/table";
import type { RunPlan, RunReport } from "#domain/api/algorithms";
import { CodedError } from "#domain/error";
import { RULES, RULES_COLUMN, scoreByRules } from "#server/modules/rehearsals/rules-algorithm";
import { chooseThreshold, finite, metricsOf, verdictOf } from "#server/modules/rehearsals/verdict-metrics";

/** A sample as columns, as it is handed to the thread. */
export interface Sample {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  /** 0, 1; 255 where there is none. */
  readonly labels: Uint8Array;
  readonly subjects: readonly string[];
  readonly districts: readonly (string | null)[];
  readonly days: readonly (string | null)[];
}

export interface RehearsalOrder {
  readonly algorithm: string;
  readonly parameters: Readonly<Record<string, number | boolean | string>>;
  readonly sample: Sample;
  readonly plan: RunPlan;
  /** Score (0–1) from which the rules call an enterprise risky: the floor of 橙色 in force. */
  readonly rulesThreshold: number;
  readonly readSeconds: number;
}

export interface Reference {
  readonly features: Readonly<Record<string, Spread>>;
  readonly score: Spread;
  /** Rows of training; absent in models of earlier versions. */
  readonly rows?: number;
}

export interface RehearsalResult {
  readonly report: RunReport;
  /** null: the rule engine, which has no form of its own. */
  readonly model: {
    readonly form: string;
    readonly features: readonly string[];
    readonly reference: Reference;
  } | null;
}

export interface RehearsalOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (stage: "training" | "testing", done: number) => void;
  readonly now: () => number;
}

export const NO_LABEL = 255;
/** Of each kind, in training, choice and test together: fewer would make figures of single cases. */
const LEAST_SUBJECTS = 6;
const EXPLAINED_ROWS = 200;
const MOST_GROUPS = 40;

/**
 * One rehearsal: subjects are dealt out into training, choice of the threshold, and test, so that no subject is in two;
 * the model learns from the first, the threshold is chosen on the second, and the report is made on the third only.
 */
export async function rehearse(order: RehearsalOrder, options: RehearsalOptions): Promise<RehearsalResult> {
  const { plan } = order;
  const { kept, unlabelled } = keepLabelled(order.sample);
  const parts = splitSample(kept, plan);
  const began = options.now();
  options.onProgress("training", 0);
  const judge = await makeJudge(order, kept, parts.train, options);
  const trained = options.now();
  options.onProgress("testing", 0);

  const choose = takeRows(kept.table, parts.validation);
  const chooseLabels = takeLabels(kept.labels, parts.validation);
  const costs = { miss: plan.missCost, false: plan.falseCost };
  const threshold =
    order.algorithm === RULES
      ? order.rulesThreshold
      : plan.threshold === "fixed"
        ? plan.fixedThreshold
        : chooseThreshold(curveOf(judge.score(choose), chooseLabels), plan.threshold, costs);

  const test = takeRows(kept.table, parts.test);
  const labels = takeLabels(kept.labels, parts.test);
  const scores = judge.score(test);
  options.signal.throwIfAborted();
  const importance = judge.model === null ? [] : importanceOf(judge.model, test);
  const groupBy = (keyOf: (row: number) => string | null) =>
    groupsOf(parts.test, scores, labels, threshold, keyOf);
  const report: RunReport = {
    rows: {
      train: parts.train.length,
      validation: parts.validation.length,
      test: parts.test.length,
      unlabelled,
    },
    positives: {
      train: positivesOf(kept.labels, parts.train),
      validation: positivesOf(kept.labels, parts.validation),
      test: positivesOf(kept.labels, parts.test),
    },
    features: judge.model === null ? [RULES_COLUMN] : [...judge.model.features],
    seconds: {
      read: order.readSeconds,
      train: (trained - began) / 1000,
      test: (options.now() - trained) / 1000,
    },
    threshold,
    ...verdictOf(
      evaluate(scores, labels, { threshold, costs: { falseAlarm: costs.false, miss: costs.miss } }),
    ),
    byDistrict: groupBy((row) => kept.districts[row] ?? null),
    byMonth: groupBy((row) => kept.days[row]?.slice(0, 7) ?? null),
    importance,
    rules: rulesBeside(order, test, labels, scores, threshold),
  };
  return {
    report,
    model: judge.model === null ? null : keep(judge.model, takeRows(kept.table, parts.train)),
  };
}

interface Labelled {
  readonly table: Table;
  readonly labels: Uint8Array;
  readonly subjects: readonly string[];
  readonly districts: readonly (string | null)[];
  readonly days: readonly (string | null)[];
}

function keepLabelled(sample: Sample): { kept: Labelled; unlabelled: number } {
  const rows: number[] = [];
  sample.labels.forEach((label, row) => {
    if (label !== NO_LABEL) rows.push(row);
  });
  const table: Table = { names: sample.names, columns: sample.columns, rows: sample.labels.length };
  const pick = <T>(of: readonly T[]): T[] => rows.map((row) => of[row] as T);
  return {
    kept: {
      table: takeRows(table, rows),
      labels: takeLabels(sample.labels, rows),
      subjects: pick(sample.subjects),
      districts: pick(sample.districts),
      days: pick(sample.days),
    },
    unlabelled: sample.labels.length - rows.length,
  };
}

function splitSample(kept: Labelled, plan: RunPlan) {
  const risky = new Set(kept.subjects.filter((_, row) => kept.labels[row] === 1));
  const calm = new Set(kept.subjects.filter((subject) => !risky.has(subject)));
  if (risky.size < LEAST_SUBJECTS || calm.size < LEAST_SUBJECTS) {
    throw new CodedError("rehearsal.few-labels", {
      rows: kept.labels.length,
      positives: positivesOf(kept.labels, kept.labels.keys()),
      least: LEAST_SUBJECTS,
    });
  }
  const outer = splitShare(kept.labels, plan.testShare, plan.seed, kept.subjects);
  const inner = splitShare(
    takeLabels(kept.labels, outer.train),
    plan.validationShare,
    plan.seed + 1,
    Array.from(outer.train, (row) => kept.subjects[row] as string),
  );
  const back = (rows: Uint32Array): Uint32Array => rows.map((i) => outer.train[i] as number);
  return { train: back(inner.train), validation: back(inner.test), test: outer.test };
}

interface Judge {
  score(table: Table): Float64Array;
  readonly model: TrainedModel | null;
}

async function makeJudge(
  order: RehearsalOrder,
  kept: Labelled,
  train: Uint32Array,
  options: RehearsalOptions,
): Promise<Judge> {
  if (order.algorithm === RULES) return { score: scoreByRules, model: null };
  const algorithm = ALGORITHMS.find(({ id }) => id === (order.algorithm as AlgorithmId)) as Algorithm;
  const model = await algorithm.train(
    takeRows(kept.table, train),
    algorithm.supervised ? takeLabels(kept.labels, train) : null,
    order.parameters,
    {
      seed: order.plan.seed,
      signal: options.signal,
      onProgress: (done) => options.onProgress("training", done),
    },
  );
  return { score: (table) => model.score(table), model };
}

function keep(model: TrainedModel, train: Table): RehearsalResult["model"] {
  const place = new Map(train.names.map((name, i) => [name, i]));
  const features = Object.fromEntries(
    model.features.map((name) => [name, spreadOf(train.columns[place.get(name) ?? -1] as Float64Array)]),
  );
  return {
    form: JSON.stringify(model.toJSON()),
    features: model.features,
    reference: { features, score: spreadOf(model.score(train)), rows: train.rows },
  };
}

function importanceOf(model: TrainedModel, test: Table): { feature: string; value: number }[] {
  const rows = Math.min(EXPLAINED_ROWS, test.rows);
  const sums = new Map<string, number>();
  for (let i = 0; i < rows; i++) {
    const row = Math.floor((i * test.rows) / rows);
    for (const { feature, contribution } of model.explain(test, row))
      sums.set(feature, (sums.get(feature) ?? 0) + Math.abs(contribution) / rows);
  }
  return [...sums]
    .map(([feature, value]) => ({ feature, value }))
    .sort((a, b) => b.value - a.value)
    .slice(0, 30);
}

function groupsOf(
  rows: Uint32Array,
  scores: Float64Array,
  labels: Uint8Array,
  threshold: number,
  keyOf: (row: number) => string | null,
): RunReport["byDistrict"] {
  const members = new Map<string, number[]>();
  rows.forEach((row, i) => {
    const key = keyOf(row);
    if (key === null) return;
    const list = members.get(key);
    if (list === undefined) members.set(key, [i]);
    else list.push(i);
  });
  return [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MOST_GROUPS)
    .map(([key, list]) => {
      const of = Uint8Array.from(list, (i) => labels[i] as number);
      const { accuracy, precision, recall, f1, auc } = metricsOf(
        Float64Array.from(list, (i) => scores[i] as number),
        of,
        threshold,
      );
      return {
        key,
        rows: list.length,
        positives: positivesOf(of, of.keys()),
        accuracy,
        precision,
        recall,
        f1,
        auc,
      };
    });
}

/** Rule engine and model side by side on the same cases; null where the dataset has no official score. */
function rulesBeside(
  order: RehearsalOrder,
  test: Table,
  labels: Uint8Array,
  scores: Float64Array,
  threshold: number,
): RunReport["rules"] {
  if (order.algorithm === RULES || !test.names.includes(RULES_COLUMN)) return null;
  const official = scoreByRules(test);
  let [onlyRules, onlyModel] = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    const rules = (official[i] as number) >= order.rulesThreshold === (labels[i] === 1);
    const model = (scores[i] as number) >= threshold === (labels[i] === 1);
    if (rules && !model) onlyRules++;
    if (model && !rules) onlyModel++;
  }
  const areas = compareAreas(official, scores, labels);
  return {
    threshold: order.rulesThreshold,
    metrics: metricsOf(official, labels, order.rulesThreshold),
    mcnemarP: mcnemar(onlyRules, onlyModel),
    areaP: finite(areas.p),
    areaDifference: finite(areas.difference),
  };
}

function positivesOf(labels: Uint8Array, rows: Iterable<number>): number {
  let count = 0;
  for (const row of rows) count += labels[row] === 1 ? 1 : 0;
  return count;
}
