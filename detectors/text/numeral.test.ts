import { expect, test } from "vitest";
import { parseNumeral } from "#detectors/text/numeral";

test.each([
  ["12", 12],
  ["3.5", 3.5],
  ["1,200", 1200],
  ["十", 10],
  ["十二", 12],
  ["二十四", 24],
  ["一百零八", 108],
  ["两千", 2000],
  ["三点五", 3.5],
  ["十二点二五", 12.25],
  ["二〇二四", 2024],
  ["五万", 50_000],
  ["三千万", 30_000_000],
  ["一亿二千万", 120_000_000],
  ["", null],
  ["甲", null],
])("%s → %s", (text, value) => {
  expect(parseNumeral(text)).toBe(value);
});
