import type { EventKind, StreamEvent } from "#domain/event";
import { partitionOf } from "#domain/partition";
import { BadMessageError, type StreamError } from "#stream/errors";
import { eventSubject } from "#stream/subjects";

/** What is published: the id makes a second copy inside the duplicate window a `duplicate`. */
export interface OutgoingMessage {
  readonly subject: string;
  readonly messageId: string;
  readonly data: Uint8Array | string;
  readonly traceparent?: string | undefined;
}

export type PublishResult =
  | { readonly ok: true; readonly seq: number; readonly duplicate: boolean }
  | { readonly ok: false; readonly error: StreamError };

export interface EventPublisher {
  /**
   * Publishes in the given order and resolves when each message is acknowledged by JetStream or refused.
   * Waits while too much is in flight, so an awaiting caller is slowed down and memory stays bounded.
   */
  publish(messages: readonly OutgoingMessage[]): Promise<PublishResult[]>;
  inFlight(): number;
  stop(): Promise<void>;
}

/** A delivered message. Exactly one of ack, nak, term ends it; a second one does nothing. */
export interface StreamMessage {
  readonly seq: number;
  readonly subject: string;
  readonly kind: EventKind;
  readonly partition: number;
  readonly data: Uint8Array;
  /** 1 at the first delivery. Counts again from 1 after `takeOver`. */
  readonly deliveries: number;
  /** When JetStream stored it, ms since epoch. */
  readonly storedMs: number;
  readonly headers: { get(name: string): string | undefined };
  ack(): void;
  nak(delayMs: number): void;
  /** Starts the acknowledgement wait anew. The consumer does this by itself for all that it holds. */
  working(): void;
  term(reason: string): void;
}

export interface ConsumerStats {
  received: number;
  redelivered: number;
  acked: number;
  naked: number;
  termed: number;
  /** Pull subscriptions made anew: after a reconnect or when heartbeats stayed away. */
  resets: number;
  /** Handed to onMessage and not ended yet. */
  inFlight: number;
}

export interface PartitionConsumer {
  readonly partition: number;
  stats(): ConsumerStats;
  /**
   * Takes no more, waits up to `drainMs` (default 5000) for what is in flight to be ended, gives the rest back to
   * the stream at once.
   */
  stop(options?: { drainMs?: number }): Promise<void>;
}

export interface PartitionConsumerOptions {
  readonly partition: number;
  /** Called in stream order. Must not throw and must not block; it ends the message some time later. */
  readonly onMessage: (message: StreamMessage) => void;
  /** Bound of messages handed out and not ended; no more are asked for. Default 512. */
  readonly maxInFlight?: number;
  /**
   * Makes the durable consumer anew, so that all that an owner before us left unended comes at once and in order,
   * instead of after its acknowledgement wait and behind newer messages. Only for the holder of the lease.
   */
  readonly takeOver?: boolean;
  /**
   * The durable consumer was deleted under us: normally another owner took the partition over. True (or no callback)
   * goes on, false waits for stop().
   */
  readonly onLost?: () => Promise<boolean>;
}

/** `uid` and content: a second body under the same uid passes the duplicate window and is found as a conflict. */
export function messageIdOf(event: Pick<StreamEvent, "uid" | "hash">): string {
  return `${event.uid}~${event.hash.slice(0, 16)}`;
}

export function encodeEvent(event: StreamEvent): OutgoingMessage {
  return {
    subject: eventSubject(event.kind, partitionOf(event.key)),
    messageId: messageIdOf(event),
    data: JSON.stringify(event),
    traceparent: event.traceparent,
  };
}

/** Trusts what our own ingest validated; checks only that it is an event at all. */
export function decodeEvent(data: Uint8Array): StreamEvent {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(data));
  } catch (cause) {
    throw new BadMessageError("the message is not JSON in UTF-8", cause);
  }
  const event = value as Partial<StreamEvent> | null;
  if (
    event === null ||
    typeof event !== "object" ||
    typeof event.uid !== "string" ||
    typeof event.kind !== "string" ||
    typeof event.key !== "string" ||
    typeof event.timeMs !== "number" ||
    typeof event.data !== "object"
  ) {
    throw new BadMessageError("the message is not an event");
  }
  return event as StreamEvent;
}

const decoder = new TextDecoder("utf-8", { fatal: true });
