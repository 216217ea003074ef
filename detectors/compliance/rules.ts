import { formatFen, formatFenEn } from "#detectors/money";
import { type Figures, makeRules } from "#detectors/rule";
import { CATEGORY_MEANINGS, type Category } from "#detectors/text/lexicon";
import { citeLimit, formatLimitValue, LEGAL_LIMITS, type LegalLimit } from "#domain/legal-limit";

export const COMPLIANCE_ID = "compliance";
export const COMPLIANCE_VERSION = 1;

const PENALTY_ZH: Readonly<Record<string, string>> = {
  administrative: "行政处罚",
  "serious-violation": "列入严重违法失信名单",
  "abnormal-operation": "列入经营异常名录",
  blacklist: "列入黑名单",
};

export const complianceRules = makeRules(COMPLIANCE_ID, COMPLIANCE_VERSION, {
  criminal: {
    dimension: "compliance",
    halfLifeDays: null,
    forces: "outbreak",
    alerts: true,
    zh: (f) => `被刑事立案${f.cause === "" ? "" : `，案由：${f.cause}`}`,
    en: (f) => `Criminal case filed${f.cause === "" ? "" : `: ${f.cause}`}`,
  },
  dishonest: {
    dimension: "compliance",
    halfLifeDays: 365,
    zh: (f) => `被列为失信被执行人${amountZh(f)}`,
    en: (f) => `Listed as a dishonest debtor${amountEn(f)}`,
  },
  enforcement: {
    dimension: "compliance",
    halfLifeDays: 180,
    zh: (f) => `被法院强制执行 ${f.count} 件${amountZh(f)}`,
    en: (f) => `${f.count} court enforcement cases${amountEn(f)}`,
  },
  judgment: {
    dimension: "compliance",
    halfLifeDays: 120,
    zh: (f) => `作为被告被判决${amountZh(f)}${f.cause === "" ? "" : `（${f.cause}）`}`,
    en: (f) => `Judgment against the firm${amountEn(f)}`,
  },
  cases: {
    dimension: "compliance",
    halfLifeDays: 60,
    zh: (f) => `近${f.days}日涉诉 ${f.count} 件（常态 ${f.expected}）`,
    en: (f) => `${f.count} court cases in ${f.days} days (usually ${f.expected})`,
  },
  penalty: {
    dimension: "compliance",
    halfLifeDays: 180,
    zh: (f) => `${PENALTY_ZH[String(f.category)]}${amountZh(f)}${f.reason === "" ? "" : `：${f.reason}`}`,
    en: (f) => `Penalty (${f.category})${amountEn(f)}`,
  },
  "abnormal-list": {
    dimension: "compliance",
    halfLifeDays: null,
    renewDays: 365,
    zh: (f) => `列入经营异常名录${f.reason === "" ? "" : `：${f.reason}`}`,
    en: () => "On the abnormal-operation list",
  },
  arrears: {
    dimension: "compliance",
    halfLifeDays: null,
    renewDays: 30,
    zh: (f) => `欠缴${f.item} ${formatFen(Number(f.fen))}`,
    en: (f) => `Owes ${formatFenEn(Number(f.fen))} of ${f.item}`,
  },
  "limit-breach": {
    dimension: "compliance",
    halfLifeDays: null,
    renewDays: 30,
    forces: "yellow",
    alerts: true,
    zh: (f) => limitZh(f, (limit) => (limit.op === "<=" ? "超过上限" : "低于下限")),
    en: (f) => limitEn(f, "breaches the limit of"),
  },
  "limit-near": {
    dimension: "compliance",
    halfLifeDays: null,
    renewDays: 30,
    zh: (f) => limitZh(f, (limit) => (limit.op === "<=" ? "接近上限" : "接近下限")),
    en: (f) => limitEn(f, "is near the limit of"),
  },
  "filing-late": {
    dimension: "compliance",
    halfLifeDays: 90,
    zh: (f) => `${f.form}（${f.period}）迟报 ${f.days} 天`,
    en: (f) => `${f.form} (${f.period}) was filed ${f.days} days late`,
  },
  "filing-missing": {
    dimension: "compliance",
    halfLifeDays: null,
    renewDays: 9999,
    zh: (f) =>
      `${f.form}（${f.period}）应于 ${f.due} 报送，逾期未报 ${f.days} 天${f.assumed === 1 ? "（期限按上期推定）" : ""}`,
    en: (f) =>
      `${f.form} (${f.period}) was due on ${f.due}, missing for ${f.days} days${f.assumed === 1 ? " (date inferred)" : ""}`,
  },
  "filing-adverse": {
    dimension: "compliance",
    halfLifeDays: 90,
    zh: (f) => `${f.form}反映${CATEGORY_MEANINGS[f.category as Category].zh}：“${f.term}”`,
    en: (f) => `${f.form} reports ${CATEGORY_MEANINGS[f.category as Category].en}: “${f.term}”`,
  },
});

const LIMITS = new Map(LEGAL_LIMITS.map((limit) => [limit.id, limit]));

function limitZh(f: Figures, word: (limit: LegalLimit) => string): string {
  const limit = LIMITS.get(String(f.limit));
  if (limit === undefined) return String(f.limit);
  const trend = f.before === undefined ? "" : `，上期占用 ${f.before}%`;
  const doubt = limit.uncertain === undefined ? "" : "，条号待核";
  return `${limit.zh} ${measuredOf(f, limit)}，${word(limit)} ${formatLimitValue(limit)}（占用 ${f.use}%${trend}；${citeLimit(limit)}${doubt}）`;
}

function limitEn(f: Figures, words: string): string {
  const limit = LIMITS.get(String(f.limit));
  if (limit === undefined) return String(f.limit);
  return `${limit.en}: ${measuredOf(f, limit)} ${words} ${formatLimitValue(limit)} (${limit.number} ${limit.clause})`;
}

function measuredOf(f: Figures, limit: LegalLimit): string {
  return f.measured === "∞" ? "∞" : formatLimitValue(limit, Number(f.measured));
}

function amountZh(f: Figures): string {
  return Number(f.fen ?? 0) > 0 ? `，金额 ${formatFen(Number(f.fen))}` : "";
}

function amountEn(f: Figures): string {
  return Number(f.fen ?? 0) > 0 ? `, ${formatFenEn(Number(f.fen))}` : "";
}
