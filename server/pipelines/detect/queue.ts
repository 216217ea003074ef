import type { Delivery } from "#server/pipelines/detect/message";

/**
 * The lane's inbox: bounded by the consumers' own limit of unacknowledged messages, taken in batches. One reader.
 */
export class BatchQueue {
  #items: Delivery[] = [];
  #wake: (() => void) | null = null;
  #closed = false;

  get size(): number {
    return this.#items.length;
  }

  push(item: Delivery): void {
    this.#items.push(item);
    this.#wake?.();
  }

  /** Up to `most` messages in order of arrival, waiting for the first; empty once closed. */
  async take(most: number): Promise<Delivery[]> {
    while (this.#items.length === 0) {
      if (this.#closed) return [];
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    if (this.#items.length <= most) {
      const all = this.#items;
      this.#items = [];
      return all;
    }
    return this.#items.splice(0, most);
  }

  /** Forgets what waits for a partition (its lease is gone: whoever owns it now gets the messages again). */
  dropPartition(partition: number): void {
    this.#items = this.#items.filter((item) => item.partition !== partition);
  }

  /** Wakes the reader without a message, so that it looks at its other work. */
  poke(): void {
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }
}
