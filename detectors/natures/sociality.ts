import { type Estimate, estimateExtent } from "#detectors/natures/estimate";
import type { NatureDraft, NatureEvent, NatureParameters, NaturePoint } from "#detectors/natures/input";
import { type ReadText, sentenceOf, sentencesMatching } from "#detectors/natures/reading";
import { PURSUIT_THRESHOLDS } from "#domain/nature";

const PUBLIC =
  /讲座|推介会|说明会|答谢会|酒会|客户见面会|路演|面向社会|面向公众|不特定|公开募集|公开宣传|传单|扫楼|地推|社区活动|老年人|老人|电话营销|朋友圈|直播间|短视频推广|门店|口口相传|拉人头|转发有奖|扫码(?:入会|投资)/;
const OFFERING = /年化|收益|理财|投资|认购|返利|会员/;

export interface SocialityDraft extends NatureDraft {
  readonly estimate: Estimate;
  /** Channels that carried an offer, most texts first. */
  readonly channels: readonly { readonly channel: string; readonly texts: number }[];
}

/** 社会性: by which channels an offer reached unspecified people, and how many people and how much money that concerns. */
export function readSociality(
  texts: readonly ReadText[],
  events: readonly NatureEvent[],
  p: NatureParameters,
): SocialityDraft {
  const points: NaturePoint[] = [];
  const offers = texts.filter(
    ({ event, analysis }) =>
      event.kind === "sentiment" &&
      (analysis.rates.length > 0 || analysis.guarantees.length > 0 || OFFERING.test(analysis.text)),
  );
  const channels = countChannels(offers);
  if (channels.length > 0) {
    const reposts = offers.reduce(
      (sum, { event }) => sum + (typeof event.data.reposts === "number" ? event.data.reposts : 0),
      0,
    );
    points.push({
      id: "channels",
      words: {
        zh: `募资或收益相关信息见于 ${channels.length} 个渠道、${offers.length} 篇${reposts > 0 ? `，转发 ${reposts} 次` : ""}（${channels
          .slice(0, 5)
          .map(({ channel }) => channel)
          .join("、")}）`,
        en: `Texts on investing or returns on ${channels.length} channels, ${offers.length} texts${reposts > 0 ? `, reposted ${reposts} times` : ""} (${channels
          .slice(0, 5)
          .map(({ channel }) => channel)
          .join(", ")})`,
      },
      weight: Math.min(0.5, 0.1 * channels.length + 0.02 * offers.length + (reposts >= 100 ? 0.1 : 0)),
      source: "sentiment",
      sentences: offers
        .slice(0, p.keptSentences)
        .map((read) => sentenceOf(read, read.sentences[0]?.raw ?? read.raw)),
    });
  }
  const crowd = texts
    .filter(
      ({ event }) =>
        event.kind === "sentiment" || event.kind === "complaint" || event.kind === "registration",
    )
    .flatMap((read) => sentencesMatching(read, PUBLIC));
  if (crowd.length > 0)
    points.push({
      id: "public-offer",
      words: {
        zh: `面向不特定对象的宣传方式（讲座、推介、传单、老人、直播等）${crowd.length} 处`,
        en: `Ways of reaching unspecified people (lectures, leaflets, the elderly, live streams): ${crowd.length} sentences`,
      },
      weight: Math.min(0.6, 0.3 + 0.05 * (crowd.length - 1)),
      source: crowd[0]?.kind ?? "sentiment",
      sentences: crowd.slice(0, p.keptSentences),
    });
  points.push(...recruitment(events, p));
  const estimate = estimateExtent(texts, events, p);
  points.push(...extent(estimate, events));
  return { points, estimate, channels, unknown: unknownOf(texts, events, estimate) };
}

function countChannels(texts: readonly ReadText[]): { channel: string; texts: number }[] {
  const counts = new Map<string, number>();
  for (const { channel, event } of texts) {
    const name = channel ?? event.source;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([channel, count]) => ({ channel, texts: count }))
    .sort((a, b) => b.texts - a.texts || (a.channel < b.channel ? -1 : 1));
}

function recruitment(events: readonly NatureEvent[], p: NatureParameters): NaturePoint[] {
  let most = 0;
  for (const { kind, data } of events) {
    if (kind !== "registration") continue;
    const posts = (data.recruitment ?? {}) as { posts?: unknown; salesPosts?: unknown };
    const sales = typeof posts.salesPosts === "number" ? posts.salesPosts : 0;
    most = Math.max(most, sales);
  }
  if (most < p.salesPosts) return [];
  return [
    {
      id: "sales-crowd",
      words: { zh: `一次招聘销售人员 ${most} 名`, en: `Recruits ${most} sales people at once` },
      weight: Math.min(0.45, 0.2 + most / 400),
      source: "registration",
      sentences: [],
    },
  ];
}

/** How far the estimate goes beyond the thresholds: what is proved counts in full, what is only possible little. */
function extent({ people, amountFen }: Estimate, events: readonly NatureEvent[]): NaturePoint[] {
  if (people === null && amountFen === null) return [];
  const reach = Math.max(
    reachOf(people?.low, people?.middle, PURSUIT_THRESHOLDS.people),
    reachOf(amountFen?.low, amountFen?.middle, PURSUIT_THRESHOLDS.amountFen),
  );
  const zh =
    people === null
      ? "人数未知"
      : `至少 ${people.low} 人，估计 ${people.middle} 人（至多 ${people.high} 人）`;
  const en =
    people === null
      ? "People not known"
      : `At least ${people.low} people, estimated ${people.middle} (at most ${people.high})`;
  return [
    {
      id: "extent",
      words: { zh: `涉及范围：${zh}`, en: `Extent: ${en}` },
      weight: reach,
      source: events.some(({ kind }) => kind === "complaint") ? "complaint" : "sentiment",
      sentences: [],
    },
  ];
}

function reachOf(low = 0, middle = 0, threshold: number): number {
  return Math.min(0.7, 0.6 * Math.min(1, low / threshold) + 0.3 * Math.min(1, middle / threshold));
}

function unknownOf(
  texts: readonly ReadText[],
  events: readonly NatureEvent[],
  { people, amountFen }: Estimate,
) {
  const unknown = [];
  if (!texts.some(({ event }) => event.kind === "sentiment"))
    unknown.push({ zh: "没有舆情文本，传播渠道未知", en: "No media text: channels are not known" });
  if (people === null)
    unknown.push({
      zh: "没有投诉或流水，人数无从估计",
      en: "No complaints or transfers: people cannot be estimated",
    });
  if (amountFen === null) unknown.push({ zh: "没有金额线索", en: "No amount is stated" });
  if (!events.some(({ kind }) => kind === "transaction"))
    unknown.push({
      zh: "未取得资金流水，实际集资人数与金额须以流水核实",
      en: "No transfers were provided: people and amounts must be checked against them",
    });
  return unknown;
}
