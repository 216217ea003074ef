import type { Curve } from "#detectors/finance/curve";
import type { Indicator } from "#detectors/finance/indicator";
import {
  FACTORING_INDICATORS,
  GUARANTEE_INDICATORS,
  LEASING_INDICATORS,
  MICROLOAN_INDICATORS,
  PAWN_INDICATORS,
} from "#detectors/finance/tables/kinds";
import { OUTSIDE_INDICATORS } from "#detectors/finance/tables/outside";
import { PUNCTUALITY_INDICATORS } from "#detectors/finance/tables/punctuality";
import { statementIndicators } from "#detectors/finance/tables/statements";
import type { LocalKind } from "#domain/finance-kind";
import type { IndicatorGroup } from "#domain/indicator-group";

/** Raised when a formula, curve or weight changes: evaluations name it. */
export const EVALUATION_VERSION = 2;

/** Ordinary for firms that lend their own money. */
const OWN_MONEY: Curve = [
  [0.3, 5],
  [0.5, 30],
  [0.7, 65],
  [0.9, 95],
];
/** Factoring and leasing stand on borrowed money: up to ten and eight times net assets are lawful. */
const BORROWED_MONEY: Curve = [
  [0.6, 5],
  [0.75, 25],
  [0.88, 60],
  [0.95, 95],
];

const COMMON: readonly Indicator[] = [...PUNCTUALITY_INDICATORS, ...OUTSIDE_INDICATORS];

const TABLES: Readonly<Record<LocalKind, readonly Indicator[]>> = {
  microloan: [...MICROLOAN_INDICATORS, ...statementIndicators(OWN_MONEY), ...COMMON],
  factoring: [...FACTORING_INDICATORS, ...statementIndicators(BORROWED_MONEY), ...COMMON],
  leasing: [...LEASING_INDICATORS, ...statementIndicators(BORROWED_MONEY), ...COMMON],
  guarantee: [...GUARANTEE_INDICATORS, ...statementIndicators(OWN_MONEY), ...COMMON],
  pawn: [...PAWN_INDICATORS, ...statementIndicators(OWN_MONEY), ...COMMON],
};

/** The indicators of a kind, beside its legal limits. */
export function indicatorsOf(kind: LocalKind): readonly Indicator[] {
  return TABLES[kind];
}

/**
 * Weights of the six groups; the rest up to 1 is the models'. By judgement: compliance first, because a limit is a
 * fact; credit next, because it is where losses come from.
 */
export const GROUP_WEIGHTS: Readonly<Record<IndicatorGroup, number>> = {
  operating: 0.15,
  financial: 0.2,
  compliance: 0.25,
  credit: 0.2,
  legal: 0.12,
  reputation: 0.08,
};

/** Share of the total that a kind's models have: principal components (R040), or the three pawn models (R043, R053). */
export const MODEL_WEIGHTS: Readonly<Record<LocalKind, Readonly<Record<string, number>>>> = {
  microloan: {},
  factoring: { "principal-components": 0.4 },
  leasing: {},
  guarantee: {},
  pawn: { default: 0.15, collateral: 0.15, liquidity: 0.15 },
};

/** Of the total, and of a group: share of the strongest part. See blend.ts. */
export const PEAK_SHARE = 0.5;
