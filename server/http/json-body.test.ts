import { expect, test } from "vitest";
import { parseJsonBody } from "#server/http/json-body";

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
