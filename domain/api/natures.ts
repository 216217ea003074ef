import { z } from "zod";
import { instant, words } from "#domain/api/common";
import { NATURE_RATINGS, NATURE_SOURCES, NATURES } from "#domain/nature";

const sentence = z.object({
  text: z.string(),
  eventUid: z.string(),
  kind: z.enum(NATURE_SOURCES),
  source: z.string(),
  channel: z.string().nullable(),
  time: instant,
});

const reading = z.object({
  nature: z.enum(NATURES),
  /** 0–100, and the rating that it means (domain/nature). */
  score: z.number(),
  rating: z.enum(NATURE_RATINGS),
  /** Grounds, heaviest first; the score is 100·(1 − Π(1 − weight)). */
  points: z.array(
    z.object({
      id: z.string(),
      words,
      weight: z.number(),
      source: z.enum(NATURE_SOURCES),
      sentences: z.array(sentence),
    }),
  ),
  unknown: z.array(words),
});
export type NatureReadingShape = z.infer<typeof reading>;

/** People, or yuan in whole units; `low` is what sources prove at least. */
const interval = z.object({ low: z.number(), middle: z.number(), high: z.number() });

/** GET /api/enterprises/:id/natures: 三性研判, computed from the newest 500 events when it is asked for. */
export const naturePicture = z.object({
  asOf: instant,
  version: z.number(),
  /** Events that were read, and the oldest of them. */
  events: z.number(),
  since: instant.nullable(),
  natures: z.array(reading),
  /** R076: together, and what each kind of source brings; the points of the parts add up to the score. */
  combined: z.object({
    score: z.number(),
    rating: z.enum(NATURE_RATINGS),
    conclusion: words,
    parts: z.array(z.object({ source: z.enum(NATURE_SOURCES), events: z.number(), points: z.number() })),
  }),
  /** Promised returns, highest first, and the lines that they are held against (percent a year). */
  promises: z.array(z.object({ words: z.string(), annualPercent: z.number(), sentence })),
  benchmark: z.object({ lprPercent: z.number(), judicialPercent: z.number(), document: z.string() }),
  licences: z.array(z.string()),
  scope: z.string().nullable(),
  channels: z.array(z.object({ channel: z.string(), texts: z.number() })),
  estimate: z.object({
    people: interval.nullable(),
    amountYuan: interval.nullable(),
    lossYuan: interval.nullable(),
    basis: z.array(words),
    thresholds: z.object({
      people: z.number(),
      amountYuan: z.number(),
      lossYuan: z.number(),
      document: z.string(),
    }),
  }),
});
export type NaturePictureShape = z.infer<typeof naturePicture>;
