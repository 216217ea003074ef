import { z } from "zod";
import { evidence, instant, level, page, reason, scopeQuery } from "#domain/api/common";

export const ALERT_STATES = ["open", "acknowledged", "assigned", "snoozed", "closed"] as const;

/** GET /api/alerts; unacknowledged first, then by level and age. */
export const alertQuery = scopeQuery.extend({
  states: z.string().optional(),
  levels: z.string().optional(),
  mine: z.enum(["true", "false"]).optional(),
  q: z.string().max(100).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const alertRow = z.object({
  id: z.number(),
  enterpriseId: z.number(),
  name: z.string(),
  district: z.string(),
  from: level,
  to: level,
  score: z.number(),
  state: z.enum(ALERT_STATES),
  reason: z.string(),
  /** 建议措施. */
  action: z.string(),
  owner: z.string().nullable(),
  createdAt: instant,
  /** When it must be acknowledged or closed; null when nothing is due. */
  dueAt: instant.nullable(),
  simulated: z.boolean(),
  /** Optimistic lock: send it back with an action; another value answers alert.changed. */
  version: z.number(),
});
export const alertPage = page(alertRow);
export type AlertPage = z.infer<typeof alertPage>;
export type AlertRow = z.infer<typeof alertRow>;

/** GET /api/alerts/:id */
export const alertDetail = z.object({
  row: alertRow,
  reasons: z.array(reason),
  evidence: z.array(evidence),
  configVersion: z.number(),
  modelVersion: z.string(),
  steps: z.array(
    z.object({
      time: instant,
      actor: z.string(),
      action: z.string(),
      comment: z.string(),
      from: z.string(),
      to: z.string(),
    }),
  ),
  actions: z.array(z.enum(["acknowledge", "assign", "snooze", "close", "reopen"])),
});
export type AlertDetail = z.infer<typeof alertDetail>;

/** POST /api/alerts/:id/{acknowledge,assign,snooze,close,reopen}. Idempotent by requestId (sent again after a tunnel). */
export const alertAction = z.object({
  version: z.number().int(),
  requestId: z.string().min(8).max(64),
  comment: z.string().max(1000).default(""),
  assignee: z.number().int().optional(),
  snoozeMinutes: z.number().int().min(5).max(10080).optional(),
  verdict: z.enum(["confirmed", "partly", "unfounded", "unverifiable"]).optional(),
});

/** GET /api/alerts/count */
export const alertCount = z.object({ unacknowledged: z.number(), mine: z.number(), overdue: z.number() });
/** GET /api/officers: whom an alert of this district can be given to. */
export const officerList = z.object({
  officers: z.array(z.object({ id: z.number(), name: z.string(), role: z.string(), district: z.string() })),
});
