import { makeRules, type Rule } from "#detectors/rule";
import { CATEGORIES, CATEGORY_MEANINGS, type Category } from "#detectors/text/lexicon";

export const SENTIMENT_ID = "sentiment";
export const SENTIMENT_VERSION = 1;

export const sentimentRules = makeRules(SENTIMENT_ID, SENTIMENT_VERSION, {
  burst: {
    dimension: "sentiment",
    halfLifeDays: 14,
    zh: (f) => `近${f.days}日负面舆情 ${f.count} 篇（常态 ${f.expected}）`,
    en: (f) => `${f.count} negative texts in ${f.days} days (usually ${f.expected})`,
  },
  spread: {
    dimension: "sentiment",
    halfLifeDays: 14,
    zh: (f) => `负面舆情 7 日内扩散到 ${f.channels} 个渠道（${f.names}）`,
    en: (f) => `Negative texts on ${f.channels} channels within 7 days (${f.names})`,
  },
  offer: {
    dimension: "behaviour",
    halfLifeDays: 90,
    zh: (f) => `宣传承诺收益：${offerZh(f)}`,
    en: (f) => `Promises a return: ${offerEn(f)}`,
  },
});

/** One rule a category, because each fades at its own pace. */
export const wordRules: Readonly<Record<Category, Rule>> = Object.fromEntries(
  CATEGORIES.map((category) => {
    const { halfLifeDays, zh, en } = CATEGORY_MEANINGS[category];
    const id = `word-${category}`;
    const made = makeRules<string>(SENTIMENT_ID, SENTIMENT_VERSION, {
      [id]: {
        dimension: "sentiment",
        halfLifeDays,
        zh: (f) => `舆情出现${zh}字样：“${f.terms}”（${f.count} 篇）`,
        en: (f) => `Texts speak of ${en}: “${f.terms}” (${f.count})`,
      },
    });
    return [category, made[id]];
  }),
) as Record<Category, Rule>;

function offerZh(f: Record<string, number | string>): string {
  const rate =
    f.percent === undefined
      ? ""
      : `“${f.offer}”（折年化 ${f.percent}%，为 LPR ${f.benchmark}% 的 ${f.times} 倍）`;
  const words = f.words === undefined ? "" : `“${f.words}”`;
  return [rate, words].filter((part) => part !== "").join("，");
}

function offerEn(f: Record<string, number | string>): string {
  const rate =
    f.percent === undefined
      ? ""
      : `“${f.offer}” (${f.percent} % a year, ${f.times} times the LPR of ${f.benchmark} %)`;
  const words = f.words === undefined ? "" : `“${f.words}”`;
  return [rate, words].filter((part) => part !== "").join(", ");
}
