import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJsonBody, splitArray } from "#server/http/json-body";

const bytes = (text: string) => Buffer.from(text, "utf8");

test("reads JSON, brackets inside strings do not count as depth", () => {
  const text = JSON.stringify({ a: '[[[[[{{{{\\"[[[', b: [1, { c: "汉" }] });
  expect(parseJsonBody(bytes(text), 3)).toEqual({ ok: true, value: JSON.parse(text) });
});

test("100,000 levels are refused before the parser runs", () => {
  expect(parseJsonBody(bytes("[".repeat(100_000) + "]".repeat(100_000)))).toMatchObject({
    ok: false,
    fault: "ingest.too-deep",
  });
});

test("broken UTF-8 is refused, never replaced", () => {
  expect(parseJsonBody(Buffer.from([0x22, 0xe6, 0xb1, 0x22]))).toMatchObject({
    ok: false,
    fault: "ingest.bad-utf8",
  });
});

test("what is not JSON is refused", () => {
  expect(parseJsonBody(bytes("{"))).toMatchObject({ ok: false, fault: "ingest.bad-json" });
  expect(parseJsonBody(bytes(""))).toMatchObject({ ok: false, fault: "ingest.bad-json" });
});

test("a __proto__ key does not reach the prototype", () => {
  const parsed = parseJsonBody(bytes('{"__proto__":{"admin":true},"a":1}'));
  expect(parsed).toEqual({ ok: true, value: { a: 1 } });
  expect((parsed as { value: { admin?: boolean } }).value.admin).toBeUndefined();
});

const split = (text: string) =>
  splitArray(Buffer.from(text), 8)?.map((element) => Buffer.from(element).toString("utf8"));

test("any array is its elements, whatever their strings hold", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), fc.boolean(), (values, spaced) => {
      const text = spaced ? JSON.stringify(values, null, 2) : JSON.stringify(values);
      expect(split(` ${text}\n`)?.map((element) => JSON.parse(element))).toEqual(JSON.parse(text));
    }),
  );
});

test("an element that is broken leaves its neighbours alone", () => {
  expect(split('[{"a":},{"b":"],["},[1}]')).toEqual(['{"a":}', '{"b":"],["}', "[1}"]);
  expect(split("[]")).toEqual([]);
});

test.each([
  "",
  "{}",
  "1",
  "[",
  "[1",
  "[1,",
  '["1]',
  "[1,]",
  "[,1]",
  "[1,,2]",
  "[1]]",
  "[1}",
  "[1] x",
  `${"[".repeat(9)}${"]".repeat(9)}`,
])("what is no array as a whole is none: %s", (text) => {
  expect(split(text)).toBeUndefined();
});
