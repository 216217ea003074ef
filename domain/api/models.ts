import { z } from "zod";
import { runMetrics } from "#domain/api/algorithms";
import { instant } from "#domain/api/common";

/** Publication of models as an API, their shadow runs, and comparisons (A/B). */
export const modelName = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);

export const modelVersion = z.object({
  id: z.number(),
  name: z.string(),
  version: z.number(),
  runId: z.number(),
  algorithm: z.string(),
  features: z.array(z.string()),
  threshold: z.number(),
  /** pending: waits for a second person. */
  state: z.enum(["pending", "published", "rejected", "retired"]),
  shadow: z.boolean(),
  /** Whether the system has all its features, so that it can score enterprises by their id and run in the shadow. */
  byEnterprise: z.boolean(),
  comment: z.string(),
  reviewId: z.number().nullable(),
  createdBy: z.string(),
  createdAt: instant,
  publishedAt: instant.nullable(),
  retiredAt: instant.nullable(),
});
export type ModelVersion = z.infer<typeof modelVersion>;
export const modelList = z.object({ models: z.array(modelVersion) });
export type ModelList = z.infer<typeof modelList>;

export const modelSubmit = z.object({
  runId: z.number().int().positive(),
  name: modelName,
  threshold: z.number().min(0).max(1),
  comment: z.string().min(1).max(500),
});

export const driftRow = z.object({
  feature: z.string(),
  index: z.number().nullable(),
  state: z.enum(["stable", "watch", "alarm", "unknown"]),
});
/** Of one enterprise at a time, from the store to the answer. */
export const responseTime = z.object({
  p50Micros: z.number(),
  p95Micros: z.number(),
  /** Enterprises that were timed. */
  timed: z.number(),
});
export type ResponseTime = z.infer<typeof responseTime>;
export const shadowPass = z.object({
  id: z.number(),
  state: z.enum(["running", "done", "stopped"]),
  scored: z.number(),
  /** Of one enterprise, mean. */
  readMicros: z.number(),
  scoreMicros: z.number(),
  /** The rules and the model over the same single enterprises, in turns; null: not timed. */
  response: z.object({ rules: responseTime.nullable(), model: responseTime.nullable() }),
  drift: z.array(driftRow).nullable(),
  startedAt: instant,
  finishedAt: instant.nullable(),
});
export type ShadowPass = z.infer<typeof shadowPass>;
export const modelShadow = z.object({
  passes: z.array(shadowPass),
  /** Living enterprises by who calls them risky now. */
  now: z.object({ both: z.number(), model: z.number(), rules: z.number(), neither: z.number() }),
});
export type ModelShadow = z.infer<typeof modelShadow>;

export const modelKey = z.object({
  id: z.number(),
  label: z.string(),
  hint: z.string(),
  perMinute: z.number(),
  createdBy: z.string(),
  createdAt: instant,
  expiresAt: instant,
  revokedAt: instant.nullable(),
  lastUsed: instant.nullable(),
  callsToday: z.number(),
  calls: z.number(),
  rows: z.number(),
  refused: z.number(),
  meanMs: z.number().nullable(),
  /** Upper bound of the bin that holds it: 1, 2, 4 … 512 ms; null: no call, or slower. */
  p95Ms: z.number().nullable(),
});
export const modelUse = z.object({
  keys: z.array(modelKey),
  /** Calls by minute of the last hour; minutes without any are left out. */
  minutes: z.array(z.object({ at: instant, calls: z.number(), refused: z.number() })),
});
export type ModelUse = z.infer<typeof modelUse>;
export const modelKeyCreate = z.object({
  label: z.string().min(1).max(100),
  perMinute: z.number().int().min(1).max(10_000).default(60),
  days: z.number().int().min(1).max(730).default(180),
});
/** The key is shown once, here. */
export const modelSecret = z.object({ id: z.number(), secret: z.string(), expiresAt: instant });
export type ModelSecret = z.infer<typeof modelSecret>;

/** POST /api/models/:name/score: rows by the id of an enterprise, or by features; what is not given is unknown. */
export const scoreRequest = z.object({
  rows: z
    .array(
      z.object({
        enterpriseId: z.number().int().positive().optional(),
        features: z.record(z.string().max(100), z.number().nullable()).optional(),
      }),
    )
    .min(1)
    .max(1000),
  /** The largest parts of each score; for 100 rows at most. */
  explain: z.boolean().default(false),
});
export const scoreAnswer = z.object({
  model: z.string(),
  rows: z.array(
    z.object({
      enterpriseId: z.number().nullable(),
      /** Another than was called while it is compared with that one and has this enterprise in its share. */
      model: z.string(),
      version: z.number(),
      /** null: no such enterprise. */
      score: z.number().nullable(),
      flagged: z.boolean().nullable(),
      reasons: z
        .array(z.object({ feature: z.string(), value: z.number().nullable(), contribution: z.number() }))
        .optional(),
    }),
  ),
});

export const experiment = z.object({
  id: z.number(),
  name: z.string(),
  /** Id of a version; null is the rule engine. */
  a: z.number().nullable(),
  b: z.number().nullable(),
  aName: z.string(),
  bName: z.string(),
  percent: z.number(),
  /** Whether callers of A's API are dealt out by `percent` while it runs; else both judge in the shadow only. */
  served: z.boolean(),
  state: z.enum(["running", "stopped"]),
  createdBy: z.string(),
  createdAt: instant,
  stoppedAt: instant.nullable(),
});
export type Experiment = z.infer<typeof experiment>;
export const experimentList = z.object({ experiments: z.array(experiment) });
export const experimentCreate = z.object({
  name: z.string().min(1).max(100),
  a: z.number().int().positive().nullable(),
  b: z.number().int().positive(),
  percent: z.number().int().min(0).max(100).default(50),
});

const arm = z.object({
  name: z.string(),
  metrics: runMetrics,
  cases: z.number(),
  /** Of one enterprise in the shadow, mean: reading its features and scoring; null: not measured yet. */
  micros: z.number().nullable(),
  /** Of one call of the API, mean; null: not called. */
  apiMs: z.number().nullable(),
  /** In the newest pass that timed it; the rules are timed beside B, over the same enterprises. null: not yet. */
  response: responseTime.nullable(),
});
const outcome = z.object({
  /** B less A. */
  difference: z.number().nullable(),
  p: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Cases still needed (of each arm, or pairs) for power 0.8 at 5 %; null: no difference was seen to size it by. */
  needed: z.number().nullable(),
});
/** GET /api/experiments/:id/comparison */
export const comparison = z.object({
  experiment,
  verdicts: z.number(),
  positives: z.number(),
  /** Both judges on every case that has a verdict. */
  paired: z.object({ a: arm, b: arm, accuracy: outcome, auc: outcome }),
  /** Each judge on the cases of his own arm only. */
  split: z.object({ a: arm, b: arm, accuracy: outcome, precision: outcome, recall: outcome }),
  /** Enterprises in each arm. */
  traffic: z.object({ a: z.number(), b: z.number() }),
});
export type Comparison = z.infer<typeof comparison>;
