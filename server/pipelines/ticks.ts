import type { Clock } from "#domain/clock";
import type { StreamEvent } from "#domain/event";
import { PARTITIONS, partitionKey } from "#domain/partition";
import type { Log } from "#server/log";
import { type EventPublisher, encodeEvent } from "#stream/message";

/**
 * The clock role: time passes as tick events on the stream, one a partition and period. Two clocks tick once: the
 * message id is the period, and the stream drops the second.
 */
export function createTicks(
  deps: { readonly publisher: EventPublisher; readonly clock: Clock; readonly log: Log },
  config: { readonly tickSeconds: number },
): { stop(): void } {
  const periodMs = config.tickSeconds * 1000;
  let last = 0;
  let busy = false;
  const timer = setInterval(() => void tick(), Math.min(1000, periodMs));

  async function tick(): Promise<void> {
    const period = Math.floor(deps.clock.now() / periodMs) * periodMs;
    if (busy || period <= last) return;
    busy = true;
    const results = await deps.publisher.publish(
      Array.from({ length: PARTITIONS }, (_, partition) => encodeEvent(makeTick(partition, period))),
    );
    // One that failed comes again with the next look: the others are duplicates then.
    if (results.every((result) => result.ok)) last = period;
    else deps.log.warn({ period }, "tick not published, comes again");
    busy = false;
  }

  return { stop: () => clearInterval(timer) };
}

export function makeTick(partition: number, timeMs: number): StreamEvent<"tick"> {
  return {
    uid: `clock/${partition}-${timeMs}`,
    kind: "tick",
    type: "tick",
    key: partitionKey(partition),
    enterpriseId: null,
    district: "310000",
    source: "clock",
    timeMs,
    timeInferred: false,
    receivedMs: timeMs,
    simulated: false,
    hash: "",
    data: {},
  };
}
