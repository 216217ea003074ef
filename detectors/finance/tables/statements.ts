import type { Curve } from "#detectors/finance/curve";
import type { Indicator } from "#detectors/finance/indicator";
import { figure, monthBack, quotient, type View } from "#detectors/finance/input";

/** Fewest months from which the swing of a margin is told. */
const LEAST_MONTHS = 4;

/** 财务 indicators that every kind has (R041 names most): from balance sheet and income of the monthly report. */
export function statementIndicators(debt: Curve): readonly Indicator[] {
  return [
    {
      id: "current-ratio",
      group: "financial",
      zh: "流动比率",
      en: "Current ratio",
      unit: "times",
      weight: 1,
      reads: ["currentAssets", "currentLiabilities"],
      curve: [
        [0.6, 95],
        [1, 55],
        [1.5, 20],
        [2, 5],
      ],
      source: "monthly-report",
      value: (view) => quotient(figure(view, "currentAssets"), figure(view, "currentLiabilities")),
    },
    {
      id: "quick-ratio",
      group: "financial",
      zh: "速动比率",
      en: "Quick ratio",
      unit: "times",
      weight: 1,
      reads: ["currentAssets", "inventories", "currentLiabilities"],
      curve: [
        [0.4, 95],
        [0.8, 55],
        [1, 25],
        [1.5, 5],
      ],
      source: "monthly-report",
      value(view) {
        const [assets, stock] = [figure(view, "currentAssets"), figure(view, "inventories")];
        return assets === null || stock === null
          ? null
          : quotient(assets - stock, figure(view, "currentLiabilities"));
      },
    },
    {
      id: "debt-ratio",
      group: "financial",
      zh: "资产负债率",
      en: "Debt ratio",
      unit: "ratio",
      weight: 1.5,
      reads: ["totalLiabilities", "totalAssets"],
      curve: debt,
      source: "monthly-report",
      value: (view) => quotient(figure(view, "totalLiabilities"), figure(view, "totalAssets")),
    },
    {
      id: "gross-margin",
      group: "financial",
      zh: "毛利率",
      en: "Gross margin",
      unit: "ratio",
      weight: 1,
      reads: ["operatingIncome", "operatingCost"],
      curve: [
        [-0.1, 95],
        [0, 75],
        [0.2, 35],
        [0.4, 8],
      ],
      source: "monthly-report",
      value(view) {
        const [income, cost] = [figure(view, "operatingIncome"), figure(view, "operatingCost")];
        return income === null || cost === null ? null : quotient(income - cost, income);
      },
    },
    {
      id: "net-margin-swing",
      group: "financial",
      zh: "净利率波动（各月标准差）",
      en: "Swing of the net margin (deviation over months)",
      unit: "ratio",
      weight: 0.5,
      reads: ["netProfit", "operatingIncome"],
      curve: [
        [0.03, 5],
        [0.1, 35],
        [0.25, 75],
        [0.5, 95],
      ],
      source: "monthly-report",
      value: netMarginSwing,
    },
    {
      id: "return-on-equity",
      group: "financial",
      zh: "净资产收益率（年化）",
      en: "Return on equity (a year)",
      unit: "ratio",
      weight: 1,
      reads: ["netProfit", "netAssets"],
      curve: [
        [-0.15, 95],
        [0, 60],
        [0.04, 25],
        [0.1, 8],
      ],
      source: "monthly-report",
      value(view) {
        const month = quotient(figure(view, "netProfit"), figure(view, "netAssets"));
        return month === null ? null : month * 12;
      },
    },
    {
      id: "cash-cover",
      group: "financial",
      zh: "货币资金 / 流动负债",
      en: "Cash / current liabilities",
      unit: "ratio",
      weight: 1,
      reads: ["cash", "currentLiabilities"],
      curve: [
        [0.02, 95],
        [0.1, 55],
        [0.25, 20],
        [0.5, 5],
      ],
      source: "monthly-report",
      value: (view) => quotient(figure(view, "cash"), figure(view, "currentLiabilities")),
    },
    {
      id: "income-growth",
      group: "operating",
      zh: "营业收入增长率（同比）",
      en: "Growth of income (against a year before)",
      unit: "ratio",
      weight: 1.5,
      reads: ["operatingIncome", "operatingIncomeLastYear"],
      curve: [
        [-0.5, 95],
        [-0.2, 60],
        [0, 25],
        [0.1, 8],
        [0.6, 12],
        [1.5, 55],
      ],
      source: "monthly-report",
      value: incomeGrowth,
    },
    {
      id: "own-overdues",
      group: "credit",
      zh: "银行贷款逾期次数（近12个月）",
      en: "Overdue instalments of its own bank loans (12 months)",
      unit: "count",
      weight: 1.5,
      reads: ["bankOverdueCount"],
      curve: [
        [0, 5],
        [1, 45],
        [3, 75],
        [6, 98],
      ],
      source: "monthly-report",
      value: (view) => figure(view, "bankOverdueCount"),
    },
    {
      id: "controller-grade",
      group: "credit",
      zh: "实控人信用等级（1最好，10最差）",
      en: "Credit grade of the controller (1 best, 10 worst)",
      unit: "grade",
      weight: 1,
      reads: ["controllerGrade"],
      curve: [
        [2, 5],
        [5, 35],
        [7, 65],
        [9, 95],
      ],
      source: "monthly-report",
      value: (view) => figure(view, "controllerGrade"),
    },
  ];
}

/** Growth of a figure over some months; null when one of them was not reported. */
export function growth(view: View, name: string, months: number): number | null {
  const back = monthBack(view, months);
  if (back === null) return null;
  const ratio = quotient(figure(view, name), figure(view, name, back));
  return ratio === null ? null : ratio - 1;
}

/** Against the same month a year before: as its own report says, or from that month's report. */
export function incomeGrowth(view: View): number | null {
  const reported = quotient(figure(view, "operatingIncome"), figure(view, "operatingIncomeLastYear"));
  return reported === null ? growth(view, "operatingIncome", 12) : reported - 1;
}

function netMarginSwing(view: View): number | null {
  const margins: number[] = [];
  for (let back = 0; back < view.months.length; back++) {
    const margin = quotient(figure(view, "netProfit", back), figure(view, "operatingIncome", back));
    if (margin !== null) margins.push(margin);
  }
  if (margins.length < LEAST_MONTHS) return null;
  const mean = margins.reduce((sum, margin) => sum + margin, 0) / margins.length;
  return Math.sqrt(margins.reduce((sum, margin) => sum + (margin - mean) ** 2, 0) / (margins.length - 1));
}
