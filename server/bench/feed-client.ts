import WebSocket from "ws";
import type { EventBody } from "#domain/push";
import { LatencyLog } from "#server/bench/latency-log";

/** A subscribed client that decodes every frame, as a screen does, and checks that each sequence comes once. */
export interface FeedClient {
  readonly latencies: LatencyLog;
  received(): number;
  duplicated(): number;
  missing(): number;
  lastAtMs(): number;
  reset(): void;
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
  let missing = 0;
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
        if (previous !== undefined && seq <= previous) duplicated++;
        else {
          if (previous !== undefined) missing += seq - previous - 1;
          last.set(topic, seq);
          received++;
          lastAtMs = now;
          latencies.add(now - body.r);
        }
      });
    });
  });
  return {
    latencies,
    received: () => received,
    duplicated: () => duplicated,
    missing: () => missing,
    lastAtMs: () => lastAtMs,
    reset() {
      received = 0;
      duplicated = 0;
      missing = 0;
      latencies.clear();
    },
    stop: () => socket.terminate(),
  };
}
