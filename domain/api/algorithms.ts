import { z } from "zod";
import { instant, words } from "#domain/api/common";

/** What algorithms learn from and how they do on it: datasets, rehearsals (预演), reports. */

export const datasetFeature = z.object({
  name: z.string(),
  zh: z.string(),
  en: z.string(),
  unit: z.string(),
});
export const OUTCOMES = ["criminal-case", "outbreak", "verdict"] as const;

export const dataset = z.object({
  id: z.number(),
  name: z.string(),
  origin: z.enum(["upload", "snapshot"]),
  state: z.enum(["building", "ready", "failed"]),
  /** Words of what went wrong, with what to do. */
  error: z.string().nullable(),
  settings: z.record(z.string(), z.unknown()),
  features: z.array(datasetFeature),
  rows: z.number(),
  labelled: z.number(),
  positives: z.number(),
  rejected: z.number(),
  /** The first rows that were not taken. */
  rejects: z.array(z.object({ row: z.number(), code: z.string(), message: z.string(), hint: z.string() })),
  createdBy: z.string(),
  createdAt: instant,
});
export type Dataset = z.infer<typeof dataset>;
export const datasetList = z.object({ datasets: z.array(dataset) });
export type DatasetList = z.infer<typeof datasetList>;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** POST /api/datasets/snapshots: enterprises as they were known at the end of each day (Asia/Shanghai), with what came of them. */
export const snapshotCreate = z.object({
  name: z.string().min(1).max(100),
  days: z
    .array(day)
    .min(1)
    .max(24)
    .refine((days) => new Set(days).size === days.length, {
      error: "each day once",
      params: { zh: "同一日期只能出现一次" },
    }),
  /** What came within so many days after. */
  horizonDays: z.number().int().min(1).max(730).default(90),
  outcome: z.enum(OUTCOMES),
  /** recorded: what the system knew by then; event: what had happened by then, for history imported later. */
  knownBy: z.enum(["recorded", "event"]).default("recorded"),
  /** Rows of each day at most; all positive ones are among them. */
  mostRows: z.number().int().min(100).max(200_000).default(20_000),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
});
export type SnapshotCreate = z.output<typeof snapshotCreate>;

/** Which rows of a dataset are the sample; what is left out takes all. */
export const sampleFilter = z.object({
  districts: z.array(z.string().max(20)).max(50).default([]),
  industries: z.array(z.string().max(20)).max(100).default([]),
  kinds: z.array(z.string().max(40)).max(50).default([]),
  label: z
    .union([z.literal(0), z.literal(1)])
    .nullable()
    .default(null),
  from: day.nullable().default(null),
  to: day.nullable().default(null),
  q: z.string().max(100).nullable().default(null),
});
export type SampleFilterBody = z.output<typeof sampleFilter>;
export const sampleCount = z.object({
  rows: z.number(),
  labelled: z.number(),
  positives: z.number(),
  subjects: z.number(),
});
export type SampleCountAnswer = z.infer<typeof sampleCount>;
export const sampleRows = z.object({
  facets: z.array(
    z.object({ facet: z.enum(["district", "industry", "kind", "day"]), value: z.string(), rows: z.number() }),
  ),
  rows: z.array(
    z.object({
      row: z.number(),
      subject: z.string(),
      name: z.string(),
      district: z.string().nullable(),
      industry: z.string().nullable(),
      kind: z.string().nullable(),
      day: z.string().nullable(),
      label: z.number().nullable(),
      features: z.array(z.number().nullable()),
    }),
  ),
});
export type SampleRows = z.infer<typeof sampleRows>;

/** GET /api/algorithms: what can be rehearsed; forms are drawn from `parameters`. */
export const algorithmInfo = z.object({
  id: z.string(),
  name: words,
  description: words,
  supervised: z.boolean(),
  parameters: z.array(
    z.object({
      id: z.string(),
      name: words,
      meaning: words,
      kind: z.enum(["integer", "number", "boolean", "choice"]),
      default: z.union([z.number(), z.boolean(), z.string()]),
      min: z.number().nullable(),
      max: z.number().nullable(),
      recommended: z.array(z.number()).length(2).nullable(),
      choices: z.array(z.object({ value: z.string(), name: words })),
    }),
  ),
});
export type AlgorithmInfo = z.infer<typeof algorithmInfo>;
export const algorithmList = z.object({ algorithms: z.array(algorithmInfo) });

export const runPlan = z.object({
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  /** Share of subjects that the report is made on; the model never sees them. */
  testShare: z.number().min(0.1).max(0.5).default(0.3),
  /** Of the others: the share that the threshold is chosen on. */
  validationShare: z.number().min(0.1).max(0.5).default(0.25),
  threshold: z.enum(["f1", "cost", "fixed"]).default("f1"),
  fixedThreshold: z.number().min(0).max(1).default(0.5),
  /** What a miss and a false alarm cost, in any unit. */
  missCost: z.number().min(0).max(1_000_000).default(10),
  falseCost: z.number().min(0).max(1_000_000).default(1),
});
export type RunPlan = z.output<typeof runPlan>;

export const runCreate = z.object({
  name: z.string().min(1).max(100),
  algorithm: z.string().max(40),
  parameters: z
    .record(z.string().max(40), z.union([z.number(), z.boolean(), z.string().max(100)]))
    .default({}),
  datasetId: z.number().int().positive(),
  sample: sampleFilter.prefault({}),
  plan: runPlan.prefault({}),
});
export type RunCreate = z.input<typeof runCreate>;

const counted = z.object({ tp: z.number(), fp: z.number(), tn: z.number(), fn: z.number() });
/** null: cannot be told (nothing was flagged, or one class only). */
const share = z.number().nullable();
export const runMetrics = z.object({
  accuracy: share,
  precision: share,
  recall: share,
  f1: share,
  auc: share,
  averagePrecision: share,
  brier: share,
});
export type RunMetrics = z.infer<typeof runMetrics>;
const group = z.object({
  key: z.string(),
  rows: z.number(),
  positives: z.number(),
  accuracy: share,
  precision: share,
  recall: share,
  f1: share,
  auc: share,
});
export const runReport = z.object({
  rows: z.object({ train: z.number(), validation: z.number(), test: z.number(), unlabelled: z.number() }),
  positives: z.object({ train: z.number(), validation: z.number(), test: z.number() }),
  features: z.array(z.string()),
  seconds: z.object({ read: z.number(), train: z.number(), test: z.number() }),
  threshold: z.number(),
  metrics: runMetrics,
  confusion: counted,
  roc: z.object({ x: z.array(z.number()), y: z.array(z.number()) }),
  pr: z.object({ x: z.array(z.number()), y: z.array(z.number()) }),
  /** Ten bins of the score: its mean, and the share that was risk. */
  calibration: z.array(z.object({ mean: z.number(), share: z.number(), n: z.number() })),
  cost: z.object({ threshold: z.array(z.number()), cost: z.array(z.number()) }),
  byDistrict: z.array(group),
  byMonth: z.array(group),
  /** Mean size of each feature's part in the score, the largest first. */
  importance: z.array(z.object({ feature: z.string(), value: z.number() })),
  /** The official score on the same test rows; null where the dataset has none. */
  rules: z
    .object({
      threshold: z.number(),
      metrics: runMetrics,
      mcnemarP: share,
      areaP: share,
      areaDifference: share,
    })
    .nullable(),
});
export type RunReport = z.infer<typeof runReport>;

export const runSummary = z.object({
  id: z.number(),
  name: z.string(),
  algorithm: z.string(),
  dataset: z.object({ id: z.number(), name: z.string() }),
  state: z.enum(["queued", "running", "done", "failed", "cancelled", "interrupted"]),
  /** reading, training, testing */
  stage: z.string(),
  progress: z.number(),
  error: z.string().nullable(),
  metrics: runMetrics.nullable(),
  createdBy: z.string(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export type RunSummary = z.infer<typeof runSummary>;
export const runPage = z.object({ rows: z.array(runSummary), next: z.string().nullable(), total: z.null() });
export type RunPage = z.infer<typeof runPage>;
export const runDetail = runSummary.extend({
  parameters: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])),
  sample: sampleFilter,
  plan: runPlan,
  report: runReport.nullable(),
});
export type RunDetail = z.infer<typeof runDetail>;
