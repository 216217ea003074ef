import type { Heads } from "#domain/feed";
import type { PushMessage } from "#domain/push";
import { encodeData } from "#realtime/frame";
import type { HubConfig } from "#realtime/hub-config";
import type { EncodedMessage, FrameSink, Log, PushHistory } from "#realtime/port";
import { Ring } from "#realtime/ring";

export interface HubDeps {
  readonly history: PushHistory;
  readonly log: Log;
  /** Wall clock, ms. */
  readonly now: () => number;
}

/** What comes after a sequence, as far as the hub knows: a frame, nothing, or why it cannot say. */
export type ReadResult =
  | { readonly kind: "frame"; readonly frame: Uint8Array; readonly last: number }
  | { readonly kind: "current" }
  | { readonly kind: "older" }
  | { readonly kind: "ahead" };

interface TopicState {
  readonly topic: string;
  ring: Ring;
  /** Last sequence that was handed to the sinks. Whoever follows the topic has everything up to here. */
  flushed: number;
  early: Map<number, string>;
  /** Highest sequence heard of. */
  seen: number;
  dirty: boolean;
  /** Characters between `flushed` and the ring's last. */
  pendingChars: number;
  gapTimer: NodeJS.Timeout | null;
  /** Repairs in a row that brought nothing; each doubles the wait for the next. */
  gapTries: number;
  repairing: Promise<void> | null;
}

/**
 * One per process. Puts the messages of every topic into order, each exactly once, mends gaps from the history, and
 * gives them to the sinks as shared frames. It knows no client: a topic's state is its ring and `flushed`.
 */
export class Hub {
  readonly #deps: HubDeps;
  readonly #config: HubConfig;
  readonly #topics = new Map<string, TopicState>();
  readonly #sinks: FrameSink[] = [];
  readonly #resetHandlers: ((topic: string) => void)[] = [];
  readonly #frames = new Map<string, { frame: Uint8Array; last: number }>();
  readonly #loads = new Map<string, Promise<ReadResult>>();
  #dirty: TopicState[] = [];
  #flushTimer: NodeJS.Timeout | null = null;
  #checkTimer: NodeJS.Timeout;
  #lastFlushMs = Number.NEGATIVE_INFINITY;
  #clients = () => 0;
  #stopped = false;
  readonly stats = {
    accepted: 0,
    duplicates: 0,
    gaps: 0,
    repaired: 0,
    resets: 0,
    frames: 0,
    deliveries: 0,
    historyErrors: 0,
  };

  constructor(deps: HubDeps, config: HubConfig) {
    this.#deps = deps;
    this.#config = config;
    this.#checkTimer = setInterval(() => void this.#checkAll(), config.checkMs);
    this.#checkTimer.unref();
  }

  addSink(sink: FrameSink): void {
    this.#sinks.push(sink);
  }

  /** How many clients share the frames; sets the length of a frame. */
  countClientsBy(count: () => number): void {
    this.#clients = count;
  }

  /** Called when a topic's past is lost or was rewritten: followers must take a snapshot. */
  onReset(handler: (topic: string) => void): void {
    this.#resetHandlers.push(handler);
  }

  /** Takes messages in any order, any number of times. */
  publish(messages: readonly PushMessage[]): void {
    for (const message of messages) this.#accept(message.topic, message.seq, jsonOf(message));
    this.#pump();
  }

  /** The same for bodies that are JSON text, as they come from the stream: nothing is parsed. */
  publishEncoded(messages: readonly EncodedMessage[]): void {
    for (const message of messages) this.#accept(message.topic, message.seq, message.json);
    this.#pump();
  }

  /** Learns the heads of topics that were not seen yet. Rejects when the history cannot be asked. */
  async ensure(topics: readonly string[]): Promise<void> {
    const unknown = topics.filter((topic) => !this.#topics.has(topic));
    if (unknown.length === 0) return;
    const heads = await this.#deps.history.heads(unknown);
    for (const topic of unknown) {
      if (!this.#topics.has(topic)) this.#create(topic, heads.get(topic) ?? 0);
    }
  }

  head(topic: string): number {
    return this.#topics.get(topic)?.flushed ?? 0;
  }

  heads(topics: Iterable<string>): Heads {
    const heads: Record<string, number> = {};
    for (const topic of topics) heads[topic] = this.head(topic);
    return heads;
  }

  /** The next frame after `seq`, from memory. A reader that is "current" may follow the topic from this moment on. */
  read(topic: string, seq: number): ReadResult {
    const state = this.#topics.get(topic);
    if (state === undefined || seq > state.flushed) return { kind: "ahead" };
    if (seq === state.flushed) return { kind: "current" };
    if (seq + 1 < state.ring.first) return { kind: "older" };
    const key = `${topic} ${seq}`;
    const cached = this.#frames.get(key);
    // A short frame that ended at an older head is made anew once more can be said.
    if (
      cached !== undefined &&
      (cached.last === state.flushed || cached.frame.length * 2 > this.#config.frameChars)
    ) {
      return { kind: "frame", frame: cached.frame, last: cached.last };
    }
    const count = Math.min(this.#config.frameCount, state.flushed - seq);
    const bodies = state.ring.after(seq, this.#config.frameChars, count);
    const made = { frame: encodeData(topic, seq + 1, this.#deps.now(), bodies), last: seq + bodies.length };
    this.#cache(key, made);
    return { kind: "frame", ...made };
  }

  /** The next frame after `seq` from the history, for a reader whose place has left memory; "older" when it is gone. */
  load(topic: string, seq: number): Promise<ReadResult> {
    const key = `${topic} ${seq}`;
    const cached = this.#frames.get(key);
    if (cached !== undefined)
      return Promise.resolve({ kind: "frame", frame: cached.frame, last: cached.last });
    let load = this.#loads.get(key);
    if (load === undefined) {
      load = this.#load(topic, seq, key).finally(() => this.#loads.delete(key));
      this.#loads.set(key, load);
    }
    return load;
  }

  /** Compares with the history now, and waits until what it holds more has been taken in. */
  async check(topics: readonly string[]): Promise<void> {
    const known = topics.map((topic) => this.#topics.get(topic)).filter((state) => state !== undefined);
    if (known.length === 0) return;
    const before = new Map(known.map((state) => [state, state.ring.last]));
    const heads = await this.#deps.history.heads(known.map((state) => state.topic));
    const behind: TopicState[] = [];
    for (const state of known) {
      const head = heads.get(state.topic);
      if (head === undefined) continue;
      if (head > state.ring.last) behind.push(state);
      else if (head < (before.get(state) as number)) this.#reset(state, head);
    }
    if (behind.length === 0) return;
    // It may be on its way: only what stays away longer than a late message is read back.
    await new Promise((resolve) => setTimeout(resolve, this.#config.gapWaitMs));
    for (const state of behind) {
      if (!this.#stopped) await this.#repair(state, heads.get(state.topic) as number);
    }
    this.#pump();
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#checkTimer);
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
    for (const state of this.#topics.values()) if (state.gapTimer !== null) clearTimeout(state.gapTimer);
  }

  /** Hands out what waits for the end of its frame. */
  flush(): void {
    if (this.#flushTimer !== null) {
      clearTimeout(this.#flushTimer);
      this.#flushTimer = null;
    }
    if (this.#dirty.length === 0) return;
    this.#lastFlushMs = performance.now();
    const sentMs = this.#deps.now();
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const state of dirty) {
      state.dirty = false;
      state.pendingChars = 0;
      while (state.flushed < state.ring.last) {
        const bodies = state.ring.after(state.flushed, this.#config.frameChars, this.#config.frameCount);
        const frame = encodeData(state.topic, state.flushed + 1, sentMs, bodies);
        state.flushed += bodies.length;
        this.stats.frames++;
        for (const sink of this.#sinks) {
          this.stats.deliveries += bodies.length * sink.deliver(state.topic, frame, bodies.length);
        }
      }
    }
  }

  #create(topic: string, last: number): TopicState {
    const ring = this.#makeRing(last);
    const state: TopicState = {
      topic,
      ring,
      flushed: last,
      early: new Map(),
      seen: last,
      dirty: false,
      pendingChars: 0,
      gapTimer: null,
      gapTries: 0,
      repairing: null,
    };
    this.#topics.set(topic, state);
    return state;
  }

  #makeRing(last: number): Ring {
    const { ringCount, ringChars, ringMs } = this.#config;
    return new Ring(last, { maxCount: ringCount, maxBytes: ringChars, maxAgeMs: ringMs });
  }

  #accept(topic: string, seq: number, json: string): void {
    // A topic nobody asked for yet begins here: whoever wants the past reads it from the history.
    const state = this.#topics.get(topic) ?? this.#create(topic, seq - 1);
    if (seq > state.seen) state.seen = seq;
    if (seq <= state.ring.last || state.early.has(seq)) {
      this.stats.duplicates++;
      return;
    }
    if (seq > state.ring.last + 1) {
      if (state.early.size < this.#config.earlyMax) state.early.set(seq, json);
      this.#awaitGap(state);
      return;
    }
    this.#push(state, json);
    this.#drainEarly(state);
  }

  #push(state: TopicState, json: string): void {
    this.stats.accepted++;
    state.gapTries = 0;
    // The ring must never drop what was not sent: a burst larger than half of it leaves before its frame ends.
    const { ringCount, ringChars } = this.#config;
    const pending = state.ring.last - state.flushed;
    if (
      pending > 0 &&
      ((pending + 1) * 2 > ringCount || (state.pendingChars + json.length) * 2 > ringChars)
    ) {
      this.flush();
    }
    state.ring.push(json, performance.now());
    state.pendingChars += json.length;
    if (!state.dirty) {
      state.dirty = true;
      this.#dirty.push(state);
    }
  }

  #drainEarly(state: TopicState): void {
    while (state.early.size > 0) {
      const seq = state.ring.last + 1;
      const json = state.early.get(seq);
      if (json === undefined) return;
      state.early.delete(seq);
      this.#push(state, json);
    }
    if (state.ring.last < state.seen) return;
    if (state.gapTimer !== null) {
      clearTimeout(state.gapTimer);
      state.gapTimer = null;
    }
  }

  #awaitGap(state: TopicState): void {
    if (state.gapTimer !== null || state.repairing !== null) return;
    if (state.gapTries === 0) this.stats.gaps++;
    const waitMs = Math.min(2000, this.#config.gapWaitMs * 2 ** state.gapTries);
    state.gapTries++;
    state.gapTimer = setTimeout(() => {
      state.gapTimer = null;
      void this.#repair(state, state.early.size > 0 ? Math.min(...state.early.keys()) - 1 : state.seen);
    }, waitMs);
  }

  /** Reads from the history until `until` is reached or the history has no more. Never two at once for a topic. */
  #repair(state: TopicState, until: number): Promise<void> {
    state.repairing ??= this.#readBack(state, until).finally(() => {
      state.repairing = null;
      if (state.ring.last < state.seen && !this.#stopped) this.#awaitGap(state);
    });
    return state.repairing;
  }

  async #readBack(state: TopicState, until: number): Promise<void> {
    while (state.ring.last < until && !this.#stopped) {
      let page: Awaited<ReturnType<PushHistory["since"]>>;
      try {
        page = await this.#deps.history.since(
          state.topic,
          state.ring.last,
          Math.min(this.#config.frameCount, until - state.ring.last),
        );
      } catch (error) {
        // The next gap timer or head check tries again; nothing is skipped meanwhile.
        this.stats.historyErrors++;
        this.#deps.log.warn({ topic: state.topic, error: String(error) }, "push history does not answer");
        return;
      }
      const next = page[0];
      if (next === undefined) return;
      if (next.seq > state.ring.last + 1) this.#reset(state, next.seq - 1);
      for (const message of page) {
        if (message.seq !== state.ring.last + 1) continue;
        this.stats.repaired++;
        state.early.delete(message.seq);
        this.#push(state, jsonOf(message));
      }
      this.#drainEarly(state);
      this.#pump();
    }
  }

  #reset(state: TopicState, last: number): void {
    this.flush();
    this.stats.resets++;
    this.#deps.log.warn({ topic: state.topic, from: state.ring.last, to: last }, "push topic begins anew");
    state.ring = this.#makeRing(last);
    state.flushed = last;
    for (const seq of state.early.keys()) if (seq <= last) state.early.delete(seq);
    state.seen = Math.max(last, ...state.early.keys());
    this.#frames.clear();
    for (const handler of this.#resetHandlers) handler(state.topic);
  }

  async #load(topic: string, seq: number, key: string): Promise<ReadResult> {
    const page = await this.#deps.history.since(topic, seq, this.#config.frameCount);
    const flushed = this.head(topic);
    const bodies: string[] = [];
    let chars = 0;
    for (const message of page) {
      if (message.seq !== seq + 1 + bodies.length || message.seq > flushed) break;
      const json = jsonOf(message);
      if (bodies.length > 0 && chars + json.length > this.#config.frameChars) break;
      bodies.push(json);
      chars += json.length;
    }
    if (bodies.length === 0) return { kind: "older" };
    const made = { frame: encodeData(topic, seq + 1, this.#deps.now(), bodies), last: seq + bodies.length };
    this.#cache(key, made);
    return { kind: "frame", ...made };
  }

  #cache(key: string, made: { frame: Uint8Array; last: number }): void {
    this.#frames.delete(key);
    this.#frames.set(key, made);
    if (this.#frames.size > this.#config.cachedFrames) {
      const oldest = this.#frames.keys().next();
      if (oldest.done !== true) this.#frames.delete(oldest.value);
    }
  }

  #pump(): void {
    if (this.#dirty.length === 0 || this.#flushTimer !== null || this.#stopped) return;
    const { frameMinMs, frameMaxMs, clientCostUs } = this.#config;
    const frameMs = Math.min(frameMaxMs, Math.max(frameMinMs, (this.#clients() * clientCostUs) / 1000));
    const waitMs = this.#lastFlushMs + frameMs - performance.now();
    if (waitMs <= 0) this.flush();
    else this.#flushTimer = setTimeout(() => this.flush(), Math.ceil(waitMs));
  }

  async #checkAll(): Promise<void> {
    try {
      await this.check([...this.#topics.keys()]);
    } catch (error) {
      this.stats.historyErrors++;
      this.#deps.log.warn({ error: String(error) }, "push history does not answer");
    }
  }
}

function jsonOf(message: PushMessage | EncodedMessage): string {
  return "json" in message ? message.json : JSON.stringify(message.body);
}
