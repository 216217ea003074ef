import { districtOf } from "#domain/district";
import type { Identity } from "#stream/simulator/city";
import type { Rng } from "#stream/simulator/random";
import {
  CHANNELS,
  type Channel,
  PHRASES,
  type Topic,
  type TopicPhrases,
  WRAPPERS,
} from "#stream/simulator/texts/negative";
import { GRUMBLE, MISREAD, NEUTRAL, NEUTRAL_SHOP } from "#stream/simulator/texts/neutral";
import { compile, fill, type Template, type TextSubject } from "#stream/simulator/texts/template";

/** Data of a sentiment event. */
export interface SentimentData {
  readonly title: string;
  readonly text: string;
  readonly channel: string;
  readonly author?: string;
  readonly polarity?: "negative" | "neutral" | "positive";
  readonly reposts?: number;
}

export function subjectOf(identity: Identity): TextSubject {
  const short =
    identity.kind === "wealth"
      ? `${identity.tradeName}财富`
      : identity.word.length <= 4
        ? identity.tradeName + identity.word
        : identity.tradeName + identity.word.slice(0, 2);
  return { name: identity.name, short, district: districtOf(identity.district)?.short ?? "上海" };
}

/** A text on a topic, in a channel's voice; the registered name stands in every text without a subject of its own. */
export function makeNegativeText(
  rng: Rng,
  identity: Identity,
  topic: Topic,
  channel: Channel,
  named: boolean,
): SentimentData {
  const phrases: TopicPhrases = PHRASES[topic];
  const subject = subjectOf(identity);
  const [before, after] = pickWrapper(rng, channel);
  let body = fill(rng.pick(phrases.claims), rng, subject);
  if (rng.chance(0.75)) body += fill(rng.pick(phrases.details), rng, subject);
  const wrapped = fill(before, rng, subject) + body + fill(after, rng, subject);
  const text =
    named && !wrapped.includes(identity.name) ? `${wrapped}（涉及企业：${identity.name}）` : wrapped;
  const titled = channel === "新闻" || channel === "公众号" || channel === "知乎" || channel === "黑猫投诉";
  const positive = topic === "clarify";
  return {
    title: titled ? fill(rng.pick(phrases.titles), rng, subject) : "",
    text,
    channel,
    ...authorOf(rng, channel),
    // Most sources do not say what a text means; those that do are right nine times in ten.
    ...(rng.chance(0.25)
      ? {
          polarity: positive
            ? ("neutral" as const)
            : rng.chance(0.9)
              ? ("negative" as const)
              : ("neutral" as const),
        }
      : {}),
    reposts: Math.floor(Math.exp(rng.unit() * (topic === "rumour" ? 7.5 : 4.5))) - 1,
  };
}

/** `calm` keeps grumbling and easily misread words to a few in a thousand. */
export function makeNeutralText(
  rng: Rng,
  identity: Identity,
  channel: Channel,
  named: boolean,
  calm: boolean,
): SentimentData {
  const subject = subjectOf(identity);
  const tone = rng.unit();
  const grumble = tone < (calm ? 0.001 : 0.05);
  const misread = !grumble && tone < (calm ? 0.004 : 0.12);
  const body = fill(rng.pick(grumble ? GRUMBLE : misread ? MISREAD : neutralFor(identity)), rng, subject);
  const titled = channel === "新闻" || channel === "公众号";
  return {
    title: titled ? headlineOf(body) : "",
    text: named && !body.includes(identity.name) ? `${body}（${identity.name}）` : body,
    channel,
    ...authorOf(rng, channel),
    ...(rng.chance(0.25)
      ? {
          polarity: grumble
            ? ("negative" as const)
            : rng.chance(0.3)
              ? ("positive" as const)
              : ("neutral" as const),
        }
      : {}),
    reposts: Math.floor(Math.exp(rng.unit() * 3)) - 1,
  };
}

function neutralFor(identity: Identity): readonly Template[] {
  return identity.industry.form === "individual" ? NEUTRAL_SHOP : NEUTRAL;
}

/** The first clauses of a body, as a newspaper would head it. */
function headlineOf(body: string): string {
  const end = body.indexOf("，", 12);
  return end < 0 || end > 36 ? body.slice(0, 28) : body.slice(0, end);
}

/** A text that names several firms: a trade round-up, or a warning list. */
export function makeRoundUp(rng: Rng, identities: readonly Identity[], negative: boolean): SentimentData {
  const names = identities.map((identity) => identity.name).join("、");
  const district = districtOf((identities[0] as Identity).district)?.short ?? "上海";
  const text = negative
    ? `据多名投资人反映，${names}等机构近期出现延期兑付，部分门店已暂停营业，${district}有关部门已介入了解情况。`
    : rng.pick([
        `${district}公布新一批诚信经营示范单位，${names}榜上有名。`,
        `${names}等企业联合发起成立行业自律联盟，倡议规范合同文本、公开服务价格。`,
        `长三角产业对接会在${district}举行，${names}现场签约。`,
      ]);
  return {
    title: negative ? `${district}多家机构延期兑付` : "",
    text,
    channel: "新闻",
    author: "",
    reposts: rng.int(40),
  };
}

const VOICES: Readonly<Record<Channel, readonly string[]>> = {
  微博: ["老张在上海", "弄堂里的猫", "浦江夜话", "打工人日记", "阿拉爷叔", "小笼包十二只"],
  公众号: ["申城财经观察", "沪上消费", "黄浦江畔", "理财避坑指南"],
  抖音: ["上海小王说事", "魔都探店", "爷叔讲理财", "法律老李"],
  知乎: ["匿名用户", "金融民工", "不愿透露姓名", "上海土著"],
  小红书: ["momo", "今天也要加油", "爱喝咖啡的栗子", "沪漂小鹿"],
  黑猫投诉: ["用户", "匿名"],
  新闻: ["上海本地新闻", "财经日报", "晚报"],
};

function authorOf(rng: Rng, channel: Channel): { readonly author: string } {
  const voice = rng.pick(VOICES[channel]);
  return { author: channel === "新闻" || channel === "公众号" ? voice : `${voice}${rng.between(10, 9999)}` };
}

export function pickChannel(rng: Rng): Channel {
  return CHANNELS[Math.floor(rng.unit() ** 1.2 * CHANNELS.length)] as Channel;
}

const wrappers = new Map<Channel, readonly (readonly [Template, Template])[]>(
  CHANNELS.map((channel) => [
    channel,
    WRAPPERS[channel].map(
      ([before, after]) => compile([before, after]) as unknown as readonly [Template, Template],
    ),
  ]),
);

function pickWrapper(rng: Rng, channel: Channel): readonly [Template, Template] {
  return rng.pick(wrappers.get(channel) as readonly (readonly [Template, Template])[]);
}
