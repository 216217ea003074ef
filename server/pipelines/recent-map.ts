/**
 * What was set lately: an entry is found for at least `ageMs`, and is gone after twice that or after `limit` newer ones.
 * Two maps that take turns, so that forgetting costs nothing and a quiet hour needs little memory.
 */
export class RecentMap<K, V> {
  readonly #ageMs: number;
  readonly #limit: number;
  #young = new Map<K, V>();
  #old = new Map<K, V>();
  #bornMs = Number.NEGATIVE_INFINITY;

  constructor(ageMs: number, limit: number) {
    this.#ageMs = ageMs;
    this.#limit = limit;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  get(key: K): V | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  set(key: K, value: V, nowMs: number): void {
    if (nowMs - this.#bornMs >= this.#ageMs || this.#young.size * 2 >= this.#limit) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#bornMs = nowMs;
    }
    this.#young.set(key, value);
  }
}
