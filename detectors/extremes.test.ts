import fc from "fast-check";
import { expect, test } from "vitest";
import { createCity, makeEvent, START_MS } from "#detectors/testing";
import type { InputKind } from "#domain/event";
import { eventDataSchemas } from "#domain/event-data";

const HUGE_YUAN = "9999999999999999.9999";
const number = fc.constantFrom(0, -0, 1e-300, 1, 1e15, Number.MAX_VALUE, -Number.MAX_VALUE);
/** As the schema bounds facts and figures. */
const figure = fc.constantFrom(0, -0, 1e-300, 1, 1e15, -1e15);
const count = fc.constantFrom(0, 1, 1000, 100_000_000);
const yuan = fc.constantFrom("0", "0.0001", HUGE_YUAN, `-${HUGE_YUAN}`);
const text = fc.constantFrom(
  "",
  "保本".repeat(9000),
  "年化999999999%",
  "（".repeat(20_000),
  "\u{20000}".repeat(5000),
);

const DATA: Readonly<Record<string, fc.Arbitrary<Record<string, unknown>>>> = {
  registration: fc.record({
    registeredCapital: yuan,
    paidInCapital: yuan,
    recruitment: fc.record({ posts: count, salesPosts: count }),
    facts: fc.dictionary(fc.constantFrom("a", "参保人数"), fc.oneof(figure, fc.boolean())),
  }),
  sentiment: fc.record({ title: fc.constant(""), text, reposts: count }),
  market: fc.record({ metric: fc.constantFrom("收益率", "成交量"), value: number }),
  complaint: fc.record({ title: fc.constant(""), text, amount: yuan, people: count }),
  judicial: fc.record({
    stage: fc.constantFrom("filed", "dishonest", "criminal-filed"),
    role: fc.constantFrom("defendant", "unknown"),
    amount: yuan,
    count: fc.constantFrom(1, 1_000_000),
  }),
  tax: fc.record({ item: fc.constant("增值税"), basis: yuan, paid: yuan, arrears: yuan }),
  penalty: fc.record({ category: fc.constantFrom("administrative", "serious-violation"), amount: yuan }),
  filing: fc.record({
    form: fc.constant("监管报表"),
    figures: fc.dictionary(fc.constantFrom("净资产", "贷款余额", "杠杆率"), figure),
  }),
};

test("no data that a source may send holds a detector, or makes a score that is no number", () => {
  const step = fc.constantFrom(...Object.keys(DATA)).chain((kind) =>
    (DATA[kind] as fc.Arbitrary<Record<string, unknown>>).map((data) => ({
      kind: kind as InputKind,
      data,
    })),
  );
  const gap = fc.constantFrom(0, 1, 3_600_000, 40 * 86_400_000);
  fc.assert(
    fc.property(fc.array(fc.tuple(step, gap), { minLength: 1, maxLength: 25 }), (steps) => {
      const city = createCity();
      let atMs = START_MS;
      steps.forEach(([{ kind, data }, gapMs], i) => {
        atMs += gapMs;
        const parsed = eventDataSchemas[kind].parse(data) as Record<string, unknown>;
        city.play([makeEvent(kind, `x${i}`, atMs, parsed)]);
      });
      for (const { score } of city.results) {
        if (score === null) continue;
        for (const value of [score.total, ...Object.values(score.dimensions)]) {
          expect(Number.isFinite(value)).toBe(true);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(100);
        }
      }
    }),
    { numRuns: 300 },
  );
});
