// domain/event.ts
import { z } from "zod";
var INPUT_KINDS = [
  "registration",
  "sentiment",
  "market",
  "complaint",
  "judicial",
  "tax",
  "penalty",
  "filing",
  "transaction"
];
var SCHEMA_VERSION = 1;
var subjectSchema = z.union([
  z.object({ code: z.string().min(1).max(32), name: z.string().max(200).optional() }),
  z.object({ name: z.string().min(1).max(200) }),
  z.object({ localId: z.string().min(1).max(200), name: z.string().max(200).optional() })
]);
var envelopeSchema = z.object({
  specversion: z.literal("1.0").default("1.0"),
  /** No "#": it begins our own suffix for the further enterprises that one event names. */
  id: z.string().min(1).max(200).regex(/^[^#]*$/),
  source: z.string().min(1).max(100),
  type: z.string().min(1).max(100),
  time: z.iso.datetime({ offset: true }).optional(),
  subject: z.union([z.string().min(1).max(200), subjectSchema]).optional(),
  subjects: z.array(subjectSchema).max(50).optional(),
  district: z.string().regex(/^\d{6}$/).optional(),
  schemaversion: z.number().int().default(SCHEMA_VERSION),
  /** true when made by the simulator; shown as 模拟 wherever the event or what follows from it is shown. */
  simulated: z.boolean().default(false),
  /** id of an earlier event of the same source that this one corrects (更正) or withdraws (撤诉, 撤回). */
  corrects: z.string().max(200).optional(),
  withdraws: z.string().max(200).optional(),
  traceparent: z.string().max(100).optional(),
  data: z.record(z.string(), z.unknown())
});

export {
  INPUT_KINDS,
  SCHEMA_VERSION,
  envelopeSchema
};
//# sourceMappingURL=chunk-KONZRWED.mjs.map
