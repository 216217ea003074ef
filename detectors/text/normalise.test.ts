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

test("every pair of variants is one character each", () => {
  expect(
    normaliseText(
      "資傳銷騙維權聯難債違約詐盤報訴訟執罰調處凍結賬財產潛偵辦審還無沒並實謠謹險擔證穩賺虧損貸營關倉圍討",
    ),
  ).toBe(
    "资传销骗维权联难债违约诈盘报诉讼执罚调处冻结账财产潜侦办审还无没并实谣谨险担证稳赚亏损贷营关仓围讨",
  );
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
