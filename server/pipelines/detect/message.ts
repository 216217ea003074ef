import type { StreamEvent } from "#domain/event";

/** A delivered message with its event already parsed. What a stream consumer gives, seen from the pipeline. */
export interface Delivery {
  readonly partition: number;
  readonly event: StreamEvent;
  ack(): void;
  nak(delayMs: number): void;
  term(reason: string): void;
}

/** Every message ends as one of these, each counted. */
export type Outcome = "done" | "duplicate" | "conflict" | "dropped" | "retry" | "dead";
