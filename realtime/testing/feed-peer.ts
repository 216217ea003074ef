import { WebSocket } from "ws";
import type { ClientControl, DataFrame, ServerControl } from "#domain/feed";

/** A raw client of /feed for tests: keeps every frame and lets a test wait for one. */
export interface FeedPeer {
  readonly socket: WebSocket;
  readonly data: DataFrame[];
  readonly control: ServerControl[];
  /** Close code, once closed. */
  closed(): Promise<{ code: number; reason: string }>;
  send(frame: ClientControl | string | Buffer): void;
  /** The first control frame of this kind that came or comes. */
  expect<T extends ServerControl["t"]>(t: T, skip?: number): Promise<Extract<ServerControl, { t: T }>>;
  /** All sequences received of the topic, in order of arrival. */
  seqs(topic: string): number[];
  /** Waits until the topic's last received sequence is at least this. */
  reach(topic: string, seq: number): Promise<void>;
}

export async function openFeed(
  url: string,
  headers: Readonly<Record<string, string>> = { cookie: "user=1" },
  atOpen: (socket: WebSocket) => void = () => {},
): Promise<FeedPeer> {
  const socket = new WebSocket(url, { headers: { ...headers }, rejectUnauthorized: false });
  socket.once("open", () => atOpen(socket));
  const data: DataFrame[] = [];
  const control: ServerControl[] = [];
  const waiting = new Set<() => void>();
  let end: { code: number; reason: string } | null = null;
  socket.on("message", (bytes: Buffer, isBinary: boolean) => {
    if (isBinary) throw new Error("the feed speaks text");
    const frame = JSON.parse(bytes.toString()) as DataFrame | ServerControl;
    if (Array.isArray(frame)) data.push(frame as DataFrame);
    else control.push(frame as ServerControl);
    for (const check of waiting) check();
  });
  socket.on("close", (code: number, reason: Buffer) => {
    end = { code, reason: reason.toString() };
    for (const check of waiting) check();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  socket.on("error", () => {});

  function until<T>(find: () => T | undefined, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        waiting.delete(check);
        reject(
          new Error(
            `${what} did not come; control: ${JSON.stringify(control.slice(-5))}, end: ${JSON.stringify(end)}`,
          ),
        );
      }, 8000);
      const check = (): void => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(limit);
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  }

  const seqs = (topic: string): number[] =>
    data.flatMap(([name, first, , bodies]) => (name === topic ? bodies.map((_, i) => first + i) : []));

  return {
    socket,
    data,
    control,
    closed: () => until(() => end ?? undefined, "the close"),
    send: (frame) =>
      socket.send(typeof frame === "string" || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame)),
    expect: (t, skip = 0) =>
      until(() => control.filter((frame) => frame.t === t)[skip], `control frame ${t}`) as Promise<never>,
    seqs,
    reach: async (topic, seq) => {
      await until(() => ((seqs(topic).at(-1) ?? 0) >= seq ? true : undefined), `${topic} up to ${seq}`);
    },
  };
}
