import { expect, test } from "vitest";
import { NameIndex } from "#server/pipelines/ingest/name-index";

function makeIndex(): NameIndex {
  const index = new NameIndex();
  index.add(1, "上海星河财富管理有限公司");
  index.add(2, "上海星河小额贷款有限公司");
  index.add(3, "上海浦东新区海晏商业保理有限公司");
  return index;
}

test("full names and unique short forms are found, in order of appearance", () => {
  const index = makeIndex();
  expect(index.find("记者从海晏商业保理获悉，上海星河财富管理有限公司已停止兑付。", 10)).toEqual([3, 1]);
  expect(index.find("星河小额贷款被投诉", 10)).toEqual([2]);
});

test("a short form that two enterprises share names neither", () => {
  expect(makeIndex().find("上海星河 最近怎么样", 10)).toEqual([]);
});

test("full width, spaces and brackets do not hide a name; each enterprise is given once", () => {
  expect(makeIndex().find("上海 星河 财富管理有限公司，星河财富管理", 10)).toEqual([1]);
});

test("no more than asked", () => {
  expect(makeIndex().find("星河财富管理、星河小额贷款、海晏商业保理", 2)).toHaveLength(2);
});

test("a short form that two share is a mention of both: who is meant is left open, not hidden", () => {
  expect(makeIndex().mentions("上海星河 与 海晏保理 签约，星河财富被投诉", 10)).toEqual([
    { name: "上海星河", candidates: [1, 2] },
    { name: "海晏保理", candidates: [3] },
    { name: "星河财富", candidates: [1] },
  ]);
});
