import type { InputKind, StreamEvent } from "#domain/event";
import { enterpriseKey } from "#domain/partition";
import { DAY_MS } from "#domain/time";

/** Share of each kind in the mix, as a city's sources send them. */
const SHARES: readonly (readonly [InputKind, number])[] = [
  ["sentiment", 0.34],
  ["market", 0.26],
  ["complaint", 0.12],
  ["registration", 0.1],
  ["tax", 0.06],
  ["judicial", 0.04],
  ["penalty", 0.03],
  ["filing", 0.03],
  ["transaction", 0.02],
];

/** Events of a city in time order: the same for the same seed. A tenth of the firms has a third of the events. */
export function* makeMix(options: {
  readonly seed: number;
  readonly events: number;
  readonly enterprises: number;
  readonly days: number;
}): Generator<StreamEvent> {
  const random = makeRandom(options.seed);
  const startMs = Date.UTC(2025, 0, 1);
  for (let i = 0; i < options.events; i++) {
    const pool = random() < 0.33 ? options.enterprises / 10 : options.enterprises;
    const enterpriseId = 1 + Math.floor(random() * pool);
    const kind = pickKind(random());
    const timeMs = startMs + Math.floor((i / options.events) * options.days * DAY_MS);
    yield {
      uid: `bench/${i}`,
      kind,
      type: `${kind}.changed`,
      key: enterpriseKey(enterpriseId),
      enterpriseId,
      district: "310115",
      source: "bench",
      timeMs,
      timeInferred: false,
      receivedMs: timeMs,
      simulated: true,
      hash: "0000000000000000",
      data: dataOf(kind, enterpriseId, i, random) as never,
    };
  }
}

const NEWS = [
  "与浦东新区一家科创企业签订合作协议，双方将在供应链协同、数字化管理等方面开展合作，首期项目金额约三百万元。",
  "发布二季度经营情况：营业收入同比增长，毛利率基本持平，管理层对下半年保持谨慎乐观。",
  "路过新店，装修挺用心的，排队的人不少，试营业期间八八折，味道中规中矩，环境加分。",
  "获评和谐劳动关系企业，公司连续多年未发生劳动争议，员工满意度调查结果良好。",
  "联合街道开展防范非法集资宣传，提醒老年居民警惕保本高息话术，不轻信陌生人的投资推荐。",
];
const TROUBLE = [
  "的产品到期不兑付，业务员电话打不通，投资人在群里商量集体报案维权。",
  "承诺年化收益18%，保本保息，如今提现困难，门店人去楼空。",
  "拖欠员工工资三个月，供应商起诉，账户被法院冻结。",
];
const CHANNELS = ["新闻", "微博", "公众号", "抖音", "知乎", "小红书", "黑猫"];

function dataOf(kind: InputKind, id: number, i: number, random: () => number): object {
  const name = `上海澜观${id}商贸有限公司`;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  switch (kind) {
    case "sentiment": {
      const text = `${name}${pick(random() < 0.12 ? TROUBLE : NEWS)}编号${i % 997}`;
      return { title: "", text, channel: pick(CHANNELS) };
    }
    case "market":
      return { metric: `series-${id % 3}`, value: 100 + 10 * Math.sin(i / 50) + random() * 5 };
    case "complaint":
      return {
        title: "消费纠纷",
        text: "商品有质量问题，商家同意换货但已拖延多日，要求退还定金。",
        amount: "1200.00",
        people: 1,
      };
    case "registration":
      return registrationOf(name, id, i, random);
    case "tax":
      return { item: "增值税", paid: "35000.00", arrears: random() < 0.05 ? "82000.00" : "0" };
    case "judicial":
      return {
        stage: pick(["filed", "hearing", "judgment", "enforcement"]),
        role: pick(["plaintiff", "defendant"]),
        cause: "买卖合同纠纷",
        amount: "250000",
      };
    case "penalty":
      return {
        category: pick(["administrative", "abnormal-operation"]),
        reason: "未按期公示年度报告",
        amount: "5000",
      };
    case "filing":
      return {
        form: "小额贷款公司月报",
        period: "2025-01",
        dueOn: "2025-02-15",
        figures: { largestBorrowerLoans: 8e6 + random() * 3e6, netAssetsLastYear: 1e8 },
      };
    case "transaction":
      return {
        provider: "bank",
        authority: "协查",
        account: `62220000${id}`,
        counterparty: `62221111${i % 50}`,
        direction: pick(["in", "out"]),
        amount: "48000",
        cash: random() < 0.2,
      };
  }
}

function registrationOf(name: string, id: number, i: number, random: () => number): object {
  const changed = random();
  return {
    name,
    status: "active",
    establishedOn: "2021-05-06",
    registeredCapital: "5000000",
    scope: "商务信息咨询，企业管理咨询，日用百货销售",
    legalRepresentative: changed < 0.2 ? `法人${i}` : `法人${id}`,
    registeredAddress: `上海市浦东新区世纪大道${changed > 0.8 ? i % 400 : id % 400}号${id % 30}01室`,
  };
}

function pickKind(at: number): InputKind {
  let sum = 0;
  for (const [kind, share] of SHARES) {
    sum += share;
    if (at < sum) return kind;
  }
  return "sentiment";
}

/** mulberry32: small, seeded, good enough for a mix. */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
