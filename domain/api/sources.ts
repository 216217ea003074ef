import { z } from "zod";
import { inputKind, instant, page } from "#domain/api/common";

/** accepted + duplicate + conflict + rejected = read, always. */
export const tally = z.object({
  read: z.number(),
  accepted: z.number(),
  duplicate: z.number(),
  conflict: z.number(),
  rejected: z.number(),
});
export type Tally = z.infer<typeof tally>;

/** GET /api/sources */
export const sourceRow = z.object({
  id: z.string(),
  name: z.string(),
  transport: z.enum(["http", "webhook", "file", "replay", "simulator"]),
  kinds: z.array(inputKind),
  enabled: z.boolean(),
  simulated: z.boolean(),
  lastEvent: instant.nullable(),
  /** Longest silence that is normal, seconds; past it a 告警 is raised. */
  silenceSeconds: z.number(),
  silent: z.boolean(),
  /** Agreed interval of delivery (采集频率), seconds; null: not agreed, `ratePerMinute` says what comes. */
  everySeconds: z.number().nullable(),
  retiredAt: instant.nullable(),
  ratePerMinute: z.number(),
  today: tally,
  total: tally,
  keyExpiresAt: instant.nullable(),
});
export const sourceList = z.object({ sources: z.array(sourceRow) });
export type SourceList = z.infer<typeof sourceList>;

export const sourceCreate = z.object({
  id: z.string().regex(/^[a-z0-9-]{2,60}$/),
  name: z.string().min(1).max(100),
  transport: z.enum(["http", "webhook", "file"]),
  kinds: z.array(inputKind).min(1),
  silenceSeconds: z.number().int().min(60).default(86400),
  everySeconds: z.number().int().min(1).max(31_536_000).nullable().default(null),
  keyDays: z.number().int().min(1).max(730).default(180),
});
/** POST /api/sources/batch: several at once; built-in ones are left as they are and named in `skipped`. */
export const sourceBatch = z.object({
  ids: z
    .array(z.string().regex(/^[a-z0-9-]{2,60}$/))
    .min(1)
    .max(200),
  action: z.enum(["enable", "disable", "retire", "restore"]),
});
export const sourceBatchAnswer = z.object({ changed: z.array(z.string()), skipped: z.array(z.string()) });
/** The key or webhook secret is shown once, here. */
export const sourceSecret = z.object({ id: z.string(), secret: z.string(), expiresAt: instant });

/** GET /api/sources/:id/rejects: what could not be taken, with its reason, kept as it came. */
export const rejectPage = page(
  z.object({
    id: z.number(),
    source: z.string(),
    at: instant,
    row: z.number().nullable(),
    outcome: z.enum(["rejected", "conflict"]),
    code: z.string(),
    message: z.string(),
    hint: z.string(),
    raw: z.string(),
    importId: z.number().nullable(),
  }),
);
export type RejectPage = z.infer<typeof rejectPage>;

/** GET /api/dead-letters; POST /api/dead-letters/:id/replay; POST /api/dead-letters/:id/discard {comment} */
export const deadLetterPage = page(
  z.object({
    id: z.number(),
    at: instant,
    uid: z.string(),
    kind: z.string(),
    source: z.string(),
    enterpriseId: z.number().nullable(),
    reason: z.string(),
    attempts: z.number(),
    state: z.enum(["dead", "replayed", "discarded"]),
    body: z.string(),
  }),
);
export type DeadLetterPage = z.infer<typeof deadLetterPage>;

/**
 * File import: POST /api/imports/preview (multipart: file, source, kind) keeps the upload and answers this;
 * POST /api/imports {uploadId, mapping} starts it; GET /api/imports, GET /api/imports/:id; GET /api/imports/:id/errors.csv
 */
export const importPreview = z.object({
  uploadId: z.string(),
  format: z.enum(["csv", "ndjson"]),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  suggested: z.record(z.string(), z.string()),
  targets: z.array(z.object({ field: z.string(), required: z.boolean(), description: z.string() })),
  /** What would not be taken of the rows that were looked at, cells by the suggested mapping; `row` is the file's line. */
  faults: z.array(
    z.object({ row: z.number(), code: z.string(), message: z.string(), hint: z.string(), raw: z.string() }),
  ),
});
export type ImportPreview = z.infer<typeof importPreview>;
export const importStart = z.object({
  uploadId: z.string(),
  source: z.string(),
  kind: inputKind,
  /** event field (as "subject.name", "data.text", "time") -> column. */
  mapping: z.record(z.string(), z.string()),
});
export const importJob = z.object({
  id: z.number(),
  source: z.string(),
  kind: z.string(),
  file: z.string(),
  state: z.enum(["queued", "running", "done", "failed"]),
  bytes: z.number(),
  bytesTotal: z.number(),
  tally,
  createdAt: instant,
  finishedAt: instant.nullable(),
  error: z.string().nullable(),
  /** The words of `error`, with what to do. */
  errorText: z.string().nullable(),
});
export const importList = z.object({ imports: z.array(importJob) });
export type ImportJob = z.infer<typeof importJob>;

/** Answer of POST /api/ingest/<kind> and POST /api/webhook/<source>: one result a row, in order. */
export const ingestResult = z.object({
  ...tally.shape,
  results: z.array(
    z.object({
      row: z.number(),
      id: z.string().nullable(),
      outcome: z.enum(["accepted", "duplicate", "conflict", "rejected"]),
      code: z.string().optional(),
      message: z.string().optional(),
      hint: z.string().optional(),
      path: z.string().optional(),
    }),
  ),
});
export type IngestResult = z.infer<typeof ingestResult>;
