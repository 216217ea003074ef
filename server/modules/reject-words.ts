import { isErrorCode, type Language, makeError } from "#domain/error";
import type { RejectRow } from "#store/rejects";

/** A reject in the reader's language. A conflict that detection found carries nothing but its code and id. */
export function wordsOfReject(
  row: Pick<RejectRow, "code" | "message" | "hint" | "eventId" | "params">,
  language: Language,
): { message: string; hint: string } {
  const params = row.params ?? (row.message === "" ? { id: row.eventId ?? "" } : null);
  if (params === null || !isErrorCode(row.code)) return { message: row.message, hint: row.hint };
  const { message, hint } = makeError(row.code, params, language);
  return { message, hint };
}
