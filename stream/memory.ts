import { PARTITIONS } from "#domain/partition";
import { type Bus, createLocalBus } from "#stream/bus";
import { StreamClosedError, StreamFullError } from "#stream/errors";
import type { StreamLag } from "#stream/lag";
import type {
  EventPublisher,
  OutgoingMessage,
  PartitionConsumer,
  PartitionConsumerOptions,
  PublishResult,
  StreamMessage,
} from "#stream/message";
import { parseEventSubject } from "#stream/subjects";

export interface MemoryStream {
  readonly publisher: EventPublisher;
  readonly bus: Bus;
  consume(options: PartitionConsumerOptions): Promise<PartitionConsumer>;
  lag(): Promise<StreamLag>;
  stop(): Promise<void>;
}

interface Stored {
  readonly seq: number;
  readonly message: OutgoingMessage;
  readonly partition: number;
  readonly storedMs: number;
  readonly data: Uint8Array;
  state: "waiting" | "held" | "delayed";
  deliveries: number;
}

interface Consumer {
  readonly options: PartitionConsumerOptions;
  readonly held: Map<number, Stored>;
  stopped: boolean;
  deliver(): void;
}

/** The stream inside one process, for unit tests only: keeps nothing, same contract suite as the one on NATS. */
export function createMemoryStream(limits: { maxMessages?: number } = {}): MemoryStream {
  const stored = new Map<number, Stored>();
  const ids = new Map<string, number>();
  const consumers = new Set<Consumer>();
  const timers = new Set<NodeJS.Timeout>();
  let nextSeq = 1;
  let stopped = false;

  function store(message: OutgoingMessage): PublishResult {
    if (stopped) return { ok: false, error: new StreamClosedError("the publisher") };
    const known = ids.get(message.messageId);
    if (known !== undefined) return { ok: true, seq: known, duplicate: true };
    if (limits.maxMessages !== undefined && stored.size >= limits.maxMessages) {
      return { ok: false, error: new StreamFullError("maximum messages exceeded") };
    }
    const seq = nextSeq++;
    ids.set(message.messageId, seq);
    const { partition } = parseEventSubject(message.subject);
    const data = typeof message.data === "string" ? new TextEncoder().encode(message.data) : message.data;
    stored.set(seq, { seq, message, partition, storedMs: Date.now(), data, state: "waiting", deliveries: 0 });
    return { ok: true, seq, duplicate: false };
  }

  function wake(): void {
    queueMicrotask(() => {
      for (const consumer of [...consumers]) consumer.deliver();
    });
  }

  function later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timer.unref();
    timers.add(timer);
  }

  const publisher: EventPublisher = {
    async publish(messages) {
      const results = messages.map(store);
      wake();
      return results;
    },
    inFlight: () => 0,
    async stop() {},
  };

  async function consume(options: PartitionConsumerOptions): Promise<PartitionConsumer> {
    const stats = { received: 0, redelivered: 0, acked: 0, naked: 0, termed: 0, resets: 0 };
    const maxInFlight = options.maxInFlight ?? 512;
    let onEnded = (): void => {};
    const consumer: Consumer = { options, held: new Map(), stopped: false, deliver };
    consumers.add(consumer);
    wake();

    function deliver(): void {
      for (const entry of [...stored.values()]) {
        if (consumer.stopped || consumer.held.size >= maxInFlight) return;
        if (entry.partition !== options.partition || entry.state !== "waiting") continue;
        entry.state = "held";
        entry.deliveries++;
        consumer.held.set(entry.seq, entry);
        stats.received++;
        if (entry.deliveries > 1) stats.redelivered++;
        options.onMessage(makeMessage(entry));
      }
    }

    function end(entry: Stored, how: "acked" | "naked" | "termed", delayMs = 0): void {
      if (!consumer.held.delete(entry.seq)) return;
      stats[how]++;
      if (how !== "naked") {
        stored.delete(entry.seq);
      } else if (delayMs > 0) {
        entry.state = "delayed";
        later(delayMs, () => {
          entry.state = "waiting";
          wake();
        });
      } else {
        entry.state = "waiting";
      }
      wake();
      if (consumer.held.size === 0) onEnded();
    }

    function makeMessage(entry: Stored): StreamMessage {
      const headers = new Map([["Nats-Msg-Id", entry.message.messageId]]);
      if (entry.message.traceparent !== undefined) headers.set("traceparent", entry.message.traceparent);
      return {
        seq: entry.seq,
        subject: entry.message.subject,
        ...parseEventSubject(entry.message.subject),
        data: entry.data,
        deliveries: entry.deliveries,
        storedMs: entry.storedMs,
        headers,
        ack: () => end(entry, "acked"),
        nak: (delayMs) => end(entry, "naked", delayMs),
        working: () => {},
        term: () => end(entry, "termed"),
      };
    }

    return {
      partition: options.partition,
      stats: () => ({ ...stats, inFlight: consumer.held.size }),
      async stop({ drainMs = 5000 } = {}) {
        if (consumer.stopped) return;
        consumer.stopped = true;
        if (consumer.held.size > 0 && drainMs > 0) {
          await new Promise<void>((resolve) => {
            onEnded = resolve;
            later(drainMs, resolve);
          });
        }
        consumers.delete(consumer);
        for (const entry of [...consumer.held.values()]) end(entry, "naked");
      },
    };
  }

  async function lag(): Promise<StreamLag> {
    const entries = [...stored.values()];
    const partitions = Array.from({ length: PARTITIONS }, (_, partition) => {
      const here = entries.filter((entry) => entry.partition === partition);
      const pending = here.filter((entry) => entry.deliveries === 0).length;
      return { partition, pending, unacknowledged: here.length - pending, redelivered: 0 };
    });
    const bytes = entries.reduce((sum, entry) => sum + entry.data.length, 0);
    const fill = limits.maxMessages === undefined ? 0 : entries.length / limits.maxMessages;
    return { messages: entries.length, bytes, maxBytes: -1, fill, partitions };
  }

  return {
    publisher,
    bus: createLocalBus(),
    consume,
    lag,
    async stop() {
      stopped = true;
      for (const consumer of consumers) consumer.stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
