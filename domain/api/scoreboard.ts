import { z } from "zod";
import { instant, periodQuery, scopeQuery } from "#domain/api/common";

export const scoreboardQuery = scopeQuery.extend(periodQuery.shape);

/** What warnings were worth; shares and days are null where nothing is to be divided by. */
const worth = z.object({
  alerts: z.number(),
  confirmed: z.number(),
  unfounded: z.number(),
  unverifiable: z.number(),
  open: z.number(),
  /** Confirmed of confirmed and unfounded. */
  precision: z.number().nullable(),
  /** Enterprises in whose case a filed criminal case or a verdict confirmed the risk in the period. */
  confirming: z.number(),
  /** … and which had been warned of before. */
  warned: z.number(),
  hitRate: z.number().nullable(),
  leadDays: z.object({ lower: z.number(), median: z.number(), upper: z.number() }).nullable(),
});

/** GET /api/scoreboard: by detector and by district, from officers' verdicts and filed cases. */
export const scoreboard = z.object({
  from: instant,
  to: instant,
  all: worth,
  detectors: z.array(worth.extend({ id: z.string() })),
  districts: z.array(worth.extend({ code: z.string(), name: z.string() })),
});
export type Scoreboard = z.infer<typeof scoreboard>;
