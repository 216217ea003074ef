import { z } from "zod";
import {
  CLOSE,
  type ClientControl,
  FEED_VERSION,
  type FeedError,
  isTopic,
  isTopicWildcard,
  type ServerControl,
  type SnapshotReason,
} from "#domain/feed";
import { encodeControl } from "#realtime/frame";
import type { Hub } from "#realtime/hub";
import type { OnAcknowledge, PushUser, SessionSocket } from "#realtime/port";

export interface SessionConfig {
  /** Topics that one session may follow. There are three a district; past it somebody plays. */
  readonly maxTopics: number;
  /** Control frames that one client may send within ten seconds. */
  readonly maxRequests: number;
  /** A client that names an older place than this many messages back gets a snapshot. */
  readonly maxResume: number;
  /** Resume frames are handed on only while fewer bytes than this wait in the socket. */
  readonly resumeBytes: number;
  /** A beat leaves this often. */
  readonly beatMs: number;
  /** Wait before the history is asked again after an error. */
  readonly retryMs: number;
}

export const DEFAULT_SESSION = {
  maxTopics: 128,
  maxRequests: 60,
  maxResume: 20_000,
  resumeBytes: 256 << 10,
  beatMs: 15_000,
  retryMs: 1000,
} satisfies SessionConfig;

export interface SessionDeps {
  readonly hub: Hub;
  readonly onAcknowledge: OnAcknowledge;
  readonly now: () => number;
}

/** Every feed socket follows this name beside its topics. */
export const BEAT_TOPIC = "beat";

/**
 * The server's end of one connection, the same on every transport. A topic is in one of two states here:
 * catching up (`#positions` holds the last sequence that was sent) or followed (the transport delivers the shared
 * frames, and nothing is kept for it). A slow peer follows nothing until its buffer is empty; then it is told to take
 * a snapshot and follows again.
 */
export class Session {
  user: PushUser;
  readonly #deps: SessionDeps;
  readonly #config: SessionConfig;
  readonly #socket: SessionSocket;
  #allowed: ReadonlySet<string>;
  readonly #followed = new Set<string>();
  readonly #positions = new Map<string, number>();
  #catchingUp = false;
  #slowSinceMs: number | null = null;
  #closed = false;
  #wake: (() => void) | null = null;
  #requests = 0;
  #requestsSinceMs = 0;

  constructor(deps: SessionDeps, config: SessionConfig, socket: SessionSocket, user: PushUser) {
    this.#deps = deps;
    this.#config = config;
    this.#socket = socket;
    this.user = user;
    this.#allowed = new Set(user.topics);
  }

  get topics(): ReadonlySet<string> {
    return this.#followed;
  }

  /** Since when the peer has been too slow, ms; null while it keeps up. */
  get slowSinceMs(): number | null {
    return this.#slowSinceMs;
  }

  /** To be called once, right after the socket opened. */
  async greet(): Promise<void> {
    this.#socket.follow(BEAT_TOPIC);
    while (!this.#closed) {
      try {
        await this.#deps.hub.ensure([...this.#allowed]);
        break;
      } catch {
        this.#refuse("feed.unavailable", "the store does not answer; the greeting follows by itself");
        await this.#pause();
      }
    }
    if (this.#closed) return;
    this.#control({
      t: "hello",
      v: FEED_VERSION,
      heads: this.#deps.hub.heads(this.#allowed),
      beatMs: this.#config.beatMs,
      nowMs: this.#deps.now(),
    });
  }

  /** A text frame of the client. */
  receive(text: string): void {
    if (this.#closed) return;
    const nowMs = this.#deps.now();
    if (nowMs - this.#requestsSinceMs > 10_000) {
      this.#requestsSinceMs = nowMs;
      this.#requests = 0;
    }
    if (++this.#requests > this.#config.maxRequests) {
      this.#refuse("feed.too-many-requests", `at most ${this.#config.maxRequests} frames in ten seconds`);
      this.#close(CLOSE.tooManyRequests, "too many requests");
      return;
    }
    const frame = parseClientControl(text);
    if (frame === null) {
      this.#refuse("feed.bad-frame", "a JSON object with t = subscribe, unsubscribe or acknowledge");
      this.#close(CLOSE.badFrame, "bad frame");
      return;
    }
    switch (frame.t) {
      case "subscribe":
        void this.#subscribe(frame.since);
        return;
      case "unsubscribe":
        this.#unsubscribe(frame.topics);
        return;
      case "acknowledge":
        void this.#acknowledge(frame);
        return;
    }
  }

  /** The transport dropped a frame because too much waits. */
  dropped(): void {
    if (this.#closed || this.#slowSinceMs !== null) return;
    this.#slowSinceMs = this.#deps.now();
    for (const topic of this.#followed) this.#socket.unfollow(topic);
    this.#socket.unfollow(BEAT_TOPIC);
    this.drained();
  }

  /** Less waits in the socket than before. */
  drained(): void {
    this.#wake?.();
    if (this.#slowSinceMs === null || this.#closed || this.#socket.buffered() > 0) return;
    this.#slowSinceMs = null;
    this.#socket.follow(BEAT_TOPIC);
    this.#snapshot("slow", [...this.#followed]);
  }

  /** The topic's past is lost: what was followed before says nothing about what follows. */
  reset(topic: string): void {
    if (this.#closed || this.#slowSinceMs !== null) return;
    if (this.#followed.has(topic) || this.#positions.has(topic)) this.#snapshot("reset", [topic]);
  }

  /** The session's allowance as found by a recheck; topics outside of it end. */
  allow(user: PushUser): void {
    this.user = user;
    this.#allowed = new Set(user.topics);
    const ended = [...this.#followed, ...this.#positions.keys()].filter((topic) => !this.#allowed.has(topic));
    if (ended.length === 0) return;
    this.#unsubscribe(ended);
    this.#refuse("feed.forbidden-topic", "the data scope has changed", ended);
  }

  /** The socket is gone, from whichever side. */
  closed(): void {
    this.#closed = true;
    this.#followed.clear();
    this.#positions.clear();
    this.#wake?.();
  }

  async #subscribe(since: Readonly<Record<string, number | null>>): Promise<void> {
    const wanted = this.#expand(since);
    const bad = [...wanted.keys()].filter((topic) => !isTopic(topic));
    if (bad.length > 0) this.#refuse("feed.bad-topic", 'a topic is "<channel>.<six digits>"', bad);
    const forbidden = [...wanted.keys()].filter((topic) => isTopic(topic) && !this.#allowed.has(topic));
    if (forbidden.length > 0) this.#refuse("feed.forbidden-topic", "outside of your data scope", forbidden);
    const topics = [...wanted.keys()].filter((topic) => this.#allowed.has(topic));
    const present = new Set([...this.#followed, ...this.#positions.keys(), ...topics]);
    if (present.size > this.#config.maxTopics) {
      this.#refuse("feed.too-many-topics", `at most ${this.#config.maxTopics} topics`, topics);
      return;
    }
    if (topics.length === 0) return;
    while (!this.#closed) {
      try {
        await this.#deps.hub.ensure(topics);
        break;
      } catch {
        this.#refuse(
          "feed.unavailable",
          "the store does not answer; the subscription goes on by itself",
          topics,
        );
        await this.#pause();
      }
    }
    if (this.#closed) return;
    const from: Record<string, number> = {};
    const tooOld: string[] = [];
    for (const topic of topics) {
      if (!this.#allowed.has(topic)) continue;
      const head = this.#deps.hub.head(topic);
      const start = wanted.get(topic) ?? head;
      if (this.#followed.delete(topic) && this.#slowSinceMs === null) this.#socket.unfollow(topic);
      if (head - start > this.#config.maxResume) {
        tooOld.push(topic);
        continue;
      }
      from[topic] = start;
      this.#positions.set(topic, start);
    }
    this.#control({ t: "subscribed", from });
    if (tooOld.length > 0) this.#snapshot("too-old", tooOld);
    void this.#catchUp();
  }

  #expand(since: Readonly<Record<string, number | null>>): Map<string, number | null> {
    const wanted = new Map<string, number | null>();
    for (const [name, seq] of Object.entries(since)) {
      if (!isTopicWildcard(name)) continue;
      const prefix = name.slice(0, -1);
      for (const topic of this.#allowed) if (topic.startsWith(prefix)) wanted.set(topic, seq);
    }
    for (const [name, seq] of Object.entries(since)) if (!isTopicWildcard(name)) wanted.set(name, seq);
    return wanted;
  }

  #unsubscribe(topics: readonly string[]): void {
    const ended: string[] = [];
    for (const topic of topics) {
      if (this.#followed.delete(topic)) {
        if (this.#slowSinceMs === null) this.#socket.unfollow(topic);
        ended.push(topic);
      } else if (this.#positions.delete(topic)) {
        ended.push(topic);
      }
    }
    this.#control({ t: "unsubscribed", topics: ended });
  }

  async #acknowledge(request: Extract<ClientControl, { t: "acknowledge" }>): Promise<void> {
    const { t: _, ...rest } = request;
    let result: Awaited<ReturnType<OnAcknowledge>>;
    try {
      result = await this.#deps.onAcknowledge(this.user, rest);
    } catch {
      result = { ok: false, reason: "feed.unavailable" };
    }
    this.#control({ t: "acknowledged", requestId: request.requestId, result });
  }

  /** Brings every topic of `#positions` to its head, one frame after another, as fast as the peer reads. */
  async #catchUp(): Promise<void> {
    if (this.#catchingUp) return;
    this.#catchingUp = true;
    while (!this.#closed && this.#positions.size > 0) {
      if (this.#slowSinceMs !== null || this.#socket.buffered() > this.#config.resumeBytes) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = null;
        continue;
      }
      const [topic, position] = this.#positions.entries().next().value as [string, number];
      const result = this.#deps.hub.read(topic, position);
      if (result.kind === "current") {
        this.#positions.delete(topic);
        this.#followed.add(topic);
        this.#socket.follow(topic);
      } else if (result.kind === "frame") {
        this.#positions.set(topic, result.last);
        this.#socket.send(result.frame);
      } else {
        await this.#fetch(topic, position, result.kind);
      }
    }
    this.#catchingUp = false;
  }

  /** The place of the client is not in memory: before it, or after what this process has heard so far. */
  async #fetch(topic: string, position: number, kind: "older" | "ahead"): Promise<void> {
    const { hub } = this.#deps;
    try {
      if (kind === "ahead") {
        await hub.check([topic]);
        if (this.#positions.get(topic) === position && hub.read(topic, position).kind === "ahead") {
          this.#snapshot("reset", [topic]);
        }
        return;
      }
      const result = await hub.load(topic, position);
      if (this.#positions.get(topic) !== position) return;
      if (result.kind === "frame") {
        this.#positions.set(topic, result.last);
        this.#socket.send(result.frame);
      } else {
        this.#snapshot("too-old", [topic]);
      }
    } catch {
      this.#refuse("feed.unavailable", "the store does not answer; the resume goes on by itself", [topic]);
      await this.#pause();
    }
  }

  #snapshot(why: SnapshotReason, topics: readonly string[]): void {
    const heads = this.#deps.hub.heads(topics);
    for (const topic of topics) {
      if (this.#followed.delete(topic) && why !== "slow") this.#socket.unfollow(topic);
      this.#positions.set(topic, heads[topic] as number);
    }
    this.#control({ t: "snapshot", why, heads });
    void this.#catchUp();
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.#config.retryMs));
  }

  #refuse(code: FeedError, hint: string, topics?: readonly string[]): void {
    this.#control({ t: "error", code, hint, ...(topics === undefined ? {} : { topics }) });
  }

  #control(frame: ServerControl): void {
    if (!this.#closed) this.#socket.send(encodeControl(frame));
  }

  #close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }
}

const seq = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const clientControl = z.discriminatedUnion("t", [
  z.object({ t: z.literal("subscribe"), since: z.record(z.string().max(40), seq.nullable()) }),
  z.object({ t: z.literal("unsubscribe"), topics: z.array(z.string().max(40)).max(1000) }),
  z.object({
    t: z.literal("acknowledge"),
    alertId: z.number().int(),
    version: z.number().int(),
    requestId: z.string().min(8).max(64),
    comment: z.string().max(1000),
  }),
]);

/** The frame, or null when it is none. */
export function parseClientControl(text: string): ClientControl | null {
  try {
    const parsed = clientControl.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
