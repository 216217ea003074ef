import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { DataFrame } from "#domain/feed";
import type { PushMessage } from "#domain/push";
import { Hub } from "#realtime/hub";
import { DEFAULT_HUB, type HubConfig } from "#realtime/hub-config";
import { type MemoryHistory, makeMemoryHistory } from "#realtime/testing/memory-history";

const T = "events.310101";
const U = "alerts.310101";
const QUIET = { info() {}, warn() {}, error() {} };

describe("hub", () => {
  let history: MemoryHistory;
  let hub: Hub;
  let frames: DataFrame[];
  let resets: string[];
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance", "Date"],
    });
  });
  afterEach(() => {
    hub.stop();
    vi.useRealTimers();
  });

  function make(part: Partial<HubConfig> = {}): void {
    history = makeMemoryHistory();
    frames = [];
    resets = [];
    hub = new Hub({ history, log: QUIET, now: Date.now }, { ...DEFAULT_HUB, ...part });
    hub.addSink({
      deliver(_topic, frame, count) {
        const parsed = JSON.parse(Buffer.from(frame).toString()) as DataFrame;
        expect(parsed[3]).toHaveLength(count);
        frames.push(parsed);
        return 7;
      },
    });
    hub.onReset((topic) => resets.push(topic));
  }
  const seqs = (topic = T): number[] =>
    frames.flatMap(([name, first, , bodies]) => (name === topic ? bodies.map((_, i) => first + i) : []));
  const commit = (count: number, topic = T): PushMessage[] =>
    Array.from({ length: count }, (_, n) => history.append(topic, { n }));

  test("[RT-12] whatever is lost, repeated or out of order, each message is released once and in order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ seq: fc.nat(40), copies: fc.integer({ min: 0, max: 2 }), waitMs: fc.nat(60) }), {
          maxLength: 60,
        }),
        async (deliveries) => {
          make({ frameMinMs: 5, checkMs: 200 });
          await hub.ensure([T]);
          const messages = commit(41);
          for (const { seq, copies, waitMs } of deliveries) {
            for (let i = 0; i < copies; i++) hub.publish([messages[seq] as PushMessage]);
            await vi.advanceTimersByTimeAsync(waitMs);
          }
          await vi.advanceTimersByTimeAsync(1000);
          expect(seqs()).toEqual(Array.from({ length: 41 }, (_, i) => i + 1));
          hub.stop();
        },
      ),
      { numRuns: 60 },
    );
  });

  test("[RT-22] a frame is made once and counted for all who follow", () => {
    make();
    hub.publish(commit(3));
    expect(frames).toHaveLength(1);
    expect(hub.stats).toMatchObject({ frames: 1, deliveries: 21, accepted: 3 });
  });

  test("[RT-23] the frame grows with the clients, inside its bounds", async () => {
    make({ frameMinMs: 4, frameMaxMs: 40, clientCostUs: 15 });
    const measure = async (clients: number): Promise<number> => {
      hub.countClientsBy(() => clients);
      await vi.advanceTimersByTimeAsync(100);
      hub.publish(commit(1));
      const before = frames.length;
      hub.publish(commit(1));
      for (let ms = 1; ms < 100; ms++) {
        await vi.advanceTimersByTimeAsync(1);
        if (frames.length > before) return ms;
      }
      return Number.NaN;
    };
    expect([await measure(1), await measure(1000), await measure(20_000)]).toEqual([4, 15, 40]);
  });

  test("[RT-23] topics of one frame leave in the same moment", async () => {
    make({ frameMinMs: 20 });
    hub.publish(commit(1));
    hub.publish([...commit(2), ...commit(2, U)]);
    expect(seqs()).toEqual([1]);
    await vi.advanceTimersByTimeAsync(20);
    expect([seqs(), seqs(U)]).toEqual([
      [1, 2, 3],
      [1, 2],
    ]);
  });

  test("bodies that are JSON text are passed on as they are", () => {
    make();
    hub.publishEncoded([{ topic: T, seq: 1, json: '{"w":"宣传","x":[1.50,2]}' }]);
    expect(frames[0]?.[3]).toEqual([{ w: "宣传", x: [1.5, 2] }]);
  });

  test("a burst larger than the ring is sent whole", () => {
    make({ ringCount: 64, ringChars: 4000, frameMinMs: 1000 });
    hub.publish(commit(1));
    hub.publish(commit(5000));
    hub.flush();
    expect(seqs()).toEqual(Array.from({ length: 5001 }, (_, i) => i + 1));
  });

  test("a message larger than the ring is sent, and the next too", () => {
    make({ ringChars: 1000, frameMinMs: 1000 });
    hub.publish(commit(1));
    hub.publish([history.append(T, "x".repeat(5000)), history.append(T, "y".repeat(5000)), ...commit(3)]);
    hub.flush();
    expect(seqs()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("reading goes on from memory, says where it must come from the history, and what is not known", async () => {
    make({ ringCount: 10, frameCount: 4 });
    hub.publish(commit(30));
    hub.flush();
    expect(hub.read(T, 30)).toEqual({ kind: "current" });
    expect(hub.read(T, 31)).toEqual({ kind: "ahead" });
    expect(hub.read(T, 19)).toEqual({ kind: "older" });
    expect(hub.read("events.999999", 0)).toEqual({ kind: "ahead" });
    const got: number[] = [];
    let at = 8;
    for (;;) {
      let result = hub.read(T, at);
      if (result.kind === "older") result = await hub.load(T, at);
      if (result.kind !== "frame") break;
      const [, first, , bodies] = JSON.parse(Buffer.from(result.frame).toString()) as DataFrame;
      expect(first).toBe(at + 1);
      got.push(...bodies.map((_, i) => first + i));
      at = result.last;
    }
    expect(got).toEqual(Array.from({ length: 22 }, (_, i) => 9 + i));
  });

  test("what was not sent yet is not read either, so that nobody gets it twice", () => {
    make({ frameMinMs: 1000 });
    hub.publish(commit(1));
    hub.publish(commit(5));
    expect(hub.read(T, 1)).toEqual({ kind: "current" });
    expect(hub.heads([T])).toEqual({ [T]: 1 });
    hub.flush();
    expect(hub.heads([T])).toEqual({ [T]: 6 });
  });

  test("a resume frame is made once for all who come back from the same place, and grows with the topic", () => {
    make({ frameMinMs: 1 });
    hub.publish(commit(5));
    hub.flush();
    const one = hub.read(T, 2);
    const two = hub.read(T, 2);
    expect(one.kind === "frame" && two.kind === "frame" && one.frame === two.frame).toBe(true);
    hub.publish(commit(2));
    hub.flush();
    const three = hub.read(T, 2);
    expect(three.kind === "frame" && three.last).toBe(7);
  });

  test("[RT-13] a history that stays silent is asked less and less often", async () => {
    make({ gapWaitMs: 40, checkMs: 1_000_000 });
    await hub.ensure([T]);
    const messages = commit(5);
    history.down = true;
    const before = history.asked.since;
    hub.publish(messages.slice(3));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(history.asked.since - before).toBeLessThan(14);
    expect(hub.stats.gaps).toBe(1);
    history.down = false;
    await vi.advanceTimersByTimeAsync(3000);
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
  });

  test("[RT-15] a lower head is a reset only when it was lower before the question", async () => {
    make({ checkMs: 1_000_000 });
    hub.publish(commit(5));
    const check = hub.check([T]);
    hub.publish(commit(3)); // arrives while the history is being asked
    await check;
    expect(resets).toEqual([]);
    history.rewind(T, 2);
    await hub.check([T]);
    expect([resets, hub.head(T)]).toEqual([[T], 2]);
    hub.publish([history.append(T, { n: "again" })]);
    hub.flush();
    expect(seqs().at(-1)).toBe(3);
  });

  test("too many that came early are dropped and read back, never skipped", async () => {
    make({ earlyMax: 10 });
    await hub.ensure([T]);
    const messages = commit(500);
    hub.publish(messages.slice(1));
    await vi.advanceTimersByTimeAsync(500);
    expect(seqs()).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
  });

  test("a topic that nobody asked for begins where it is first heard", async () => {
    make();
    for (let n = 0; n < 100; n++) history.append(T, { n });
    hub.publish([history.append(T, {})]);
    expect(hub.head(T)).toBe(101);
    expect(hub.read(T, 50)).toEqual({ kind: "older" });
    expect((await hub.load(T, 50)).kind).toBe("frame");
  });
});
