/** A caller that found the queue full: refused at once instead of waiting without end. */
export class LimiterFullError extends Error {
  readonly code = "limiter.full";
}

export interface Limiter {
  run<T>(task: () => Promise<T>): Promise<T>;
  waiting(): number;
}

/** At most `running` tasks at once and `queued` waiting, in order; past that LimiterFullError. */
export function makeLimiter(running: number, queued: number): Limiter {
  let active = 0;
  const queue: (() => void)[] = [];
  return {
    async run(task) {
      if (active >= running) {
        if (queue.length >= queued) throw new LimiterFullError("too many tasks wait");
        await new Promise<void>((resolve) => queue.push(resolve));
      } else {
        active++;
      }
      try {
        return await task();
      } finally {
        // The place is handed on, so that nobody slips in between.
        const next = queue.shift();
        if (next === undefined) active--;
        else next();
      }
    },
    waiting: () => queue.length,
  };
}
