import { makeRules } from "#detectors/rule";

export const ratingRules = makeRules("rating-watch", 1, {
  "rating-lost": {
    dimension: "compliance",
    halfLifeDays: null,
    renewDays: 9999,
    zh: (f) => `已退出${f.form}：${f.period} 期后 ${f.days} 天未再列入（末次 ${f.last}）`,
    en: (f) => `Dropped from ${f.form}: not listed for ${f.days} days after ${f.period} (last ${f.last})`,
  },
  "rating-fall": {
    dimension: "compliance",
    halfLifeDays: null,
    renewDays: 90,
    zh: (f) => `${f.form}得分由 ${f.from} 降至 ${f.to}`,
    en: (f) => `Score in ${f.form} fell from ${f.from} to ${f.to}`,
  },
  "rating-low": {
    dimension: "compliance",
    halfLifeDays: null,
    renewDays: 365,
    zh: (f) => `${f.form}评级偏低：${f.mark}${f.score === "" ? "" : `（${f.score} 分）`}`,
    en: (f) => `Low mark in ${f.form}: ${f.mark}${f.score === "" ? "" : ` (${f.score})`}`,
  },
  "net-outflow": {
    dimension: "behaviour",
    halfLifeDays: null,
    renewDays: 180,
    zh: (f) => `资金连续 ${f.editions} 期净流出`,
    en: (f) => `More money left than came for ${f.editions} editions in a row`,
  },
  "high-yield": {
    dimension: "behaviour",
    halfLifeDays: null,
    renewDays: 365,
    zh: (f) => `平均年化收益 ${f.percent}%，明显高于基准`,
    en: (f) => `Average yearly return of ${f.percent}%, well above the benchmark`,
  },
});
