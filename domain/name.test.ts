import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSameName, markOf, normaliseName, shortNames, splitName } from "#domain/name";

describe("enterprise name", () => {
  it("meets in one normal form", () => {
    expect(normaliseName(" 上海 星河（中国）ＡＢＣ财富管理有限公司\u200b")).toBe(
      "上海星河(中国)ABC财富管理有限公司",
    );
    expect(isSameName("上海星河【集团】有限公司", "上海星河（集团）有限公司")).toBe(true);
    expect(isSameName("上海星河有限公司", "上海星河股份有限公司")).toBe(false);
  });

  it.each([
    ["上海星河财富管理有限公司", { region: "上海", mark: "星河", trade: "财富管理", form: "有限公司" }],
    [
      "上海市浦东新区张江小额贷款股份有限公司",
      { region: "上海市浦东新区", mark: "张江", trade: "小额贷款", form: "股份有限公司" },
    ],
    ["星河（上海）投资管理有限公司", { region: "(上海)", mark: "星河", trade: "投资管理", form: "有限公司" }],
    ["上海静安陆合典当有限公司", { region: "上海静安", mark: "陆合", trade: "典当", form: "有限公司" }],
    [
      "上海云起企业管理咨询合伙企业（有限合伙）",
      { region: "上海", mark: "云起", trade: "企业管理咨询", form: "合伙企业(有限合伙)" },
    ],
    [
      "深圳市前海通汇商业保理有限公司",
      { region: "深圳市", mark: "前海通汇", trade: "商业保理", form: "有限公司" },
    ],
    ["阿里巴巴", { region: "", mark: "阿里巴巴", trade: "", form: "" }],
    ["上海", { region: "", mark: "上海", trade: "", form: "" }],
    ["", { region: "", mark: "", trade: "", form: "" }],
  ])("splits %s", (name, parts) => {
    expect(splitName(name)).toEqual(parts);
  });

  it("knows what a text may call the firm", () => {
    expect(shortNames("上海星河财富管理有限公司")).toEqual([
      "上海星河财富管理有限公司",
      "星河财富管理",
      "上海星河",
      "星河财富",
      "星河",
    ]);
    expect(shortNames("上海易科技有限公司")).not.toContain("易");
    expect(markOf("上海星河财富管理有限公司")).toBe("星河");
  });

  it("is idempotent and loses no character", () => {
    const words = fc.constantFrom(
      "上海",
      "上海市",
      "浦东新区",
      "星河",
      "陆合",
      "财富管理",
      "科技",
      "（上海）",
      "有限公司",
      "集团",
      "A",
      "(",
      "）",
      " ",
    );
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 8 }),
        fc.string({ unit: "grapheme", maxLength: 6 }),
        (list, noise) => {
          const name = list.join("") + noise;
          const normal = normaliseName(name);
          expect(normaliseName(normal)).toBe(normal);
          const { region, mark, trade, form } = splitName(name);
          expect([...(region + mark + trade + form)].sort().join("")).toBe([...normal].sort().join(""));
          if (normal !== "") expect(mark).not.toBe("");
        },
      ),
      { numRuns: 1000 },
    );
  });
});
