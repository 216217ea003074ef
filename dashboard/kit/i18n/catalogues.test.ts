import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Messages } from "#kit/i18n/translate.ts";

const CJK = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/;
const files = import.meta.glob<Record<string, unknown>>(
  ["../../**/*.messages.ts", "../words/words.ts", "../words/indicators.ts", "../level/level-style.ts"],
  { eager: true },
);

const catalogues = Object.entries(files).flatMap(([file, exported]) =>
  Object.entries(exported)
    .filter(([name]) => name.endsWith("Messages"))
    .map(([name, messages]) => ({ file, name, messages: messages as Messages })),
);

describe("message catalogues", () => {
  it("are found", () => {
    expect(catalogues.length).toBeGreaterThan(12);
  });

  it.each(catalogues)("$name: every key has both languages, with the same blanks", ({ messages }) => {
    for (const [key, pair] of Object.entries(messages)) {
      expect(pair, key).toHaveLength(2);
      const [zh, en] = pair;
      expect(zh.trim(), `${key} in Chinese`).not.toBe("");
      expect(en.trim(), `${key} in English`).not.toBe("");
      const blanks = (text: string): string[] =>
        [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string).sort();
      expect(blanks(en), `${key}: blanks`).toEqual(blanks(zh));
      // The language switch names the other language in its own words; corner quotes of zh are allowed nowhere else.
      if (!/language/.test(key))
        expect(CJK.test(en), `${key}: Chinese in the English text "${en}"`).toBe(false);
    }
  });
});

describe("screens", () => {
  const folder = new URL("../..", import.meta.url).pathname;
  const sources = (readdirSync(folder, { recursive: true }) as string[]).filter(
    (file) => /\.tsx$/.test(file) && !/testing|\.test\.|^kit\/geo\//.test(file),
  );

  it.each(sources)("%s has no words outside of the catalogues", (file) => {
    const code = readFileSync(join(folder, file), "utf8")
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .replace(/^\s*\/\/.*$/gm, "")
      .replace(/\s\/\/ .*$/gm, "");
    expect(code.split("\n").filter((line) => CJK.test(line))).toEqual([]);
  });
});
