import type { Identity } from "#stream/simulator/city";
import type { Rng } from "#stream/simulator/random";
import { PHRASES, type Topic } from "#stream/simulator/texts/negative";
import { subjectOf } from "#stream/simulator/texts/sentiment";
import { compile, fill } from "#stream/simulator/texts/template";

export interface ComplaintData {
  readonly channel: string;
  readonly title: string;
  readonly text: string;
  readonly amount?: string;
  readonly people?: number;
  readonly category: string;
}

/** 12345 categories by what a complaint is about. */
const CATEGORIES: Readonly<Partial<Record<Topic, string>>> = {
  promise: "金融广告",
  recruit: "劳动用工",
  lecture: "金融广告",
  redemption: "投资理财纠纷",
  abscond: "投资理财纠纷",
  rights: "投资理财纠纷",
  wages: "劳动报酬",
  consumer: "消费纠纷",
  fraud: "涉嫌诈骗",
  default: "合同纠纷",
};

const CHANNELS = ["12345热线", "12345热线", "市民信箱", "信访来访", "12315", "举报平台"];
const OPENINGS = compile(["来电人反映：", "市民{p}来电：", "投诉人称，", "举报人反映，", "网上留言："]);
const CLOSINGS = compile([
  "诉求：要求核实处理并回复。",
  "希望有关部门介入调查。",
  "要求退还{a}万元本金。",
  "请尽快联系投诉人。",
  "",
]);

/** Everyday complaints that any firm gets. */
const EVERYDAY = compile([
  "在{s}购买的商品有质量问题，商家同意换货但已拖延{m}天。",
  "{s}夜间装卸货噪声扰民，影响休息。",
  "{s}门前占道堆物，影响通行。",
  "{s}发票开具不及时，催了{m}次。",
  "{s}的外墙广告灯太亮，影响楼上居民。",
  "{s}预约后无法按时提供服务，要求退还定金{k}元。",
  "{s}员工停车占用小区车位。",
  "咨询{n}的营业时间和地址，热线无人接听。",
]);
const EVERYDAY_CATEGORIES = ["消费纠纷", "环境噪声", "市容环境", "发票问题", "服务质量", "咨询"];

export function makeComplaint(rng: Rng, identity: Identity, topic: Topic): ComplaintData {
  const subject = subjectOf(identity);
  const phrases = PHRASES[topic];
  const text =
    fill(rng.pick(OPENINGS), rng, subject) +
    fill(rng.pick(phrases.claims), rng, subject) +
    (rng.chance(0.6) ? fill(rng.pick(phrases.details), rng, subject) : "") +
    fill(rng.pick(CLOSINGS), rng, subject);
  const money = topic === "redemption" || topic === "abscond" || topic === "fraud" || topic === "promise";
  return {
    channel: rng.pick(CHANNELS),
    title: fill(rng.pick(phrases.titles), rng, subject),
    text,
    category: CATEGORIES[topic] ?? "其他",
    ...(money
      ? { amount: `${rng.between(3, 80)}0000.00`, people: rng.chance(0.15) ? rng.between(2, 12) : 1 }
      : {}),
    ...(topic === "consumer" ? { amount: `${rng.between(3, 98)}00.00`, people: 1 } : {}),
  };
}

export function makeEverydayComplaint(rng: Rng, identity: Identity): ComplaintData {
  const subject = subjectOf(identity);
  return {
    channel: rng.pick(CHANNELS),
    title: "",
    text: fill(rng.pick(OPENINGS), rng, subject) + fill(rng.pick(EVERYDAY), rng, subject),
    category: rng.pick(EVERYDAY_CATEGORIES),
  };
}
