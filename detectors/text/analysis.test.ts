import { describe, expect, test } from "vitest";
import { analyseText } from "#detectors/text/analysis";
import { namesOf } from "#detectors/text/subject-name";

const NAMES = namesOf("上海宝盈财富管理有限公司");

describe("negative texts", () => {
  test.each([
    ["宝盈财富老板跑路，门店人去楼空", "absconding"],
    ["产品到期未兑付，客服失联", "redemption"],
    ["平台提现困难，资金链断裂", "redemption"],
    ["该公司涉嫌非法集资，警方已立案侦查", "fundraising"],
    ["拉人头发展下线，涉嫌传销", "pyramid"],
    ["宝盈理财暴雷，投资人血本无归", "collapse"],
    ["投资人到公司门口拉横幅维权", "rights"],
    ["拖欠工资三个月，员工集体讨薪", "wages"],
    ["没有取得任何牌照却吸收公众存款", "fundraising"],
    ["无锡分公司也跑路了", "absconding"],
    ["未经批准非法集资", "fundraising"],
    ["老 板 跑 路 了", "absconding"],
    ["涉嫌詐騙，老闆失聯", "fraud"],
  ] as const)("%s → %s", (text, category) => {
    const analysis = analyseText(text, NAMES);
    expect(analysis.categories.get(category) ?? 0).toBeGreaterThan(0.5);
    expect(analysis.negative).toBeGreaterThanOrEqual(0.5);
  });
});

describe("negation and rumour", () => {
  test.each([
    "公司未出现兑付困难，经营正常",
    "宝盈财富不存在逾期兑付情形，所有产品按合同约定运作",
    "网传“公司失联”系不实信息，公司经营一切正常",
    "宝盈财富否认跑路传闻",
    "跑路传闻纯属谣言，公司已辟谣",
    "该平台没有发生任何违约",
    "公司与供应商的合同纠纷达成和解，双方撤回起诉",
    "检查未发现违规行为",
  ])("%s", (text) => {
    expect(analyseText(text, NAMES).negative).toBeLessThan(0.5);
  });
});

describe("teaching and warnings", () => {
  test.each([
    "谨防非法集资，守护养老钱",
    "警惕高额返利骗局，远离传销",
    "街道开展防范非法集资宣传活动，讲解如何识别庞氏骗局",
    "如何识别虚假投资平台？民警教你防诈骗",
    "宝盈财富联合街道开展防范非法集资宣传，提醒老年居民警惕“保本高息”骗局",
  ])("says nothing of a firm: %s", (text) => {
    expect(analyseText(text, NAMES).negative).toBeLessThan(0.5);
  });

  test("a warning that names the firm is about the firm", () => {
    const text = "警方提醒：请警惕宝盈财富以理财为名实施的集资诈骗";
    expect(analyseText(text, NAMES).negative).toBeGreaterThan(0.6);
    expect(analyseText(text).negative).toBeLessThan(0.5);
  });
});

describe("whose trouble it is", () => {
  test("the same sentence counts for the firm that it is about and hardly for the other", () => {
    const text = "宝盈财富表示，其合作方中天信托兑付困难、负责人失联";
    const own = analyseText(text, namesOf("中天信托有限公司")).negative;
    expect(own).toBeGreaterThan(0.7);
    expect(analyseText(text, NAMES).negative).toBeLessThan(own / 2);
  });

  test("a firm that is not named in its own text is taken to be its subject", () => {
    expect(analyseText("公司老板跑路", NAMES).negative).toBeGreaterThan(0.6);
  });
});

describe("longest term wins", () => {
  test("无法兑付 is one term and keeps its negator to itself", () => {
    const { hits } = analyseText("无法兑付");
    expect(hits.map(({ term, muted }) => [term, muted])).toEqual([["无法兑付", null]]);
  });

  test("a remedy holds the term inside it", () => {
    expect(analyseText("本息已全部兑付").negative).toBe(0);
  });
});

test("ordinary news is not negative", () => {
  for (const text of [
    "公司入选市级专精特新企业名单，全年研发费用增长20%",
    "记者了解到，宝盈财富完成工商变更，注册资本由一千万元增至三千万元",
    "公司举行成立十周年活动，向社区捐赠图书三百册",
    "问问大家，售后电话是多少？保修期内需要换个配件",
  ]) {
    expect(analyseText(text, NAMES).negative).toBeLessThan(0.3);
  }
});

test("a text made to be slow costs in proportion to its length", () => {
  // The best of several: other programs of the machine may take the processor in between.
  const best = (times: number): number => {
    const text = "未没有跑路谨防宝盈财富集团".repeat(times);
    return Math.min(
      ...Array.from({ length: 8 }, () => {
        const startMs = performance.now();
        analyseText(text, NAMES);
        return performance.now() - startMs;
      }),
    );
  };
  best(500);
  // Eight times the text: eight times the work, and 64 times if it were read again and again.
  expect(best(4000) / best(500)).toBeLessThan(30);
});
