import { z } from "zod";
import type { eventDataSchemas } from "#domain/event-data";
import { nameText } from "#domain/name-text";

/** The kinds of input event. `tick` and `derived` are made by the program itself and never accepted from outside. */
export const INPUT_KINDS = [
  "registration",
  "sentiment",
  "market",
  "complaint",
  "judicial",
  "tax",
  "penalty",
  "filing",
  "transaction",
] as const;
export type InputKind = (typeof INPUT_KINDS)[number];
export type EventKind = InputKind | "tick" | "derived";

/** Version of the envelope and data schemas below. A change that old readers cannot read raises it. */
export const SCHEMA_VERSION = 1;

/** How a source names the enterprise: 统一社会信用代码, a name, or an id that only the source knows. */
export const subjectSchema = z.union([
  z.object({ code: nameText(32), name: nameText(200).optional() }),
  z.object({ name: nameText(200) }),
  z.object({ localId: nameText(200), name: nameText(200).optional() }),
]);
export type EventSubject = z.infer<typeof subjectSchema>;

/**
 * What a source sends: CloudEvents 1.0 attributes (id, source, type, time, subject) plus district and our schema
 * version. `type` is the change inside its kind, as "registration.changed". `subject` may be left out of a
 * sentiment event: the enterprises that its text names are found then.
 */
export const envelopeSchema = z.object({
  specversion: z.literal("1.0").default("1.0"),
  /** No "#": it begins our own suffix for the further enterprises that one event names. */
  id: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^#]*$/),
  source: z.string().min(1).max(100),
  type: z.string().min(1).max(100),
  time: z.iso.datetime({ offset: true }).optional(),
  subject: z.union([nameText(200), subjectSchema]).optional(),
  subjects: z.array(subjectSchema).max(50).optional(),
  district: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  schemaversion: z.number().int().default(SCHEMA_VERSION),
  /** true when made by the simulator; shown as 模拟 wherever the event or what follows from it is shown. */
  simulated: z.boolean().default(false),
  /** id of an earlier event of the same source that this one corrects (更正) or withdraws (撤诉, 撤回). */
  corrects: z.string().max(200).optional(),
  withdraws: z.string().max(200).optional(),
  traceparent: z.string().max(100).optional(),
  data: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof envelopeSchema>;
export type EnvelopeInput = z.input<typeof envelopeSchema>;

export type EventData = { [K in InputKind]: z.infer<(typeof eventDataSchemas)[K]> };

/** An enterprise's key is ours, an integer, and stays when its credit code, name or district changes. */
export type EnterpriseId = number;

/**
 * An event as it travels on the stream and reaches detectors: validated, resolved to one key, with a time.
 * `uid` = source + "/" + id, the identity for deduplication everywhere.
 */
export interface StreamEvent<K extends EventKind = EventKind> {
  readonly uid: string;
  readonly kind: K;
  readonly type: string;
  /**
   * Entity key that orders it: "e:<enterpriseId>"; "a:<addressHash>" and "n:<partyHash>" for what enterprises share;
   * "p:<partition>" for ticks.
   */
  readonly key: string;
  readonly enterpriseId: EnterpriseId | null;
  /** The name by which the source (or its text) named the enterprise, when it did: which of several a text is about. */
  readonly subjectName?: string;
  /** Six-digit district, "310000" for the city, "000000" for outside the city. */
  readonly district: string;
  readonly source: string;
  /** Event time, ms since epoch (valid time). */
  readonly timeMs: number;
  /** true when the source gave no time and the clock of ingest or replay did. */
  readonly timeInferred: boolean;
  /** When ingest accepted it, ms since epoch (record time). */
  readonly receivedMs: number;
  readonly simulated: boolean;
  /** Content hash (hex, 16+ characters) of the source's body: same uid, other hash = conflict. */
  readonly hash: string;
  readonly corrects?: string;
  readonly withdraws?: string;
  readonly traceparent?: string;
  readonly data: K extends InputKind ? EventData[K] : Record<string, unknown>;
}
