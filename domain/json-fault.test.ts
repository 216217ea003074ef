import { expect, test } from "vitest";
import { describeJsonFault } from "#domain/json-fault";

test.each([
  [
    "{nonsense",
    "第 1 行第 2 个字符处应为带双引号的键名",
    "line 1, character 2: expected a key in double quotes",
  ],
  ['{"a":1,}', "第 1 行第 8 个字符处应为带双引号的键名", null],
  ['{"a" 1}', "第 1 行第 6 个字符处应为冒号", null],
  ['{"a":}', "第 1 行第 6 个字符处应为值", null],
  ['{"a":1 "b":2}', "第 1 行第 8 个字符处应为逗号或右括号", null],
  ["[1,2", "第 1 行第 5 个字符处内容提前结束", null],
  ['{"a":"x', "第 1 行第 8 个字符处内容提前结束", null],
  ['{\n "a": tru }', "第 2 行第 7 个字符处应为值", null],
  ['{"a":"\\q"}', "第 1 行第 7 个字符处转义不正确", null],
  ['{"a":"x\ty"}', "第 1 行第 8 个字符处文本中有未转义的控制字符", null],
  ['{"a":01}', "第 1 行第 7 个字符处应为逗号或右括号", null],
  ['{"a":1} x', "第 1 行第 9 个字符处有多余内容", "line 1, character 9: something follows the end"],
  ["", "第 1 行第 1 个字符处内容提前结束", null],
  ["<xml/>", "第 1 行第 1 个字符处应为值", null],
])("%j", (text, zh, en) => {
  expect(() => JSON.parse(text)).toThrow();
  const words = describeJsonFault(text);
  expect(words.zh).toBe(zh);
  expect(words.en).toMatch(/^line \d+, character \d+: [ -~]+$/);
  if (en !== null) expect(words.en).toBe(en);
});

test("is quick and bounded on a long text", () => {
  const words = describeJsonFault(`[${'{"a":"文本","b":[1,2.5e3,true,null]},'.repeat(50_000)}`);
  expect(words.zh).toContain("内容提前结束");
});
