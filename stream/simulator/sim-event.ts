import type { EnvelopeInput, EventSubject, InputKind } from "#domain/event";
import { DAY_MS, type Day, dayOf, ZONE_OFFSET_MS } from "#domain/time";
import type { Identity } from "#stream/simulator/city";

export const SIMULATOR_SOURCE = "simulator";

/** An envelope and the interface (kind) by which it is sent, at the instant when it is due. */
export interface SimEvent {
  readonly kind: InputKind;
  /** When the source sends it; `envelope.time` is earlier for late events. */
  readonly dueMs: number;
  readonly envelope: EnvelopeInput;
}

export interface EventExtras {
  readonly timeMs?: number;
  readonly subject?: EventSubject | null;
  readonly subjects?: EventSubject[];
  readonly corrects?: string;
  readonly withdraws?: string;
}

/** Most sources name the firm by its code; `identity` null means that the text itself has to be read. */
export function makeSimEvent(
  kind: InputKind,
  change: string,
  id: string,
  dueMs: number,
  identity: Identity | null,
  data: Record<string, unknown>,
  extras: EventExtras = {},
): SimEvent {
  const subject =
    extras.subject !== undefined
      ? extras.subject
      : identity === null
        ? null
        : { code: identity.code, name: identity.name };
  const envelope: EnvelopeInput = {
    specversion: "1.0",
    id,
    source: SIMULATOR_SOURCE,
    type: `${kind}.${change}`,
    time: isoOf(extras.timeMs ?? dueMs),
    simulated: true,
    data,
  };
  if (subject !== null) envelope.subject = subject;
  if (extras.subjects !== undefined) envelope.subjects = extras.subjects;
  if (identity !== null) envelope.district = identity.district;
  if (extras.corrects !== undefined) envelope.corrects = extras.corrects;
  if (extras.withdraws !== undefined) envelope.withdraws = extras.withdraws;
  return { kind, dueMs, envelope };
}

/**
 * A text that names its firms only in its words. History comes with the names apart as well: while a city is seeded, no
 * list of its names is complete yet.
 */
export function namedInText(epochMs: number, dueMs: number, identities: readonly Identity[]): EventExtras {
  if (dueMs >= epochMs) return { subject: null };
  return { subject: null, subjects: identities.map((identity) => ({ name: identity.name })) };
}

let secondOf = Number.NaN;
let prefix = "";

/** ISO 8601 in UTC. Events come in runs of the same second, so the costly part is remembered. */
export function isoOf(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== secondOf) {
    secondOf = second;
    prefix = new Date(second * 1000).toISOString().slice(0, 20);
  }
  return `${prefix}${String(Math.floor(ms) - second * 1000).padStart(3, "0")}Z`;
}

let dayNumber = Number.NaN;
let dayText = "";

/** The day in Shanghai, remembered like the second. */
export function dayAt(ms: number): Day {
  const number = Math.floor((ms + ZONE_OFFSET_MS) / DAY_MS);
  if (number !== dayNumber) {
    dayNumber = number;
    dayText = dayOf(ms);
  }
  return dayText;
}
