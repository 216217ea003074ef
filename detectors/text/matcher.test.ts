import fc from "fast-check";
import { expect, test } from "vitest";
import { makeMatcher } from "#detectors/text/matcher";

const word = fc.string({ unit: fc.constantFrom("跑", "路", "失", "联", "a"), minLength: 1, maxLength: 4 });

test("finds exactly what a naive search finds", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 12 }),
      fc.string({ unit: fc.constantFrom("跑", "路", "失", "联", "a", "x"), maxLength: 60 }),
      (patterns, text) => {
        const found: string[] = [];
        makeMatcher(patterns).scan(text, (pattern, start, end) => found.push(`${pattern}@${start}-${end}`));
        const wanted: string[] = [];
        patterns.forEach((pattern, number) => {
          for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) {
            wanted.push(`${number}@${at}-${at + pattern.length}`);
          }
        });
        expect(found.sort()).toEqual(wanted.sort());
      },
    ),
  );
});

test("at one place the longer pattern comes first", () => {
  const found: number[] = [];
  makeMatcher(["集资", "非法集资"]).scan("非法集资", (pattern) => found.push(pattern));
  expect(found).toEqual([1, 0]);
});
