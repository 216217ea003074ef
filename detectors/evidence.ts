import type { StreamEvent } from "#domain/event";
import type { Evidence } from "#domain/finding";

/** A remembered row, short names because it is kept in state: uid, kind, time, text, source. */
export type EvidenceRow = [uid: string, kind: string, timeMs: number, text: string, source: string];

const MAX_TEXT = 60;

export function evidenceOf(event: StreamEvent, text: string): Evidence {
  return {
    eventUid: event.uid,
    kind: event.kind,
    timeMs: event.timeMs,
    text: clip(text, 200),
    source: event.source,
  };
}

/** Adds to a ring of at most `limit` rows, oldest out. */
export function rememberRow(rows: EvidenceRow[], event: StreamEvent, text: string, limit: number): void {
  rows.push([event.uid, event.kind, event.timeMs, clip(text, MAX_TEXT), event.source]);
  if (rows.length > limit) rows.splice(0, rows.length - limit);
}

export function evidenceOfRows(rows: readonly EvidenceRow[]): Evidence[] {
  return rows.map(([eventUid, kind, timeMs, text, source]) => ({ eventUid, kind, timeMs, text, source }));
}

/** Cuts at a length without halving a surrogate pair, and drops a half that an earlier cut left at either end. */
export function clip(text: string, limit: number): string {
  const whole = text.replace(HALF_AT_EDGE, "");
  if (whole.length <= limit) return whole;
  return `${whole.slice(0, limit - 1).replace(HALF_AT_EDGE, "")}…`;
}

const HALF_AT_EDGE = /^[\udc00-\udfff]|[\ud800-\udbff]$/g;
