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

/** Cuts at a length without halving a surrogate pair. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = limit - 1;
  const high = text.charCodeAt(end - 1);
  return `${text.slice(0, high >= 0xd800 && high <= 0xdbff ? end - 1 : end)}…`;
}
