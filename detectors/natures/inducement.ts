import type { NatureDraft, NatureParameters, NaturePoint, Sentence } from "#detectors/natures/input";
import { type ReadText, sentencesMatching, sentenceWith } from "#detectors/natures/reading";
import { rateSeverity, SENTIMENT_DEFAULTS } from "#detectors/sentiment/parameters";

const REWARDS =
  /返现|返利|返佣|推荐奖|推荐奖励|拉新奖|送(?:米|油|礼品|黄金|手机|旅游|体检)|免费旅游|礼品卡|静态收益|动态收益|分红/;
const PAID_RETURN = /返息|付息|利息|收益|返利|分红|回报/;

/** A promised rate, with where it stands. */
export interface PromisedReturn {
  readonly words: string;
  readonly annualPercent: number;
  readonly sentence: Sentence;
}

export interface InducementDraft extends NatureDraft {
  /** Highest first, each yearly rate once. */
  readonly promises: readonly PromisedReturn[];
}

/** 利诱性: promised rates against the benchmark and the legal lines, guarantee wording, gifts, returns that were paid. */
export function readInducement(
  texts: readonly ReadText[],
  transactions: readonly { readonly remark: string }[],
  p: NatureParameters,
): InducementDraft {
  const points: NaturePoint[] = [];
  const promises = promisesOf(texts);
  const highest = promises[0];
  if (highest !== undefined) {
    const severity = rateSeverity(highest.annualPercent, SENTIMENT_DEFAULTS.ordinaryPercent);
    const times = Number((highest.annualPercent / p.lprPercent).toFixed(1));
    if (severity > 0)
      points.push({
        id: "promised-return",
        words: {
          zh: `承诺收益折年化 ${highest.annualPercent}%，为一年期 LPR ${p.lprPercent}% 的 ${times} 倍（四倍 LPR 为 ${4 * p.lprPercent}%）`,
          en: `Promises ${highest.annualPercent} % a year, ${times} times the one-year LPR of ${p.lprPercent} % (four times: ${4 * p.lprPercent} %)`,
        },
        weight: severity / 100,
        source: highest.sentence.kind,
        sentences: promises.slice(0, p.keptSentences).map(({ sentence }) => sentence),
      });
  }
  const guarantees = texts.flatMap((read) =>
    read.analysis.guarantees
      .slice(0, 1)
      .map(({ term, weight }) => ({ term, weight, sentence: sentenceWith(read, term) })),
  );
  const strongest = guarantees.sort((a, b) => b.weight - a.weight)[0];
  if (strongest !== undefined) {
    const terms = [...new Set(guarantees.map(({ term }) => term))];
    points.push({
      id: "guarantee",
      words: {
        zh: `保本保收益类表述：“${terms.slice(0, 4).join("”“")}”，共 ${guarantees.length} 篇`,
        en: `Guarantee wording: “${terms.slice(0, 4).join("”, “")}”, in ${guarantees.length} texts`,
      },
      weight: Math.min(0.75, 0.5 * strongest.weight + 0.05 * (guarantees.length - 1)),
      source: strongest.sentence.kind,
      sentences: guarantees.slice(0, p.keptSentences).map(({ sentence }) => sentence),
    });
  }
  const rewards = texts
    .filter(({ event }) => event.kind !== "penalty" && event.kind !== "judicial")
    .flatMap((read) => sentencesMatching(read, REWARDS));
  if (rewards.length > 0)
    points.push({
      id: "rewards",
      words: {
        zh: `以礼品、返现或推荐奖励吸引，${rewards.length} 处`,
        en: `Gifts, cash back or rewards for bringing others: ${rewards.length} sentences`,
      },
      weight: Math.min(0.35, 0.15 + 0.05 * rewards.length),
      source: rewards[0]?.kind ?? "sentiment",
      sentences: rewards.slice(0, p.keptSentences),
    });
  const paid = transactions.filter(({ remark }) => PAID_RETURN.test(remark)).length;
  if (paid >= 3)
    points.push({
      id: "paid-returns",
      words: {
        zh: `资金流水有 ${paid} 笔支付附言为利息或收益`,
        en: `${paid} payments out are marked as interest or return`,
      },
      weight: Math.min(0.4, 0.2 + 0.02 * paid),
      source: "transaction",
      sentences: [],
    });
  const unknown =
    texts.length === 0
      ? [{ zh: "没有宣传、舆情或投诉文本", en: "There is no text of promotion, media or complaints" }]
      : points.length === 0
        ? [
            {
              zh: "已读文本未见承诺收益；合同、宣传单、直播等未接入的材料需另行调取",
              en: "The texts read promise nothing; contracts, leaflets and live streams are not among them",
            },
          ]
        : [];
  return { points, unknown, promises };
}

function promisesOf(texts: readonly ReadText[]): PromisedReturn[] {
  const byRate = new Map<number, PromisedReturn>();
  for (const read of texts) {
    for (const rate of read.analysis.rates) {
      if (byRate.has(rate.annualPercent)) continue;
      byRate.set(rate.annualPercent, {
        words: rate.text,
        annualPercent: rate.annualPercent,
        sentence: sentenceWith(read, rate.text),
      });
    }
  }
  return [...byRate.values()].sort((a, b) => b.annualPercent - a.annualPercent);
}
