import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makePlaces } from "#kit/push/places.ts";

const T = "events.310101";
const frame = (first: number, count: number) =>
  [T, first, 0, Array.from({ length: count }, (_, i) => ({ n: first + i }))] as const;

describe("places", () => {
  test("a frame that follows brings all its messages", () => {
    const places = makePlaces({ [T]: 4 });
    const taken = places.take(frame(5, 2));
    expect(taken).toEqual({
      kind: "messages",
      messages: [
        { topic: T, seq: 5, body: { n: 5 } },
        { topic: T, seq: 6, body: { n: 6 } },
      ],
    });
    expect(places.get(T)).toBe(6);
  });

  test("a frame that was seen, in whole or in part, brings only what is new", () => {
    const places = makePlaces({ [T]: 4 });
    expect(places.take(frame(3, 2))).toEqual({ kind: "repeated" });
    const taken = places.take(frame(3, 4));
    expect(taken.kind === "messages" && taken.messages.map(({ seq }) => seq)).toEqual([5, 6]);
  });

  test("a gap moves nothing and says from where to ask", () => {
    const places = makePlaces({ [T]: 4 });
    expect(places.take(frame(7, 1))).toEqual({ kind: "gap", topic: T, after: 4 });
    expect(places.get(T)).toBe(4);
  });

  test("a topic that is not followed is left alone", () => {
    const places = makePlaces({ [T]: 4 });
    places.drop(T);
    expect(places.take(frame(5, 1))).toEqual({ kind: "foreign" });
  });

  test("whatever frames come, repeated, torn and in any order, each message is taken once and in order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 9 }))),
        (frames) => {
          const places = makePlaces({ [T]: 0 });
          const seen: number[] = [];
          for (const [first, count] of frames) {
            const taken = places.take(frame(first, count));
            if (taken.kind === "messages") seen.push(...taken.messages.map(({ seq }) => seq));
          }
          expect(seen).toEqual(seen.map((_, i) => i + 1));
        },
      ),
    );
  });
});
