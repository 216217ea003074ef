import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openFeed } from "#realtime/testing/feed-peer";
import { ALERTS, createFixture, EVENTS, type Fixture, makeUser } from "#realtime/testing/server-fixture";
import { type IoPeer, openIo } from "#realtime/testing/socket-io-suite";

const redisServer = process.env.REDIS_SERVER ?? "redis-server";

function hasRedis(): boolean {
  try {
    execFileSync(redisServer, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

if (!hasRedis()) {
  console.warn(
    "skipped: no redis-server on PATH (or in REDIS_SERVER), so two processes over Redis Streams are not tested",
  );
}

// Two servers in one process, on `ws`: socket.io's native binding can serve one only.
describe.skipIf(!hasRedis())("two processes over Redis Streams", () => {
  let redis: ChildProcess;
  let redisUrl: string;
  const open: Fixture[] = [];
  const peers: IoPeer[] = [];

  beforeAll(async () => {
    const port = await freePort();
    redisUrl = `redis://127.0.0.1:${port}`;
    redis = spawn(
      redisServer,
      ["--port", String(port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"],
      {
        stdio: "ignore",
      },
    );
    await sleep(300);
  });
  afterEach(async () => {
    for (const peer of peers.splice(0)) peer.socket.disconnect();
    for (const fixture of open.splice(0)) await fixture.stop();
  });
  afterAll(() => void redis.kill());

  async function startTwo(): Promise<[Fixture, Fixture]> {
    const config = { redisUrl, presenceMs: 50 };
    const pair: [Fixture, Fixture] = [
      await createFixture("ws", { config }),
      await createFixture("ws", { config }),
    ];
    open.push(...pair);
    await sleep(300); // both have read from the stream once
    return pair;
  }
  const join = (...args: Parameters<typeof openIo>): IoPeer => {
    const peer = openIo(...args);
    peers.push(peer);
    return peer;
  };

  test("[RT-64] revoking reaches the sockets on the other process", async () => {
    const [one, two] = await startTwo();
    const far = join(two.origin, { transport: "websocket" });
    const wall = await openFeed(two.feed);
    await wall.expect("hello");
    await expect.poll(() => far.control.length).toBeGreaterThan(0);
    expect(one.rt.revoke(1)).toBe(0);
    expect((await wall.closed()).code).toBe(4403);
    await expect.poll(() => far.ended).toEqual([{ code: 4403 }]);
  });

  test("[RT-64] presence counts users of both processes", async () => {
    const [one, two] = await startTwo();
    two.users.set("user=3", makeUser(3, "310101", [EVENTS]));
    const here = join(one.origin, { transport: "websocket" });
    await expect
      .poll(() => here.presence.at(-1), { timeout: 5000 })
      .toEqual({ district: "310101", online: 1 });
    const there = join(two.origin, { transport: "websocket", cookie: "user=3" });
    await expect
      .poll(() => here.presence.at(-1), { timeout: 5000 })
      .toEqual({ district: "310101", online: 2 });
    await expect
      .poll(() => there.presence.at(-1), { timeout: 5000 })
      .toEqual({ district: "310101", online: 2 });
  });

  test("[RT-64] a message that both processes hear reaches each client once", async () => {
    const [one, two] = await startTwo();
    const here = join(one.origin, { transport: "websocket", auth: { events: true } });
    const there = join(two.origin, { transport: "websocket", auth: { events: true } });
    for (const peer of [here, there]) await expect.poll(() => peer.control.length).toBeGreaterThan(1);
    const message = { topic: ALERTS, seq: 1, body: { id: 1 } } as const;
    one.rt.publish([message as never]);
    two.rt.publish([message as never]);
    await sleep(400);
    for (const peer of [here, there]) expect(peer.heard).toEqual([{ event: "alert", message }]);
  });

  test("[RT-64] without Redis for a while the process goes on", async () => {
    const [one] = await startTwo();
    redis.kill("SIGSTOP");
    const here = join(one.origin, { transport: "websocket", auth: { events: true } });
    await expect.poll(() => here.control.some((frame) => frame.t === "subscribed")).toBe(true);
    one.send(ALERTS, 2);
    await expect.poll(() => here.heard.length).toBe(2);
    expect(one.rt.revoke(1)).toBe(1);
    await expect.poll(() => here.ended).toEqual([{ code: 4403 }]);
    redis.kill("SIGCONT");
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
