/** The six indicator groups (六类指标) in which every kind of local financial organisation is evaluated. */
export const INDICATOR_GROUPS = [
  "operating",
  "financial",
  "compliance",
  "credit",
  "legal",
  "reputation",
] as const;
export type IndicatorGroup = (typeof INDICATOR_GROUPS)[number];

export const INDICATOR_GROUP_NAMES: Readonly<
  Record<IndicatorGroup, { readonly zh: string; readonly en: string }>
> = {
  operating: { zh: "运营风险", en: "Operating" },
  financial: { zh: "财务风险", en: "Financial" },
  compliance: { zh: "合规风险", en: "Compliance" },
  credit: { zh: "信用风险", en: "Credit" },
  legal: { zh: "法律风险", en: "Legal" },
  reputation: { zh: "声誉风险", en: "Reputation" },
};

/** What an indicator is counted in. */
export const INDICATOR_UNITS = [
  "ratio",
  "times",
  "yuan",
  "count",
  "days",
  "months",
  "points",
  "grade",
  "index",
  "monthly-rate",
] as const;
export type IndicatorUnit = (typeof INDICATOR_UNITS)[number];
