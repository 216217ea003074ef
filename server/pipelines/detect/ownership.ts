import type { Log } from "#server/log";

/** What ownership needs of the store, and what it does with a partition. */
export interface OwnershipDeps {
  /** Renews what this process holds and takes what is free, up to its fair share; gives all that it holds now. */
  readonly hold: () => Promise<readonly Lease[]>;
  /** Partitions above the fair share, since a peer came. */
  readonly surplus: () => Promise<readonly number[]>;
  readonly release: (partitions: readonly number[]) => Promise<void>;
  /** Begins to consume; messages that an owner before left unended come first. */
  readonly start: (lease: Lease) => Promise<void>;
  /** Stops consuming. `drain`: what is in hand is finished first; else it is dropped (it belongs to another now). */
  readonly stop: (partition: number, drain: boolean) => Promise<void>;
  readonly log: Log;
}

export interface Lease {
  readonly partition: number;
  readonly epoch: number;
}

export interface Ownership {
  epochOf(partition: number): number | undefined;
  partitions(): readonly number[];
  /** The fence said that a lease is gone: look at once. */
  suspect(): void;
  stop(): Promise<void>;
}

/**
 * Who works on which partition. Leases live in the database and end by themselves; every `periodMs` an owner gives
 * back what is above its fair share (so that a process that joins gets work), renews the rest and takes what is free.
 * A lease that could not be renewed is treated as lost before it ends: the fence in each transaction is the last word.
 */
export function createOwnership(
  deps: OwnershipDeps,
  config: { readonly periodMs: number; readonly leaseMs: number },
): Ownership {
  const held = new Map<number, number>();
  let renewedMs = performance.now();
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  function schedule(delayMs: number): void {
    if (stopped) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      running = running.then(round);
    }, delayMs);
  }

  async function round(): Promise<void> {
    if (stopped) return;
    try {
      await giveSurplus();
      await hold();
    } catch (error) {
      deps.log.warn({ err: error }, "leases not renewed");
      if (performance.now() - renewedMs > config.leaseMs) await dropAll();
    }
    schedule(config.periodMs);
  }

  async function giveSurplus(): Promise<void> {
    if (held.size === 0) return;
    for (const partition of await deps.surplus()) {
      if (!held.has(partition)) continue;
      await deps.stop(partition, true);
      held.delete(partition);
      await deps.release([partition]);
      deps.log.info({ partition }, "partition given to a peer");
    }
  }

  async function hold(): Promise<void> {
    const present = new Map((await deps.hold()).map((lease) => [lease.partition, lease.epoch]));
    renewedMs = performance.now();
    for (const [partition, epoch] of held) {
      if (present.get(partition) === epoch) continue;
      held.delete(partition);
      await deps.stop(partition, false);
      deps.log.warn({ partition, epoch }, "lease lost");
    }
    for (const [partition, epoch] of present) {
      if (held.has(partition) || stopped) continue;
      held.set(partition, epoch);
      await deps.start({ partition, epoch });
      deps.log.debug({ partition, epoch }, "partition taken");
    }
  }

  async function dropAll(): Promise<void> {
    for (const partition of [...held.keys()]) {
      held.delete(partition);
      await deps.stop(partition, false);
    }
  }

  schedule(0);
  return {
    epochOf: (partition) => held.get(partition),
    partitions: () => [...held.keys()],
    suspect: () => schedule(0),
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
      const mine = [...held.keys()];
      for (const partition of mine) await deps.stop(partition, true);
      held.clear();
      if (mine.length > 0)
        await deps
          .release(mine)
          .catch((error) => deps.log.warn({ err: error }, "leases not given back, they end by themselves"));
    },
  };
}
