import { figure, quotient, type View } from "#detectors/finance/input";
import { closeScore, type ModelPart, type ModelResult, modelName } from "#detectors/finance/model";
import { logit, sigmoid } from "#detectors/learn/sigmoid";

interface Feature {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** Ordinary value, at which it adds nothing. */
  readonly centre: number;
  /** Assumed effect on the log-odds of one unit, before there are labels; its deviation as a prior is half of it. */
  readonly effect: number;
  value(view: View): number | null;
}

/** What makes pawned pledges fall: by judgement, from what the trade watches. Values are shares. */
export const DEFAULT_FEATURES: readonly Feature[] = [
  {
    id: "overdue",
    zh: "逾期未赎当占比",
    en: "Overdue tickets",
    centre: 0.05,
    effect: 8,
    value: (view) => quotient(figure(view, "overdueBalance"), figure(view, "pawnBalance")),
  },
  {
    id: "forfeits",
    zh: "本月绝当率",
    en: "Forfeits of this month",
    centre: 0.04,
    effect: 6,
    value: (view) => figure(view, "defaultRatio"),
  },
  {
    id: "loan-to-value",
    zh: "折当率（当金 / 估价）",
    en: "Loan to value",
    centre: 0.6,
    effect: 3,
    value: (view) => quotient(figure(view, "pawnBalance"), collateralOf(view)),
  },
  {
    id: "renewals",
    zh: "续当占比",
    en: "Renewed tickets",
    centre: 0.35,
    effect: 1.5,
    value: (view) => quotient(figure(view, "renewedBalance"), figure(view, "pawnBalance")),
  },
  {
    id: "one-customer",
    zh: "最大客户占比",
    en: "Largest customer",
    centre: 0.15,
    effect: 1,
    value: (view) => quotient(figure(view, "largestCustomerBalance"), figure(view, "pawnBalance")),
  },
];

/** Odds at every feature's centre: 4 % of the tickets that fall due are forfeited. */
const BASE_PROBABILITY = 0.04;
/** The score is linear in the log-odds, so that parts add up: 50 at 8 %, 95 at 30 %. */
const MIDDLE_PROBABILITY = 0.08;
const POINTS_PER_LOGIT = 45 / (logit(0.3) - logit(MIDDLE_PROBABILITY));
const LEAST_KNOWN = 3;

/** Coefficients of the log-odds; `trainedOn` 0: assumed. Kept with the peers of a month. */
export interface DefaultModel {
  readonly intercept: number;
  readonly effects: readonly number[];
  /** Pairs (month, next month) that it learnt from. */
  readonly trainedOn: number;
  /** Log-loss a pair on firms held out (every fifth), of this model and of the assumed one; null when assumed. */
  readonly heldOut: { readonly trained: number; readonly assumed: number; readonly pairs: number } | null;
}

export const ASSUMED_DEFAULT_MODEL: DefaultModel = {
  intercept: logit(BASE_PROBABILITY),
  effects: DEFAULT_FEATURES.map((feature) => feature.effect),
  trainedOn: 0,
  heldOut: null,
};

/** Expected share of the tickets falling due next month that will be forfeited, and the score made of it. */
export function scoreDefault(view: View, model: DefaultModel): ModelResult {
  const words = { id: "default", ...modelName("default") };
  const values = featuresOf(view);
  const known = values.filter((value) => value !== null).length;
  if (known < LEAST_KNOWN) return unknownModel(words, known);
  let log = model.intercept;
  const parts = DEFAULT_FEATURES.map((feature, j): ModelPart => {
    const value = values[j] as number | null;
    const effect = value === null ? 0 : (model.effects[j] as number) * (value - feature.centre);
    log += effect;
    return {
      id: feature.id,
      zh: feature.zh,
      en: feature.en,
      unit: "ratio",
      value,
      points: effect * POINTS_PER_LOGIT,
    };
  });
  const base = 50 + (model.intercept - logit(MIDDLE_PROBABILITY)) * POINTS_PER_LOGIT;
  return {
    ...words,
    ...closeScore(base, parts),
    base,
    parts,
    figures: { probability: 1 / (1 + Math.exp(-log)) },
    why:
      model.trainedOn === 0
        ? {
            zh: "系数为专家设定（尚无足够的次月绝当标签），概率仅供排序参考",
            en: "Coefficients are assumed (too few months with labels yet): the probability ranks, no more",
          }
        : {
            zh: `系数以 ${model.trainedOn} 组“当月特征—次月绝当率”训练，先验为专家设定`,
            en: `Trained on ${model.trainedOn} pairs of a month and the next month's forfeits, assumed effects as prior`,
          },
  };
}

/** The features of a month. Shares are cut at 0 and 2: beyond lies a slip, not more risk. */
export function featuresOf(view: View): (number | null)[] {
  return DEFAULT_FEATURES.map((feature) => {
    const value = feature.value(view);
    return value === null ? null : Math.min(2, Math.max(0, value));
  });
}

/** A month's features (null: not reported) and the next month's share of forfeits. */
export interface DefaultPair {
  readonly firm: number;
  readonly features: readonly (number | null)[];
  readonly outcome: number;
}

export const TRAINING_DEFAULTS = {
  leastPairs: 60,
  /** A reported share counts as so many tickets; reports do not say how many there were. */
  tickets: 20,
  /** Deviation of the intercept as a prior, in log-odds. */
  interceptDeviation: 1,
  iterations: 25,
};

/**
 * Fractional logistic regression with a normal prior at the assumed effects (maximum a posteriori, Newton's method).
 * Firms whose number is divisible by five are held out: split by firm, never by month. With too few pairs, or when the
 * held-out firms are predicted worse than by the assumed effects, those stay.
 */
export function trainDefault(
  pairs: readonly DefaultPair[],
  parameters: Partial<typeof TRAINING_DEFAULTS> = {},
): DefaultModel {
  const p = { ...TRAINING_DEFAULTS, ...parameters };
  const learn = pairs.filter((pair) => pair.firm % 5 !== 0);
  const held = pairs.filter((pair) => pair.firm % 5 === 0);
  if (learn.length < p.leastPairs || held.length < p.leastPairs / 6) return ASSUMED_DEFAULT_MODEL;
  const size = DEFAULT_FEATURES.length + 1;
  const prior = [ASSUMED_DEFAULT_MODEL.intercept, ...ASSUMED_DEFAULT_MODEL.effects];
  const precision = prior.map((effect, i) => (i === 0 ? p.interceptDeviation : Math.abs(effect) / 2) ** -2);
  const rows = learn.map(rowOf);
  let beta = [...prior];
  for (let iteration = 0; iteration < p.iterations; iteration++) {
    const gradient = beta.map((b, i) => -(precision[i] as number) * (b - (prior[i] as number)));
    const hessian = beta.map((_, i) => beta.map((__, j) => (i === j ? (precision[i] as number) : 0)));
    rows.forEach((row, n) => {
      const q = sigmoid(dot(beta, row));
      const rest = p.tickets * ((learn[n] as DefaultPair).outcome - q);
      const weight = p.tickets * q * (1 - q);
      for (let i = 0; i < size; i++) {
        gradient[i] = (gradient[i] as number) + rest * (row[i] as number);
        const line = hessian[i] as number[];
        for (let j = 0; j < size; j++)
          line[j] = (line[j] as number) + weight * (row[i] as number) * (row[j] as number);
      }
    });
    const step = solve(hessian, gradient);
    beta = beta.map((b, i) => b + (step[i] as number));
    if (Math.max(...step.map(Math.abs)) < 1e-9) break;
  }
  const trained: DefaultModel = {
    intercept: round6(beta[0] as number),
    effects: beta.slice(1).map(round6),
    trainedOn: learn.length,
    heldOut: null,
  };
  const heldOut = {
    trained: round6(logLoss(held, trained)),
    assumed: round6(logLoss(held, ASSUMED_DEFAULT_MODEL)),
    pairs: held.length,
  };
  return heldOut.trained <= heldOut.assumed ? { ...trained, heldOut } : { ...ASSUMED_DEFAULT_MODEL, heldOut };
}

/** Value of all pledges; null when no class is reported. A class without balance needs no value. */
export function collateralOf(view: View): number | null {
  let sum = 0;
  for (const [balance, value] of [
    ["movableBalance", "movableCollateral"],
    ["propertyRightBalance", "propertyRightCollateral"],
    ["realEstateBalance", "realEstateCollateral"],
  ] as const) {
    const worth = figure(view, value);
    if (worth !== null) sum += worth;
    else if (figure(view, balance) !== 0) return null;
  }
  return sum > 0 ? sum : null;
}

function rowOf(pair: DefaultPair): number[] {
  return [1, ...DEFAULT_FEATURES.map((feature, j) => (pair.features[j] ?? feature.centre) - feature.centre)];
}

function logLoss(pairs: readonly DefaultPair[], model: DefaultModel): number {
  const beta = [model.intercept, ...model.effects];
  const sum = pairs.reduce((all, pair) => {
    const q = Math.min(1 - 1e-9, Math.max(1e-9, sigmoid(dot(beta, rowOf(pair)))));
    return all - pair.outcome * Math.log(q) - (1 - pair.outcome) * Math.log(1 - q);
  }, 0);
  return sum / pairs.length;
}

/** Gauss elimination with pivoting; the matrix is positive definite by its prior. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let k = i + 1; k < n; k++)
      if (Math.abs(rows[k]?.[i] as number) > Math.abs(rows[pivot]?.[i] as number)) pivot = k;
    [rows[i], rows[pivot]] = [rows[pivot] as number[], rows[i] as number[]];
    const head = rows[i] as number[];
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const row = rows[k] as number[];
      const times = (row[i] as number) / (head[i] as number);
      for (let j = i; j <= n; j++) row[j] = (row[j] as number) - times * (head[j] as number);
    }
  }
  return rows.map((row, i) => (row[n] as number) / (row[i] as number));
}

function unknownModel(words: Pick<ModelResult, "id" | "zh" | "en">, known: number): ModelResult {
  return {
    ...words,
    score: null,
    base: 0,
    clipped: 0,
    parts: [],
    figures: {},
    why: {
      zh: `五项特征只报送了 ${known} 项，不足 ${LEAST_KNOWN} 项，不评分`,
      en: `Only ${known} of five features were reported, fewer than ${LEAST_KNOWN}: no score`,
    },
  };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);
}

function round6(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
