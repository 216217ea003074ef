import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { createPushClient, type PushClient } from "#kit/push/client.ts";
import type { SocketClass } from "#kit/push/line.ts";
import { createPushServer, type PushServer } from "#kit/push/testing/push-server.ts";

const A = "events.310101";
const B = "alerts.310101";

/** A browser sends its cookie by itself. */
class CookieSocket extends WebSocket {
  constructor(url: string) {
    super(url, { headers: { cookie: "user=1" } });
  }
}

describe.each(["uws", "ws"] as const)("clients on a real server (%s)", (kind) => {
  let server: PushServer | null = null;
  let clients: PushClient[] = [];
  afterEach(async () => {
    for (const client of clients) client.stop();
    clients = [];
    await server?.stop();
    server = null;
  });

  test("100 clients, cut again and again under load, get every message once", {
    timeout: 60_000,
  }, async (context) => {
    server = await createPushServer(kind, null);
    if (server === null) return context.skip();
    const { origin, send, cut } = server;
    const got = Array.from(
      { length: 100 },
      () =>
        new Map([
          [A, [] as number[]],
          [B, []],
        ]),
    );
    const snapshots: string[] = [];
    clients = got.map((topics) =>
      createPushClient({
        url: `${origin}/feed`,
        topics: ["events.*", "alerts.*"],
        WebSocket: CookieSocket as unknown as SocketClass,
        transport: "feed",
        backoff: { firstMs: 20, maxMs: 200 },
        batchMs: 0,
        onMessages: (messages) => {
          for (const { topic, seq } of messages) topics.get(topic)?.push(seq);
        },
        onState: () => {},
        onSnapshot: (names) => void snapshots.push(...names),
      }),
    );
    await expect
      .poll(() => clients.every((client) => client.state().kind === "live"), { timeout: 15_000 })
      .toBe(true);
    let sentA = 0;
    let sentB = 0;
    for (let round = 0; round < 150; round++) {
      send(A, 5);
      sentA += 5;
      if (round % 10 === 0) {
        send(B, 1);
        sentB++;
      }
      if (round % 30 === 15) cut(150);
      await sleep(15);
    }
    const all = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
    await expect
      .poll(() => got.every((topics) => topics.get(A)?.at(-1) === sentA && topics.get(B)?.at(-1) === sentB), {
        timeout: 20_000,
      })
      .toBe(true);
    for (const topics of got) expect([topics.get(A), topics.get(B)]).toEqual([all(sentA), all(sentB)]);
    expect(snapshots).toEqual([]);
  });
});
