import { expect, test } from "vitest";
import { readLines } from "#server/http/ndjson";

async function* chunksOf(text: string | Buffer, size: number) {
  const bytes = Buffer.from(text);
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

async function collect(text: string, size: number, limit = 100) {
  const lines: (string | { number: number; tooLong: number })[] = [];
  for await (const line of readLines(chunksOf(text, size), limit)) {
    lines.push("bytes" in line ? `${line.number}:${Buffer.from(line.bytes).toString()}` : line);
  }
  return lines;
}

test.each([1, 2, 3, 7, 1000])("lines come out whole with chunks of %i bytes", async (size) => {
  expect(await collect('{"a":"汉字"}\r\n\n  \n{"b":2}', size)).toEqual(['1:{"a":"汉字"}', '4:{"b":2}']);
});

test.each([1, 8, 5000])(
  "a line past the limit is reported and the next goes on (chunks of %i)",
  async (size) => {
    expect(await collect(`ok\n${"x".repeat(1001)}\nafter`, size)).toEqual([
      "1:ok",
      { number: 2, tooLong: 1001 },
      "3:after",
    ]);
  },
);
