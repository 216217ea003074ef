import { blend } from "#detectors/finance/blend";
import { type Curve, riskOf } from "#detectors/finance/curve";
import { figure, type View } from "#detectors/finance/input";
import { type ModelPart, type ModelResult, modelName } from "#detectors/finance/model";

const RUNWAY_RISK: Curve = [
  [0.5, 100],
  [1, 80],
  [3, 40],
  [6, 10],
];
/** Due in 90 days: (assets − debts) over debts and expenses. */
const GAP_RISK: Curve = [
  [-0.5, 100],
  [-0.2, 75],
  [0, 50],
  [0.5, 15],
  [1, 5],
];
/** Cash left after the bad month over a month's expenses. */
const STRESS_RISK: Curve = [
  [-3, 100],
  [0, 70],
  [1, 45],
  [3, 12],
];

/** In the bad month 30 % of what falls due is not redeemed (and sold later), and no lender prolongs. */
const STRESS_UNREDEEMED = 0.3;
/** A firm that burns nothing is not without end: more months than this say nothing. */
const MOST_MONTHS = 60;

/**
 * How long the money lasts: runway (cash over the month's net outflow), gap between what falls due to it and from it in
 * 90 days, and the cash left after a bad month. The three risks are blended; their points add up.
 */
export function scoreLiquidity(view: View): ModelResult {
  const words = { id: "liquidity", ...modelName("liquidity") };
  const get = (name: string): number | null => figure(view, name);
  const [cash, inflow, outflow] = [get("cash"), get("cashInflow"), get("cashOutflow")];
  const [due30, due90] = [get("ticketsDue30"), get("ticketsDue90")];
  const [debts30, debts90, expenses] = [get("debtsDue30"), get("debtsDue90"), get("monthlyExpenses")];
  const runway =
    cash === null || inflow === null || outflow === null
      ? null
      : outflow <= inflow
        ? MOST_MONTHS
        : Math.min(MOST_MONTHS, cash / (outflow - inflow));
  const gap =
    cash === null || due90 === null || debts90 === null || expenses === null || debts90 + 3 * expenses <= 0
      ? null
      : (cash + due90 - debts90 - 3 * expenses) / (debts90 + 3 * expenses);
  const stress =
    cash === null || due30 === null || debts30 === null || expenses === null || expenses <= 0
      ? null
      : (cash + (1 - STRESS_UNREDEEMED) * due30 - debts30 - expenses) / expenses;
  const rows = [
    {
      id: "runway",
      zh: "现金可支撑月数",
      en: "Months that the cash lasts",
      unit: "months",
      value: runway,
      risk: RUNWAY_RISK,
      weight: 0.35,
    },
    {
      id: "gap",
      zh: "90日期限缺口率",
      en: "Maturity gap of 90 days",
      unit: "ratio",
      value: gap,
      risk: GAP_RISK,
      weight: 0.35,
    },
    {
      id: "stress",
      zh: "压力情景后现金 / 月支出",
      en: "Cash after a bad month / month's expenses",
      unit: "times",
      value: stress,
      risk: STRESS_RISK,
      weight: 0.3,
    },
  ] as const;
  const blended = blend(
    rows.map(({ value, risk, weight }) => ({ weight, value: value === null ? null : riskOf(risk, value) })),
    0.4,
  );
  const parts = rows.map(
    ({ id, zh, en, unit, value }, i): ModelPart => ({
      id,
      zh,
      en,
      unit,
      value,
      points: blended.points[i] ?? 0,
    }),
  );
  return {
    ...words,
    score: blended.score,
    base: 0,
    clipped: 0,
    parts: blended.score === null ? [] : parts,
    figures: {
      ...(runway === null ? {} : { runwayMonths: runway }),
      ...(gap === null ? {} : { gap }),
      ...(stress === null ? {} : { stress }),
    },
    why:
      blended.score === null
        ? {
            zh: "未报送现金、收支或到期结构，不评分",
            en: "Cash, flows and maturities not reported: no score",
          }
        : {
            zh: "压力情景：到期当票30%不赎当、到期借款不能续贷、费用照付",
            en: "Bad month: 30% of due tickets not redeemed, no debt prolonged, expenses paid",
          },
  };
}
