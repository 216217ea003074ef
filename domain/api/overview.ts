import { z } from "zod";
import { dimensionScores, instant, level, levelCounts, periodQuery, scopeQuery } from "#domain/api/common";

/** One section (门类, A–T) of GB/T 4754. Index, trend and what was before are of all industries: absent under it. */
const industryQuery = z.object({
  industry: z
    .string()
    .regex(/^[A-T]$/)
    .optional(),
});

export const overviewQuery = scopeQuery.extend(periodQuery.shape).extend(industryQuery.shape);

const areaRow = z.object({
  code: z.string(),
  name: z.string(),
  monitored: z.number(),
  atRisk: z.number(),
  levels: levelCounts,
  /** Regional risk index, 0–100. */
  index: z.number(),
  dimensions: dimensionScores,
});

export const newestRisk = z.object({
  enterpriseId: z.number(),
  name: z.string(),
  district: z.string(),
  level,
  score: z.number(),
  change: z.number(),
  reason: z.string(),
  since: instant,
  simulated: z.boolean(),
});

/** GET /api/overview (R060, R064, R069–R072). Areas are districts for the city, streets inside a district. */
export const overview = z.object({
  asOf: instant,
  district: z.string(),
  monitored: z.number(),
  atRisk: z.number(),
  index: z.number(),
  levels: levelCounts,
  /** Same counts at the start of the period (环比) and one year before (同比); null when not known. */
  levelsBefore: levelCounts.nullable(),
  levelsYearBefore: levelCounts.nullable(),
  newToday: z.number(),
  openAlerts: z.number(),
  areas: z.array(areaRow),
  industries: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      monitored: z.number(),
      atRisk: z.number(),
      levels: levelCounts,
    }),
  ),
  newest: z.array(newestRisk),
  trend: z.array(z.object({ day: z.string(), index: z.number(), atRisk: z.number(), levels: levelCounts })),
});
export type Overview = z.infer<typeof overview>;

/** GET /api/wall: what the global wall shows, and the push sequences that it goes on from. */
export const wall = z.object({
  overview,
  latest: z.array(
    z.object({
      uid: z.string(),
      kind: z.string(),
      time: instant,
      enterpriseId: z.number().nullable(),
      name: z.string(),
      district: z.string(),
      level,
      score: z.number(),
      reason: z.string(),
      simulated: z.boolean(),
    }),
  ),
  dutyOfficer: z.string().nullable(),
  sequences: z.record(z.string(), z.number()),
});
export type Wall = z.infer<typeof wall>;

export const mapPointsQuery = scopeQuery.extend(industryQuery.shape);

/** GET /api/map/points?district&industry&minLevel: columns, at most 20,000 points, highest scores first. */
export const mapPoints = z.object({
  ids: z.array(z.number()),
  names: z.array(z.string()),
  longitudes: z.array(z.number()),
  latitudes: z.array(z.number()),
  levels: z.array(z.number()),
  scores: z.array(z.number()),
});
export type MapPoints = z.infer<typeof mapPoints>;
