import { lookUp, type Messages } from "#kit/i18n/translate.ts";

/** Names of detectors and of their rules; a rule's id is also the id of the indicator that it feeds. */
export const indicatorMessages = {
  "registration-churn": ["登记异动", "Registration churn"],
  "shared-address": ["同址聚集", "Shared address"],
  "complaint-burst": ["投诉突增", "Complaint burst"],
  compliance: ["遵从", "Compliance"],
  sentiment: ["舆情", "Sentiment"],
  "market-anomaly": ["行情异常", "Market anomaly"],
  "fund-flow": ["资金流", "Fund flow"],
  "local-organisation": ["地方金融组织评价", "Evaluation of local organisations"],
  association: ["关联传导", "Association"],
  meeting: ["关联汇集", "Meeting of relations"],
  score: ["评分", "Score"],

  "rule.criminal": ["刑事立案", "Criminal case"],
  "rule.dishonest": ["失信被执行", "Dishonest debtor"],
  "rule.enforcement": ["强制执行", "Enforcement"],
  "rule.judgment": ["败诉判决", "Judgment against it"],
  "rule.cases": ["涉诉数量", "Court cases"],
  "rule.penalty": ["行政处罚", "Penalties"],
  "rule.abnormal-list": ["经营异常名录", "Abnormal-operation list"],
  "rule.arrears": ["欠税", "Tax arrears"],
  "rule.limit-breach": ["突破监管指标", "Legal limit broken"],
  "rule.limit-near": ["接近监管指标", "Near a legal limit"],
  "rule.filing-late": ["迟报", "Late filing"],
  "rule.filing-missing": ["漏报", "Missing filing"],
  "rule.filing-adverse": ["报送反映不利情况", "Adverse filing"],
  "rule.address-churn": ["住所变更", "Address changes"],
  "rule.representative-churn": ["法定代表人变更", "Representative changes"],
  "rule.rapid-change": ["短期密集变更", "Rapid changes"],
  "rule.handover": ["疑似转让壳公司", "Suspected shell handover"],
  "rule.capital-cut": ["减资", "Capital cut"],
  "rule.capital-unpaid": ["实缴不足", "Capital not paid in"],
  "rule.young-big-capital": ["新设大额资本", "Young with large capital"],
  "rule.scope-without-licence": ["经营范围与持牌不符", "Scope without licence"],
  "rule.status": ["登记状态", "Registered status"],
  "rule.sales-crowd": ["集中招聘销售", "Sales-crowd recruitment"],
  "rule.site-unfiled": ["网站未备案", "Site not filed"],
  "rule.burst": ["负面舆情突增", "Burst of negative texts"],
  "rule.spread": ["舆情扩散", "Spread over channels"],
  "rule.offer": ["承诺收益", "Promised return"],
  "rule.rate": ["投诉频率", "Complaint rate"],
  "rule.scale": ["投诉规模", "Scale of complaints"],
  "rule.wording": ["投诉用语", "Wording of complaints"],
  "rule.warning": ["评价预警", "Warning of the evaluation"],
  "rule.anomaly": ["指标异常", "Anomaly"],
  "rule.shift": ["水平突变", "Level shift"],
  "rule.party": ["关联方风险", "Risk of related parties"],
  "rule.pass": ["快进快出", "Pass-through"],
  "rule.gather": ["集中转入", "Gathering"],
  "rule.scatter": ["分散转出", "Scattering"],
  "rule.cash": ["大量取现", "Heavy cash withdrawal"],
  "rule.structuring": ["疑似拆分", "Structuring"],
  "rule.woken": ["沉睡账户启用", "Sleeping account woken"],
  "rule.cluster": ["同址多户", "Address cluster"],
  "rule.word-absconding": ["跑路失联字样", "Words: absconding"],
  "rule.word-redemption": ["兑付困难字样", "Words: redemption trouble"],
  "rule.word-fundraising": ["非法集资字样", "Words: illegal fund-raising"],
  "rule.word-pyramid": ["传销字样", "Words: pyramid selling"],
  "rule.word-fraud": ["诈骗字样", "Words: fraud"],
  "rule.word-criminal": ["涉刑字样", "Words: criminal"],
  "rule.word-collapse": ["暴雷崩盘字样", "Words: collapse"],
  "rule.word-default": ["逾期违约字样", "Words: default"],
  "rule.word-rights": ["维权字样", "Words: protest"],
  "rule.word-regulatory": ["监管处罚字样", "Words: regulatory action"],
  "rule.word-market": ["违规经营字样", "Words: misconduct"],
  "rule.word-wages": ["欠薪字样", "Words: unpaid wages"],
  "rule.word-litigation": ["涉诉字样", "Words: litigation"],
  "rule.word-distress": ["经营恶化字样", "Words: distress"],
} as const satisfies Messages;

/** “complaint-burst.rate” and “rate” are both 投诉频率; an id that is not known is shown as it came. */
export function indicatorName(id: string): string {
  const rule = id.slice(id.lastIndexOf(".") + 1);
  const found = lookUp(indicatorMessages, `rule.${rule}`);
  return found === `rule.${rule}` ? id : found;
}

export function detectorName(id: string): string {
  return lookUp(indicatorMessages, id);
}
