import type { Level } from "#domain/level";

/**
 * Topics are "<channel>.<district>": one message has exactly one topic, and each topic has its own gapless sequence,
 * given inside the transaction that stored the message. City users follow the topics of all districts and "310000";
 * "000000" carries enterprises outside the city.
 */
export const CHANNELS = ["events", "alerts", "system"] as const;
export type Channel = (typeof CHANNELS)[number];
export type Topic = `${Channel}.${string}`;

export function topicOf(channel: Channel, district: string): Topic {
  return `${channel}.${district}`;
}

/** A message of a topic as it travels from the store to a screen. `body` is one of the bodies below. */
export interface PushMessage<B = unknown> {
  readonly topic: Topic;
  readonly seq: number;
  readonly body: B;
}

/** One event that was stored, with what it did to its enterprise's score. Short names: thousands a second. */
export interface EventBody {
  readonly u: string; // event uid
  readonly k: string; // kind
  readonly t: number; // event time, ms
  readonly r: number; // received, ms
  readonly e: number | null; // enterprise id
  readonly n: string; // enterprise name
  readonly s: number; // score after
  readonly l: number; // level number after, 1..5
  readonly p: number; // level number before
  readonly w: string; // strongest reason in words, "" if none
  readonly v?: string; // the same in English, where there is one
  readonly m: 0 | 1; // simulated
  readonly x?: readonly [number, number]; // longitude, latitude
}

export interface AlertBody {
  readonly id: number;
  readonly enterpriseId: number;
  readonly name: string;
  readonly district: string;
  readonly from: Level;
  readonly to: Level;
  readonly score: number;
  readonly state: string;
  readonly reason: string;
  readonly timeMs: number;
  readonly simulated: boolean;
}

/** The program's own 告警 (apart from a risk 预警). */
export interface SystemBody {
  readonly code: string;
  readonly severity: "info" | "warning" | "critical";
  readonly active: boolean;
  readonly subject: string;
  readonly timeMs: number;
}

/** Every enterprise is being scored anew under a version: each second or two while it runs, and once at its end. */
export interface RescoreBody extends SystemBody {
  readonly code: "rescore";
  readonly rescore: {
    readonly version: number;
    readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
    readonly total: number;
    readonly done: number;
    readonly upgraded: number;
    readonly downgraded: number;
  };
}
