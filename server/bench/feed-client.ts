import WebSocket from "ws";
import type { EventBody } from "#domain/push";
import { LatencyLog } from "#server/bench/latency-log";

/** A subscribed client that decodes every frame, as a screen does, and counts each event of a run by its number. */
export interface FeedClient {
  readonly latencies: LatencyLog;
  /** Events of the run that came, each counted once. */
  received(): number;
  /** How often one came again, or a sequence of a topic did not go up. */
  duplicated(): number;
  lastAtMs(): number;
  /** From here on events `PREFIX0` to `PREFIX(count - 1)` are counted. */
  expect(prefix: string, count: number): void;
  stop(): void;
}

export async function createFeedClient(url: string, cookie: string): Promise<FeedClient> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws").replace(/\/$/, "")}/feed`, {
    headers: { cookie, origin: new URL(url).origin },
  });
  const last = new Map<string, number>();
  const latencies = new LatencyLog();
  let received = 0;
  let duplicated = 0;
  let prefix = "";
  let seen = new Uint8Array(0);
  let lastAtMs = 0;
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.once("close", (code) => reject(new Error(`the feed closed with ${code}`)));
    socket.on("message", (data) => {
      const frame = JSON.parse(String(data)) as unknown;
      if (!Array.isArray(frame)) {
        const control = frame as { t: string };
        if (control.t === "hello")
          socket.send(JSON.stringify({ t: "subscribe", since: { "events.*": null } }));
        if (control.t === "subscribed") resolve();
        if (control.t === "error" || control.t === "snapshot")
          process.stderr.write(`feed: ${JSON.stringify(frame).slice(0, 300)}\n`);
        return;
      }
      const [topic, first, , bodies] = frame as [string, number, number, EventBody[]];
      const now = Date.now();
      bodies.forEach((body, index) => {
        const seq = first + index;
        const previous = last.get(topic);
        if (previous !== undefined && seq <= previous) {
          duplicated++;
          return;
        }
        last.set(topic, seq);
        if (prefix === "" || !body.u.startsWith(prefix)) return;
        const number = Number(body.u.slice(prefix.length));
        if (seen[number] === 1) duplicated++;
        else received++;
        seen[number] = 1;
        lastAtMs = now;
        latencies.add(now - body.r);
      });
    });
  });
  return {
    latencies,
    received: () => received,
    duplicated: () => duplicated,
    lastAtMs: () => lastAtMs,
    expect(text, count) {
      prefix = text;
      seen = new Uint8Array(count);
      received = 0;
      duplicated = 0;
      latencies.clear();
    },
    stop: () => socket.terminate(),
  };
}
