import { expect, test } from "vitest";
import { readLanguage } from "#server/http/language";

test.each([
  [undefined, "zh"],
  ["", "zh"],
  ["en-GB,en;q=0.9", "en"],
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh"],
  ["fr,en;q=0.3,zh;q=0.7", "zh"],
  ["de", "zh"],
  ["en;q=0, zh", "zh"],
  ["*", "zh"],
])("%j asks for %s", (header, language) => {
  expect(readLanguage(header)).toBe(language);
});
