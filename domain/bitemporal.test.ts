import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyChange,
  asKnownAt,
  type Bitemporal,
  filterAsOf,
  pickAsOf,
  planChange,
} from "#domain/bitemporal";

interface Fact extends Bitemporal {
  readonly value: string;
}
const fact = (value: string, validFromMs: number, validToMs: number | null = null, recordedMs = 0): Fact => ({
  value,
  validFromMs,
  validToMs,
  recordedMs,
  supersededMs: null,
});
const change = (rows: readonly Fact[], fresh: Fact, now: number): readonly Fact[] =>
  applyChange(rows, planChange(rows, fresh, now), now);

describe("bitemporal", () => {
  it("shows a past day as it was, and as it was known then", () => {
    let rows = change([], fact("静安", 0), 10);
    rows = change(rows, fact("浦东", 50), 60);
    // Told on day 100: it had moved on day 30 already.
    rows = change(rows, fact("浦东", 30, 50), 100);
    expect(pickAsOf(rows, asKnownAt(40))?.value).toBe("静安");
    expect(pickAsOf(rows, { validMs: 40, knownMs: 200 })?.value).toBe("浦东");
    expect(pickAsOf(rows, { validMs: 20, knownMs: 200 })?.value).toBe("静安");
    expect(pickAsOf(rows, { validMs: 40, knownMs: 5 })).toBeNull();
  });

  it("keeps what lies outside the corrected interval", () => {
    const rows = change([fact("A", 0, 100)], fact("B", 40, 60), 10);
    const known = (validMs: number): string | undefined => pickAsOf(rows, { validMs, knownMs: 1000 })?.value;
    expect([known(39), known(40), known(59), known(60), known(99), known(100)]).toEqual([
      "A",
      "B",
      "B",
      "A",
      "A",
      undefined,
    ]);
  });

  it("refuses an empty interval", () => {
    expect(() => planChange([], fact("A", 5, 5), 0)).toThrow(RangeError);
  });

  it("never changes the past, and never holds two values for one instant", () => {
    const steps = fc.array(
      fc.record({
        value: fc.constantFrom("a", "b", "c"),
        from: fc.nat(50),
        length: fc.option(fc.integer({ min: 1, max: 30 })),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(steps, (list) => {
        let rows: readonly Fact[] = [];
        const pictures: { knownMs: number; values: (string | undefined)[] }[] = [];
        const picture = (knownMs: number): (string | undefined)[] =>
          Array.from({ length: 90 }, (_, validMs) => pickAsOf(rows, { validMs, knownMs })?.value);
        list.forEach((step, i) => {
          const now = (i + 1) * 10;
          rows = change(
            rows,
            fact(step.value, step.from, step.length === null ? null : step.from + step.length),
            now,
          );
          for (let validMs = 0; validMs < 90; validMs++) {
            expect(filterAsOf(rows, { validMs, knownMs: now }).length).toBeLessThanOrEqual(1);
          }
          expect(pickAsOf(rows, { validMs: step.from, knownMs: now })?.value).toBe(step.value);
          pictures.push({ knownMs: now, values: picture(now) });
        });
        for (const each of pictures) expect(picture(each.knownMs)).toEqual(each.values);
      }),
      { numRuns: 200 },
    );
  });
});
