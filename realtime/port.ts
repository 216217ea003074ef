import type { AcknowledgeRequest, AcknowledgeResult } from "#domain/feed";
import type { PushMessage } from "#domain/push";

/** A message whose body is JSON text already. */
export interface EncodedMessage {
  readonly topic: string;
  readonly seq: number;
  readonly json: string;
}

/** What the hub asks of the store. Sequences of a topic are gapless; a message seen here is committed. */
export interface PushHistory {
  /**
   * Messages of the topic with a sequence above `afterSeq`, ascending, at most `limit`. Old ones may be gone. Bodies
   * that are JSON text already (`json`) are not parsed.
   */
  since(topic: string, afterSeq: number, limit: number): Promise<readonly (PushMessage | EncodedMessage)[]>;
  /** The last sequence of each topic; a topic that has none is left out or 0. */
  heads(topics: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** Who is at the other end, and which topics the data scope allows. */
export interface PushUser {
  readonly userId: number;
  readonly name: string;
  readonly role: string;
  readonly district: string;
  readonly topics: readonly string[];
}

/**
 * Answers who a Cookie header belongs to, or null. "recheck" asks again for an open socket: it must not count as
 * activity of the session.
 */
export type Authenticate = (cookieHeader: string, purpose: "open" | "recheck") => Promise<PushUser | null>;

export type OnAcknowledge = (user: PushUser, request: AcknowledgeRequest) => Promise<AcknowledgeResult>;

/** The part of pino that this room uses. */
export interface Log {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** One open connection as a session sees it, whichever library carries it. */
export interface SessionSocket {
  /** Sends one text frame; the bytes may be shared and are never changed. */
  send(frame: string | Uint8Array): void;
  /** Bytes that wait because the peer reads slowly. */
  buffered(): number;
  /** From now on the frames of this topic are delivered, in order after what was sent before. */
  follow(topic: string): void;
  unfollow(topic: string): void;
  close(code: number, reason: string): void;
}

/** Where the hub's frames go: each implementation hands them to the sockets that follow the topic. */
export interface FrameSink {
  /** `count` messages are inside the frame. Returns to how many sockets it went. */
  deliver(topic: string, frame: Uint8Array, count: number): number;
}
