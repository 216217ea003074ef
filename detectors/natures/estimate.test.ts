import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chao, estimateExtent, type Interval } from "#detectors/natures/estimate";
import { NATURE_DEFAULTS, type NatureEvent } from "#detectors/natures/input";
import { readTexts } from "#detectors/natures/reading";
import type { NatureSource } from "#domain/nature";

let count = 0;
function event(kind: NatureSource, data: Record<string, unknown>): NatureEvent {
  count += 1;
  return { uid: `t/${count}`, kind, timeMs: count, source: "test", data };
}
const estimate = (events: NatureEvent[]) =>
  estimateExtent(readTexts(events, "上海宝盈财富管理有限公司"), events, NATURE_DEFAULTS);
const complaint = (text: string, amount: string, people?: number) =>
  event("complaint", { text, amount, ...(people && { people }) });

describe("complaints", () => {
  test("the same words twice are one; a group counts beside the single ones, but not in the lower end", () => {
    const one = "本人投入二十万元到期无法兑付，请求处理";
    const { people, amountFen, lossFen } = estimate([
      complaint(one, "200000"),
      complaint(one, "200000"),
      complaint("门店已经关门，老板电话打不通了，钱要不回来", "100000"),
      complaint("三十名客户联名反映产品逾期未兑付", "3000000", 30),
    ]);
    expect(people).toEqual({ low: 30, middle: 160, high: 640 });
    expect(amountFen?.low).toBe(300_000_000);
    expect(lossFen?.low).toBe(300_000_000);
    expect(amountFen?.middle).toBe(Math.round((330_000_000 / 32) * 160));
  });

  test("an amount without a word of loss is no loss", () => {
    expect(estimate([complaint("要求开具发票", "5000")]).lossFen).toBeNull();
  });
});

describe("payers", () => {
  const payIn = (counterparty: string, counterpartyName = "张三") =>
    event("transaction", { direction: "in", amount: "10000.00", counterparty, counterpartyName });

  test("persons are counted, firms are not; the unseen by Chao1", () => {
    const events = [..."aabbccdefghij"].map((payer) => payIn(payer));
    const { people, amountFen } = estimate([...events, payIn("z", "某某有限公司")]);
    expect(people?.low).toBe(10);
    // Seven seen once, three twice: 10 + 7·6 / (2·4) = 15.25.
    expect(people?.middle).toBe(15);
    expect(people?.high).toBeGreaterThan(15);
    expect(amountFen?.low).toBe(13_000_000);
  });

  test("fewer than five say nothing of the unseen", () => {
    expect(estimate([payIn("a"), payIn("b")]).people).toBeNull();
  });

  test("all seen often: nobody is unseen", () => {
    expect(chao([3, 4, 5, 3, 6])).toEqual({ low: 5, middle: 5, high: 5 });
  });

  test("covers the truth where everybody pays equally often", () => {
    // 60 payers, each seen by a fixed rule: 40 of them once or twice in what was provided.
    const counts = Array.from({ length: 40 }, (_, i) => (i < 24 ? 1 : 2));
    const { low, middle, high } = chao(counts);
    expect([low, middle]).toEqual([40, 56]);
    expect(high).toBeGreaterThan(60);
  });
});

test("statements of texts widen the interval and never prove anything", () => {
  const { people, amountFen } = estimate([
    event("sentiment", { text: "宝盈财富涉及投资人三百余人，涉案金额2.5亿元。" }),
    event("sentiment", { text: "据称宝盈财富未兑付金额达8000万元，一百二十名投资人报案。" }),
  ]);
  expect(people).toEqual({ low: 0, middle: 120, high: 300 });
  expect(amountFen).toEqual({ low: 0, middle: 8_000_000_000, high: 25_000_000_000 });
});

test("an interval is always ordered and its lower end known", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          people: fc.integer({ min: 1, max: 500 }),
          yuan: fc.integer({ min: 1, max: 10_000_000 }),
        }),
        { minLength: 1, maxLength: 30 },
      ),
      (rows) => {
        const { people, amountFen } = estimate(
          rows.map(({ people: n, yuan }, i) => complaint(`诉${i}`, `${yuan}`, n)),
        );
        for (const { low, middle, high } of [people, amountFen] as Interval[]) {
          expect(low).toBeGreaterThan(0);
          expect(middle).toBeGreaterThanOrEqual(low);
          expect(high).toBeGreaterThanOrEqual(middle);
        }
        expect(people?.low).toBeLessThanOrEqual(rows.reduce((sum, row) => sum + row.people, 0));
      },
    ),
    { numRuns: 50 },
  );
});
