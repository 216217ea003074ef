import { createHash } from "node:crypto";
import { OUTSIDE } from "#domain/district";
import type { EnvelopeInput, EventSubject, InputKind } from "#domain/event";
import { ZONE_OFFSET_MS } from "#domain/time";

export const REPLAY_SOURCE = "replay";

export interface ReplayEvent {
  readonly kind: InputKind;
  readonly envelope: EnvelopeInput;
  /** null when the data has no time: the envelope then has none either, and ingest marks its own as inferred. */
  readonly timeMs: number | null;
}

/** One row of a data set: the events that it becomes, or why it becomes none. */
export type ReplayRow =
  | { readonly ok: true; readonly row: number; readonly events: readonly ReplayEvent[] }
  | {
      readonly ok: false;
      readonly row: number;
      readonly kind: InputKind;
      readonly code: string;
      readonly raw: string;
    };

/**
 * An envelope of the source `replay`. Its subjects are names, hashes or nationwide platforms, so it always lies
 * outside the city; what matches nothing becomes a provisional enterprise there.
 */
export function makeReplayEvent(
  kind: InputKind,
  change: string,
  id: string,
  timeMs: number | null,
  subjects: readonly EventSubject[],
  data: Record<string, unknown>,
): ReplayEvent {
  const [only] = subjects;
  const envelope: EnvelopeInput = {
    specversion: "1.0",
    id,
    source: REPLAY_SOURCE,
    type: `${kind}.${change}`,
    district: OUTSIDE,
    data,
  };
  if (timeMs !== null) envelope.time = new Date(timeMs).toISOString();
  if (subjects.length === 1 && only !== undefined) envelope.subject = only;
  else if (subjects.length > 1) envelope.subjects = [...subjects];
  return { kind, envelope, timeMs };
}

/** The id of a row that has none: hash of the data set's file and the row. The same file gives the same ids. */
export function replayRowId(set: string, file: string, record: number, text: string): string {
  const hash = createHash("sha256").update(`${set}\n${file}\n${record}\n${text}`).digest("hex");
  return `${set}-${hash.slice(0, 28)}`;
}

/** Names in a list, each once, as subjects. */
export function subjectsOfNames(list: string): EventSubject[] {
  const names = list
    .split(";")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "NaN");
  return [...new Set(names)].slice(0, 50).map((name) => ({ name: name.slice(0, 200) }));
}

/** The first instant of a day in Shanghai from 2017-12-31, 2015/09/01 or 2019-07-11 00:00:00; null from anything else. */
export function dayMs(text: string): number | null {
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: |$)/.exec(text.trim());
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const ms = Date.UTC(year, month - 1, day);
  return new Date(ms).getUTCDate() === day && month >= 1 && month <= 12 ? ms - ZONE_OFFSET_MS : null;
}

/** "4900637.160000001" as decimal yuan of at most four places; undefined when empty or no number. */
export function yuanOf(text: string, factor = 1): string | undefined {
  if (text.trim() === "") return undefined;
  const value = Number(text) * factor;
  if (!Number.isFinite(value)) return undefined;
  return value.toFixed(4).replace(/\.?0+$/, "");
}

export function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
