import { describe, expect, test } from "vitest";
import type { NatureEvent, NatureInput, NatureSubject } from "#detectors/natures/input";
import { judgeNatures } from "#detectors/natures/natures";
import { NATURES, type Nature, type NatureSource } from "#domain/nature";

const DAY = 86_400_000;
const T0 = Date.UTC(2026, 9, 1);
const WEALTH: NatureSubject = {
  name: "上海宝盈财富管理有限公司",
  scope: "投资管理，商务信息咨询（未经金融监管部门批准，不得从事吸收存款、融资担保、代客理财等金融服务）",
  licences: [],
  financeKind: "wealth",
  status: "active",
};

let count = 0;
function event(kind: NatureSource, data: Record<string, unknown>): NatureEvent {
  count += 1;
  return { uid: `t/${count}`, kind, timeMs: T0 + count * DAY, source: "test", data };
}
const post = (text: string, channel = "公众号", more: Record<string, unknown> = {}) =>
  event("sentiment", { title: "", text, channel, ...more });
const complaint = (text: string, amount?: string, people?: number) =>
  event("complaint", { title: "", text, ...(amount && { amount }), ...(people && { people }) });
const judge = (events: NatureEvent[], over: Partial<NatureSubject> = {}) =>
  judgeNatures({ subject: { ...WEALTH, ...over }, events } satisfies NatureInput);
const of = (picture: ReturnType<typeof judge>, nature: Nature) => {
  const found = picture.natures.find((one) => one.nature === nature);
  if (found === undefined) throw new Error(nature);
  return found;
};
const idsOf = (picture: ReturnType<typeof judge>, nature: Nature) =>
  of(picture, nature).points.map(({ id }) => id);

const STORY = () => [
  post("宝盈财富推出固定收益理财产品，年化收益率高达18%，保本保息。名额有限！", "公众号"),
  post("周六在社区举办养老讲座，老年人到场即送米油，现场认购宝盈财富理财产品。", "抖音"),
  post("宝盈财富年化18%的产品值得投资吗", "知乎", { reposts: 300 }),
  event("registration", {
    licences: [],
    recruitment: { posts: 120, salesPosts: 100, wording: "招理财顾问，电话营销" },
  }),
  complaint("我投资款到期无法兑付，业务员说保本", "200000"),
  complaint("合同到期后拿不回本金，客服推诿不处理", "150000"),
  complaint("我们三十人集体投诉，宝盈财富拒绝兑付已三个月", "6000000", 30),
];

describe("the whole", () => {
  test("a wealth firm that offers, gathers and fails shows all three, and is called 涉嫌", () => {
    const picture = judge(STORY());
    for (const nature of NATURES)
      expect(["clear", "fairly-clear"], nature).toContain(of(picture, nature).rating);
    expect(picture.combined.conclusion.zh).toContain("涉嫌非法集资");
    expect(picture.combined.conclusion.zh).toContain("认定以主管部门和司法机关为准");
  });

  test("parts of the combined score add up to it, and name every source that was read", () => {
    const { combined } = judge(STORY());
    const sum = combined.parts.reduce((total, { points }) => total + points, 0);
    expect(sum).toBeCloseTo(combined.score, 0);
    expect(combined.parts.map(({ source, events }) => [source, events])).toEqual([
      ["sentiment", 3],
      ["complaint", 3],
      ["registration", 1],
    ]);
  });

  test("every score follows from its points", () => {
    for (const { score, points } of judge(STORY()).natures) {
      const left = points.reduce((product, { weight }) => product * (1 - weight), 1);
      expect(score).toBeCloseTo(100 * (1 - left), 1);
    }
  });

  test("an ordinary firm shows none; without a text it says what is unknown", () => {
    const calm = judge([post("公司荣获年度诚信企业称号，新厂房竣工。"), complaint("快递三天没到")], {
      name: "上海丙贸易有限公司",
      financeKind: null,
      scope: "日用百货销售",
    });
    expect(calm.natures.map(({ rating }) => rating)).toEqual(["none", "none", "none"]);
    const nothing = judge([]);
    expect([nothing.combined.score, nothing.estimate.people]).toEqual([0, null]);
    for (const { rating, unknown } of nothing.natures) {
      expect(rating).toBe("none");
      expect(unknown.length).toBeGreaterThan(0);
    }
  });

  test("one nature alone is no suspicion", () => {
    const picture = judge([post("本行代销理财产品，年化收益率高达18%，保本保息", "公众号")], {
      licences: ["基金销售业务资格", "金融许可证"],
    });
    expect(of(picture, "illegality").rating).toBe("none");
    expect(picture.combined.score).toBe(0);
    expect(picture.combined.conclusion.zh).not.toMatch(/^三性/);
  });
});

describe("illegality", () => {
  test("holds the activity that texts show against licences, scope and kind", () => {
    const texts = [post("宝盈财富募集私募基金产品，欢迎认购基金份额")];
    const bare = judge(texts);
    expect(idsOf(bare, "illegality")).toEqual(
      expect.arrayContaining(["unlicensed-private-fund", "scope-forbids"]),
    );
    const point = of(bare, "illegality").points.find(({ id }) => id === "unlicensed-private-fund");
    expect(point?.sentences[0]).toMatchObject({
      text: "宝盈财富募集私募基金产品，欢迎认购基金份额",
      channel: "公众号",
    });
    const held = judge(texts, { licences: ["私募基金管理人登记 P1060001"] });
    expect(idsOf(held, "illegality")).not.toContain("unlicensed-private-fund");
    expect(idsOf(judge(texts, { financeKind: "private-fund" }), "illegality")).not.toContain(
      "unlicensed-private-fund",
    );
  });

  test("a licence that no source ever sent is unknown, one that was sent empty is not", () => {
    const offer = post("宝盈财富理财产品火热认购中");
    expect(
      of(judge([offer]), "illegality")
        .unknown.map(({ zh }) => zh)
        .join(),
    ).toContain("许可数据未曾报送");
    const sent = judge([offer, event("registration", { licences: [] })]);
    expect(
      of(sent, "illegality")
        .unknown.map(({ zh }) => zh)
        .join(),
    ).not.toContain("许可数据未曾报送");
  });

  test("warnings and denials are no activity", () => {
    const picture = judge([post("谨防投资理财骗局，本公司不从事理财产品销售。")]);
    expect(idsOf(picture, "illegality").filter((id) => id.startsWith("unlicensed"))).toEqual([]);
  });

  test("decisions weigh more than what others say", () => {
    const decided = judge([event("judicial", { stage: "criminal-filed", cause: "非法吸收公众存款" })]);
    const said = judge([post("听说宝盈财富涉嫌非法集资", "股吧")]);
    expect(of(decided, "illegality").rating).toBe("clear");
    expect(of(said, "illegality").score).toBeLessThan(of(decided, "illegality").score / 2);
    expect(
      idsOf(
        judge([event("penalty", { category: "administrative", reason: "未经批准从事融资担保业务" })]),
        "illegality",
      ),
    ).toEqual(["penalty"]);
  });
});

describe("inducement", () => {
  test("numbers are extracted and held against the LPR, with the sentence", () => {
    const picture = judge([post("新品上线。月息2分5，保本保收益！到场有礼")]);
    expect(picture.promises[0]).toMatchObject({
      annualPercent: 30,
      sentence: { text: "月息2分5，保本保收益！" },
    });
    const [point] = of(picture, "inducement").points;
    expect(point?.words.zh).toContain("为一年期 LPR 3% 的 10 倍");
    expect(idsOf(picture, "inducement")).toContain("guarantee");
  });

  test("an ordinary rate, and 不保本, are none", () => {
    expect(idsOf(judge([post("代销债券型产品年化收益率3.2%，产品不保本")]), "inducement")).toEqual([]);
  });

  test("payments marked as interest speak too", () => {
    const pay = (remark: string) =>
      event("transaction", { direction: "out", amount: "500", counterparty: "x", remark });
    expect(idsOf(judge([pay("7月利息"), pay("8月收益"), pay("9月返息")]), "inducement")).toEqual([
      "paid-returns",
    ]);
    expect(idsOf(judge([pay("货款"), pay("8月收益")]), "inducement")).toEqual([]);
  });
});

describe("sociality", () => {
  test("channels, public ways and the sales crowd", () => {
    const picture = judge(STORY());
    expect(picture.channels.map(({ channel }) => channel).sort()).toEqual(["公众号", "抖音", "知乎"].sort());
    expect(idsOf(picture, "sociality")).toEqual(
      expect.arrayContaining(["channels", "public-offer", "sales-crowd", "extent"]),
    );
  });
});
