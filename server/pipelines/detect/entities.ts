import type { EntityState } from "#domain/detect";
import { LruMap } from "#server/pipelines/lru";

/**
 * States of entities between batches. While a batch works on a state it is out of the cache, and comes back only
 * after the commit: a failed transaction leaves nothing behind that the database does not hold.
 */
export class EntityCache {
  readonly #states: LruMap<string, EntityState>;

  constructor(limit: number) {
    this.#states = new LruMap(limit);
  }

  get size(): number {
    return this.#states.size;
  }

  take(key: string): EntityState | undefined {
    const state = this.#states.get(key);
    if (state !== undefined) this.#states.delete(key);
    return state;
  }

  put(key: string, state: EntityState): void {
    this.#states.set(key, state);
  }

  /** Forgets the states of a partition that another owner may write from now on. */
  dropPartition(partition: number, partitionOf: (key: string) => number): void {
    this.#states.deleteWhere((key) => partitionOf(key) === partition);
  }
}
