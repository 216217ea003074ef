import type { Category } from "#detectors/text/lexicon";
import type { RiskFeatureId } from "#domain/risk-feature";

/** What a rule ("<detector>.<rule>") says by itself. What is absent colours a score and is no feature. */
export const FEATURES_OF_RULE: Readonly<Record<string, RiskFeatureId>> = {
  "compliance.criminal": "criminal",
  "compliance.dishonest": "dishonest",
  "compliance.enforcement": "dishonest",
  "compliance.judgment": "dishonest",
  "compliance.cases": "dishonest",
  "compliance.penalty": "penalty",
  "compliance.abnormal-list": "abnormal-status",
  "compliance.arrears": "arrears",
  "compliance.limit-breach": "limit-breach",
  "compliance.filing-late": "late-filing",
  "compliance.filing-missing": "late-filing",
  "compliance.filing-adverse": "late-filing",
  "complaint-burst.rate": "complaint-surge",
  "complaint-burst.scale": "complaint-surge",
  "sentiment.burst": "media-surge",
  "sentiment.spread": "media-surge",
  "sentiment.word-absconding": "absconding",
  "sentiment.word-redemption": "redemption",
  "sentiment.word-fundraising": "illegal-deposits",
  "sentiment.word-pyramid": "pyramid",
  "sentiment.word-fraud": "fraud",
  "sentiment.word-collapse": "collapse",
  "sentiment.word-default": "default",
  "sentiment.word-rights": "investor-protest",
  "sentiment.word-regulatory": "penalty",
  "sentiment.word-wages": "arrears",
  "sentiment.word-litigation": "dishonest",
  "registration-churn.address-churn": "abnormal-change",
  "registration-churn.representative-churn": "abnormal-change",
  "registration-churn.rapid-change": "abnormal-change",
  "registration-churn.handover": "abnormal-change",
  "registration-churn.capital-cut": "capital",
  "registration-churn.capital-unpaid": "capital",
  "registration-churn.young-big-capital": "capital",
  "registration-churn.scope-without-licence": "no-licence",
  "registration-churn.status": "abnormal-status",
  "registration-churn.sales-crowd": "sales-crowd",
  "registration-churn.site-unfiled": "unfiled-site",
  "shared-address.cluster": "shell-cluster",
  "shared-address.churn": "shell-cluster",
  "relations.cluster": "shell-cluster",
  "relations.path": "association",
  "association.party": "association",
  "market-anomaly.anomaly": "market",
  "market-anomaly.shift": "market",
  "market-anomaly.shock": "market",
  "rating-watch.rating-lost": "rating",
  "rating-watch.rating-fall": "rating",
  "rating-watch.rating-low": "rating",
  "rating-watch.net-outflow": "rating",
  "rating-watch.high-yield": "high-return",
  "money-flow.pass": "fast-funds",
  "money-flow.transit": "fast-funds",
  "money-flow.cycle": "fast-funds",
  "money-flow.gather": "gathered-funds",
  "money-flow.scatter": "gathered-funds",
  "money-flow.cash": "gathered-funds",
  "money-flow.structuring": "gathered-funds",
  "money-flow.woken": "gathered-funds",
  "local-organisation.warning": "finance-warning",
};

/** What the words of a finding say, whichever rule made it. */
export const FEATURES_OF_CATEGORY: Readonly<Partial<Record<Category, RiskFeatureId>>> = {
  absconding: "absconding",
  redemption: "redemption",
  fundraising: "illegal-deposits",
  pyramid: "pyramid",
  fraud: "fraud",
  collapse: "collapse",
  default: "default",
  rights: "investor-protest",
  wages: "arrears",
};

/** Wordings for which the lexicon has no category of its own. */
export const FEATURES_OF_WORDING: readonly (readonly [RegExp, RiskFeatureId])[] = [
  [
    /无证经营|无牌照|无许可|超范围经营|未经(?:批准|许可|核准)[^。，；]{0,12}(?:金融|融资|放贷|募集|理财|证券|保险|支付)/,
    "no-licence",
  ],
  [/非法吸收公众存款|集资诈骗|非法集资/, "illegal-deposits"],
];

/** Rules that speak of others, not of the firm: their words are not read. */
export const RULES_ABOUT_OTHERS = /^(?:association|relations|shared-address)\./;
