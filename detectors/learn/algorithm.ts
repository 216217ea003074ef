import type { Parameter, ParameterValues } from "#detectors/learn/parameter";
import type { Table } from "#detectors/learn/table";
import { CodedError, type Words } from "#domain/error";

export type AlgorithmId =
  | "gradient-boosting"
  | "logistic-regression"
  | "random-forest"
  | "neural-network"
  | "isolation-forest"
  | "principal-components";

/** A way to learn a score from a table. The same table, labels, parameters and seed give the same model, byte for byte. */
export interface Algorithm {
  readonly id: AlgorithmId;
  readonly name: Words;
  readonly description: Words;
  /** Whether it needs labels; the others find what is unusual without any. */
  readonly supervised: boolean;
  readonly parameters: readonly Parameter[];
  /**
   * Parameters not given have their default. `labels` (1 = risk) may be null where nothing is supervised. Throws
   * `model.parameter`, `model.labels`, `model.one-class`, `model.too-few`, or the reason of `signal`.
   */
  train(
    table: Table,
    labels: Uint8Array | null,
    parameters: ParameterValues,
    options: TrainOptions,
  ): Promise<TrainedModel>;
  /** A model from what `toJSON` gave. Throws `model.form`. */
  load(json: unknown): TrainedModel;
}

export interface TrainOptions {
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Share done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
  /**
   * 1: the score may only rise with this feature, −1: only fall. Kept by gradient boosting; the other algorithms
   * refuse it (`model.monotone`), rather than forget it.
   */
  readonly monotone?: Readonly<Record<string, -1 | 0 | 1>>;
}

export interface TrainedModel {
  readonly algorithm: AlgorithmId;
  /** Names of the columns it was trained on. A table to score may have more, in any order. */
  readonly features: readonly string[];
  /** One number in [0, 1] a row: the probability of risk, or for the unsupervised the share of training rows less unusual. */
  score(table: Table): Float64Array;
  /** What the reasons add up to: `baseline` + all contributions of a row = its `margin`. */
  readonly explanation: Explanation;
  /** One number a row; the score is a rising function of it. */
  margin(table: Table): Float64Array;
  /** Reasons of one row, the largest contribution first; every feature once. */
  explain(table: Table, row: number): readonly Contribution[];
  toJSON(): unknown;
}

export interface Explanation {
  /** Unit of contributions: `log-odds` of the score, the `probability` itself, isolation (`depth`), squared `distance`. */
  readonly scale: "log-odds" | "probability" | "depth" | "distance";
  /** The margin of a row of which nothing is known to be special. */
  readonly baseline: number;
}

export interface Contribution {
  readonly feature: string;
  /** As it came; NaN = missing. */
  readonly value: number;
  readonly contribution: number;
}

/** Labels that something can be learnt from: as long as the table, both classes there. */
export function checkLabels(table: Table, labels: Uint8Array | null): Uint8Array {
  if (labels === null) throw new CodedError("model.labels");
  checkRows(table);
  if (labels.length !== table.rows) throw new CodedError("model.labels");
  let positives = 0;
  for (const label of labels) positives += label === 1 ? 1 : 0;
  if (positives === 0 || positives === labels.length) {
    throw new CodedError("model.one-class", { rows: table.rows });
  }
  return labels;
}

const FEWEST_ROWS = 10;

export function checkRows(table: Table): void {
  if (table.rows < FEWEST_ROWS || table.columns.length === 0) {
    throw new CodedError("model.too-few", { rows: table.rows, least: FEWEST_ROWS });
  }
}

export function refuseMonotone(algorithm: Words, options: TrainOptions): void {
  if (Object.values(options.monotone ?? {}).some((sign) => sign !== 0)) {
    throw new CodedError("model.monotone", { algorithm });
  }
}

/** Lets others have the thread, and ends the work if it was called off. */
export async function breathe(options: TrainOptions, done: number): Promise<void> {
  options.signal?.throwIfAborted();
  options.onProgress?.(Math.min(1, done));
  await new Promise<void>((resolve) => setImmediate(resolve));
  options.signal?.throwIfAborted();
}

export function sortContributions(list: Contribution[]): Contribution[] {
  return list.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}
