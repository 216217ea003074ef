import { z } from "zod";
import { instant, level } from "#domain/api/common";
import { DIMENSIONS } from "#domain/dimension";
import { checkLevelRule } from "#domain/level";

const share = z.number().min(0).max(1);

/** Shares of the five dimensions; they add up to 1. */
export const draftWeights = z
  .object({ basic: share, compliance: share, behaviour: share, sentiment: share, association: share })
  .refine((weights) => Math.abs(DIMENSIONS.reduce((sum, one) => sum + weights[one], 0) - 1) < 1e-6, {
    message: "权重之和应为 100% / the weights add up to 1",
  });

/** Floors of the five levels and the hysteresis: ordered, without gaps, inside 0–100. */
export const draftLevels = z
  .object({
    floors: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]),
    margin: z.number(),
    minDwellMs: z.number(),
  })
  .superRefine((levels, context) => {
    for (const fault of checkLevelRule(levels)) context.addIssue({ code: "custom", message: fault });
  });

/** POST /api/score-configs/what-if */
export const whatIfDraft = z.object({ weights: draftWeights, levels: draftLevels });

export const whatIfAnswer = z.object({
  /** All that were looked at. */
  enterprises: z.number(),
  changed: z.number(),
  upgraded: z.number(),
  downgraded: z.number(),
  /** matrix[from][to], normal first. */
  matrix: z.array(z.array(z.number()).length(5)).length(5),
  /** Districts where a level would change. */
  byDistrict: z.array(z.object({ district: z.string(), upgraded: z.number(), downgraded: z.number() })),
  /** The longest steps, at most 10. */
  examples: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      district: z.string(),
      from: level,
      to: level,
      totalBefore: z.number(),
      totalAfter: z.number(),
    }),
  ),
  /** How long it took. */
  seconds: z.number(),
});

/** GET /api/score-configs/:version/rescore */
export const rescoreProgress = z.object({
  version: z.number(),
  /** What was in force before; null on the first. */
  fromVersion: z.number().nullable(),
  state: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  total: z.number(),
  done: z.number(),
  /** Points or level changed; level rose; level fell. Of those done so far. */
  changed: z.number(),
  upgraded: z.number(),
  downgraded: z.number(),
  error: z.string().nullable(),
  requestedAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});

/** GET /api/enterprises/:id/scores-by-version */
export const scoresByVersion = z.object({
  /** The present state under each version: the points that it gives to the present dimensions. */
  versions: z.array(
    z.object({
      version: z.number(),
      active: z.boolean(),
      total: z.number(),
      /** By the bands alone and what a fact forces: without hysteresis, which needs a past under that version. */
      level,
    }),
  ),
  /** What it scored under both versions when one took the other's place, newest first. */
  changes: z.array(
    z.object({
      at: instant,
      versionBefore: z.number(),
      totalBefore: z.number(),
      levelBefore: level,
      version: z.number(),
      total: z.number(),
      level,
    }),
  ),
});
