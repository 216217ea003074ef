import WebSocket from "ws";
import { sleep } from "#server/fault/cluster";

/** A subscribed client that comes back after each cut and names the last sequence that it saw of each topic. */
class ResumingClient {
  readonly #url: string;
  readonly #cookie: string;
  readonly #since = new Map<string, number>();
  #socket: WebSocket | null = null;
  #stopped = false;
  #offUntilMs = 0;
  readonly #topics: ReadonlyMap<string, number>;
  delivered = 0;
  doubled = 0;
  snapshots = 0;

  constructor(url: string, cookie: string, heads: ReadonlyMap<string, number>) {
    this.#url = `${url.replace("http", "ws")}/feed`;
    this.#cookie = cookie;
    this.#topics = heads;
    for (const [topic, seq] of heads) this.#since.set(topic, seq);
    this.#connect();
  }

  seen(topic: string): number {
    return (this.#since.get(topic) ?? 0) - (this.#topics.get(topic) ?? 0);
  }

  #connect(): void {
    if (this.#stopped) return;
    const socket = new WebSocket(this.#url, {
      headers: { cookie: this.#cookie, origin: this.#url.replace("ws", "http").replace("/feed", "") },
    });
    this.#socket = socket;
    socket.on("message", (data) => this.#onFrame(String(data)));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      if (this.#socket === socket) this.#socket = null;
      const waitMs = Math.max(this.#offUntilMs - performance.now(), 300) + Math.random() * 700;
      if (!this.#stopped) setTimeout(() => this.#connect(), waitMs);
    });
  }

  #onFrame(text: string): void {
    if (text.startsWith("[")) {
      const [topic, first, , bodies] = JSON.parse(text) as [string, number, number, unknown[]];
      for (let index = 0; index < bodies.length; index++) {
        const seq = first + index;
        const last = this.#since.get(topic) ?? 0;
        if (seq <= last) this.doubled++;
        else if (seq === last + 1) {
          this.#since.set(topic, seq);
          this.delivered++;
        }
        // A gap is not taken: the count stays behind and the scenario fails.
      }
      return;
    }
    const control = JSON.parse(text) as { t: string };
    if (control.t === "hello") {
      this.#socket?.send(JSON.stringify({ t: "subscribe", since: Object.fromEntries(this.#since) }));
    } else if (control.t === "snapshot") this.snapshots++;
  }

  /** The line is cut as a tunnel would: no closing words, and no line for a while. */
  cut(goneMs: number): void {
    this.#offUntilMs = performance.now() + goneMs;
    this.#socket?.terminate();
  }

  stop(): void {
    this.#stopped = true;
    this.#socket?.terminate();
  }
}

export interface FeedClients {
  cut(goneMs: number): void;
  /** Waits until every client has everything up to these heads, at most `waitMs`; then counts. */
  settle(
    heads: ReadonlyMap<string, number>,
    waitMs: number,
  ): Promise<{ delivered: number; expected: number; doubled: number; snapshots: number }>;
  stop(): void;
}

export function startFeedClients(
  url: string,
  cookie: string,
  count: number,
  heads: ReadonlyMap<string, number>,
): FeedClients {
  const clients = Array.from({ length: count }, () => new ResumingClient(url, cookie, heads));
  return {
    cut: (goneMs) => {
      for (const client of clients) client.cut(goneMs);
    },
    async settle(final, waitMs) {
      const each = [...final].reduce((sum, [topic, seq]) => sum + seq - (heads.get(topic) ?? 0), 0);
      const deadline = performance.now() + waitMs;
      const delivered = () => clients.reduce((sum, client) => sum + client.delivered, 0);
      while (performance.now() < deadline && delivered() < each * count) await sleep(100);
      return {
        delivered: delivered(),
        expected: each * count,
        doubled: clients.reduce((sum, client) => sum + client.doubled, 0),
        snapshots: clients.reduce((sum, client) => sum + client.snapshots, 0),
      };
    },
    stop: () => {
      for (const client of clients) client.stop();
    },
  };
}
