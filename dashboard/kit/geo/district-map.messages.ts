import type { Messages } from "#kit/i18n/translate.ts";

export const districtMapMessages = {
  area: [
    "{name}：监测 {monitored} 家，风险企业 {atRisk} 家；{levels}",
    "{name}: {monitored} watched, {atRisk} at risk; {levels}",
  ],
  monitored: ["监测", "Watched"],
  atRisk: ["风险企业", "At risk"],
  share: ["占比", "Share"],
  index: ["风险指数", "Risk index"],
  legend: ["风险企业占比", "Share at risk"],
  "legend.none": ["无", "None"],
  "legend.most": ["最高 {share}", "Most {share}"],
  unknown: ["暂无数据", "No data"],
} as const satisfies Messages;
