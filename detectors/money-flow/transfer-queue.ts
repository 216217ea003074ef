import type { Transfer } from "#detectors/money-flow/transfer";

/** Transfers that wait, earliest (then smallest id) first: a binary heap. */
export class TransferQueue {
  readonly #heap: Transfer[] = [];

  get size(): number {
    return this.#heap.length;
  }

  push(transfer: Transfer): void {
    const heap = this.#heap;
    let at = heap.push(transfer) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(transfer, heap[above] as Transfer)) break;
      heap[at] = heap[above] as Transfer;
      at = above;
    }
    heap[at] = transfer;
  }

  /** The earliest that is earlier than a time; null when there is none. */
  shiftBefore(atSeconds: number): Transfer | null {
    const heap = this.#heap;
    const first = heap[0];
    if (first === undefined || first.atSeconds >= atSeconds) return null;
    const last = heap.pop() as Transfer;
    if (heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(transfer: Transfer): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isBefore(heap[below + 1] as Transfer, heap[below] as Transfer)) below++;
      if (!isBefore(heap[below] as Transfer, transfer)) break;
      heap[at] = heap[below] as Transfer;
      at = below;
    }
    heap[at] = transfer;
  }
}

function isBefore(a: Transfer, b: Transfer): boolean {
  return a.atSeconds < b.atSeconds || (a.atSeconds === b.atSeconds && a.id < b.id);
}
