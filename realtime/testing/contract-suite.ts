import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { DEFAULT_HUB, type HubConfig } from "#realtime/hub-config";
import { openFeed } from "#realtime/testing/feed-peer";
import {
  ALERTS,
  createFixture,
  EVENTS,
  type Fixture,
  type FixtureOptions,
  makeUser,
  range,
} from "#realtime/testing/server-fixture";

/** The rules of SPEC.md that hold on every engine. Each test starts a server of its own on a free port. */
export function runContractSuite(kind: "uws" | "ws"): void {
  let open: Fixture[] = [];
  const start = async (options: FixtureOptions = {}): Promise<Fixture> => {
    const fixture = await createFixture(kind, options);
    open.push(fixture);
    return fixture;
  };
  afterEach(async () => {
    for (const fixture of open) await fixture.stop();
    open = [];
  });

  describe(`connecting (${kind})`, () => {
    test("[RT-2] without a session the socket closes with 4401", async () => {
      const { feed } = await start();
      for (const headers of [{}, { cookie: "user=9" }]) {
        const peer = await openFeed(feed, headers as Record<string, string>);
        expect((await peer.closed()).code).toBe(4401);
        expect(peer.control).toEqual([]);
      }
    });

    test("[RT-3] a foreign origin is refused before the upgrade, one's own and none are let in", async () => {
      const { feed, origin } = await start({ config: { allowedOrigins: ["https://wall.example.cn"] } });
      for (const bad of ["http://evil.example", "null", `${origin}0`, "not a url"]) {
        await expect(openFeed(feed, { cookie: "user=1", origin: bad })).rejects.toThrow("403");
      }
      for (const good of [origin, origin.replace("http:", "https:"), "https://wall.example.cn"]) {
        await (await openFeed(feed, { cookie: "user=1", origin: good })).expect("hello");
      }
      await (await openFeed(feed)).expect("hello");
    });

    test("[RT-3] behind a trusted proxy the origin is compared with X-Forwarded-Host, else with Host", async () => {
      const headers = {
        cookie: "user=1",
        origin: "https://guanlan.example.cn",
        "x-forwarded-host": "guanlan.example.cn",
      };
      const trusting = await start({ config: { trustedProxies: ["127.0.0.0/8"] } });
      await (await openFeed(trusting.feed, headers)).expect("hello");
      const plain = await start();
      await expect(openFeed(plain.feed, headers)).rejects.toThrow("403");
    });

    test("[RT-4] hello names the session's topics with their heads", async () => {
      const { feed, send, history } = await start();
      history.append(ALERTS, {});
      send(EVENTS, 3);
      const hello = await (await openFeed(feed)).expect("hello");
      expect(hello.heads).toEqual({ [EVENTS]: 3, [ALERTS]: 1, "system.310101": 0 });
      expect(hello.v).toBe(1);
      expect(Math.abs(hello.nowMs - Date.now())).toBeLessThan(2000);
    });

    test("[RT-7] a frame that comes before hello waits for the session", async () => {
      const { feed, send } = await start();
      const peer = await openFeed(feed, { cookie: "user=1" }, (socket) =>
        socket.send(JSON.stringify({ t: "subscribe", since: { [EVENTS]: null } })),
      );
      await peer.expect("subscribed");
      send(EVENTS, 2);
      await peer.reach(EVENTS, 2);
    });

    test("[RT-5] past a user's or the program's limit the socket closes with 4429", async () => {
      const { feed, rt } = await start({ config: { maxPerUser: 2, maxConnections: 3 } });
      await (await openFeed(feed)).expect("hello");
      const second = await openFeed(feed);
      await second.expect("hello");
      expect((await (await openFeed(feed)).closed()).code).toBe(4429);
      await (await openFeed(feed, { cookie: "user=2" })).expect("hello");
      expect((await (await openFeed(feed, { cookie: "user=2" })).closed()).code).toBe(4429);
      second.socket.close();
      await second.closed();
      await expect.poll(() => rt.stats().connections).toBe(2);
      await (await openFeed(feed)).expect("hello");
    });

    test("[RT-6] a session store that does not answer closes with 1013", async () => {
      const fixture = await start();
      fixture.authDown = true;
      expect((await (await openFeed(fixture.feed)).closed()).code).toBe(1013);
    });

    test("[RT-1] the feed is under the base path and nowhere else", async () => {
      const { feed, origin } = await start({ config: { basePath: "/guanlan/" } });
      expect(feed).toContain("/guanlan/feed");
      await (await openFeed(feed)).expect("hello");
      await expect(openFeed(`${origin.replace("http", "ws")}/feed`)).rejects.toThrow();
    });
  });

  describe(`frames and topics (${kind})`, () => {
    test("[RT-21] a data frame is topic, first sequence, send time, bodies", async () => {
      const { feed, send } = await start();
      const peer = await openFeed(feed);
      peer.send({ t: "subscribe", since: { [EVENTS]: null } });
      await peer.expect("subscribed");
      const before = Date.now();
      send(EVENTS, 1, () => ({ w: "宣传年化 15%", x: [121.4, 31.2] }));
      await peer.reach(EVENTS, 1);
      const [topic, first, sentMs, bodies] = peer.data[0] as (typeof peer.data)[0];
      expect([topic, first, bodies]).toEqual([EVENTS, 1, [{ w: "宣传年化 15%", x: [121.4, 31.2] }]]);
      expect(sentMs).toBeGreaterThanOrEqual(before);
      expect(sentMs).toBeLessThanOrEqual(Date.now());
    });

    test("[RT-11] [RT-20] topics count for themselves, and every frame is JSON text that begins with [ or {", async () => {
      const { feed, send } = await start();
      const peer = await openFeed(feed);
      const firsts = new Set<string>();
      peer.socket.on("message", (bytes: Buffer, isBinary: boolean) => {
        expect(isBinary).toBe(false);
        firsts.add(bytes.toString()[0] as string);
      });
      peer.send({ t: "subscribe", since: { [EVENTS]: null, [ALERTS]: null } });
      await peer.expect("subscribed");
      send(EVENTS, 3);
      send(ALERTS, 1);
      send(EVENTS, 2);
      await peer.reach(EVENTS, 5);
      await peer.reach(ALERTS, 1);
      expect([peer.seqs(EVENTS), peer.seqs(ALERTS)]).toEqual([[1, 2, 3, 4, 5], [1]]);
      expect([...firsts].sort()).toEqual(["[", "{"]);
    });

    test("[RT-12] messages arrive once and in order, however they come to the hub", async () => {
      const { feed, history, rt } = await start();
      const peer = await openFeed(feed);
      peer.send({ t: "subscribe", since: { [EVENTS]: null } });
      await peer.expect("subscribed");
      const messages = range(1, 200).map((n) => history.append(EVENTS, { n }));
      const shuffled = [...messages, ...messages].sort(
        (a, b) => ((a.seq * 7919) % 211) - ((b.seq * 7919) % 211),
      );
      for (let i = 0; i < shuffled.length; i += 13) rt.publish(shuffled.slice(i, i + 13));
      await peer.reach(EVENTS, 200);
      expect(peer.seqs(EVENTS)).toEqual(range(1, 200));
      expect(rt.stats().duplicates).toBeGreaterThanOrEqual(200);
    });

    test("[RT-13] what the stream lost is read from the history", async () => {
      const { feed, history, rt } = await start();
      const peer = await openFeed(feed);
      peer.send({ t: "subscribe", since: { [EVENTS]: null } });
      await peer.expect("subscribed");
      const messages = range(1, 10).map((n) => history.append(EVENTS, { n }));
      rt.publish(messages.filter((message) => message.seq !== 4 && message.seq !== 5));
      await peer.reach(EVENTS, 10);
      expect(peer.seqs(EVENTS)).toEqual(range(1, 10));
      expect(rt.stats()).toMatchObject({ gaps: 1, repaired: 2 });
    });

    test("[RT-14] a lost last message is found by comparing heads", async () => {
      const { feed, history, send } = await start({ config: { hub: hub({ checkMs: 100 }) } });
      const peer = await openFeed(feed);
      peer.send({ t: "subscribe", since: { [EVENTS]: null } });
      await peer.expect("subscribed");
      send(EVENTS, 2);
      history.append(EVENTS, { lost: true });
      await peer.reach(EVENTS, 3);
      expect(peer.seqs(EVENTS)).toEqual([1, 2, 3]);
    });

    test("[RT-15] a topic whose past was lost or rewritten begins anew with a snapshot", async () => {
      const { feed, history, send, rt } = await start({ config: { hub: hub({ checkMs: 100 }) } });
      const peer = await openFeed(feed);
      peer.send({ t: "subscribe", since: { [EVENTS]: null, [ALERTS]: null } });
      await peer.expect("subscribed");
      send(EVENTS, 5);
      send(ALERTS, 2);
      await peer.reach(EVENTS, 5);
      history.rewind(EVENTS, 3);
      expect(await peer.expect("snapshot")).toMatchObject({ why: "reset", heads: { [EVENTS]: 3 } });
      send(EVENTS, 1);
      await expect.poll(() => peer.seqs(EVENTS)).toEqual([1, 2, 3, 4, 5, 4]);
      const lost = range(6, 9).map((n) => history.append(EVENTS, { n }));
      history.forget(EVENTS, 7);
      rt.publish(lost.slice(3));
      expect(await peer.expect("snapshot", 1)).toMatchObject({ why: "reset" });
      await peer.reach(EVENTS, 8);
      expect(peer.seqs(ALERTS)).toEqual([1, 2]);
    });

    test("[RT-23] the first message leaves at once, a burst as few frames", async () => {
      const { feed, history, rt } = await start({ config: { hub: hub({ frameMinMs: 40 }) } });
      const peer = await openFeed(feed);
      peer.send({ t: "subscribe", since: { [EVENTS]: null } });
      await peer.expect("subscribed");
      await sleep(60);
      const before = performance.now();
      rt.publish([history.append(EVENTS, { n: 1 })]);
      await peer.reach(EVENTS, 1);
      expect(performance.now() - before).toBeLessThan(35);
      for (let n = 2; n <= 50; n++) rt.publish([history.append(EVENTS, { n })]);
      await peer.reach(EVENTS, 50);
      expect(peer.data.length).toBeLessThanOrEqual(3);
      expect(peer.seqs(EVENTS)).toEqual(range(1, 50));
    });

    test("[RT-24] a large burst is split into frames of bounded size", async () => {
      const { feed, send } = await start();
      const peer = await openFeed(feed);
      peer.send({ t: "subscribe", since: { [EVENTS]: null } });
      await peer.expect("subscribed");
      send(EVENTS, 3000, (n) => ({ n, text: "x".repeat(300) }));
      await peer.reach(EVENTS, 3000);
      expect(peer.seqs(EVENTS)).toEqual(range(1, 3000));
      expect(Math.max(...peer.data.map((frame) => JSON.stringify(frame).length))).toBeLessThan(16_000);
      send(EVENTS, 1, () => ({ text: "y".repeat(100_000) }));
      await peer.reach(EVENTS, 3001);
    });
  });

  describe(`subscribing and resuming (${kind})`, () => {
    test("[RT-30] null begins at the head, a number after it", async () => {
      const { feed, send } = await start();
      send(EVENTS, 5);
      const late = await openFeed(feed);
      late.send({ t: "subscribe", since: { [EVENTS]: null } });
      expect((await late.expect("subscribed")).from).toEqual({ [EVENTS]: 5 });
      const early = await openFeed(feed);
      early.send({ t: "subscribe", since: { [EVENTS]: 2 } });
      expect((await early.expect("subscribed")).from).toEqual({ [EVENTS]: 2 });
      send(EVENTS, 2);
      await late.reach(EVENTS, 7);
      await early.reach(EVENTS, 7);
      expect(late.seqs(EVENTS)).toEqual([6, 7]);
      expect(early.seqs(EVENTS)).toEqual(range(3, 7));
    });

    test("[RT-10] a wildcard stands for the session's topics of the channel", async () => {
      const { feed } = await start();
      const peer = await openFeed(feed, { cookie: "user=2" });
      peer.send({ t: "subscribe", since: { "events.*": null } });
      expect(Object.keys((await peer.expect("subscribed")).from).sort()).toEqual([
        "events.310000",
        EVENTS,
        "events.310104",
      ]);
    });

    test("[RT-31] topics outside of the allowance are refused with a code, the others followed", async () => {
      const { feed, send } = await start();
      const peer = await openFeed(feed);
      peer.send({
        t: "subscribe",
        since: { "events.310104": 0, [EVENTS]: null, "money.310101": null, "events.*x": 1 },
      });
      await peer.expect("subscribed");
      const errors = peer.control.filter((frame) => frame.t === "error");
      expect(errors.map((error) => [error.code, error.topics])).toEqual([
        ["feed.bad-topic", ["money.310101", "events.*x"]],
        ["feed.forbidden-topic", ["events.310104"]],
      ]);
      send("events.310104", 1);
      send(EVENTS, 1);
      await peer.reach(EVENTS, 1);
      expect(peer.seqs("events.310104")).toEqual([]);
    });

    test("[RT-32] across many cuts under load every message arrives once", async () => {
      const { feed, send } = await start({ config: { hub: hub({ ringCount: 64 }) } });
      let at = 0;
      const got: number[] = [];
      let running = true;
      const load = (async () => {
        while (running) {
          send(EVENTS, 7);
          await sleep(2);
        }
      })();
      for (let cut = 0; cut < 12; cut++) {
        const peer = await openFeed(feed);
        peer.send({ t: "subscribe", since: { [EVENTS]: at } });
        await sleep(20 + ((cut * 37) % 60));
        peer.socket.terminate();
        got.push(...peer.seqs(EVENTS));
        at = got.at(-1) ?? 0;
        await sleep((cut * 53) % 70);
      }
      running = false;
      await load;
      const last = await openFeed(feed);
      last.send({ t: "subscribe", since: { [EVENTS]: at } });
      const { heads } = await last.expect("hello");
      await last.reach(EVENTS, heads[EVENTS] as number);
      got.push(...last.seqs(EVENTS));
      expect(got).toEqual(range(1, got.length));
      expect(got.length).toBeGreaterThan(500);
    });

    test("[RT-32] a place that left memory is served from the history, once for many clients", async () => {
      const { feed, send, history } = await start({ config: { hub: hub({ ringCount: 16 }) } });
      send(EVENTS, 1000);
      const before = history.asked.since;
      const peers = await Promise.all(range(1, 20).map(() => openFeed(feed)));
      for (const peer of peers) peer.send({ t: "subscribe", since: { [EVENTS]: 0 } });
      for (const peer of peers) await peer.reach(EVENTS, 1000);
      for (const peer of peers) expect(peer.seqs(EVENTS)).toEqual(range(1, 1000));
      expect(history.asked.since - before).toBeLessThan(20);
    });

    test("[RT-33] a place that the history has lost, or too far back, gets a snapshot and goes on", async () => {
      const { feed, send, history } = await start({
        config: { hub: hub({ ringCount: 16 }), maxResume: 500 },
      });
      send(EVENTS, 100);
      history.forget(EVENTS, 50);
      await sleep(20);
      const peer = await openFeed(feed);
      peer.send({ t: "subscribe", since: { [EVENTS]: 10 } });
      expect(await peer.expect("snapshot")).toMatchObject({ why: "too-old", heads: { [EVENTS]: 100 } });
      send(EVENTS, 1);
      await peer.reach(EVENTS, 101);
      expect(peer.seqs(EVENTS)).toEqual([101]);
      send(EVENTS, 600);
      await sleep(20);
      const far = await openFeed(feed);
      far.send({ t: "subscribe", since: { [EVENTS]: 101 } });
      expect(await far.expect("snapshot")).toMatchObject({ why: "too-old", heads: { [EVENTS]: 701 } });
      send(EVENTS, 1);
      await far.reach(EVENTS, 702);
      expect(far.seqs(EVENTS)).toEqual([702]);
    });

    test("[RT-34] a place ahead of this process: it catches up, or the topic begins anew", async () => {
      const { feed, send, history } = await start();
      send(EVENTS, 3);
      for (let n = 0; n < 4; n++) history.append(EVENTS, { missed: n });
      const peer = await openFeed(feed);
      peer.send({ t: "subscribe", since: { [EVENTS]: 5 } });
      await peer.reach(EVENTS, 7);
      expect(peer.seqs(EVENTS)).toEqual([6, 7]);
      const other = await openFeed(feed);
      other.send({ t: "subscribe", since: { [EVENTS]: 999 } });
      expect(await other.expect("snapshot")).toMatchObject({ why: "reset", heads: { [EVENTS]: 7 } });
      send(EVENTS, 1);
      await other.reach(EVENTS, 8);
    });

    test("[RT-35] subscribing again moves the place", async () => {
      const { feed, send } = await start();
      const peer = await openFeed(feed);
      peer.send({ t: "subscribe", since: { [EVENTS]: null } });
      await peer.expect("subscribed");
      send(EVENTS, 4);
      await peer.reach(EVENTS, 4);
      peer.send({ t: "subscribe", since: { [EVENTS]: 1 } });
      await peer.expect("subscribed", 1);
      send(EVENTS, 1);
      await peer.reach(EVENTS, 5);
      expect(peer.seqs(EVENTS)).toEqual([1, 2, 3, 4, 2, 3, 4, 5]);
    });

    test("[RT-36] after unsubscribing nothing comes", async () => {
      const { feed, send } = await start();
      const peer = await openFeed(feed);
      peer.send({ t: "subscribe", since: { [EVENTS]: null, [ALERTS]: null } });
      await peer.expect("subscribed");
      peer.send({ t: "unsubscribe", topics: [EVENTS, "events.310104"] });
      expect((await peer.expect("unsubscribed")).topics).toEqual([EVENTS]);
      send(EVENTS, 3);
      send(ALERTS, 1);
      await peer.reach(ALERTS, 1);
      expect(peer.seqs(EVENTS)).toEqual([]);
    });

    test("[RT-37] a session follows a bounded number of topics", async () => {
      const { feed } = await start({ config: { maxTopics: 2 } });
      const peer = await openFeed(feed, { cookie: "user=2" });
      peer.send({ t: "subscribe", since: { "events.*": null } });
      expect((await peer.expect("error")).code).toBe("feed.too-many-topics");
      peer.send({ t: "subscribe", since: { [EVENTS]: null, [ALERTS]: null } });
      await peer.expect("subscribed");
    });

    test("[RT-38] while the history is down the client is told, and the resume goes on afterwards", async () => {
      const { feed, send, history } = await start({ config: { hub: hub({ ringCount: 16 }), retryMs: 50 } });
      send(EVENTS, 100);
      const peer = await openFeed(feed);
      await peer.expect("hello");
      history.down = true;
      peer.send({ t: "subscribe", since: { [EVENTS]: 10 } });
      expect((await peer.expect("error")).code).toBe("feed.unavailable");
      history.down = false;
      await peer.reach(EVENTS, 100);
      expect(peer.seqs(EVENTS)).toEqual(range(11, 100));
    });

    test("[RT-13] while the history is down nothing is skipped", async () => {
      const { feed, history, rt } = await start();
      const peer = await openFeed(feed);
      peer.send({ t: "subscribe", since: { [EVENTS]: null } });
      await peer.expect("subscribed");
      history.down = true;
      const messages = range(1, 6).map((n) => history.append(EVENTS, { n }));
      rt.publish(messages.filter((message) => message.seq !== 3));
      await sleep(200);
      expect(peer.seqs(EVENTS)).toEqual([1, 2]);
      history.down = false;
      await peer.reach(EVENTS, 6);
      expect(peer.seqs(EVENTS)).toEqual(range(1, 6));
    });
  });

  describe(`slow clients, silence, limits (${kind})`, () => {
    test("[RT-40] a slow client gets a snapshot and goes on; others are not delayed", async () => {
      const { feed, send, rt } = await start({ config: { maxBufferedBytes: 64 << 10 } });
      const slow = await openFeed(feed);
      const quick = await openFeed(feed);
      for (const peer of [slow, quick]) {
        peer.send({ t: "subscribe", since: { [EVENTS]: null } });
        await peer.expect("subscribed");
      }
      slow.socket.pause();
      // More than the kernel's buffers take (some MB on loopback).
      for (let round = 0; round < 200; round++) {
        send(EVENTS, 40, (n) => ({ n, text: "z".repeat(2000) }));
        await sleep(1);
      }
      await quick.reach(EVENTS, 8000);
      expect(quick.seqs(EVENTS)).toEqual(range(1, 8000));
      expect(quick.control.filter((frame) => frame.t === "snapshot")).toEqual([]);
      slow.socket.resume();
      const snapshot = await slow.expect("snapshot");
      expect(snapshot).toMatchObject({ why: "slow" });
      const head = snapshot.heads[EVENTS] as number;
      send(EVENTS, 3);
      await slow.reach(EVENTS, 8003);
      const seqs = slow.seqs(EVENTS);
      expect(seqs.slice(seqs.indexOf(head + 1))).toEqual(range(head + 1, 8003));
      expect(seqs.length).toBeLessThan(8003);
      expect(rt.stats().connections).toBe(2);
    });

    test("[RT-39] resume is paced by the reader", async () => {
      const { feed, send } = await start({ config: { resumeBytes: 32 << 10, maxBufferedBytes: 64 << 10 } });
      send(EVENTS, 4000, (n) => ({ n, text: "z".repeat(200) }));
      const peer = await openFeed(feed);
      peer.socket.pause();
      peer.send({ t: "subscribe", since: { [EVENTS]: 0 } });
      await sleep(150);
      peer.socket.resume();
      await peer.reach(EVENTS, 4000);
      expect(peer.seqs(EVENTS)).toEqual(range(1, 4000));
      expect(peer.control.map((frame) => frame.t)).not.toContain("snapshot");
    });

    test("[RT-41] a client that stays slow is cut", async () => {
      const { feed, send, rt } = await start({ config: { maxBufferedBytes: 64 << 10, slowMs: 200 } });
      const slow = await openFeed(feed);
      slow.send({ t: "subscribe", since: { [EVENTS]: null } });
      await slow.expect("subscribed");
      slow.socket.pause();
      for (let round = 0; round < 200; round++) {
        send(EVENTS, 40, (n) => ({ n, text: "z".repeat(2000) }));
        await sleep(1);
      }
      await expect.poll(() => rt.stats().connections, { timeout: 5000 }).toBe(0);
      expect(rt.stats().slowCut).toBe(1);
    });

    test("[RT-42] a beat comes in the promised interval", async () => {
      const { feed } = await start({ config: { beatMs: 60 } });
      const peer = await openFeed(feed);
      expect((await peer.expect("hello")).beatMs).toBe(60);
      await peer.expect("beat", 2);
    });

    test("[RT-43] a client that answers no ping is closed, one that does stays", {
      timeout: 40_000,
    }, async () => {
      const { feed, rt } = await start({ config: { idleSeconds: 8 } });
      const alive = await openFeed(feed);
      const dead = new WebSocket(feed, { headers: { cookie: "user=1" }, autoPong: false });
      dead.on("error", () => {});
      await expect.poll(() => rt.stats().connections).toBe(2);
      await expect.poll(() => rt.stats().connections, { timeout: 25_000 }).toBe(1);
      expect(alive.socket.readyState).toBe(WebSocket.OPEN);
    });

    test("[RT-44] what is no frame of the protocol closes with 4400, too large closes", async () => {
      const { feed } = await start();
      for (const bad of [
        "",
        "hello",
        "[1]",
        '{"t":"dance"}',
        '{"t":"subscribe","since":{"events.310101":-1}}',
        Buffer.from("{}"),
      ]) {
        const peer = await openFeed(feed);
        await peer.expect("hello");
        peer.send(bad);
        expect((await peer.expect("error")).code).toBe("feed.bad-frame");
        expect((await peer.closed()).code).toBe(4400);
      }
      const large = await openFeed(feed);
      large.send(JSON.stringify({ t: "unsubscribe", topics: range(1, 2000).map(() => "events.310101") }));
      expect([1006, 1009]).toContain((await large.closed()).code);
    });

    test("[RT-45] too many control frames close with 4408", async () => {
      const { feed } = await start({ config: { maxRequests: 5 } });
      const peer = await openFeed(feed);
      for (let i = 0; i < 8; i++) peer.send({ t: "unsubscribe", topics: [] });
      expect((await peer.expect("error")).code).toBe("feed.too-many-requests");
      expect((await peer.closed()).code).toBe(4408);
    });
  });

  describe(`sessions (${kind})`, () => {
    test("[RT-50] revoking closes the user's sockets and nobody else's", async () => {
      const { feed, rt } = await start();
      const peers = [await openFeed(feed), await openFeed(feed)];
      const other = await openFeed(feed, { cookie: "user=2" });
      for (const peer of [...peers, other]) await peer.expect("hello");
      expect(rt.revoke(1)).toBe(2);
      for (const peer of peers) expect((await peer.closed()).code).toBe(4403);
      await expect.poll(() => rt.stats().connections).toBe(1);
      expect(other.socket.readyState).toBe(WebSocket.OPEN);
    });

    test("[RT-51] a session that ended is noticed at the recheck; a store that is down ends nobody's", async () => {
      const fixture = await start({ config: { recheckMs: 60 } });
      const one = await openFeed(fixture.feed);
      const two = await openFeed(fixture.feed, { cookie: "user=2" });
      await one.expect("hello");
      await two.expect("hello");
      fixture.authDown = true;
      await sleep(200);
      expect(fixture.rt.stats().connections).toBe(2);
      fixture.authDown = false;
      fixture.users.delete("user=1");
      expect((await one.closed()).code).toBe(4403);
      await expect.poll(() => fixture.rt.stats().connections).toBe(1);
    });

    test("[RT-51] asked at once, only the session that ended is closed", async () => {
      const { feed, rt, users } = await start();
      users.set("user=1b", makeUser(1, "310101", [EVENTS]));
      const kept = await openFeed(feed);
      const ended = await openFeed(feed, { cookie: "user=1b" });
      for (const peer of [kept, ended]) await peer.expect("hello");
      users.delete("user=1b");
      await rt.recheck(1);
      expect((await ended.closed()).code).toBe(4403);
      expect(kept.socket.readyState).toBe(WebSocket.OPEN);
    });

    test("[RT-52] another role or district brings the client back with its new rooms", async () => {
      const { feed, users } = await start({ config: { recheckMs: 60 } });
      const peer = await openFeed(feed);
      await peer.expect("hello");
      users.set("user=1", makeUser(1, "310104", ["events.310104"]));
      expect((await peer.closed()).code).toBe(1012);
    });

    test("[RT-52] a smaller allowance ends topics", async () => {
      const { feed, users, send } = await start({ config: { recheckMs: 60 } });
      const peer = await openFeed(feed);
      peer.send({ t: "subscribe", since: { [EVENTS]: null, [ALERTS]: null } });
      await peer.expect("subscribed");
      users.set("user=1", makeUser(1, "310101", [EVENTS]));
      expect(await peer.expect("error")).toMatchObject({ code: "feed.forbidden-topic", topics: [ALERTS] });
      send(ALERTS, 2);
      send(EVENTS, 1);
      await peer.reach(EVENTS, 1);
      expect(peer.seqs(ALERTS)).toEqual([]);
      peer.send({ t: "subscribe", since: { [ALERTS]: null } });
      expect((await peer.expect("error", 1)).code).toBe("feed.forbidden-topic");
    });

    test("[RT-53] on shutdown sockets close with 1001 and the last frame has left", async () => {
      const fixture = await createFixture(kind, { config: { hub: hub({ frameMinMs: 500 }) } });
      const peer = await openFeed(fixture.feed);
      peer.send({ t: "subscribe", since: { [EVENTS]: null } });
      await peer.expect("subscribed");
      fixture.send(EVENTS, 1);
      fixture.send(EVENTS, 1);
      await fixture.stop();
      expect((await peer.closed()).code).toBe(1001);
      expect(peer.seqs(EVENTS)).toEqual([1, 2]);
    });

    test("[RT-61] an alert is acknowledged over the feed, the same request once", async () => {
      const { feed, acknowledged } = await start();
      const peer = await openFeed(feed);
      const request = { alertId: 7, version: 1, requestId: "request-1", comment: "已核实" };
      peer.send({ t: "acknowledge", ...request });
      peer.send({ t: "acknowledge", ...request });
      const first = await peer.expect("acknowledged");
      const second = await peer.expect("acknowledged", 1);
      expect(first).toEqual({
        t: "acknowledged",
        requestId: "request-1",
        result: { ok: true, version: 2, state: "acknowledged" },
      });
      expect(second).toEqual(first);
      expect(acknowledged).toHaveLength(1);
      expect(acknowledged[0]).toMatchObject({ user: { userId: 1 }, request });
    });
  });
}

function hub(part: Partial<HubConfig>): HubConfig {
  return { ...DEFAULT_HUB, ...part };
}
