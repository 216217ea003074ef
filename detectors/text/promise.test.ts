import { describe, expect, test } from "vitest";
import { analyseText } from "#detectors/text/analysis";

describe("promised rates", () => {
  test.each([
    ["年化收益率高达24%", 24],
    ["预期年化12%-18%", 18],
    ["年化 9.5 ％ 起", 9.5],
    ["年化收益率百分之十五", 15],
    ["年化十二个点", 12],
    ["月息2分", 24],
    ["月息一分五", 18],
    ["月息3厘", 3.6],
    ["年息一分", 10],
    ["日息千分之五", 182.5],
    ["日返1%", 365],
    ["每天返利0.8%", 292],
    ["月收益8%，随时可取", 96],
    ["按月返息10%", 120],
    ["一年翻倍不是梦", 100],
    ["年回报不低于20%，保证本金", 20],
    ["期限12个月，年化收益21%", 21],
    ["6个月收益30%起", 360],
    ["每月收益率2%", 24],
    ["按月返息12%年化，随时可取", 12],
  ])("%s → %s %% a year", (text, annual) => {
    expect(analyseText(text).rates[0]?.annualPercent).toBe(annual);
  });

  test.each([
    "贷款年利率4.35%起，随借随还",
    "七日年化收益率1.8%",
    "最新LPR报价：一年期年利率3.0%",
    "民间借贷利率司法保护上限为年利率15.4%",
    "营业收入同比增长24%",
    "信用卡分期年化利率18%",
    "承诺年化收益不得超过6%",
    "提醒市民：承诺年化收益率超过10%的要警惕",
  ])("no promise: %s", (text) => {
    expect(analyseText(text).rates).toEqual([]);
  });
});

describe("guarantee wording", () => {
  test.each([
    ["本产品保本保息，到期还本付息", "保本保息"],
    ["刚性兑付，零风险", "刚性兑付"],
    ["稳赚不赔的项目", "稳赚不赔"],
  ])("%s → %s", (text, term) => {
    expect(analyseText(text).guarantees.map((one) => one.term)).toContain(term);
  });

  test.each([
    "本产品为非保本浮动收益，不保本",
    "公司从未承诺保本",
    "打破刚性兑付是资管新规的要求，不得承诺保本",
    "提醒老年居民警惕“保本高息”话术",
    "没有零风险的投资",
  ])("stands for nothing: %s", (text) => {
    expect(analyseText(text).guarantees.filter(({ weight }) => weight >= 0.7)).toEqual([]);
  });
});
