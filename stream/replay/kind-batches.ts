import type { EnvelopeInput, InputKind } from "#domain/event";

export interface KindEvent {
  readonly kind: InputKind;
  readonly envelope: EnvelopeInput;
}

export interface KindBatch<T extends KindEvent> {
  readonly kind: InputKind;
  readonly events: readonly T[];
}

/**
 * Rounds of batches, one batch a kind. The batches of a round may be sent in any order, or at once, without putting
 * any firm's events out of order: a round ends before an event whose firm stands in another kind's
 * batch of it, unless the two are within an hour. Sent
 * by kind without this care, a stretch of history would reach the detectors days out of order, and each late event
 * costs a rebuild.
 */
export function* batchByKind<T extends KindEvent>(
  events: Iterable<T>,
  maxEvents: number,
): Generator<readonly KindBatch<T>[]> {
  const round = makeRound<T>(maxEvents);
  for (const event of events) {
    if (!round.takes(event)) yield round.finish();
    round.add(event);
  }
  if (round.size() > 0) yield round.finish();
}

export interface Round<T extends KindEvent> {
  takes(event: T): boolean;
  add(event: T): void;
  size(): number;
  /** The batches so far; the round is empty after it. */
  finish(): readonly KindBatch<T>[];
}

export function makeRound<T extends KindEvent>(maxEvents: number): Round<T> {
  let batches = new Map<InputKind, T[]>();
  let firms = new Map<string, FirmInRound>();
  let size = 0;
  return {
    takes(event) {
      if (size >= maxEvents) return false;
      return firmsOf(event.envelope).every((firm) => {
        const known = firms.get(firm);
        return (
          known === undefined || known.kind === event.kind || isSoonAfter(known.first, event.envelope.time)
        );
      });
    },
    add(event) {
      const list = batches.get(event.kind);
      if (list === undefined) batches.set(event.kind, [event]);
      else list.push(event);
      for (const firm of firmsOf(event.envelope)) {
        const known = firms.get(firm);
        if (known === undefined) firms.set(firm, { kind: event.kind, first: event.envelope.time });
        else if (known.kind !== event.kind) firms.set(firm, { kind: null, first: known.first });
      }
      size++;
    },
    size: () => size,
    finish() {
      const finished = [...batches].map(([kind, events]) => ({ kind, events }));
      batches = new Map();
      firms = new Map();
      size = 0;
      return finished;
    },
  };
}

interface FirmInRound {
  /** null when it stands in several kinds' batches already. */
  readonly kind: InputKind | null;
  /** Time of its first event of the round. */
  readonly first: string | undefined;
}

/** So near that the order does not matter: well inside what detectors take as on time. */
const SOON_MS = 3_600_000;

function isSoonAfter(first: string | undefined, time: string | undefined): boolean {
  if (first === undefined || time === undefined) return first === time;
  return Math.abs(Date.parse(time) - Date.parse(first)) <= SOON_MS;
}

function firmsOf({ subject, subjects }: EnvelopeInput): string[] {
  const firms: string[] = [];
  for (const one of [subject, ...(subjects ?? [])]) {
    if (one === undefined) continue;
    if (typeof one === "string") firms.push(one);
    else if ("code" in one) firms.push(one.code);
    else if ("localId" in one) firms.push(one.localId);
    else firms.push(one.name);
  }
  return firms;
}
