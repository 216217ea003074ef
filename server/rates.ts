import type { Clock } from "#domain/clock";

/** Events a second over the last ten seconds, from a counter that only grows. */
export class RateMeter {
  readonly #clock: Clock;
  #samples: { atMs: number; count: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  sample(count: number): void {
    const atMs = this.#clock.now();
    this.#samples.push({ atMs, count });
    this.#samples = this.#samples.filter((sample) => sample.atMs >= atMs - 10_000);
  }

  perSecond(): number {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.atMs <= first.atMs) return 0;
    return ((last.count - first.count) * 1000) / (last.atMs - first.atMs);
  }
}
