import { z } from "zod";
import {
  dimension,
  dimensionScores,
  evidence,
  instant,
  level,
  page,
  reason,
  scopeQuery,
} from "#domain/api/common";
import { relationGraph } from "#domain/api/relations";
import { enterpriseFeature } from "#domain/api/risk-features";
import { RISK_FEATURE_IDS } from "#domain/risk-feature";

export const ENTERPRISE_SORTS = ["score", "change", "name", "lastEvent", "since"] as const;

/** Filters of the list, the export and the map link. `levels` is a comma list, as "orange,red". */
export const enterpriseQuery = scopeQuery.extend({
  q: z.string().max(100).optional(),
  levels: z.string().optional(),
  /** A feature of the catalogue (domain/risk-feature), among enterprises of orange and above. */
  feature: z.enum(RISK_FEATURE_IDS).optional(),
  atRisk: z.enum(["true", "false"]).optional(),
  industry: z.string().max(6).optional(),
  financeKind: z.string().optional(),
  status: z.string().optional(),
  /** city: in the city; outside: provisional, outside the city; all. */
  origin: z.enum(["city", "outside", "all"]).default("city"),
  sort: z.enum(ENTERPRISE_SORTS).default("score"),
  order: z.enum(["asc", "desc"]).default("desc"),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type EnterpriseQuery = z.infer<typeof enterpriseQuery>;

export const enterpriseRow = z.object({
  id: z.number(),
  name: z.string(),
  code: z.string().nullable(),
  district: z.string(),
  street: z.string().nullable(),
  industry: z.string().nullable(),
  financeKind: z.string().nullable(),
  status: z.string(),
  level,
  score: z.number(),
  /** Against 30 days before. */
  change: z.number(),
  /** One score a day, oldest first, up to 90. */
  spark: z.array(z.number()),
  reason: z.string(),
  lastEvent: instant.nullable(),
  since: instant,
  provisional: z.boolean(),
  simulated: z.boolean(),
  watched: z.boolean(),
});
export const enterprisePage = page(enterpriseRow);
export type EnterprisePage = z.infer<typeof enterprisePage>;

const place = z.object({
  kind: z.enum(["registered", "business", "responsible"]),
  district: z.string(),
  street: z.string().nullable(),
  address: z.string().nullable(),
  from: instant,
  to: instant.nullable(),
});

/** GET /api/enterprises/:id; `?asOf=` (ISO) shows it as it was known then. */
export const enterpriseProfile = z.object({
  row: enterpriseRow,
  dimensions: dimensionScores,
  configVersion: z.number(),
  modelVersion: z.string(),
  legalRepresentative: z.string().nullable(),
  controller: z.string().nullable(),
  establishedOn: z.string().nullable(),
  registeredCapital: z.string().nullable(),
  paidInCapital: z.string().nullable(),
  scope: z.string().nullable(),
  licences: z.array(z.string()),
  phone: z.string().nullable(),
  criminalCase: z.boolean(),
  places: z.array(place),
  facts: z.array(
    z.object({
      attribute: z.string(),
      value: z.string(),
      from: instant,
      to: instant.nullable(),
      recordedAt: instant,
      source: z.string(),
    }),
  ),
  reasons: z.array(reason),
  /** 风险特征 at present, strongest first; [] when it is looked back. */
  features: z.array(enterpriseFeature),
  openAlertId: z.number().nullable(),
  /** The level that it may fall to once a person has approved (复核). */
  pendingFall: level.nullable(),
  identifiers: z.array(z.object({ scheme: z.string(), value: z.string() })),
  mergedInto: z.number().nullable(),
});
export type EnterpriseProfile = z.infer<typeof enterpriseProfile>;

/** GET /api/enterprises/:id/timeline: what happened, newest first. */
export const timelinePage = page(
  z.object({
    kind: z.string(),
    type: z.string(),
    time: instant,
    timeInferred: z.boolean(),
    title: z.string(),
    detail: z.string(),
    source: z.string(),
    eventUid: z.string().nullable(),
    levelFrom: level.nullable(),
    levelTo: level.nullable(),
    simulated: z.boolean(),
  }),
);
export type TimelinePage = z.infer<typeof timelinePage>;

/** GET /api/enterprises/:id/scores?days=90 */
export const scoreHistory = z.object({
  points: z.array(
    z.object({ time: instant, recordedAt: instant, score: z.number(), level, dimensions: dimensionScores }),
  ),
});
export type ScoreHistory = z.infer<typeof scoreHistory>;

/** GET /api/enterprises/:id/findings: reasons with evidence, newest first; and the indicators of each dimension. */
export const findingList = z.object({
  findings: z.array(
    z.object({
      id: z.number(),
      detector: z.string(),
      detectorVersion: z.number(),
      rule: z.string(),
      dimension,
      severity: z.number(),
      time: instant,
      reason: z.string(),
      reasonEn: z.string(),
      figures: z.record(z.string(), z.union([z.string(), z.number()])),
      clause: z.string().nullable(),
      evidence: z.array(evidence),
    }),
  ),
  indicators: z.array(z.object({ id: z.string(), dimension, value: z.number(), time: instant })),
});
export type FindingList = z.infer<typeof findingList>;

/** GET /api/enterprises/:id/relations: first layer; with `?layers=1..3` the graph too. */
export const relationList = z.object({
  graph: relationGraph.optional(),
  relations: z.array(
    z.object({
      kind: z.string(),
      party: z.enum(["person", "enterprise"]),
      name: z.string(),
      enterpriseId: z.number().nullable(),
      level: level.nullable(),
      share: z.number().nullable(),
      office: z.string().nullable(),
      direction: z.enum(["in", "out"]),
      since: instant,
    }),
  ),
});
export type RelationList = z.infer<typeof relationList>;

/** POST /api/enterprises/export with the list's filters; GET /api/exports/:id; GET /api/exports/:id/file */
export const exportJob = z.object({
  id: z.string(),
  state: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  done: z.number(),
  total: z.number(),
  createdAt: instant,
  file: z.string().nullable(),
  error: z.string().nullable(),
});
export type ExportJob = z.infer<typeof exportJob>;

/** POST /api/enterprises/:id/merge: a provisional enterprise into a known one; waits for review. */
export const mergeRequest = z.object({ into: z.number().int(), comment: z.string().min(1).max(500) });
