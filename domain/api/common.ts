import { z } from "zod";
import { DIMENSIONS } from "#domain/dimension";
import { INPUT_KINDS } from "#domain/event";
import { LEVELS } from "#domain/level";

/** Shapes of the HTTP interface, shared by the server (validation, OpenAPI) and the screens (types). */
export const level = z.enum(LEVELS);
export const dimension = z.enum(DIMENSIONS);
export const inputKind = z.enum(INPUT_KINDS);
/** Instants travel as ISO 8601 strings in UTC. */
export const instant = z.string();
export const dimensionScores = z.object({
  basic: z.number(),
  compliance: z.number(),
  behaviour: z.number(),
  sentiment: z.number(),
  association: z.number(),
});
/** Five counts, normal first. */
export const levelCounts = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]);

/** Every refusal: a code of the catalogue, words in the user's language, what to do, and where in the input. */
export const apiError = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  status: z.number(),
  details: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  traceId: z.string().optional(),
});
export type ApiError = z.infer<typeof apiError>;

export const page = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), next: z.string().nullable(), total: z.number().nullable() });

export const PERIODS = ["today", "week", "month", "quarter", "year", "custom"] as const;
/** 今日 本周 本月 本季 本年 自定; from and to (dates, Asia/Shanghai) only with custom. */
export const periodQuery = z.object({
  period: z.enum(PERIODS).default("month"),
  from: z.string().optional(),
  to: z.string().optional(),
});

/** District is the user's scope or narrower; anything wider is refused, never silently widened. */
export const scopeQuery = z.object({
  district: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  street: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
});

/** In both languages. */
export const words = z.object({ zh: z.string(), en: z.string() });

export const reason = z.object({
  findingId: z.number().nullable(),
  dimension,
  text: z.string(),
  textEn: z.string(),
  points: z.number(),
});

export const evidence = z.object({
  eventUid: z.string(),
  kind: z.string(),
  time: instant,
  text: z.string(),
  source: z.string(),
});
