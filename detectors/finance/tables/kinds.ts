import type { Curve } from "#detectors/finance/curve";
import type { Indicator } from "#detectors/finance/indicator";
import { figure, quotient } from "#detectors/finance/input";
import { rankOf } from "#detectors/finance/peers";
import { reported, share } from "#detectors/finance/tables/shorthand";
import { growth } from "#detectors/finance/tables/statements";

/** Fast growth and a fast shrinking business are both signs; three months. */
const BUSINESS_GROWTH: Curve = [
  [-0.4, 85],
  [-0.15, 40],
  [0, 10],
  [0.15, 10],
  [0.4, 45],
  [1, 90],
];
const BAD_LOANS: Curve = [
  [0.01, 5],
  [0.03, 30],
  [0.08, 70],
  [0.2, 98],
];
const CONCENTRATION: Curve = [
  [0.2, 5],
  [0.5, 35],
  [0.8, 75],
  [1, 95],
];
/** Reserves over bad assets: below one they do not cover them. */
const RESERVE_COVER: Curve = [
  [0.3, 95],
  [0.8, 60],
  [1, 40],
  [1.5, 10],
];

function businessGrowth(name: string, zh: string, en: string): Indicator {
  return {
    id: "business-growth",
    group: "operating",
    zh: `${zh}增长率（近3个月）`,
    en: `Growth of the ${en} (three months)`,
    unit: "ratio",
    weight: 1,
    reads: [name],
    curve: BUSINESS_GROWTH,
    source: "monthly-report",
    value: (view) => growth(view, name, 3),
  };
}

/** 行业景气: how many peers earn more than a year before. 50 is as many up as down, in the way of a purchasing index. */
function climate(aspect: "market" | "macro"): Indicator {
  return {
    id: "industry-climate",
    group: "operating",
    zh: "行业景气指数（同业营收扩散指数）",
    en: "Industry climate (diffusion index of peers' income)",
    unit: "index",
    weight: 0.75,
    reads: [],
    aspect,
    curve: [
      [20, 90],
      [40, 55],
      [50, 30],
      [65, 5],
    ],
    source: "peers",
    value: (view) => view.peers?.climate ?? null,
  };
}

export const MICROLOAN_INDICATORS: readonly Indicator[] = [
  businessGrowth("loanBalance", "贷款余额", "loan balance"),
  share(
    { id: "top-ten", group: "operating", zh: "前十大客户贷款占比", en: "Ten largest borrowers", weight: 1 },
    "topTenBalance",
    "loanBalance",
    CONCENTRATION,
  ),
  share(
    {
      id: "capital-use",
      group: "operating",
      zh: "贷款余额 / 净资产",
      en: "Loans / net assets",
      weight: 0.5,
      unit: "times",
    },
    "loanBalance",
    "netAssets",
    [
      [0.3, 60],
      [0.7, 15],
      [1.5, 15],
      [3, 55],
      [5, 90],
    ],
  ),
  reported(
    { id: "non-performing", group: "credit", zh: "不良贷款率", en: "Non-performing loans", weight: 2 },
    "nonPerformingRatio",
    BAD_LOANS,
  ),
  share(
    { id: "overdue", group: "credit", zh: "逾期贷款占比", en: "Overdue loans", weight: 1 },
    "overdueBalance",
    "loanBalance",
    [
      [0.02, 5],
      [0.06, 35],
      [0.15, 75],
      [0.3, 98],
    ],
  ),
  share(
    { id: "extended", group: "credit", zh: "展期贷款占比", en: "Extended loans", weight: 0.5 },
    "extendedBalance",
    "loanBalance",
    [
      [0.03, 5],
      [0.1, 40],
      [0.25, 85],
    ],
  ),
  {
    id: "reserve-cover",
    group: "credit",
    zh: "拨备覆盖率",
    en: "Reserves over non-performing loans",
    unit: "ratio",
    weight: 1,
    reads: ["badDebtReserve", "nonPerformingRatio", "loanBalance"],
    curve: RESERVE_COVER,
    source: "monthly-report",
    value(view) {
      const [ratio, balance] = [figure(view, "nonPerformingRatio"), figure(view, "loanBalance")];
      return ratio === null || balance === null
        ? null
        : quotient(figure(view, "badDebtReserve"), ratio * balance);
    },
  },
];

export const FACTORING_INDICATORS: readonly Indicator[] = [
  businessGrowth("factoringBalance", "保理余额", "factoring balance"),
  share(
    {
      id: "top-ten",
      group: "operating",
      zh: "前十大债务人应收账款占比",
      en: "Ten largest debtors",
      weight: 1,
    },
    "topTenBalance",
    "factoringBalance",
    CONCENTRATION,
  ),
  reported(
    {
      id: "receivable-term",
      group: "operating",
      zh: "应收账款平均账期",
      en: "Average term of receivables",
      weight: 0.75,
      unit: "days",
    },
    "averageTermDays",
    [
      [60, 5],
      [120, 25],
      [240, 65],
      [365, 95],
    ],
  ),
  reported(
    {
      id: "overdue-90",
      group: "credit",
      zh: "逾期90天以上占比（不良）",
      en: "Overdue over 90 days (non-performing)",
      weight: 2,
    },
    "overdue90Ratio",
    BAD_LOANS,
  ),
  share(
    { id: "overdue", group: "credit", zh: "逾期（90天以内）占比", en: "Overdue up to 90 days", weight: 1 },
    "overdueBalance",
    "factoringBalance",
    [
      [0.02, 5],
      [0.06, 35],
      [0.15, 75],
      [0.3, 98],
    ],
  ),
  share(
    {
      id: "dilution",
      group: "credit",
      zh: "商业纠纷、退货冲减占比",
      en: "Disputed and diluted receivables",
      weight: 1,
    },
    "disputedReceivables",
    "factoringBalance",
    [
      [0.01, 5],
      [0.04, 40],
      [0.1, 80],
      [0.2, 98],
    ],
  ),
];

export const LEASING_INDICATORS: readonly Indicator[] = [
  businessGrowth("leaseAssets", "租赁资产", "lease assets"),
  climate("market"),
  share(
    {
      id: "subsidy",
      group: "operating",
      zh: "政策补贴依赖（补贴 / 营业收入）",
      en: "Dependence on subsidies",
      weight: 0.5,
      aspect: "market",
    },
    "governmentSubsidy",
    "operatingIncome",
    [
      [0, 15],
      [0.05, 5],
      [0.2, 40],
      [0.5, 85],
    ],
  ),
  {
    id: "industry-rank",
    group: "operating",
    zh: "所在行业排名（总资产分位，1为最大）",
    en: "Rank in the industry (quantile of total assets, 1 largest)",
    unit: "ratio",
    weight: 0.5,
    reads: ["totalAssets"],
    aspect: "market",
    curve: [
      [0.05, 60],
      [0.3, 30],
      [0.7, 10],
      [1, 5],
    ],
    source: "peers",
    value: (view) => rankOf(view.peers, "size", figure(view, "totalAssets")),
  },
  share(
    {
      id: "depreciation",
      group: "operating",
      zh: "设备折旧率（年化）",
      en: "Depreciation of equipment (a year)",
      weight: 0.5,
    },
    "depreciationOfYear",
    "equipmentCost",
    [
      [0.05, 30],
      [0.1, 10],
      [0.2, 20],
      [0.35, 70],
      [0.5, 95],
    ],
  ),
  reported(
    {
      id: "disposal",
      group: "operating",
      zh: "不良资产处置周期",
      en: "Days to dispose of bad assets",
      weight: 1,
      unit: "days",
    },
    "disposalDays",
    [
      [90, 5],
      [180, 25],
      [365, 65],
      [730, 98],
    ],
  ),
  reported(
    { id: "non-performing", group: "credit", zh: "不良资产率", en: "Non-performing assets", weight: 2 },
    "nonPerformingRatio",
    BAD_LOANS,
  ),
  share(
    { id: "rent-collection", group: "credit", zh: "租金回收率", en: "Rent collected of rent due", weight: 1 },
    "rentCollected",
    "rentDue",
    [
      [0.6, 98],
      [0.85, 60],
      [0.95, 20],
      [0.99, 5],
    ],
  ),
  {
    id: "reserve-cover",
    group: "credit",
    zh: "拨备覆盖率",
    en: "Reserves over non-performing assets",
    unit: "ratio",
    weight: 1,
    reads: ["badDebtReserve", "nonPerformingRatio", "leaseAssets"],
    curve: RESERVE_COVER,
    source: "monthly-report",
    value(view) {
      const [ratio, balance] = [figure(view, "nonPerformingRatio"), figure(view, "leaseAssets")];
      return ratio === null || balance === null
        ? null
        : quotient(figure(view, "badDebtReserve"), ratio * balance);
    },
  },
];

export const GUARANTEE_INDICATORS: readonly Indicator[] = [
  businessGrowth("liabilityBalance", "担保责任余额", "liability balance"),
  climate("macro"),
  share(
    {
      id: "top-ten",
      group: "operating",
      zh: "前十大被担保人责任余额占比",
      en: "Ten largest guaranteed",
      weight: 1,
    },
    "topTenBalance",
    "liabilityBalance",
    CONCENTRATION,
  ),
  reported(
    { id: "compensation", group: "credit", zh: "代偿率", en: "Compensation rate", weight: 2 },
    "compensationRate",
    [
      [0.005, 5],
      [0.02, 35],
      [0.05, 75],
      [0.1, 98],
    ],
  ),
  share(
    { id: "recovery", group: "credit", zh: "代偿回收率", en: "Recovered of what was paid out", weight: 1 },
    "recoveredAmount",
    "compensatedAmount",
    [
      [0.1, 95],
      [0.3, 60],
      [0.5, 30],
      [0.8, 5],
    ],
  ),
  share(
    {
      id: "watched",
      group: "credit",
      zh: "被担保人关注类及以下余额占比",
      en: "Guaranteed parties under watch",
      weight: 1.5,
      aspect: "guaranteed",
    },
    "watchBalance",
    "liabilityBalance",
    [
      [0.03, 5],
      [0.08, 35],
      [0.2, 75],
      [0.4, 98],
    ],
  ),
  share(
    {
      id: "receivable-compensation",
      group: "financial",
      zh: "应收代偿款 / 净资产",
      en: "Receivable compensation / net assets",
      weight: 1,
    },
    "receivableCompensation",
    "netAssets",
    [
      [0.03, 5],
      [0.1, 35],
      [0.3, 80],
      [0.6, 98],
    ],
  ),
];

export const PAWN_INDICATORS: readonly Indicator[] = [
  businessGrowth("pawnBalance", "典当余额", "pawn balance"),
  share(
    {
      id: "real-estate-share",
      group: "operating",
      zh: "房地产典当占比",
      en: "Share of real estate",
      weight: 0.75,
    },
    "realEstateBalance",
    "pawnBalance",
    CONCENTRATION,
  ),
  reported(
    {
      id: "forfeit-disposal",
      group: "operating",
      zh: "绝当品处置周期",
      en: "Days to sell forfeited pledges",
      weight: 0.75,
      unit: "days",
    },
    "disposalDays",
    [
      [30, 5],
      [90, 25],
      [240, 70],
      [365, 95],
    ],
  ),
  share(
    { id: "renewals", group: "credit", zh: "续当占比", en: "Renewed tickets", weight: 1 },
    "renewedBalance",
    "pawnBalance",
    [
      [0.2, 5],
      [0.45, 35],
      [0.7, 75],
      [0.9, 95],
    ],
  ),
  reported(
    {
      id: "forfeits",
      group: "credit",
      zh: "绝当率（当月）",
      en: "Forfeited tickets of the month",
      weight: 1.5,
    },
    "defaultRatio",
    [
      [0.02, 5],
      [0.06, 35],
      [0.12, 75],
      [0.25, 98],
    ],
  ),
  share(
    { id: "overdue", group: "credit", zh: "逾期未赎当占比", en: "Overdue tickets", weight: 1.5 },
    "overdueBalance",
    "pawnBalance",
    [
      [0.03, 5],
      [0.08, 35],
      [0.18, 75],
      [0.35, 98],
    ],
  ),
];
