import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { bootstrap, type Interval } from "#detectors/learn/bootstrap";
import { rocArea } from "#detectors/learn/curve";
import { chooseThreshold, evaluate } from "#detectors/learn/evaluation";
import { splitFolds } from "#detectors/learn/split";
import { takeLabels } from "#detectors/learn/table";
import { readFlags, UsageError } from "#server/command/task";
import { readArff } from "#server/eval/arff";
import { readFirms, readLabels } from "#server/eval/ccf469";
import {
  type Learn,
  learnCcf469,
  learnPlain,
  learnPolish,
  type Sample,
  takeSample,
} from "#server/eval/tabular-recipes";

/** Parts of the training rows, each scored by a model of the others: the threshold is chosen on these scores. */
const INNER_FOLDS = 3;
const SAMPLES = 300;

export interface TabularResult extends Measured {
  readonly task: string;
}

/** Trains on one file and measures on another, or by folds of one. Nothing is chosen on rows that are measured. */
export async function runTabular(args: string[], say: (text: string) => void): Promise<TabularResult> {
  const flags = readFlags(args, {
    task: undefined,
    train: undefined,
    test: undefined,
    tables: undefined,
    folds: "5",
    seed: "1",
  });
  const task = flags.text("task");
  if (task !== "polish" && task !== "ccf469") throw new UsageError("--task is polish or ccf469");
  const train = flags.path("train");
  const test = flags.optional("test");
  const read = task === "polish" ? readPolish : readerOfFirms(flags.optional("tables"));
  const learn = task === "polish" ? learnPolish : learnCcf469;
  const startMs = performance.now();
  const seed = flags.number("seed");
  const rows = read(train);
  const result =
    test === undefined
      ? await measureFolds(rows, learn, flags.number("folds"), seed, say)
      : await measureTest(rows, read(resolve(test)), learn, seed, say);
  return { task, ...result, seconds: Math.round((performance.now() - startMs) / 100) / 10 };
}

function readPolish(file: string): Sample {
  const { table, labels } = readArff(readFileSync(file, "utf8"));
  return { table, labels, known: null };
}

function readerOfFirms(tables: string | undefined): (file: string) => Sample {
  if (tables === undefined) throw new UsageError("ccf469 needs --tables, the folder of its side tables");
  const featuresOf = readFirms(resolve(tables));
  return (file) => {
    const { ids, labels } = readLabels(file);
    return { ...featuresOf(ids), labels };
  };
}

interface Measured {
  readonly auc: number;
  readonly f1: number;
  readonly threshold: number;
  readonly [more: string]: unknown;
}

async function measureTest(
  train: Sample,
  test: Sample,
  learn: Learn,
  seed: number,
  say: Say,
): Promise<Measured> {
  const threshold = await innerThreshold(train, learn, seed, say);
  say(`training on ${train.table.rows} rows`);
  const scores = (await learn(train, seed))(test);
  const plain = (await learnPlain(train, seed))(test);
  const repeated = repeatedRows(train, test);
  return {
    ...measure(scores, test, threshold, seed, repeated),
    plain: plainOf(plain, test),
    rows: { train: train.table.rows, test: test.table.rows },
  };
}

async function measureFolds(
  whole: Sample,
  learn: Learn,
  folds: number,
  seed: number,
  say: Say,
): Promise<Measured> {
  const scores = new Float64Array(whole.table.rows);
  const plain = new Float64Array(whole.table.rows);
  const repeated = new Uint8Array(whole.table.rows);
  const [aucByFold, f1ByFold, thresholds, plainByFold]: number[][] = [[], [], [], []];
  for (const [k, split] of splitFolds(whole.labels, folds, seed).entries()) {
    say(`fold ${k + 1} of ${folds}`);
    const [train, test] = [takeSample(whole, split.train), takeSample(whole, split.test)];
    const threshold = await innerThreshold(train, learn, seed + k, () => {});
    const own = (await learn(train, seed + k))(test);
    const ownPlain = (await learnPlain(train, seed + k))(test);
    own.forEach((score, i) => {
      scores[split.test[i] as number] = score;
    });
    ownPlain.forEach((score, i) => {
      plain[split.test[i] as number] = score;
    });
    repeatedRows(train, test).forEach((mark, i) => {
      repeated[split.test[i] as number] = mark;
    });
    aucByFold?.push(rocArea(own, test.labels));
    plainByFold?.push(rocArea(ownPlain, test.labels));
    f1ByFold?.push(evaluate(own, test.labels, { threshold }).f1);
    thresholds?.push(threshold);
  }
  const pooled = measure(scores, whole, mean(thresholds as number[]), seed, repeated);
  return {
    ...pooled,
    auc: mean(aucByFold as number[]),
    f1: mean(f1ByFold as number[]),
    plain: { ...plainOf(plain, whole), auc: round(mean(plainByFold as number[])) },
    folds: {
      auc: aucByFold?.map(round),
      f1: f1ByFold?.map(round),
      pooledAuc: pooled.auc,
      pooledF1: pooled.f1,
    },
    rows: { all: whole.table.rows },
  };
}

type Say = (text: string) => void;

async function innerThreshold(train: Sample, learn: Learn, seed: number, say: Say): Promise<number> {
  const scores = new Float64Array(train.table.rows);
  for (const [k, split] of splitFolds(train.labels, INNER_FOLDS, seed).entries()) {
    say(`threshold: part ${k + 1} of ${INNER_FOLDS}`);
    const own = (await learn(takeSample(train, split.train), seed))(takeSample(train, split.test));
    own.forEach((score, i) => {
      scores[split.test[i] as number] = score;
    });
  }
  return chooseThreshold(scores, train.labels);
}

function measure(
  scores: Float64Array,
  test: Sample,
  threshold: number,
  seed: number,
  repeated: Uint8Array,
): Measured {
  const { labels, known } = test;
  const evaluation = evaluate(scores, labels, { threshold });
  const { auc, f1, accuracy, precision, recall, averagePrecision, confusion, calibration } = evaluation;
  return {
    auc,
    aucInterval: intervalOf(scores, labels, seed),
    f1,
    threshold,
    precision,
    recall,
    accuracy,
    averagePrecision,
    brier: calibration.brier,
    expectedCalibrationError: calibration.expectedError,
    confusion,
    n: labels.length,
    positives: evaluation.positives,
    parts: {
      ...(known === null
        ? {}
        : {
            withSideTables: partOf(scores, labels, (r) => known[r] === 1, threshold, seed),
            withoutSideTables: partOf(scores, labels, (r) => known[r] === 0, threshold, seed),
          }),
      repeatedFromTrain: partOf(scores, labels, (r) => repeated[r] === 1, threshold, seed),
      notRepeated: partOf(scores, labels, (r) => repeated[r] === 0, threshold, seed),
    },
  };
}

/** One boosted model on the columns as they came: what the derived features and the blend add is the difference. */
function plainOf(scores: Float64Array, { labels }: Sample) {
  return { auc: round(rocArea(scores, labels)), what: "gradient boosting on the columns as given" };
}

function partOf(
  scores: Float64Array,
  labels: Uint8Array,
  isIn: (row: number) => boolean,
  threshold: number,
  seed: number,
) {
  const rows = [...labels.keys()].filter(isIn);
  const own = Float64Array.from(rows, (r) => scores[r] as number);
  const truth = takeLabels(labels, rows);
  const positives = truth.reduce((sum, label) => sum + label, 0);
  if (positives === 0 || positives === rows.length) return { n: rows.length, positives };
  const { auc, f1, precision, recall } = evaluate(own, truth, { threshold });
  return { n: rows.length, positives, auc, aucInterval: intervalOf(own, truth, seed), f1, precision, recall };
}

function intervalOf(scores: Float64Array, labels: Uint8Array, seed: number): Interval {
  const area = (drawn: Uint32Array) =>
    rocArea(
      Float64Array.from(drawn, (r) => scores[r] as number),
      takeLabels(labels, drawn),
    );
  return bootstrap(labels.length, area, { seed, samples: SAMPLES, strata: labels });
}

/** 1 where a row with the same figures throughout (and at least one) is in the training part. */
function repeatedRows(train: Sample, test: Sample): Uint8Array {
  const keyOf = ({ table }: Sample, r: number) => table.columns.map((column) => column[r]).join();
  const seen = new Set(Array.from({ length: train.table.rows }, (_, r) => keyOf(train, r)));
  return Uint8Array.from({ length: test.table.rows }, (_, r) =>
    (test.known === null || test.known[r] === 1) && seen.has(keyOf(test, r)) ? 1 : 0,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
