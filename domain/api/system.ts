import { z } from "zod";
import { instant, words } from "#domain/api/common";

/** GET /api/system */
export const systemStatus = z.object({
  version: z.string(),
  startedAt: instant,
  node: z.string(),
  database: z.object({
    version: z.string(),
    capability: z.enum(["plain", "timescale-apache", "timescale-community"]),
    sizeBytes: z.number(),
    migration: z.number(),
  }),
  stream: z.object({
    version: z.string(),
    messages: z.number(),
    bytes: z.number(),
    maxBytes: z.number(),
    lag: z.number(),
  }),
  realtime: z.object({
    driver: z.string(),
    clients: z.number(),
    sentPerSecond: z.number(),
    snapshots: z.number(),
  }),
  rates: z.object({
    ingestPerSecond: z.number(),
    storedPerSecond: z.number(),
    pushedPerSecond: z.number(),
    storedP99Ms: z.number(),
    pushedP99Ms: z.number(),
  }),
  roles: z.array(
    z.object({
      role: z.string(),
      instance: z.string(),
      host: z.string(),
      startedAt: instant,
      lastSeen: instant,
      partitions: z.array(z.number()),
      rssMb: z.number(),
    }),
  ),
  /** 告警: the program's own, apart from risk 预警. */
  alarms: z.array(
    z.object({
      id: z.number(),
      code: z.string(),
      severity: z.enum(["info", "warning", "critical"]),
      subject: z.string(),
      /** Chinese, as it was raised; `words` has both languages. */
      message: z.string(),
      words,
      since: instant,
      active: z.boolean(),
      acknowledgedBy: z.string().nullable(),
    }),
  ),
  deadLetters: z.number(),
  detectors: z.array(
    z.object({
      id: z.string(),
      version: z.number(),
      /** Events that it looked at since the answering process started. */
      events: z.number(),
      /** Of the last day, of all processes. */
      findings: z.number(),
    }),
  ),
  /** Trained models that read texts in the answering process; without any, lexicon and rules read alone. */
  textModels: z
    .array(
      z.object({
        task: z.string(),
        state: z.enum(["loaded", "absent", "refused"]),
        /** Version of what is loaded, reason of a refusal, else empty. */
        detail: z.string(),
      }),
    )
    .optional(),
});
export type SystemStatus = z.infer<typeof systemStatus>;

/** GET /api/audit (auditor): append-only, hash-chained. GET /api/audit/verify walks the chain. */
export const auditEntry = z.object({
  seq: z.number(),
  at: instant,
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  address: z.string(),
  hash: z.string(),
});
export const auditVerify = z.object({
  entries: z.number(),
  ok: z.boolean(),
  firstBroken: z.number().nullable(),
});

/** Reviews (复核): manual changes and downgrades wait here. POST /api/reviews/:id/{approve,reject} {comment} */
export const review = z.object({
  id: z.number(),
  kind: z.string(),
  subject: z.string(),
  /** Name of the enterprise that it is about. */
  enterprise: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  state: z.enum(["pending", "approved", "rejected", "withdrawn"]),
  /** null: the program itself. */
  proposedBy: z.string().nullable(),
  proposedAt: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  comment: z.string(),
});
