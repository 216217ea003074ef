import fc from "fast-check";
import { expect, test } from "vitest";
import { normaliseText } from "#detectors/text/normalise";

test.each([
  ["ＡＢＣ１２％", "abc12%"],
  ["跑 路", "跑路"],
  ["跑\u200b路", "跑路"],
  ["跑　路", "跑路"],
  ["總部設在上海，老闆失聯", "總部設在上海，老闆失联"],
  ["養老項目", "养老项目"],
  ["涉嫌傳銷、詐騙", "涉嫌传销、诈骗"],
  ["年化 12 % 起", "年化 12 % 起"],
  ["保证，收益！", "保证，收益！"],
  ["Hello World 公司", "hello world 公司"],
])("%s → %s", (raw, normal) => {
  expect(normaliseText(raw)).toBe(normal);
});

test("once is enough, and it never grows", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
      const once = normaliseText(text);
      expect(normaliseText(once)).toBe(once);
      expect(once.length).toBeLessThanOrEqual(text.length);
    }),
  );
});
