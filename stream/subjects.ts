import type { EventKind } from "#domain/event";

/**
 * All names on NATS, in one place.
 *
 *   evt.<kind>.<partition>   JetStream stream EVENTS, work queue: one consumer a partition, `detect-<partition>`
 *   push                     core NATS: what was stored, on its way to the realtime hubs
 *   role.<role>.<signal>     core NATS: roles wake each other; never carries what must not be lost
 */
export const EVENTS_STREAM = "EVENTS";
export const EVENTS_SUBJECTS = "evt.*.*";

export function eventSubject(kind: EventKind, partition: number): string {
  return `evt.${kind}.${partition}`;
}

export function partitionFilter(partition: number): string {
  return `evt.*.${partition}`;
}

export function partitionConsumerName(partition: number): string {
  return `detect-${partition}`;
}

export function parseEventSubject(subject: string): { kind: EventKind; partition: number } {
  const dot = subject.lastIndexOf(".");
  return { kind: subject.slice(4, dot) as EventKind, partition: Number(subject.slice(dot + 1)) };
}

/** Push messages of all topics, a batch each: see push-bus.ts. */
export const PUSH_SUBJECT = "push";

export function roleSubject(role: string, signal: string): string {
  return `role.${role}.${signal}`;
}
