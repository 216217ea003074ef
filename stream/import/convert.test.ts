import { expect, it } from "vitest";
import { convertCell, type FieldType } from "#stream/import/convert";

function valueIn(cell: string, type: FieldType): unknown {
  const converted = convertCell(cell, type);
  return converted.ok ? converted.value : null;
}

it.each([
  ["1,234.50", "1234.5"],
  ["￥300", "300"],
  ["120万元", "1200000"],
  ["1.2345万", "12345"],
  ["3.5亿元", "350000000"],
  ["-54.0", "-54"],
  ["１２３", "123"],
  ["50万元人民币", "500000"],
  ["9007199254740993.01", "9007199254740993.01"],
  ["12.34567", null],
  ["约三百", null],
  ["1e5", null],
])("money %s is %s", (cell, expected) => {
  expect(valueIn(cell, "yuan")).toBe(expected);
});

it.each([
  ["2024-03-05", "2024-03-05"],
  ["2024/3/5", "2024-03-05"],
  ["2024.3.5", "2024-03-05"],
  ["2024年3月5日", "2024-03-05"],
  ["20240305", "2024-03-05"],
  ["2024-03-05 10:20:30", "2024-03-05"],
  ["2024-02-30", null],
  ["--", null],
])("date %s is %s", (cell, expected) => {
  expect(valueIn(cell, "date")).toBe(expected);
});

it.each([
  ["2024-03-05", "2024-03-04T16:00:00.000Z"],
  ["2024-03-05 10:20", "2024-03-05T02:20:00.000Z"],
  ["2024/3/5 9:05:07", "2024-03-05T01:05:07.000Z"],
  ["2024年3月5日 10时20分", "2024-03-05T02:20:00.000Z"],
  ["2024-03-05T10:20:30Z", "2024-03-05T10:20:30.000Z"],
  ["2024-03-05T10:20:30.5+08:00", "2024-03-05T02:20:30.500Z"],
  ["1709605230", "2024-03-05T02:20:30.000Z"],
  ["1709605230123", "2024-03-05T02:20:30.123Z"],
  ["2024-03-05 25:00", null],
  ["昨天", null],
  ["2024-03-05 上午", null],
])("time %s is %s", (cell, expected) => {
  expect(valueIn(cell, "time")).toBe(expected);
});

it("reads numbers, shares, yes and no, districts, lists and positions", () => {
  expect(valueIn("12.5%", "number")).toBe(0.125);
  expect(valueIn("1,200", "integer")).toBe(1200);
  expect(valueIn("1.5", "integer")).toBeNull();
  expect(valueIn("是", "boolean")).toBe(true);
  expect(valueIn("maybe", "boolean")).toBeNull();
  expect(valueIn("浦东新区", "district")).toBe("310115");
  expect(valueIn("上海市静安区", "district")).toBe("310106");
  expect(valueIn("310108", "district")).toBe("310106");
  expect(valueIn("月球", "district")).toBeNull();
  expect(valueIn("甲证；乙证", "list")).toEqual(["甲证", "乙证"]);
  expect(valueIn("121.47,31.23", "position")).toEqual([121.47, 31.23]);
  expect(valueIn("somewhere", "position")).toBeNull();
});
