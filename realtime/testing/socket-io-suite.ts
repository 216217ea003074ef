import { request as httpRequest } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { io as connect, type Socket } from "socket.io-client";
import { afterEach, describe, expect, test } from "vitest";
import type { WebSocket } from "ws";
import type { DataFrame, ServerControl } from "#domain/feed";
import {
  ALERTS,
  createFixture,
  EVENTS,
  type Fixture,
  type FixtureOptions,
  makeUser,
  range,
} from "#realtime/testing/server-fixture";

/** A socket.io client for tests that keeps what it hears. */
export interface IoPeer {
  readonly socket: Socket;
  readonly data: DataFrame[];
  readonly control: ServerControl[];
  readonly heard: { event: string; message: { topic: string; seq: number; body: unknown } }[];
  readonly presence: { district: string; online: number }[];
  /** Close code of the farewell or of the refusal. */
  readonly ended: { code: number | null }[];
  seqs(topic: string): number[];
  send(frame: object): void;
}

export function openIo(
  origin: string,
  options: {
    transport: "polling" | "websocket";
    cookie?: string;
    path?: string;
    auth?: object;
    headers?: Record<string, string>;
  },
): IoPeer {
  const socket = connect(origin, {
    path: options.path ?? "/socket.io/",
    transports: [options.transport],
    reconnection: false,
    forceNew: true,
    auth: options.auth ?? {},
    extraHeaders: { cookie: options.cookie ?? "user=1", ...options.headers },
  });
  const peer: IoPeer = {
    socket,
    data: [],
    control: [],
    heard: [],
    presence: [],
    ended: [],
    seqs: (topic) =>
      peer.data.flatMap(([name, first, , bodies]) => (name === topic ? bodies.map((_, i) => first + i) : [])),
    send: (frame) => void socket.emit("c", JSON.stringify(frame)),
  };
  socket.on("f", (frame: DataFrame) => peer.data.push(frame));
  socket.on("c", (text: string) => peer.control.push(JSON.parse(text) as ServerControl));
  for (const event of ["alert", "system"]) {
    socket.on(event, (message) => peer.heard.push({ event, message }));
  }
  socket.on("presence", (message) => peer.presence.push(message));
  socket.on("bye", ({ code }: { code: number }) => peer.ended.push({ code }));
  socket.on("connect_error", (error: Error & { data?: { code?: number } }) =>
    peer.ended.push({ code: error.data?.code ?? null }),
  );
  return peer;
}

/** Rules RT-60 to RT-65, on either engine and over either transport of socket.io. */
export function runSocketIoSuite(kind: "uws" | "ws"): void {
  let open: Fixture[] = [];
  let peers: IoPeer[] = [];
  const start = async (options: FixtureOptions = {}): Promise<Fixture> => {
    const fixture = await createFixture(kind, options);
    open.push(fixture);
    return fixture;
  };
  const join = (...args: Parameters<typeof openIo>): IoPeer => {
    const peer = openIo(...args);
    peers.push(peer);
    return peer;
  };
  afterEach(async () => {
    for (const peer of peers) peer.socket.disconnect();
    for (const fixture of open) await fixture.stop();
    open = [];
    peers = [];
  });
  const has = (peer: IoPeer, t: ServerControl["t"]): boolean => peer.control.some((frame) => frame.t === t);

  describe.each(["websocket", "polling"] as const)(`socket.io over %s (${kind})`, (transport) => {
    test("[RT-60] the feed protocol: hello, resume, live frames", async () => {
      const { origin, send } = await start();
      send(EVENTS, 30);
      await sleep(20);
      const peer = join(origin, { transport });
      await expect.poll(() => has(peer, "hello")).toBe(true);
      peer.send({ t: "subscribe", since: { [EVENTS]: 10 } });
      await expect.poll(() => peer.seqs(EVENTS).at(-1)).toBe(30);
      for (let i = 0; i < 40; i++) {
        send(EVENTS, 5);
        await sleep(2);
      }
      await expect.poll(() => peer.seqs(EVENTS).at(-1)).toBe(230);
      expect(peer.seqs(EVENTS)).toEqual(range(11, 230));
    });

    test("[RT-60] under a base path", async () => {
      const { origin } = await start({ config: { basePath: "/guanlan/" } });
      const peer = join(origin, { transport, path: "/guanlan/socket.io/" });
      await expect.poll(() => has(peer, "hello")).toBe(true);
    });

    test("[RT-60] no session is refused with the code 4401", async () => {
      const { origin, rt } = await start();
      const peer = join(origin, { transport, cookie: "user=9" });
      await expect.poll(() => peer.ended).toEqual([{ code: 4401 }]);
      expect(rt.stats().connections).toBe(0);
    });

    test("[RT-65] a foreign origin is refused", async () => {
      const { origin } = await start();
      const peer = join(origin, { transport, headers: { origin: "http://evil.example" } });
      await expect.poll(() => peer.ended.length).toBe(1);
      expect(peer.socket.connected).toBe(false);
      const own = join(origin, { transport, headers: { origin } });
      await expect.poll(() => has(own, "hello")).toBe(true);
    });

    test("[RT-61] an alert is acknowledged by event with a callback, the same request once", async () => {
      const { origin, acknowledged } = await start();
      const peer = join(origin, { transport });
      await expect.poll(() => has(peer, "hello")).toBe(true);
      const ask = (request: object): Promise<unknown> =>
        peer.socket.timeout(3000).emitWithAck("acknowledge", request);
      const request = { alertId: 7, version: 1, requestId: "request-2", comment: "已核实" };
      expect(await ask(request)).toEqual({ ok: true, version: 2, state: "acknowledged" });
      expect(await ask(request)).toEqual({ ok: true, version: 2, state: "acknowledged" });
      expect(acknowledged).toHaveLength(1);
      expect(await ask({ ...request, requestId: "request-3", version: 9 })).toEqual({
        ok: false,
        reason: "alert.changed",
      });
      expect(await ask({ alertId: "seven" })).toEqual({ ok: false, reason: "feed.bad-frame" });
      peer.socket.emit("acknowledge", request); // without a callback: nothing breaks
      peer.socket.emit("c", 42 as never);
      await expect.poll(() => has(peer, "error")).toBe(true);
    });

    test("[RT-62] a client of whole events gets alerts of its districts, and what it missed", async () => {
      const { origin, send } = await start();
      send(ALERTS, 3, (n) => ({ id: n }));
      await sleep(20);
      const peer = join(origin, { transport, auth: { events: true, since: { [ALERTS]: 1 } } });
      await expect.poll(() => peer.heard.length).toBe(2);
      send(ALERTS, 1, () => ({ id: 9, reason: "投诉" }));
      send("alerts.310104", 1);
      send(EVENTS, 1);
      send("system.310101", 1, () => ({ code: "lag" }));
      await expect.poll(() => peer.heard.length).toBe(4);
      expect(peer.heard).toEqual([
        { event: "alert", message: { topic: ALERTS, seq: 2, body: { id: 1 } } },
        { event: "alert", message: { topic: ALERTS, seq: 3, body: { id: 2 } } },
        { event: "alert", message: { topic: ALERTS, seq: 4, body: { id: 9, reason: "投诉" } } },
        { event: "system", message: { topic: "system.310101", seq: 1, body: { code: "lag" } } },
      ]);
      expect(peer.data).toEqual([]);
    });

    test("[RT-50] [RT-60] revoking says 4403 and closes", async () => {
      const { origin, rt } = await start();
      const peer = join(origin, { transport });
      await expect.poll(() => has(peer, "hello")).toBe(true);
      rt.revoke(1);
      await expect.poll(() => peer.ended).toEqual([{ code: 4403 }]);
      await expect.poll(() => peer.socket.connected).toBe(false);
      await expect.poll(() => rt.stats().connections).toBe(0);
    });
  });

  describe(`socket.io (${kind})`, () => {
    test("[RT-63] presence counts the users of a district once each", async () => {
      const { origin, users } = await start({ config: { presenceMs: 40 } });
      users.set("user=3", makeUser(3, "310101", [EVENTS]));
      const first = join(origin, { transport: "websocket" });
      await expect.poll(() => first.presence.at(-1)).toEqual({ district: "310101", online: 1 });
      const second = join(origin, { transport: "polling" });
      const third = join(origin, { transport: "websocket", cookie: "user=3" });
      const city = join(origin, { transport: "websocket", cookie: "user=2" });
      await expect.poll(() => first.presence.at(-1)).toEqual({ district: "310101", online: 2 });
      await expect.poll(() => second.presence.at(-1)).toEqual({ district: "310101", online: 2 });
      await expect.poll(() => city.presence.at(-1)).toEqual({ district: "310000", online: 1 });
      third.socket.disconnect();
      await expect.poll(() => first.presence.at(-1)).toEqual({ district: "310101", online: 1 });
    });

    test("[RT-40] a slow socket.io client gets a snapshot and goes on", async () => {
      const { origin, send } = await start({ config: { maxBufferedBytes: 64 << 10 } });
      const peer = join(origin, { transport: "websocket" });
      await expect.poll(() => has(peer, "hello")).toBe(true);
      peer.send({ t: "subscribe", since: { [EVENTS]: null } });
      await expect.poll(() => has(peer, "subscribed")).toBe(true);
      const line = (peer.socket.io.engine.transport as unknown as { ws: WebSocket }).ws;
      line.pause();
      for (let round = 0; round < 150; round++) {
        send(EVENTS, 40, (n) => ({ n, text: "z".repeat(2000) }));
        await sleep(4);
      }
      line.resume();
      await expect.poll(() => has(peer, "snapshot"), { timeout: 8000 }).toBe(true);
      const snapshots = () => peer.control.filter((frame) => frame.t === "snapshot");
      const heads = () => snapshots().map((frame) => frame.heads[EVENTS] as number);
      // It may fall behind once more while it catches up: it is up to date by its last frame or its last snapshot.
      const place = () => Math.max(peer.seqs(EVENTS).at(-1) ?? 0, ...heads());
      await expect.poll(place, { timeout: 8000 }).toBe(6000);
      let last = 6000;
      do {
        send(EVENTS, 1);
        last++;
        await expect.poll(place, { timeout: 8000 }).toBe(last);
      } while (peer.seqs(EVENTS).at(-1) !== last && last < 6010);
      expect(peer.seqs(EVENTS).at(-1)).toBe(last);
      for (const snapshot of snapshots()) expect(snapshot).toMatchObject({ why: "slow" });
      const seqs = peer.seqs(EVENTS);
      expect(seqs.length).toBeLessThan(6000);
      const head = heads().at(-1) as number;
      expect(seqs.slice(seqs.indexOf(head + 1))).toEqual(range(head + 1, last));
      // Nothing is left out that no snapshot stands for.
      const resumed = seqs.filter((seq, i) => i > 0 && seq !== (seqs[i - 1] as number) + 1);
      expect(heads()).toEqual(expect.arrayContaining(resumed.map((seq) => seq - 1)));
    });

    test("[RT-65] cross-origin reading is not allowed", async () => {
      const { origin } = await start();
      const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
        httpRequest(
          `${origin}/socket.io/?EIO=4&transport=polling`,
          { headers: { cookie: "user=1" } },
          (answer) => {
            answer.resume();
            resolve(answer.headers);
          },
        )
          .on("error", reject)
          .end();
      });
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    });
  });
}
