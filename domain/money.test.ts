import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addYuan,
  compareYuan,
  formatAmount,
  formatYuan,
  fromUnits,
  isYuan,
  ratioOf,
  subtractYuan,
  toUnits,
  unitFor,
} from "#domain/money";

const amounts = fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n });

describe("money", () => {
  it("adds what floats cannot", () => {
    expect(addYuan("0.1", "0.2")).toBe("0.3");
    expect(addYuan("9999999999999999.9999", "-9999999999999999.9998")).toBe("0.0001");
    expect(addYuan()).toBe("0");
    expect(subtractYuan("1", "1.0000")).toBe("0");
  });

  it("keeps the sum of any amounts exact", () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 20 }), (units) => {
        const total = units.reduce((sum, value) => sum + value, 0n);
        fc.pre(isYuan(fromUnits(total)));
        expect(toUnits(addYuan(...units.map(fromUnits)))).toBe(total);
      }),
    );
  });

  it("reads back what it writes", () => {
    fc.assert(
      fc.property(amounts, (units) => {
        expect(toUnits(fromUnits(units))).toBe(units);
      }),
    );
  });

  it("orders like numbers", () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        expect(compareYuan(fromUnits(a), fromUnits(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it.each(["", "1e5", "1,000", "1.23456", "abc", "--1", "12345678901234567", ".5"])("refuses %j", (text) => {
    expect(isYuan(text)).toBe(false);
    expect(() => toUnits(text)).toThrow(RangeError);
  });

  it("divides for limits", () => {
    expect(ratioOf("1", "3")).toBeCloseTo(0.333333333, 9);
    expect(ratioOf("11000000", "100000000")).toBe(0.11);
    expect(ratioOf("1", "0")).toBeNull();
  });

  it("formats 元, 万元, 亿元", () => {
    expect(unitFor("9999.99")).toBe("yuan");
    expect(formatYuan("99.5")).toBe("99.50元");
    expect(formatYuan("45600000")).toBe("4,560.00万元");
    expect(formatYuan("-123000000")).toBe("-1.23亿元");
    expect(formatAmount("1234.5", "yuan", 0)).toBe("1,235");
    expect(formatAmount("-0.004", "yuan")).toBe("0.00");
    expect(formatAmount("0.005", "yuan")).toBe("0.01");
    expect(() => formatAmount("1", "yuan", 5)).toThrow(RangeError);
  });
});
