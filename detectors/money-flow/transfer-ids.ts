import { DAY_SECONDS } from "#detectors/money-flow/parameters";
import type { Transfer } from "#detectors/money-flow/transfer";

/** Ids of the last days, so that the same transfer twice counts once. Older ones are forgotten by the day. */
export class TransferIds {
  readonly #days = new Map<number, string[]>();
  readonly #ids = new Set<string>();
  readonly #keepDays: number;

  constructor(keepDays: number) {
    this.#keepDays = keepDays;
  }

  get size(): number {
    return this.#ids.size;
  }

  /** False when the id is known. */
  add({ id, atSeconds }: Transfer): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    const day = Math.floor(atSeconds / DAY_SECONDS);
    const known = this.#days.get(day);
    if (known === undefined) this.#days.set(day, [id]);
    else known.push(id);
    return true;
  }

  /** Forgets what lies outside the window that ends at `day`. */
  forgetBefore(day: number): void {
    for (const [one, ids] of this.#days) {
      if (one >= day - this.#keepDays) continue;
      for (const id of ids) this.#ids.delete(id);
      this.#days.delete(one);
    }
  }
}
