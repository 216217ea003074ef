import type { Log } from "#server/log";

/** Something that looks for work again and again until it is stopped. */
export interface WorkerLoop {
  /** There is work now: do not wait for the next look. */
  wake(): void;
  /** Waits until the piece of work that runs has ended; `signal` of work() asks it to end early. */
  stop(): Promise<void>;
}

/**
 * Calls `work` as long as it says that it did something, then each `everyMs` or when woken. A failure is logged and
 * tried again at the next look: the database may be gone for a while, and nothing of the work is lost by waiting.
 */
export function createWorkerLoop(
  name: string,
  work: (signal: AbortSignal) => Promise<boolean>,
  everyMs: number,
  log: Log,
): WorkerLoop {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let again = false;

  async function run(): Promise<void> {
    try {
      do {
        again = false;
        while (!abort.signal.aborted && (await work(abort.signal)));
      } while (again && !abort.signal.aborted);
    } catch (error) {
      if (!abort.signal.aborted) log.warn({ err: error, worker: name }, "worker failed, tries again");
    } finally {
      running = null;
      if (!abort.signal.aborted) {
        timer = setTimeout(start, everyMs);
        timer.unref();
      }
    }
  }

  function start(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    running ??= run();
  }

  start();
  return {
    wake() {
      if (abort.signal.aborted) return;
      if (running !== null) again = true;
      else start();
    },
    async stop() {
      abort.abort();
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}
