import { type Curve, riskOf } from "#detectors/finance/curve";
import { figure, type View } from "#detectors/finance/input";
import { type ModelPart, type ModelResult, modelName } from "#detectors/finance/model";

interface PledgeClass {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly balance: string;
  readonly collateral: string;
  /** Deviation of a year's price change, months until it is sold, and cost of selling: assumed, see the page. */
  readonly volatility: number;
  readonly months: number;
  readonly saleCost: number;
}

export const PLEDGE_CLASSES: readonly PledgeClass[] = [
  {
    id: "movables",
    zh: "动产",
    en: "Movables",
    balance: "movableBalance",
    collateral: "movableCollateral",
    volatility: 0.18,
    months: 1,
    saleCost: 0.05,
  },
  {
    id: "property-rights",
    zh: "财产权利",
    en: "Property rights",
    balance: "propertyRightBalance",
    collateral: "propertyRightCollateral",
    volatility: 0.3,
    months: 1,
    saleCost: 0.02,
  },
  {
    id: "real-estate",
    zh: "房地产",
    en: "Real estate",
    balance: "realEstateBalance",
    collateral: "realEstateCollateral",
    volatility: 0.09,
    months: 9,
    saleCost: 0.08,
  },
];

/** Correlation of price changes between classes, assumed; quantile 99 %. */
const CORRELATION = 0.3;
const QUANTILE = 2.326;

/** Risk of a stressed cover: value left in a bad case after selling, over what was lent. */
const COVER_RISK: Curve = [
  [0.75, 100],
  [0.9, 85],
  [1, 60],
  [1.15, 35],
  [1.4, 8],
];

/**
 * Loan-to-value with a haircut for the price's moves until the pledge is sold, and the pool's value at risk: per class
 * V·(1 − e^(−z·σ·√h)), added up with correlation ρ; each class carries its share (Euler), so the shares add up.
 */
export function scoreCollateral(view: View): ModelResult {
  const words = { id: "collateral", ...modelName("collateral") };
  const classes = PLEDGE_CLASSES.map((each) => {
    const balance = figure(view, each.balance);
    const value = balance === 0 ? 0 : figure(view, each.collateral);
    return { ...each, lent: balance, value };
  });
  const missing = classes.filter(({ lent, value }) => lent === null || value === null);
  if (missing.length > 0) {
    return {
      ...words,
      score: null,
      base: 0,
      clipped: 0,
      parts: [],
      figures: {},
      why: {
        zh: `未报送${missing.map(({ zh }) => zh).join("、")}的余额或估价，不评分`,
        en: `Balance or value of ${missing.map(({ en }) => en.toLowerCase()).join(", ")} not reported: no score`,
      },
    };
  }
  const lent = classes.map((each) => Math.max(0, each.lent as number));
  const value = classes.map((each) => Math.max(0, each.value as number));
  const single = classes.map(
    (each, i) =>
      (value[i] as number) * (1 - Math.exp(-QUANTILE * each.volatility * Math.sqrt(each.months / 12))),
  );
  let variance = 0;
  const rows = single.map((a, i) => {
    const row = single.reduce((sum, b, j) => sum + (i === j ? 1 : CORRELATION) * a * b, 0);
    variance += row;
    return row;
  });
  const atRisk = Math.sqrt(Math.max(0, variance));
  const own = rows.map((row) => (atRisk > 0 ? row / atRisk : 0));
  const cost = classes.map((each, i) => (value[i] as number) * each.saleCost);
  const whole = sum(lent);
  const left = sum(value) - atRisk - sum(cost);
  const cover = whole > 0 ? left / whole : Number.POSITIVE_INFINITY;
  const score = whole > 0 ? riskOf(COVER_RISK, cover) : 0;
  // The score is shared by what each class loses in the bad case: value at risk, cost, and what was lent too much.
  const burdens = classes.map(
    (_, i) =>
      (own[i] as number) + (cost[i] as number) + Math.max(0, (lent[i] as number) - (value[i] as number)),
  );
  const burden = sum(burdens);
  const parts = classes.map(
    (each, i): ModelPart => ({
      id: each.id,
      zh: `${each.zh}（折当率）`,
      en: `${each.en} (loan to value)`,
      unit: "ratio",
      value: (value[i] as number) > 0 ? (lent[i] as number) / (value[i] as number) : null,
      points: burden > 0 ? (score * (burdens[i] as number)) / burden : 0,
    }),
  );
  const named = Object.fromEntries(
    classes.flatMap((each, i) => [
      [`atRisk.${each.id}`, own[i] as number],
      [
        `stressedLoanToValue.${each.id}`,
        stressed(lent[i] as number, (value[i] as number) - (single[i] as number) - (cost[i] as number)),
      ],
    ]),
  );
  return {
    ...words,
    score,
    base: 0,
    clipped: burden > 0 ? 0 : score,
    parts,
    figures: {
      valueAtRisk: atRisk,
      saleCost: sum(cost),
      ...(whole > 0 ? { cover, loanToValue: sum(value) > 0 ? whole / sum(value) : Number.MAX_VALUE } : {}),
      ...named,
    },
    why: {
      zh: "价格波动率、变现期、变现费用与相关系数为设定值（动产18%/1月，财产权利30%/1月，房地产9%/9月，99%分位）",
      en: "Volatility, months to sell, costs and correlation are assumed (movables 18%/1, rights 30%/1, real estate 9%/9; 99%)",
    },
  };
}

function stressed(lent: number, left: number): number {
  return left > 0 ? lent / left : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
