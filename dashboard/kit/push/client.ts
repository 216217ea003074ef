import {
  type AcknowledgeRequest,
  type AcknowledgeResult,
  type DataFrame,
  type Heads,
  mayReconnect,
  type ServerControl,
} from "#domain/feed";
import type { PushMessage } from "#domain/push";
import { type BackoffConfig, DEFAULT_BACKOFF, waitBeforeMs } from "#kit/push/backoff.ts";
import { type Line, makeFeedLine, type OpenLine, type SocketClass } from "#kit/push/line.ts";
import { makePlaces } from "#kit/push/places.ts";
import { createQueue } from "#kit/push/queue.ts";

/** Where the page's connection stands. Data on screen stays in every state; its age says how good it is. */
export type PushState =
  | { readonly kind: "connecting"; readonly attempt: number }
  | { readonly kind: "live"; readonly via: "feed" | "socket.io"; readonly sinceMs: number }
  | { readonly kind: "waiting"; readonly attempt: number; readonly retryAtMs: number }
  /** The device has no network: the client tries again by itself when it is back. */
  | { readonly kind: "offline" }
  /** Nothing more happens. "login": the session ended, "refused": the server does not take this client. */
  | { readonly kind: "ended"; readonly why: "login" | "refused" | "stopped" };

export interface PushAge {
  /** Last sign of life of the server (data or beat), this device's clock; null before the first. */
  readonly heardMs: number | null;
  /** Last message of a topic, this device's clock. */
  readonly messageMs: number | null;
  /** The server's clock minus this device's, as the greeting showed it. */
  readonly clockSkewMs: number;
}

export interface PushClientOptions {
  /** Address of the feed: http(s) or ws(s), ending in /feed. socket.io is expected beside it. */
  readonly url: string;
  /** Topics, or "events.*" for all that the session may follow. */
  readonly topics: readonly string[];
  /** Messages in order of each topic, each once. `sentMs` is the server's clock. */
  readonly onMessages: (messages: readonly PushMessage[], sentMs: number) => void;
  readonly onState: (state: PushState) => void;
  /** Messages of these topics were skipped: fetch the picture over HTTP; what comes after goes on by itself. */
  readonly onSnapshot?: (topics: readonly string[]) => void;
  /** Any sign of life, beats too. */
  readonly onHeard?: (atMs: number) => void;
  /** Sequences that the page's picture has already (from an HTTP snapshot): messages after them are asked for. */
  readonly since?: Heads;
  /** "auto": the feed, and socket.io after it failed twice. Default "auto". */
  readonly transport?: "auto" | "feed" | "socket.io";
  /** Messages are handed on once in this many ms; 0 hands each frame on at once. Default 50. */
  readonly batchMs?: number;
  /** Messages that may wait for the page. Default 5,000. */
  readonly maxQueue?: number;
  readonly backoff?: BackoffConfig;
  /** A line that has not greeted after this long is given up. Default 12,000. */
  readonly greetMs?: number;
  /** In Node: the class of the package `ws`. */
  readonly WebSocket?: SocketClass;
  /** For tests: replaces the lazily loaded socket.io line. */
  readonly openSocketIo?: OpenLine;
  readonly random?: () => number;
}

export interface PushClient {
  state(): PushState;
  age(): PushAge;
  /** The last sequence seen of each topic. */
  heads(): Heads;
  /** Acknowledges an alert over the open line; sent again after a break until it is answered or `timeoutMs` is over. */
  acknowledge(request: AcknowledgeRequest, timeoutMs?: number): Promise<AcknowledgeResult>;
  /** Follows other topics from now on; known ones keep their place. */
  setTopics(topics: readonly string[]): void;
  stop(): void;
}

/** What of the browser is listened to; absent in Node. */
interface Surroundings {
  addEventListener?(name: string, run: () => void): void;
  removeEventListener?(name: string, run: () => void): void;
  navigator?: { onLine?: boolean };
  document?: {
    visibilityState: string;
    addEventListener(name: string, run: () => void): void;
    removeEventListener(name: string, run: () => void): void;
  };
  WebSocket?: SocketClass;
}

/**
 * One connection of a page. It greets, names the last sequence of every topic, and from there on gets each message
 * once and in order, across breaks, sleeping tabs and changes of transport.
 *
 *   connecting --hello--> live --break--> waiting --timer--> connecting
 *        any --no network--> offline --network--> connecting;   any --4401/4403/stop--> ended
 */
export function createPushClient(options: PushClientOptions): PushClient {
  const surroundings = globalThis as Surroundings;
  const Socket = options.WebSocket ?? surroundings.WebSocket;
  const random = options.random ?? Math.random;
  const backoff = options.backoff ?? DEFAULT_BACKOFF;
  const places = makePlaces(options.since);
  const queue = createQueue(
    { batchMs: options.batchMs ?? 50, maxMessages: options.maxQueue ?? 5000 },
    ({ messages, sentMs }) => options.onMessages(messages, sentMs as number),
    (topics) => options.onSnapshot?.(topics),
  );
  const acknowledgements = new Map<
    string,
    { request: AcknowledgeRequest; settle: (result: AcknowledgeResult) => void }
  >();
  let topics = options.topics;
  let state: PushState = { kind: "connecting", attempt: 0 };
  let line: Line | null = null;
  let attempt = 0;
  let failedFeeds = 0;
  let via: "feed" | "socket.io" = options.transport === "socket.io" ? "socket.io" : "feed";
  let timer: ReturnType<typeof setTimeout> | null = null;
  let silence: ReturnType<typeof setTimeout> | null = null;
  let beatMs = 15_000;
  let allowed: Heads = {};
  let generation = 0;
  let heardMs: number | null = null;
  let messageMs: number | null = null;
  let clockSkewMs = 0;
  const asked = new Map<string, number>();

  function change(next: PushState): void {
    state = next;
    options.onState(next);
  }

  const wanted = (): string[] => expandTopics(topics, Object.keys(allowed));

  function connect(): void {
    clearTimers();
    change({ kind: "connecting", attempt });
    const mine = ++generation;
    const current = (): boolean => mine === generation;
    const open = (openLine: OpenLine): void => {
      if (!current()) return;
      line = openLine(options.url, {
        data: (frame) => current() && onData(frame),
        control: (frame) => current() && onControl(frame),
        closed: (code) => current() && onClosed(code),
      });
    };
    silence = setTimeout(() => current() && onClosed(null), options.greetMs ?? 12_000);
    if (via === "feed" && Socket !== undefined) {
      open(makeFeedLine(Socket));
    } else if (options.openSocketIo !== undefined) {
      open(options.openSocketIo);
    } else {
      import("#kit/push/socket-io-line.ts").then(
        (module) => open(module.openSocketIoLine),
        () => current() && onClosed(null),
      );
    }
  }

  function heard(): void {
    heardMs = Date.now();
    options.onHeard?.(heardMs);
    if (silence !== null) clearTimeout(silence);
    const mine = generation;
    silence = setTimeout(() => {
      if (mine === generation) onClosed(null);
    }, beatMs * 2.5);
  }

  function onData(frame: DataFrame): void {
    heard();
    const taken = places.take(frame);
    if (taken.kind === "messages") {
      messageMs = heardMs;
      asked.delete(frame[0]);
      queue.push(taken.messages, frame[2]);
    } else if (taken.kind === "gap" && asked.get(taken.topic) !== taken.after) {
      // Once for each place: the frames between the question and its answer show the same gap.
      asked.set(taken.topic, taken.after);
      line?.send({ t: "subscribe", since: { [taken.topic]: taken.after } });
    }
  }

  function onControl(frame: ServerControl): void {
    heard();
    switch (frame.t) {
      case "hello":
        beatMs = frame.beatMs;
        clockSkewMs = frame.nowMs - Date.now();
        allowed = frame.heads;
        attempt = 0;
        failedFeeds = 0;
        asked.clear();
        // A new topic begins where the greeting shows it, so that a break right after loses nothing.
        for (const topic of wanted())
          if (places.get(topic) === null) places.set(topic, allowed[topic] as number);
        subscribe(wanted());
        for (const { request } of acknowledgements.values()) line?.send({ t: "acknowledge", ...request });
        change({ kind: "live", via, sinceMs: Date.now() });
        return;
      case "subscribed":
        for (const [topic, seq] of Object.entries(frame.from))
          if (places.get(topic) === null) places.set(topic, seq);
        return;
      case "snapshot":
        for (const [topic, seq] of Object.entries(frame.heads)) places.set(topic, seq);
        asked.clear();
        options.onSnapshot?.(Object.keys(frame.heads));
        return;
      case "acknowledged":
        acknowledgements.get(frame.requestId)?.settle(frame.result);
        return;
      case "unsubscribed":
      case "beat":
      case "error":
        return;
    }
  }

  /** Asks for topics, each from the place where the client stands; null begins at the head of that moment. */
  function subscribe(names: readonly string[]): void {
    const since: Record<string, number | null> = {};
    for (const topic of names) since[topic] = places.get(topic);
    if (names.length > 0) line?.send({ t: "subscribe", since });
  }

  function onClosed(code: number | null): void {
    clearTimers();
    generation++;
    line?.close();
    line = null;
    if (code !== null && !mayReconnect(code)) {
      end(code === 4400 ? "refused" : "login");
      return;
    }
    if (surroundings.navigator?.onLine === false) {
      change({ kind: "offline" });
      return;
    }
    if (state.kind === "connecting") failedFeeds++;
    if (options.transport === undefined || options.transport === "auto") {
      via = failedFeeds >= 2 && failedFeeds % 3 !== 0 ? "socket.io" : "feed";
    }
    const waitMs = waitBeforeMs(attempt, backoff, random);
    attempt++;
    change({ kind: "waiting", attempt, retryAtMs: Date.now() + waitMs });
    timer = setTimeout(connect, waitMs);
  }

  function clearTimers(): void {
    if (timer !== null) clearTimeout(timer);
    if (silence !== null) clearTimeout(silence);
    timer = null;
    silence = null;
  }

  function end(why: "login" | "refused" | "stopped"): void {
    clearTimers();
    generation++;
    line?.close();
    line = null;
    queue.stop();
    surroundings.removeEventListener?.("online", goOnline);
    surroundings.removeEventListener?.("offline", goOffline);
    surroundings.document?.removeEventListener("visibilitychange", wakeUp);
    for (const { settle } of acknowledgements.values()) settle({ ok: false, reason: "feed.unavailable" });
    change({ kind: "ended", why });
  }

  function goOnline(): void {
    if (state.kind !== "offline" && state.kind !== "waiting") return;
    attempt = 0;
    connect();
  }

  function goOffline(): void {
    if (state.kind === "ended") return;
    clearTimers();
    generation++;
    line?.close();
    line = null;
    change({ kind: "offline" });
  }

  function wakeUp(): void {
    // A tab that comes back does not wait for a timer that the browser slowed down.
    if (surroundings.document?.visibilityState === "visible" && state.kind === "waiting") connect();
  }

  surroundings.addEventListener?.("online", goOnline);
  surroundings.addEventListener?.("offline", goOffline);
  surroundings.document?.addEventListener("visibilitychange", wakeUp);
  connect();

  return {
    state: () => state,
    age: () => ({ heardMs, messageMs, clockSkewMs }),
    heads: () => places.heads(),
    acknowledge(request, timeoutMs = 15_000) {
      return new Promise((resolve) => {
        const settle = (result: AcknowledgeResult): void => {
          clearTimeout(limit);
          acknowledgements.delete(request.requestId);
          resolve(result);
        };
        const limit = setTimeout(() => settle({ ok: false, reason: "feed.unavailable" }), timeoutMs);
        acknowledgements.set(request.requestId, { request, settle });
        if (state.kind === "live") line?.send({ t: "acknowledge", ...request });
      });
    },
    setTopics(next) {
      const before = wanted();
      topics = next;
      const after = wanted();
      const ended = before.filter((topic) => !after.includes(topic));
      for (const topic of ended) places.drop(topic);
      if (state.kind !== "live") return;
      if (ended.length > 0) line?.send({ t: "unsubscribe", topics: ended });
      subscribe(after.filter((topic) => !before.includes(topic)));
    },
    stop() {
      if (state.kind !== "ended") end("stopped");
    },
  };
}

/** Names and wildcards as topics of the allowance; what it does not hold is left out. */
export function expandTopics(names: readonly string[], allowed: readonly string[]): string[] {
  return allowed.filter((topic) =>
    names.some((name) => name === topic || (name.endsWith(".*") && topic.startsWith(name.slice(0, -1)))),
  );
}
