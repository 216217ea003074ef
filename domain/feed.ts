import { CHANNELS, type Topic } from "#domain/push";

/**
 * The words of the push protocol (rules: realtime/SPEC.md), shared by the server and the browser client.
 * A frame that begins with "[" carries data, one that begins with "{" is control; both are JSON text.
 */
export const FEED_VERSION = 1;

/** Bodies of consecutive messages of one topic: `first`, `first + 1`, … `sentMs` is the server's clock when it sent. */
export type DataFrame = readonly [topic: Topic, first: number, sentMs: number, bodies: readonly unknown[]];

/** Last sequence of each topic; 0 when nothing was ever sent on it. */
export type Heads = Readonly<Record<string, number>>;

/** Why the client must fetch its picture anew over HTTP and go on after `heads`. */
export const SNAPSHOT_REASONS = ["too-old", "slow", "reset"] as const;
export type SnapshotReason = (typeof SNAPSHOT_REASONS)[number];

export const FEED_ERRORS = [
  "feed.bad-frame",
  "feed.bad-topic",
  "feed.forbidden-topic",
  "feed.too-many-topics",
  "feed.too-many-requests",
  "feed.unavailable",
] as const;
export type FeedError = (typeof FEED_ERRORS)[number];

/** An acknowledgement as it reaches the server over the socket; the same fields as the HTTP action. */
export interface AcknowledgeRequest {
  readonly alertId: number;
  readonly version: number;
  /** Idempotency: the same request sent again after a tunnel answers the same. */
  readonly requestId: string;
  readonly comment: string;
}
export type AcknowledgeResult =
  | { readonly ok: true; readonly version: number; readonly state: string }
  | { readonly ok: false; readonly reason: string };

export type ServerControl =
  | {
      readonly t: "hello";
      readonly v: typeof FEED_VERSION;
      /** The topics that this session may follow, with their heads. */
      readonly heads: Heads;
      /** A beat comes at least this often; a client that hears nothing for 2.5 of them takes the line for dead. */
      readonly beatMs: number;
      readonly nowMs: number;
    }
  /** From now on data of these topics follows, beginning after the given sequence. */
  | { readonly t: "subscribed"; readonly from: Heads }
  | { readonly t: "unsubscribed"; readonly topics: readonly string[] }
  | { readonly t: "snapshot"; readonly why: SnapshotReason; readonly heads: Heads }
  | { readonly t: "beat"; readonly nowMs: number }
  | { readonly t: "acknowledged"; readonly requestId: string; readonly result: AcknowledgeResult }
  | {
      readonly t: "error";
      readonly code: FeedError;
      readonly topics?: readonly string[];
      readonly hint: string;
    };

export type ClientControl =
  /** The last sequence seen of each topic, or null to begin at its head. "events.*" stands for all allowed ones. */
  | { readonly t: "subscribe"; readonly since: Readonly<Record<string, number | null>> }
  | { readonly t: "unsubscribe"; readonly topics: readonly string[] }
  | ({ readonly t: "acknowledge" } & AcknowledgeRequest);

/** Close codes of our own; 1001 (server stops) and 1009 (frame too large) are the standard's. */
export const CLOSE = {
  badFrame: 4400,
  unauthenticated: 4401,
  /** The session was revoked or ran out: log in again. */
  revoked: 4403,
  tooManyRequests: 4408,
  tooManyConnections: 4429,
} as const;

/** Whether a client may come back by itself after this close code. */
export function mayReconnect(closeCode: number): boolean {
  return closeCode !== CLOSE.unauthenticated && closeCode !== CLOSE.revoked && closeCode !== CLOSE.badFrame;
}

const TOPIC = new RegExp(`^(?:${CHANNELS.join("|")})\\.\\d{6}$`);
const WILDCARD = new RegExp(`^(?:${CHANNELS.join("|")})\\.\\*$`);

export function isTopic(text: string): text is Topic {
  return TOPIC.test(text);
}

/** "events.*" and the like. */
export function isTopicWildcard(text: string): boolean {
  return WILDCARD.test(text);
}
