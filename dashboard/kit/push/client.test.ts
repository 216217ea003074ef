import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ClientControl, DataFrame, ServerControl } from "#domain/feed";
import {
  createPushClient,
  expandTopics,
  type PushClient,
  type PushClientOptions,
  type PushState,
} from "#kit/push/client.ts";
import type { LineEvents, OpenLine } from "#kit/push/line.ts";

const A = "events.310101";
const B = "alerts.310101";

/** A server's end that does what the test says. */
class FakeLine {
  readonly sent: ClientControl[] = [];
  readonly events: LineEvents;
  closed = false;
  constructor(events: LineEvents) {
    this.events = events;
  }
  hello(heads: Record<string, number> = { [A]: 10, [B]: 3 }): void {
    this.control({ t: "hello", v: 1, heads, beatMs: 1000, nowMs: Date.now() + 5000 });
  }
  control(frame: ServerControl): void {
    this.events.control(frame);
  }
  data(topic: string, first: number, count = 1): void {
    const bodies = Array.from({ length: count }, (_, i) => ({ n: first + i }));
    this.events.data([topic, first, 1234, bodies] as unknown as DataFrame);
  }
  get last(): ClientControl | undefined {
    return this.sent.at(-1);
  }
}

describe("push client", () => {
  let lines: FakeLine[];
  let seqs: string[];
  let states: PushState[];
  let snapshots: (readonly string[])[];
  let clients: PushClient[];
  beforeEach(() => {
    vi.useFakeTimers();
    lines = [];
    seqs = [];
    states = [];
    snapshots = [];
    clients = [];
  });
  afterEach(() => {
    for (const client of clients) client.stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const openFake: OpenLine = (_url, events) => {
    const line = new FakeLine(events);
    lines.push(line);
    return {
      send: (control) => void line.sent.push(control),
      close: () => {
        line.closed = true;
      },
    };
  };
  function start(part: Partial<PushClientOptions> = {}): PushClient {
    const client = createPushClient({
      url: "http://x/feed",
      topics: ["events.*", "alerts.*"],
      transport: "socket.io",
      openSocketIo: openFake,
      batchMs: 0,
      random: () => 1,
      onMessages: (messages) => void seqs.push(...messages.map(({ topic, seq }) => `${topic} ${seq}`)),
      onState: (state) => void states.push(state),
      onSnapshot: (topics) => void snapshots.push(topics),
      ...part,
    });
    clients.push(client);
    return client;
  }
  const line = (): FakeLine => lines.at(-1) as FakeLine;

  test("greeted, it asks for the wanted topics of its allowance from where the greeting shows them", () => {
    const client = start({ topics: ["events.*", "system.*"] });
    line().hello();
    expect(line().last).toEqual({ t: "subscribe", since: { [A]: 10 } });
    expect(client.state()).toMatchObject({ kind: "live", via: "socket.io" });
    line().data(A, 11, 2);
    line().data(B, 4);
    expect(seqs).toEqual([`${A} 11`, `${A} 12`]);
    expect(client.age().clockSkewMs).toBe(5000);
  });

  test("a page that has a picture already goes on after it", () => {
    start({ since: { [A]: 7 } });
    line().hello();
    expect(line().last).toEqual({ t: "subscribe", since: { [A]: 7, [B]: 3 } });
  });

  test("after a break it comes back by itself and asks from the last sequence it saw", () => {
    start();
    line().hello();
    line().data(A, 11, 5);
    line().events.closed(null);
    expect(states.at(-1)).toMatchObject({ kind: "waiting", attempt: 1 });
    vi.advanceTimersByTime(300);
    expect(lines).toHaveLength(2);
    line().hello({ [A]: 20, [B]: 3 });
    expect(line().last).toEqual({ t: "subscribe", since: { [A]: 15, [B]: 3 } });
    line().data(A, 14, 4); // the server may repeat what was under way
    expect(seqs).toEqual([11, 12, 13, 14, 15, 16, 17].map((seq) => `${A} ${seq}`));
  });

  test("waits grow while the server is away and start small again after a greeting", () => {
    start();
    const waits: number[] = [];
    for (let i = 0; i < 5; i++) {
      line().events.closed(null);
      const state = states.at(-1) as Extract<PushState, { kind: "waiting" }>;
      waits.push(state.retryAtMs - Date.now());
      vi.advanceTimersByTime(waits.at(-1) as number);
    }
    expect(waits).toEqual([300, 600, 1200, 2400, 4800]);
    line().hello();
    line().events.closed(null);
    expect((states.at(-1) as Extract<PushState, { kind: "waiting" }>).retryAtMs - Date.now()).toBe(300);
  });

  test("a line that is silent for 2.5 beats, or never greets, is taken for dead", () => {
    start();
    vi.advanceTimersByTime(12_100);
    expect(lines[0]?.closed).toBe(true);
    vi.advanceTimersByTime(300);
    line().hello();
    vi.advanceTimersByTime(2400);
    line().control({ t: "beat", nowMs: 0 });
    vi.advanceTimersByTime(2400);
    expect(states.at(-1)?.kind).toBe("live");
    vi.advanceTimersByTime(200);
    expect(states.at(-1)?.kind).toBe("waiting");
  });

  test("late frames of a line that was given up change nothing", () => {
    start();
    line().hello();
    const old = line();
    old.events.closed(null);
    old.data(A, 11);
    old.hello();
    old.events.closed(4401);
    expect(seqs).toEqual([]);
    expect(states.at(-1)?.kind).toBe("waiting");
  });

  test("a gap asks once from the last sequence and goes on without loss", () => {
    start();
    line().hello();
    line().data(A, 11);
    line().data(A, 13);
    line().data(A, 14);
    expect(line().sent.slice(1)).toEqual([{ t: "subscribe", since: { [A]: 11 } }]);
    line().control({ t: "subscribed", from: { [A]: 11 } });
    line().data(A, 12, 3);
    expect(seqs).toEqual([11, 12, 13, 14].map((seq) => `${A} ${seq}`));
    line().data(A, 17);
    expect(line().last).toEqual({ t: "subscribe", since: { [A]: 14 } });
  });

  test("a snapshot moves the place and tells the page", () => {
    start();
    line().hello();
    line().data(A, 11);
    line().control({ t: "snapshot", why: "slow", heads: { [A]: 500 } });
    expect(snapshots).toEqual([[A]]);
    line().data(A, 501);
    expect(seqs).toEqual([`${A} 11`, `${A} 501`]);
  });

  test.each([
    [4401, "login"],
    [4403, "login"],
    [4400, "refused"],
  ] as const)("close code %i ends it: %s", (code, why) => {
    start();
    line().events.closed(code);
    expect(states.at(-1)).toEqual({ kind: "ended", why });
    vi.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(1);
  });

  test.each([4408, 4429])("close code %i is waited out", (code) => {
    start();
    line().hello();
    line().events.closed(code);
    expect(states.at(-1)?.kind).toBe("waiting");
  });

  test("without a network it waits for the network, not for a timer", () => {
    const listeners = new Map<string, () => void>();
    vi.stubGlobal("addEventListener", (name: string, run: () => void) => listeners.set(name, run));
    vi.stubGlobal("removeEventListener", (name: string) => listeners.delete(name));
    const client = start();
    line().hello();
    listeners.get("offline")?.();
    expect(client.state().kind).toBe("offline");
    expect(line().closed).toBe(true);
    vi.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(1);
    listeners.get("online")?.();
    expect(lines).toHaveLength(2);
    client.stop();
    expect(listeners.size).toBe(0);
  });

  test("auto: after the feed failed twice it tries socket.io, and later the feed again", () => {
    class Blocked {
      static made = 0;
      readyState = 0;
      onopen = null;
      onmessage = null;
      onerror = null;
      onclose: ((event: never) => void) | null = null;
      constructor() {
        Blocked.made++;
        setTimeout(() => this.onclose?.({ code: 1006 } as never), 10);
      }
      send(): void {}
      close(): void {}
    }
    const client = start({ transport: "auto", WebSocket: Blocked });
    vi.advanceTimersByTime(3000);
    expect(Blocked.made).toBe(2);
    expect(lines).toHaveLength(1);
    line().hello();
    expect(client.state()).toMatchObject({ kind: "live", via: "socket.io" });
    line().events.closed(null);
    vi.advanceTimersByTime(310);
    expect(Blocked.made).toBe(3);
  });

  test("messages are handed over in batches; a page that does not run for long gets a snapshot instead", () => {
    const batches: number[] = [];
    start({ batchMs: 100, maxQueue: 50, onMessages: (messages) => void batches.push(messages.length) });
    line().hello();
    line().data(A, 11, 10);
    line().data(A, 21, 10);
    expect(batches).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(batches).toEqual([20]);
    line().data(A, 31, 40);
    line().data(B, 4, 20);
    expect(snapshots).toEqual([[A, B]]);
    vi.advanceTimersByTime(200);
    expect(batches).toEqual([20]);
    line().data(A, 71);
    vi.advanceTimersByTime(100);
    expect(batches).toEqual([20, 1]);
  });

  test("an acknowledgement is sent again after a break, and answered once", async () => {
    const client = start();
    line().hello();
    const request = { alertId: 1, version: 2, requestId: "request-1", comment: "" };
    const answer = client.acknowledge(request);
    expect(line().last).toEqual({ t: "acknowledge", ...request });
    line().events.closed(null);
    vi.advanceTimersByTime(300);
    line().hello();
    expect(line().last).toEqual({ t: "acknowledge", ...request });
    line().control({
      t: "acknowledged",
      requestId: "request-1",
      result: { ok: true, version: 3, state: "acknowledged" },
    });
    expect(await answer).toEqual({ ok: true, version: 3, state: "acknowledged" });
    const late = client.acknowledge({ ...request, requestId: "request-2" }, 1000);
    vi.advanceTimersByTime(1000);
    expect(await late).toEqual({ ok: false, reason: "feed.unavailable" });
  });

  test("other topics: new ones begin at their head of that moment, dropped ones are forgotten", () => {
    const client = start({ topics: [A] });
    line().hello();
    client.setTopics([B]);
    expect(line().sent.slice(1)).toEqual([
      { t: "unsubscribe", topics: [A] },
      { t: "subscribe", since: { [B]: null } },
    ]);
    line().data(A, 11);
    line().control({ t: "subscribed", from: { [B]: 8 } });
    line().data(B, 9);
    expect(seqs).toEqual([`${B} 9`]);
  });

  test("stopped, it does nothing more", () => {
    const client = start();
    line().hello();
    client.stop();
    client.stop();
    line().data(A, 11);
    vi.advanceTimersByTime(60_000);
    expect(states.at(-1)).toEqual({ kind: "ended", why: "stopped" });
    expect([lines.length, line().closed, seqs.length]).toEqual([1, true, 0]);
  });
});

test("names and wildcards become topics of the allowance", () => {
  const allowed = [A, B, "events.310104"];
  expect(expandTopics(["events.*"], allowed)).toEqual([A, "events.310104"]);
  expect(expandTopics([B, "events.999999"], allowed)).toEqual([B]);
});
