import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { StreamEvent } from "#domain/event";
import type { Delivery } from "#server/pipelines/detect/message";
import { BUSY_HOME, type Home, Turns } from "#server/pipelines/detect/turns";

function delivery(partition: number, key = `e:${partition}`, uid = ""): Delivery {
  const event = { key, uid } as StreamEvent;
  return { partition, event, ack() {}, nak() {}, term() {} };
}

describe("which lane works where", () => {
  let turns: Turns;
  beforeEach(() => {
    vi.useFakeTimers();
    turns = new Turns(2, () => Date.now());
  });
  afterEach(() => {
    turns.close();
    vi.useRealTimers();
  });

  const push = (partition: number, count: number) => {
    for (let i = 0; i < count; i++) turns.push(delivery(partition));
  };
  /** What a lane has been given so far. */
  function ask(lane: number) {
    const asked: { homes?: readonly Home[] | null } = {};
    void turns.next(lane).then((homes) => {
      asked.homes = homes;
    });
    return asked;
  }
  const settle = () => vi.advanceTimersByTimeAsync(0);

  test("where little waits, the first lane takes all of it in one turn, and the others none", async () => {
    const [first, second] = [ask(0), ask(1)];
    push(4, 3);
    push(7, 2);
    await settle();
    expect(second.homes).toBeUndefined();
    expect(first.homes).toEqual([turns.homeOf(4), turns.homeOf(7)]);
  });

  test("where much waits, the home's own lane works, at the same time as the first", async () => {
    push(0, 1);
    push(1, BUSY_HOME);
    const [first, second] = [ask(0), ask(1)];
    await settle();
    expect(first.homes).toEqual([turns.homeOf(0)]);
    expect(second.homes).toEqual([turns.homeOf(1)]);
  });

  test("a home is worked at by one lane at a time", async () => {
    push(1, 1);
    const [first, second] = [ask(0), ask(1)];
    await settle();
    expect(first.homes).toEqual([turns.homeOf(1)]);
    push(1, BUSY_HOME);
    await settle();
    expect(second.homes).toBeUndefined();
    turns.done(first.homes as Home[]);
    await settle();
    expect(second.homes).toEqual([turns.homeOf(1)]);
  });

  test("an entity that is held back gives its home work when it is due", async () => {
    turns.homeOf(3).parking.park("e:3", [delivery(3)], new Error("x"), 1, Date.now());
    const first = ask(0);
    await vi.advanceTimersByTimeAsync(199);
    expect(first.homes).toBeUndefined();
    await vi.advanceTimersByTimeAsync(2);
    expect(first.homes).toEqual([turns.homeOf(3)]);
  });

  test("messages of an entity that is held back are held, the others are taken in their order", () => {
    const home = turns.homeOf(2);
    home.parking.park("e:2", [delivery(2)], new Error("x"), 1, Date.now());
    home.push(delivery(2, "e:2", "held"));
    home.push(delivery(2, "e:22", "a"));
    home.push(delivery(2, "e:24", "b"));
    expect(home.take(10).map(({ event }) => event.uid)).toEqual(["a", "b"]);
    expect([home.waiting, home.size]).toEqual([0, 2]);
  });

  test("closing ends every wait", async () => {
    const [first, second] = [ask(0), ask(1)];
    turns.close();
    await settle();
    expect([first.homes, second.homes]).toEqual([null, null]);
  });

  test("whatever comes when, each partition's messages are worked at once and in their order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 120 }), fc.integer({ min: 0, max: 9 })), {
          maxLength: 30,
        }),
        async (bursts) => {
          const mine = new Turns(3, () => Date.now());
          const worked = new Map<number, number[]>();
          const busy = new Set<Home>();
          const lane = async (number: number) => {
            for (let homes = await mine.next(number); homes !== null; homes = await mine.next(number)) {
              for (const home of homes) {
                expect(busy.has(home)).toBe(false);
                busy.add(home);
              }
              const taken = homes.flatMap((home) => home.take(40));
              await new Promise((resolve) => setTimeout(resolve, 3));
              for (const { partition, event } of taken)
                worked.set(partition, [...(worked.get(partition) ?? []), Number(event.uid)]);
              for (const home of homes) busy.delete(home);
              mine.done(homes);
            }
          };
          const lanes = [0, 1, 2].map(lane);
          const sent = new Map<number, number>();
          for (const [partition, count, waitMs] of bursts) {
            for (let i = 0; i < count; i++) {
              const uid = sent.get(partition) ?? 0;
              sent.set(partition, uid + 1);
              mine.push(delivery(partition, `e:${partition}`, String(uid)));
            }
            await vi.advanceTimersByTimeAsync(waitMs);
          }
          await vi.advanceTimersByTimeAsync(2000);
          mine.close();
          await Promise.all(lanes);
          for (const [partition, count] of sent)
            expect(worked.get(partition)).toEqual(Array.from({ length: count }, (_, i) => i));
        },
      ),
      { numRuns: 30 },
    );
  });
});
