import type { Pool } from "#store/pool";
import { addTallies, type TallyDelta } from "#store/source-tallies";

/**
 * Tallies of requests that end at the same time go to the database in one statement: each is one row a source and day,
 * so writers of their own would wait for each other's commits. add() resolves when its delta is committed.
 */
export class TallyWriter {
  readonly #pool: Pool;
  #waiting: { delta: TallyDelta; done: (error: unknown) => void }[] = [];
  #writing = false;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  add(delta: TallyDelta): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ delta, done: (error) => (error === null ? resolve() : reject(error)) });
      if (!this.#writing) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const taken = this.#waiting;
      this.#waiting = [];
      let fault: unknown = null;
      try {
        await addTallies(
          this.#pool,
          taken.map((each) => each.delta),
        );
      } catch (error) {
        fault = error;
      }
      for (const { done } of taken) done(fault);
    }
    this.#writing = false;
  }
}
