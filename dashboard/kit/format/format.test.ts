import { afterEach, describe, expect, it } from "vitest";
import { formatYuan } from "#kit/format/money.ts";
import {
  formatBytes,
  formatChange,
  formatCount,
  formatExact,
  formatPercent,
  formatScore,
} from "#kit/format/number.ts";
import { formatAge, formatDay, formatFullTime, formatRemaining, formatTime } from "#kit/format/time.ts";
import { setLanguage } from "#kit/i18n/translate.ts";

afterEach(() => setLanguage("zh"));

describe("numbers", () => {
  it("groups thousands, and counts in 万 and 亿 from ten thousand on", () => {
    expect(formatCount(0)).toBe("0");
    expect(formatCount(1234)).toBe("1,234");
    expect(formatCount(9999)).toBe("9,999");
    expect(formatCount(12_345)).toBe("1.23 万");
    expect(formatCount(1_234_567)).toBe("123.5 万");
    expect(formatCount(456_000_000)).toBe("4.56 亿");
    expect(formatCount(-12_345)).toBe("-1.23 万");
    expect(formatExact(-1234567.891, 2)).toBe("-1,234,567.89");
  });

  it("has an English form of its own", () => {
    setLanguage("en");
    expect(formatCount(12_345)).toBe("12,345");
    expect(formatCount(123_456)).toBe("123.5K");
    expect(formatCount(1_234_567)).toBe("1.23M");
    expect(formatChange(0)).toBe("no change");
  });

  it("says nothing as a dash, and zero as 0", () => {
    expect(formatCount(null)).toBe("—");
    expect(formatCount(Number.NaN)).toBe("—");
    expect(formatScore(0)).toBe("0.0");
    expect(formatPercent(null)).toBe("—");
    expect(formatPercent(0)).toBe("0.0%");
  });

  it("gives a change its arrow, never a bare sign", () => {
    expect(formatChange(12)).toBe("▲12");
    expect(formatChange(-3.25, 1)).toBe("▼3.3");
    expect(formatChange(0.04, 1)).toBe("持平");
  });

  it("formats bytes", () => {
    expect(formatBytes(512)).toBe("512 B");
    expect(formatBytes(1536)).toBe("1.5 KB");
  });
});

describe("money", () => {
  it("picks 元, 万元 or 亿元 and drops idle zeros", () => {
    expect(formatYuan("99.5")).toBe("99.50 元");
    expect(formatYuan("5000")).toBe("5,000 元");
    expect(formatYuan("50000000.00")).toBe("5,000 万元");
    expect(formatYuan("350000")).toBe("35 万元");
    expect(formatYuan("123456789")).toBe("1.23 亿元");
    expect(formatYuan(null)).toBe("—");
  });
});

describe("times", () => {
  const now = Date.parse("2026-11-24T03:12:45+08:00");

  it("are of the city, wherever the desk stands", () => {
    expect(formatTime("2026-11-23T17:05:09Z", now)).toBe("01:05:09");
    expect(formatTime("2026-11-23T05:05:09Z", now)).toBe("11-23 13:05");
    expect(formatTime("2025-11-23T05:05:09Z", now)).toBe("2025-11-23");
    expect(formatFullTime("2026-11-23T16:00:00Z")).toBe("2026-11-24 00:00:00");
    expect(formatDay("2026-11-23T16:00:00Z")).toBe("2026-11-24");
    expect(formatTime("nonsense", now)).toBe("—");
    expect(formatTime(null, now)).toBe("—");
  });

  it("says ages and what is left, and when it is over", () => {
    expect(formatAge(1_400)).toBe("1 秒");
    expect(formatAge(3_700_000)).toBe("1 小时");
    expect(formatRemaining(now + 5_400_000, now)).toEqual({ overdue: false, text: "1 小时 30 分" });
    expect(formatRemaining(now - 60_000, now)).toEqual({ overdue: true, text: "1 分钟" });
    expect(formatRemaining(null, now)).toBeNull();
  });
});
