import { z } from "zod";
import { instant } from "#domain/api/common";
import { LEVELS } from "#domain/level";
import { CONFIG_STATES } from "#domain/score-config";

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/);
/** Colours of the five levels, normal first, for light and for dark grounds. */
export const levelPalette = z.object({
  light: z.array(colour).length(5),
  dark: z.array(colour).length(5),
});
const weights = z.object({
  basic: z.number(),
  compliance: z.number(),
  behaviour: z.number(),
  sentiment: z.number(),
  association: z.number(),
});
const levelRule = z.object({
  floors: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]),
  /** Points below the floor, and time in the level (ms), before it falls. */
  margin: z.number(),
  minDwellMs: z.number(),
});

/** POST /api/score-configs and PUT /api/score-configs/:version: what a draft says. Shares of weights add up to 1. */
export const configDraft = z.object({
  weights,
  levels: levelRule,
  colours: levelPalette.nullable().default(null),
  descriptions: z.partialRecord(z.enum(LEVELS), z.string().max(400)).default({}),
  comment: z.string().max(500).default(""),
  /** The version that it was made from, so that a screen can say what it is compared with. */
  base: z.number().int().positive().optional(),
});

/** POST /api/score-configs/:version/{submit,rollback}: why. */
export const configComment = z.object({ comment: z.string().trim().min(1).max(500) });

/** GET /api/score-config, /api/score-configs/:version */
export const scoreConfig = z.object({
  version: z.number(),
  state: z.enum(CONFIG_STATES),
  weights,
  levels: levelRule,
  colours: levelPalette.nullable(),
  descriptions: z.partialRecord(z.enum(LEVELS), z.string()),
  comment: z.string(),
  /** The version that it was made from, and the one whose content it brings back. */
  base: z.number().nullable(),
  rollbackOf: z.number().nullable(),
  createdBy: z.string().nullable(),
  /** Made by who asks: he cannot approve it. */
  own: z.boolean(),
  createdAt: instant,
  approvedBy: z.string().nullable(),
  activatedAt: instant.nullable(),
  retiredAt: instant.nullable(),
  review: z
    .object({
      id: z.number(),
      state: z.enum(["pending", "approved", "rejected", "withdrawn"]),
      /** Active when it was handed in. When another is active now, it can no longer be approved. */
      against: z.number(),
      decidedBy: z.string().nullable(),
      decidedAt: instant.nullable(),
      comment: z.string().nullable(),
    })
    .nullable(),
});
export type ScoreConfigView = z.infer<typeof scoreConfig>;

/** GET /api/score-configs: newest first. */
export const scoreConfigList = z.object({ configs: z.array(scoreConfig) });
export type ScoreConfigList = z.infer<typeof scoreConfigList>;

/** What a draft was saved as, and what its colours are warned of. */
export const configSaved = z.object({
  version: z.number(),
  state: z.enum(CONFIG_STATES),
  reviewId: z.number().nullable(),
  warnings: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
});

/** GET /api/score-configs/compare?from=&to= */
export const configComparison = z.object({
  from: scoreConfig,
  to: scoreConfig,
  /** Paths as weights.basic, levels.floors.2, colours.dark.3, descriptions.red; null: nothing said there. */
  differences: z.array(
    z.object({
      path: z.string(),
      from: z.union([z.number(), z.string()]).nullable(),
      to: z.union([z.number(), z.string()]).nullable(),
    }),
  ),
});
export type ConfigComparison = z.infer<typeof configComparison>;
