import type { PoolClient } from "pg";
import type { Clock } from "#domain/clock";
import type { DerivedEvent } from "#domain/detect";
import type { PushMessage } from "#domain/push";
import type { Log } from "#server/log";
import { withClient } from "#server/pipelines/client";
import { type BatchDeps, type BatchResult, runBatch, runTick } from "#server/pipelines/detect/batch";
import { classifyDatabaseError, FenceLostError, KeyFailure } from "#server/pipelines/detect/errors";
import type { Delivery, Outcome } from "#server/pipelines/detect/message";
import { MAX_ATTEMPTS } from "#server/pipelines/detect/parking";
import { type Home, Turns } from "#server/pipelines/detect/turns";
import { insertDeadLetter } from "#store/dead-letter-insert";

/**
 * A lane takes the messages of its partitions in order and runs one transaction at a time. What can happen to a batch:
 *
 *   committed ──> acknowledge all, push, publish derived events
 *   fence lost ─> forget that partition's messages (its new owner gets them), try the rest
 *   key failed ─> park that entity's messages, try the rest; on its fifth failure the event is dead
 *   bad data ───> halve the batch until the one message is found, then as above
 *   no database > wait with back-off, same batch again; nothing is acknowledged, so the stream slows the sources
 *   else ───────> a bug: the lane ends, and with it the process
 */
export interface LaneDeps extends BatchDeps {
  readonly connect: () => Promise<PoolClient>;
  readonly clock: Clock;
  readonly log: Log;
  readonly push: (messages: readonly PushMessage<string>[]) => void;
  readonly publishDerived: (events: readonly DerivedEvent[]) => Promise<readonly string[]>;
  readonly onOutcome: (kind: string, outcome: Outcome, count: number) => void;
  readonly onBatch: (stats: { events: number; ms: number; findings: number; alerts: number }) => void;
  /** Once for each event that is committed, with the time at which ingest took it. */
  readonly onStored: (receivedMs: number) => void;
  readonly onLost: (partitions: readonly number[]) => void;
  /** New alerts are stored: the notify role may look. */
  readonly onAlerts: () => void;
}

export interface Lanes {
  push(delivery: Delivery): void;
  dropPartition(partition: number): void;
  /** Messages in hand: waiting and parked. */
  size(): number;
  /** Ends when stop() was called and the batches in hand are through, or throws on a bug. */
  readonly finished: Promise<void>;
  stop(): void;
}

/** One lane for each of `deps`; `turns.ts` says which of them works at which partitions. */
export function createLanes(deps: readonly LaneDeps[], config: { batch: number }): Lanes {
  const turns = new Turns(deps.length, () => (deps[0] as LaneDeps).clock.now());
  const derivedDone: string[] = [];
  const lanes = deps.map((each, number) => runLane(each, turns, derivedDone, number, config.batch));
  return {
    push: (delivery) => turns.push(delivery),
    dropPartition: (partition) => turns.homeOf(partition).dropPartition(partition),
    size: () => turns.size,
    finished: Promise.all(lanes).then(() => undefined),
    stop: () => turns.close(),
  };
}

/** Ends when the turns are closed and the batch in hand is through. */
async function runLane(
  deps: LaneDeps,
  turns: Turns,
  /** Derived events that the stream has, to be deleted by the next transaction of whichever lane. */
  derivedDone: string[],
  number: number,
  batch: number,
): Promise<void> {
  async function work(homes: readonly Home[]): Promise<void> {
    const fresh = homes.flatMap((home) => home.take(batch));
    const ticks = fresh.filter((delivery) => delivery.event.kind === "tick");
    const events = ticks.length === 0 ? fresh : fresh.filter((delivery) => delivery.event.kind !== "tick");
    if (events.length > 0) await handle(events, new Map());
    for (const tick of ticks) await handleTick(tick);
    for (const { parking } of homes) {
      for (
        let due = parking.takeDue(deps.clock.now());
        due !== null && !turns.closed;
        due = parking.takeDue(deps.clock.now())
      ) {
        await retry(due.key, due.deliveries, due.attempts);
      }
    }
  }

  const parkingOf = (delivery: Delivery) => turns.homeOf(delivery.partition).parking;

  /** The event that failed goes alone; when it is through, or dead, those that it held back follow in order. */
  async function retry(key: string, deliveries: readonly Delivery[], attempts: number): Promise<void> {
    const [first, ...later] = deliveries;
    if (first === undefined) return;
    await handle([first], new Map([[key, attempts]]));
    const free = later.filter((delivery) => !parkingOf(delivery).hold(delivery));
    if (free.length > 0) await handle(free, new Map());
  }

  async function handle(
    deliveries: readonly Delivery[],
    attempts: ReadonlyMap<string, number>,
  ): Promise<void> {
    let rest = deliveries;
    for (let failures = 0; rest.length > 0 && !turns.closed; ) {
      try {
        await commit(rest);
        return;
      } catch (error) {
        if (error instanceof FenceLostError) {
          rest = rest.filter((delivery) => !error.partitions.includes(delivery.partition));
          deps.onLost(error.partitions);
        } else if (error instanceof KeyFailure) {
          for (const [key, cause] of error.failures) await parkKey(key, rest, cause, attempts);
          rest = rest.filter((delivery) => !error.failures.has(delivery.event.key));
        } else {
          const fault = classifyDatabaseError(error);
          if (fault === "data") return isolate(rest, error as Error, attempts);
          if (fault === "bug") throw error;
          failures++;
          deps.log.warn({ err: error, waiting: rest.length, failures }, "database unavailable, batch waits");
          await sleep(Math.min(5000, 100 * 2 ** Math.min(failures, 6)));
        }
      }
    }
  }

  /** A value that the database cannot take: halves the batch until the entity that carries it stands alone. */
  async function isolate(
    deliveries: readonly Delivery[],
    error: Error,
    attempts: ReadonlyMap<string, number>,
  ): Promise<void> {
    const keys = [...new Set(deliveries.map((delivery) => delivery.event.key))];
    if (keys.length > 1) {
      const left = new Set(keys.slice(0, keys.length / 2));
      await handle(
        deliveries.filter((delivery) => left.has(delivery.event.key)),
        attempts,
      );
      await handle(
        deliveries.filter((delivery) => !left.has(delivery.event.key)),
        attempts,
      );
      return;
    }
    const [first, ...later] = deliveries;
    if (first === undefined) return;
    if (later.length === 0) return parkKey(first.event.key, [first], error, attempts);
    // One entity: its events go one by one, in order, so that the good ones before the bad one are kept.
    for (let i = 0; i < deliveries.length; i++) {
      const delivery = deliveries[i] as Delivery;
      if (!parkingOf(delivery).hold(delivery)) await handle([delivery], attempts);
    }
  }

  async function parkKey(
    key: string,
    batch: readonly Delivery[],
    error: Error,
    attempts: ReadonlyMap<string, number>,
  ): Promise<void> {
    const mine = batch.filter((delivery) => delivery.event.key === key);
    const made = (attempts.get(key) ?? 0) + 1;
    const first = mine[0] as Delivery;
    if (mine.length > 1 && made === 1) {
      // Which of them fails is not known yet: one by one, in order.
      await isolate(mine, error, attempts);
      return;
    }
    if (made < MAX_ATTEMPTS) {
      deps.log.warn(
        { err: error, uid: first.event.uid, key, attempts: made },
        "event failed, its entity is held back",
      );
      deps.onOutcome(first.event.kind, "retry", 1);
      parkingOf(first).park(key, mine, error, made, deps.clock.now());
      return;
    }
    await bury(first, error, made);
  }

  /** Dead: stored with its reason first, then taken off the stream. */
  async function bury(delivery: Delivery, error: Error, attempts: number): Promise<void> {
    await untilStored(async (client) => {
      await insertDeadLetter(
        client,
        delivery.event,
        `${(error as { code?: string }).code ?? error.name}: ${error.message}`,
        attempts,
      );
    });
    if (turns.closed) return;
    delivery.term("dead");
    deps.log.error({ err: error, uid: delivery.event.uid, attempts }, "event is dead, kept in dead letters");
    deps.onOutcome(delivery.event.kind, "dead", 1);
  }

  async function handleTick(tick: Delivery): Promise<void> {
    let more = true;
    while (more && !turns.closed) {
      more = false;
      try {
        await untilStored(async (client) => {
          const result = await runTick(client, tick.partition, tick.event.timeMs, deps);
          if (result === null) return;
          more = true;
          await publish(result);
        });
      } catch (error) {
        if (!(error instanceof FenceLostError)) throw error;
        deps.onLost(error.partitions);
        return;
      }
    }
    if (turns.closed) return;
    tick.ack();
    deps.onOutcome("tick", "done", 1);
  }

  /** Runs a transaction again until the database takes it; throws what is not the database's unavailability. */
  async function untilStored(run: (client: PoolClient) => Promise<void>): Promise<void> {
    for (let failures = 0; !turns.closed; ) {
      try {
        await withClient(deps.connect, run);
        return;
      } catch (error) {
        if (error instanceof FenceLostError || classifyDatabaseError(error) !== "unavailable") throw error;
        failures++;
        await sleep(Math.min(5000, 100 * 2 ** Math.min(failures, 6)));
      }
    }
  }

  async function commit(deliveries: readonly Delivery[]): Promise<void> {
    const startedMs = deps.clock.now();
    const done = derivedDone.splice(0);
    const result = await withClient(deps.connect, (client) => runBatch(client, deliveries, done, deps)).catch(
      (error) => {
        derivedDone.push(...done);
        throw error;
      },
    );
    for (const delivery of deliveries) delivery.ack();
    count(deliveries, result.outcomes);
    deps.onBatch({
      events: deliveries.length,
      ms: deps.clock.now() - startedMs,
      findings: result.findings,
      alerts: result.alerts,
    });
    for (const delivery of deliveries) deps.onStored(delivery.event.receivedMs);
    await publish(result);
  }

  async function publish(result: BatchResult): Promise<void> {
    if (result.messages.length > 0) deps.push(result.messages);
    if (result.alerts > 0) deps.onAlerts();
    if (result.derived.length > 0) derivedDone.push(...(await deps.publishDerived(result.derived)));
  }

  function count(deliveries: readonly Delivery[], outcomes: readonly Outcome[]): void {
    const counts = new Map<string, number>();
    for (let i = 0; i < deliveries.length; i++) {
      const name = `${(deliveries[i] as Delivery).event.kind} ${outcomes[i]}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    for (const [name, number] of counts) {
      const [kind, outcome] = name.split(" ");
      deps.onOutcome(kind as string, outcome as Outcome, number);
    }
  }

  for (let homes = await turns.next(number); homes !== null; homes = await turns.next(number)) {
    await work(homes);
    turns.done(homes);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
