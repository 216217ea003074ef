import { expect, it } from "vitest";
import { cutClause } from "./clause.ts";

it("leaves a text that fits alone", () => {
  expect(cutClause("近30日投诉 14 起（常态 1.2）", 28)).toBe("近30日投诉 14 起（常态 1.2）");
});

it("ends a long text where a clause ends", () => {
  expect(cutClause("列入严重违法失信名单，金额 1 万元：通过登记的住所无法联系且未按规定公示信息", 28)).toBe(
    "列入严重违法失信名单，金额 1 万元…",
  );
});

it("ends before a bracket rather than inside of it", () => {
  expect(cutClause("宣传承诺收益：“年化22%”（折年化 22%，高于同期贷款市场报价利率四倍）", 28)).toBe(
    "宣传承诺收益：“年化22%”…",
  );
});

it("leaves a text without a useful end to the edge of its line", () => {
  const text = "同址十七家企业中九家在六十日内变更法定代表人且均由同一代理机构办理登记";
  expect(cutClause(text, 20)).toBe(text);
  const early = `甲，${text}`;
  expect(cutClause(early, 20)).toBe(early);
});
