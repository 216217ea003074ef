/**
 * What has to be stopped, last first. A part that comes up after the end was asked for is stopped at once, so that a
 * signal during the start leaves nothing running.
 */
export class Lifetime {
  readonly #stops: (() => Promise<void> | void)[] = [];
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

  end(onError: (error: unknown) => void = () => {}): Promise<void> {
    this.#ending ??= (async () => {
      for (let stop = this.#stops.pop(); stop !== undefined; stop = this.#stops.pop()) {
        try {
          await stop();
        } catch (error) {
          onError(error);
        }
      }
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
