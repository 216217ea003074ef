import type { Delivery } from "#server/pipelines/detect/message";

interface Parked {
  readonly deliveries: Delivery[];
  attempts: number;
  dueMs: number;
  error: Error;
}

/** Waits before the second, third … attempt of a failing event. After the last one it is dead. */
const BACKOFF_MS = [200, 1000, 5000, 15_000];
export const MAX_ATTEMPTS = BACKOFF_MS.length + 1;

/**
 * Entities whose first waiting event failed. Their later events queue up here in order, so that a retried event holds
 * back its own entity and no other. The stream's consumer keeps parked messages alive; its bound on unacknowledged
 * messages bounds this too.
 */
export class Parking {
  readonly #keys = new Map<string, Parked>();

  get size(): number {
    let count = 0;
    for (const parked of this.#keys.values()) count += parked.deliveries.length;
    return count;
  }

  /** Takes a message of an entity that is held back; false when its entity is not. */
  hold(delivery: Delivery): boolean {
    const parked = this.#keys.get(delivery.event.key);
    if (parked === undefined) return false;
    parked.deliveries.push(delivery);
    return true;
  }

  /** Parks an entity's messages after a failure; the first of them is the one that is retried. */
  park(key: string, deliveries: readonly Delivery[], error: Error, attempts: number, nowMs: number): void {
    const dueMs = nowMs + (BACKOFF_MS[attempts - 1] ?? (BACKOFF_MS.at(-1) as number));
    const present = this.#keys.get(key);
    if (present === undefined) this.#keys.set(key, { deliveries: [...deliveries], attempts, dueMs, error });
    else {
      present.deliveries.unshift(...deliveries);
      present.attempts = attempts;
      present.dueMs = dueMs;
      present.error = error;
    }
  }

  /** An entity whose time has come, taken out with its messages in order; null when none is due. */
  takeDue(nowMs: number): { key: string; deliveries: Delivery[]; attempts: number; error: Error } | null {
    for (const [key, parked] of this.#keys) {
      if (parked.dueMs > nowMs) continue;
      this.#keys.delete(key);
      return { key, deliveries: parked.deliveries, attempts: parked.attempts, error: parked.error };
    }
    return null;
  }

  /** When the next entity is due; null when nothing is parked. */
  nextDueMs(): number | null {
    let next: number | null = null;
    for (const parked of this.#keys.values()) if (next === null || parked.dueMs < next) next = parked.dueMs;
    return next;
  }

  dropPartition(partition: number): void {
    for (const [key, parked] of this.#keys) {
      if (parked.deliveries[0]?.partition === partition) this.#keys.delete(key);
    }
  }
}
