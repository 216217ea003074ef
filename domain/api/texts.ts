import { z } from "zod";

/** POST /api/texts/read {text}: what the program reads out of a text, which is not kept. */
export const textDraft = z.object({ text: z.string().trim().min(1).max(20_000) });

export const textReading = z.object({
  /** "lexicon" alone, or with the versions of the models. */
  by: z.string(),
  negative: z.object({
    said: z.boolean(),
    /** 0–1. */
    lexicon: z.number(),
    /** Chance by the model, 0–1; null without one. */
    model: z.number().nullable(),
    subjects: z.array(z.string()),
  }),
  events: z.array(
    z.object({ type: z.string(), by: z.enum(["lexicon", "model", "both"]), chance: z.number() }),
  ),
  mood: z.object({ said: z.string(), chance: z.number() }).nullable(),
  /** Promised returns: simple rate a year in percent, and the words. */
  rates: z.array(
    z.object({ text: z.string(), annualPercent: z.number(), per: z.enum(["year", "month", "week", "day"]) }),
  ),
  guarantees: z.array(z.string()),
  /** Names of platforms that are no known enterprise. */
  platforms: z.array(z.object({ name: z.string(), chance: z.number() })),
  /** Names and short forms of enterprises in the text; with more than one candidate it is not known who is meant. */
  mentions: z.array(
    z.object({
      name: z.string(),
      candidates: z.array(z.object({ id: z.number(), name: z.string(), district: z.string() })),
      /** Candidates outside of what the reader may see. */
      hidden: z.number(),
    }),
  ),
});
export type TextReadingAnswer = z.infer<typeof textReading>;
