/** A feature of risk (风险特征) in the words of an officer. The order is that of gravity, for ties. */
export interface RiskFeature {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

/**
 * The fixed catalogue. Named after 《防范和处置非法集资条例》 (order 737) arts. 2, 19–20, 39 and the offices' usage; 涉嫌
 * stands before what only a determination can say.
 */
export const RISK_FEATURES = [
  { id: "criminal", zh: "刑事立案", en: "Criminal case filed" },
  { id: "illegal-deposits", zh: "涉嫌非法吸收公众存款", en: "Suspected illegal taking of deposits" },
  { id: "absconding", zh: "失联跑路", en: "Absconding" },
  { id: "redemption", zh: "兑付困难", en: "Redemption trouble" },
  { id: "collapse", zh: "暴雷停业", en: "Collapse or closure" },
  { id: "pyramid", zh: "涉嫌传销", en: "Suspected pyramid selling" },
  { id: "fraud", zh: "涉嫌欺诈", en: "Suspected fraud" },
  { id: "high-return", zh: "承诺高收益", en: "Promises a high return" },
  { id: "capital-guarantee", zh: "保本保息", en: "Guarantees capital or interest" },
  { id: "no-licence", zh: "无证经营金融业务", en: "Financial business without a licence" },
  { id: "limit-breach", zh: "突破监管指标", en: "Breach of a regulatory limit" },
  { id: "sales-crowd", zh: "集中招聘销售", en: "Recruits a sales crowd" },
  { id: "shell-cluster", zh: "空壳集群", en: "Shell cluster" },
  { id: "fast-funds", zh: "资金快进快出", en: "Funds in and out fast" },
  { id: "gathered-funds", zh: "资金集中归集", en: "Funds gathered or scattered" },
  { id: "complaint-surge", zh: "投诉突增", en: "Surge of complaints" },
  { id: "media-surge", zh: "负面舆情突增", en: "Surge of negative media" },
  { id: "investor-protest", zh: "投资人维权", en: "Investors' protest" },
  { id: "dishonest", zh: "涉诉失信", en: "Court cases and dishonesty" },
  { id: "default", zh: "逾期违约", en: "Default" },
  { id: "penalty", zh: "受到监管处罚", en: "Penalised" },
  { id: "abnormal-change", zh: "异常变更", en: "Abnormal changes of registration" },
  { id: "abnormal-status", zh: "登记状态异常", en: "Abnormal registration status" },
  { id: "capital", zh: "注册资本异常", en: "Abnormal capital" },
  { id: "unfiled-site", zh: "网站应用未备案", en: "Website or app without filing" },
  { id: "late-filing", zh: "监管报送异常", en: "Late or adverse filings" },
  { id: "finance-warning", zh: "机构指标预警", en: "Warning in an organisation's figures" },
  { id: "rating", zh: "评级下滑", en: "Falling rating" },
  { id: "market", zh: "市场指标异常", en: "Abnormal market figures" },
  { id: "arrears", zh: "欠税欠薪", en: "Unpaid taxes or wages" },
  { id: "association", zh: "关联风险传导", en: "Risk through relations" },
] as const satisfies readonly RiskFeature[];

export type RiskFeatureId = (typeof RISK_FEATURES)[number]["id"];

export const RISK_FEATURE_IDS: readonly RiskFeatureId[] = RISK_FEATURES.map(({ id }) => id);

const byId = new Map<string, RiskFeature>(RISK_FEATURES.map((feature) => [feature.id, feature]));

export function riskFeatureName(id: string, language: "zh" | "en"): string {
  return byId.get(id)?.[language] ?? id;
}
