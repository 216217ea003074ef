/**
 * What has to be stopped, last first. A part that comes up after the end was asked for is stopped at once, so that a
 * signal during the start leaves nothing running.
 */
export class Lifetime {
  readonly #stops: (() => Promise<void> | void)[] = [];
  readonly #starting = new Set<Promise<unknown>>();
  #ending: Promise<void> | null = null;

  get ended(): boolean {
    return this.#ending !== null;
  }

  async add(stop: () => Promise<void> | void): Promise<void> {
    if (this.#ending === null) this.#stops.push(stop);
    else {
      await stop();
      throw new LifetimeEndedError();
    }
  }

  /** Work that brings up what cannot be stopped before it is up (a child, a folder): the end waits for it. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#starting.add(work);
    try {
      return await work;
    } finally {
      this.#starting.delete(work);
    }
  }

  end(onError: (error: unknown) => void = () => {}): Promise<void> {
    this.#ending ??= (async () => {
      for (let stop = this.#stops.pop(); stop !== undefined; stop = this.#stops.pop()) {
        try {
          await stop();
        } catch (error) {
          onError(error);
        }
      }
      await Promise.allSettled(this.#starting);
    })();
    return this.#ending;
  }
}

export class LifetimeEndedError extends Error {
  readonly code = "start.ended";
  constructor() {
    super("the program was asked to end while it started");
  }
}
