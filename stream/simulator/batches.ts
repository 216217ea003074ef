import type { InputKind } from "#domain/event";
import type { SimEvent } from "#stream/simulator/sim-event";

export interface KindBatch {
  readonly kind: InputKind;
  readonly events: readonly SimEvent[];
}

/**
 * Rounds of batches, one batch a kind, that may be sent one after another without putting any firm's events out of
 * order: a round ends before an event whose firm stands in another kind's batch of it. Sent by kind without this
 * care, a chunk of history would reach detectors days out of order, and each late event costs a rebuild.
 */
export function* batchByKind(events: Iterable<SimEvent>, maxEvents: number): Generator<readonly KindBatch[]> {
  let round = new Map<InputKind, SimEvent[]>();
  let kindOfFirm = new Map<string, InputKind>();
  let size = 0;
  for (const event of events) {
    const firm = firmOf(event);
    const other = firm === null ? undefined : kindOfFirm.get(firm);
    if (size >= maxEvents || (other !== undefined && other !== event.kind)) {
      yield finish(round);
      round = new Map();
      kindOfFirm = new Map();
      size = 0;
    }
    const list = round.get(event.kind);
    if (list === undefined) round.set(event.kind, [event]);
    else list.push(event);
    if (firm !== null) kindOfFirm.set(firm, event.kind);
    size++;
  }
  if (size > 0) yield finish(round);
}

function finish(round: ReadonlyMap<InputKind, readonly SimEvent[]>): readonly KindBatch[] {
  return [...round].map(([kind, events]) => ({ kind, events }));
}

function firmOf({ envelope }: SimEvent): string | null {
  const { subject } = envelope;
  if (typeof subject !== "object") return null;
  return "name" in subject && subject.name !== undefined
    ? subject.name
    : "code" in subject
      ? subject.code
      : null;
}
