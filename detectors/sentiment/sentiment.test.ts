import { describe, expect, test } from "vitest";
import { createRegistry } from "#detectors/registry";
import { sentiment } from "#detectors/sentiment/sentiment";
import { createCity, makeEvent, rulesIn, START_MS } from "#detectors/testing";
import { DAY_MS, HOUR_MS } from "#detectors/time";

const registry = createRegistry({ detectors: [sentiment] });
const NAME = "上海宝盈财富管理有限公司";

function text(uid: string, atMs: number, words: string, more: object = {}) {
  return makeEvent(
    "sentiment",
    uid,
    atMs,
    { title: "", text: words, channel: "新闻", ...more },
    { subjectName: NAME },
  );
}

describe("feature words", () => {
  test("name the category and the words, and grow with each further story", () => {
    const city = createCity(registry);
    city.play([text("s/1", START_MS, "宝盈财富到期未兑付，客户围堵门店")]);
    const first = city.findings.find(({ rule }) => rule === "word-redemption");
    expect(first?.reason).toBe("舆情出现兑付困难字样：“未兑付”（1 篇）");
    const before = first?.severity ?? 0;
    city.play([
      text("s/2", START_MS + HOUR_MS, "宝盈财富门店贴出公告，提现困难，投资者质问经理"),
      text("s/3", START_MS + 2 * HOUR_MS, "记者实地探访：宝盈财富资金链断裂，办公室空无一人"),
    ]);
    const last = city.findings.filter(({ rule }) => rule === "word-redemption").at(-1);
    expect(last?.severity).toBeGreaterThan(before + 12);
  });

  test("a repost is not a second story, but carries the first to another channel", () => {
    const city = createCity(registry);
    const story =
      "宝盈财富到期未兑付，多名投资人到公司门口维权，负责人电话无人接听，警方已经介入，涉及金额约三亿元";
    city.play(
      ["新闻", "微博", "抖音", "知乎"].map((channel, i) =>
        text(`s/${i}`, START_MS + i * HOUR_MS, `${story}${i === 0 ? "" : " 转发"}`, { channel }),
      ),
    );
    expect(city.findings.filter(({ rule }) => rule === "word-redemption")).toHaveLength(1);
    const spread = city.findings.filter(({ rule }) => rule === "spread").at(-1);
    expect(spread?.figures.channels).toBe(4);
    expect(city.findings.map(({ rule }) => rule)).not.toContain("burst");
  });

  test("a forum is believed less than the police", () => {
    const severity = (channel: string) => {
      const city = createCity(registry);
      city.play([text("s/1", START_MS, "宝盈财富涉嫌非法集资", { channel })]);
      return city.findings.find(({ rule }) => rule === "word-fundraising")?.severity ?? 0;
    };
    expect(severity("股吧")).toBeLessThan(severity("上海公安") * 0.6);
  });

  test("each category fades at its own pace", () => {
    const city = createCity(registry);
    city.play([text("s/1", START_MS, "宝盈财富老板跑路，投诉无人理")]);
    const at = (days: number) => {
      const { state } = registry.tick(city.stateOf("e:7"), "e:7", START_MS + days * DAY_MS, {
        version: 1,
        weights: { basic: 0.2, compliance: 0.2, behaviour: 0.2, sentiment: 0.2, association: 0.2 },
        levels: { floors: [0, 40, 60, 75, 90], margin: 3, minDwellMs: 0 },
      });
      return state.score?.dimensions.sentiment ?? 0;
    };
    expect(at(90)).toBeLessThan(at(0) * 0.6);
    expect(at(90)).toBeGreaterThan(at(0) * 0.35);
  });
});

describe("what is not negative", () => {
  test.each([
    "宝盈财富声明：网传“跑路”系不实信息，公司经营一切正常",
    "宝盈财富不存在逾期兑付情形",
    "谨防非法集资，宝盈财富联合街道举办讲座",
    "宝盈财富荣获年度诚信企业称号",
  ])("%s", (words) => {
    const city = createCity(registry);
    city.play([text("s/1", START_MS, words)]);
    expect(city.findings).toEqual([]);
  });

  test("trouble of another firm in the same text is not this one's", () => {
    const city = createCity(registry);
    city.play([text("s/1", START_MS, "宝盈财富参加行业会议。中天信托兑付困难，负责人失联")]);
    expect(city.stateOf("e:7").score?.total ?? 0).toBeLessThan(10);
  });

  test("the source's own judgement settles a text without words of the lexicon", () => {
    const city = createCity(registry);
    const stories = [
      "客户经理换了三个，合同一直拿不到手",
      "门店贴着装修公告，里面空空荡荡",
      "老人说当初讲好的利息少了一半",
      "工作日上午没有一个员工在岗",
    ];
    city.play(
      stories.map((words, i) =>
        text(`s/${i}`, START_MS + i * HOUR_MS, `宝盈财富${words}`, { polarity: "negative" }),
      ),
    );
    expect(rulesIn(city.findings)).toContain("sentiment.burst");
  });
});

describe("refutation", () => {
  const left = (channel: string) => {
    const city = createCity(registry);
    city.play([text("s/1", START_MS, "网传宝盈财富老板跑路", { channel: "微博" })]);
    city.play([text("s/2", START_MS + HOUR_MS, "宝盈财富跑路系谣言，公司正常营业", { channel })]);
    return city.stateOf("e:7").score?.dimensions.sentiment ?? 0;
  };
  test("by the police takes most of it back, by the firm's own account little", () => {
    expect(left("上海公安")).toBeLessThan(left("公众号") * 0.6);
    expect(left("公众号")).toBeGreaterThan(12);
  });
});

describe("burst", () => {
  test("is against the firm's own history", () => {
    const city = createCity(registry);
    for (let i = 0; i < 40; i++) {
      city.play([
        text(
          `old/${i}`,
          START_MS + i * 5 * DAY_MS,
          `宝盈财富被投诉第${i}次，${"东南西北中发白春夏秋冬".slice(i % 8)}${i * 7919}，服务差评`,
        ),
      ]);
    }
    const settled = city.findings.filter(
      ({ rule, timeMs }) => rule === "burst" && timeMs > START_MS + 60 * DAY_MS,
    );
    expect(settled).toEqual([]);
    const day = START_MS + 201 * DAY_MS;
    const WORDS = [
      "门店关闭客户聚集",
      "合同到期不退款",
      "高管离职消息属实",
      "供应商上门讨债",
      "法院冻结账户",
      "客服电话停机",
      "直播间被关停",
      "合伙人反目举报",
    ];
    city.play(
      WORDS.map((words, i) =>
        text(`new/${i}`, day + i * HOUR_MS, `宝盈财富${words}，${WORDS[(i + 3) % 8]}，记者${i}现场报道`),
      ),
    );
    const burst = city.findings.filter(({ rule }) => rule === "burst").at(-1);
    expect(burst?.reason).toMatch(/^近1日负面舆情 [5-8] 篇（常态 (<0\.1|0\.\d)）$/);
  });
});

describe("promised return", () => {
  test("is conduct, shown against the benchmark rate, whether or not the text is negative", () => {
    const city = createCity(registry);
    city.play([text("s/1", START_MS, "宝盈财富新客专享：年化收益率高达24%，保本保息，名额有限")]);
    const offer = city.findings.find(({ rule }) => rule === "offer");
    expect(offer?.dimension).toBe("behaviour");
    expect(offer?.reason).toBe(
      "宣传承诺收益：“年化收益率高达24%”（折年化 24%，为 LPR 3% 的 8 倍），“保本保息”",
    );
    expect(offer?.severity).toBeGreaterThan(75);
    expect(offer?.evidence[0]?.text).toContain("年化收益率高达24%");
  });

  test("an ordinary rate is none", () => {
    const city = createCity(registry);
    city.play([text("s/1", START_MS, "宝盈财富代销的债券型产品年化收益率3.2%")]);
    expect(city.findings).toEqual([]);
  });
});
