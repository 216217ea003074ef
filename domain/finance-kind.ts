/** What a firm does with other people's money. The first five are the 地方金融组织 that the city supervises. */
export const FINANCE_KINDS = [
  "microloan",
  "factoring",
  "leasing",
  "guarantee",
  "pawn",
  "private-fund",
  "wealth",
  "none",
] as const;
export type FinanceKind = (typeof FINANCE_KINDS)[number];

/** 五类地方金融组织, with hard regulatory limits (legal-limit.ts). */
export const LOCAL_KINDS = ["microloan", "factoring", "leasing", "guarantee", "pawn"] as const;
export type LocalKind = (typeof LOCAL_KINDS)[number];

export const FINANCE_KIND_NAMES: Readonly<Record<FinanceKind, { readonly zh: string; readonly en: string }>> =
  {
    microloan: { zh: "小额贷款公司", en: "Microloan company" },
    factoring: { zh: "商业保理", en: "Commercial factoring" },
    leasing: { zh: "融资租赁", en: "Financial leasing" },
    guarantee: { zh: "融资担保", en: "Financing guarantee" },
    pawn: { zh: "典当行", en: "Pawnshop" },
    "private-fund": { zh: "私募基金", en: "Private fund" },
    wealth: { zh: "财富管理", en: "Wealth management" },
    none: { zh: "非金融", en: "Not financial" },
  };

export function isLocalKind(kind: string): kind is LocalKind {
  return (LOCAL_KINDS as readonly string[]).includes(kind);
}
