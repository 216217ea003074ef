import type { EnvelopeInput, EventSubject, InputKind } from "#domain/event";
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
    time: new Date(extras.timeMs ?? dueMs).toISOString(),
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
