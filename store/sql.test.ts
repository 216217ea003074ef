import { expect, test } from "vitest";
import { BadCursorError, decodeCursor, encodeCursor } from "#store/cursor";
import { parseInstant, parsers } from "#store/pg-types";
import { join, prepared, sql } from "#store/sql";

test("values become parameters, never text", () => {
  const evil = "'; drop table users; --";
  const statement = sql`select ${1}, ${evil} where a = ${null}`;
  expect(statement.text).toBe("select $1, $2 where a = $3");
  expect(statement.values).toEqual([1, evil, null]);
});

test("pieces are joined in place and numbered through", () => {
  const where = join([sql`a = ${1}`, sql`b = any(${[2, 3]})`, sql`c`], sql` and `);
  const statement = sql`select ${0} from t where ${where} limit ${9}`;
  expect(statement.text).toBe("select $1 from t where a = $2 and b = any($3) and c limit $4");
  expect(statement.values).toEqual([0, 1, [2, 3], 9]);
  expect(join([], sql` and `).text).toBe("");
});

test("a fixed statement is prepared under one name, a composed one where that is asked for", () => {
  const read = (id: number) => sql`select ${id}`;
  expect(read(1).name).toBe(read(2).name);
  expect(read(1).name).not.toBe(sql`select ${1} + 1`.name);
  expect(sql`select ${sql`1`}`.name).toBeUndefined();
  const column = sql`a`;
  const kept = () => prepared(sql`select ${column} from t where b = ${1}`);
  expect(kept().name).toBe(kept().name);
  expect(kept().name).toBeDefined();
  expect(kept().name).not.toBe(prepared(sql`select ${sql`b`} from t where b = ${1}`).name);
});

test("instants are parsed to the millisecond, rounded down", () => {
  expect(parseInstant("2026-11-24 13:36:00.123456+00")).toBe(Date.parse("2026-11-24T13:36:00.123Z"));
  expect(parseInstant("2026-11-24 13:36:00.5+00")).toBe(Date.parse("2026-11-24T13:36:00.500Z"));
  expect(parseInstant("2026-11-24 13:36:00+00")).toBe(Date.parse("2026-11-24T13:36:00Z"));
  expect(parseInstant("2026-11-24 21:36:00+08")).toBe(Date.parse("2026-11-24T13:36:00Z"));
  expect(parseInstant("infinity")).toBe(Number.POSITIVE_INFINITY);
  expect(parseInstant("-infinity")).toBe(Number.NEGATIVE_INFINITY);
});

test("int8 is a number, numeric and date stay text, arrays likewise", () => {
  expect(parsers(20)("9007199254740991")).toBe(9007199254740991);
  expect(parsers(1082)("2026-11-24")).toBe("2026-11-24");
  expect(parsers(1700)("1.50")).toBe("1.50");
  expect(parsers(1016)("{1,NULL,3}")).toEqual([1, null, 3]);
  expect(parsers(1185)('{"2026-11-24 13:36:00+00"}')).toEqual([Date.parse("2026-11-24T13:36:00Z")]);
  expect(parsers(3802)('{"a":1}')).toEqual({ a: 1 });
});

test("a cursor reads back what it wrote, and nothing else", () => {
  const cursor = encodeCursor(["score", 12.5, true]);
  expect(decodeCursor(cursor, ["string", "number", "boolean"] as const)).toEqual(["score", 12.5, true]);
  for (const [text, types] of [
    [cursor, ["string", "number"]],
    [cursor, ["string", "string", "boolean"]],
    ["%%%", ["string"]],
    [Buffer.from("{}").toString("base64url"), ["string"]],
  ] as const) {
    expect(() => decodeCursor(text, types as readonly "string"[])).toThrow(BadCursorError);
  }
});
