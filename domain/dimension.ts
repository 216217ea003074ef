/** The five score dimensions (五维): 基本, 遵从, 行为, 舆情, 关联. */
export const DIMENSIONS = ["basic", "compliance", "behaviour", "sentiment", "association"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** One value for each dimension, 0–100, in the order of DIMENSIONS. */
export type DimensionScores = Readonly<Record<Dimension, number>>;

/** Share of each dimension in the score; the sum is 1. Configuration with versions, never a constant in a page. */
export type Weights = Readonly<Record<Dimension, number>>;

export const DEFAULT_WEIGHTS: Weights = {
  basic: 0.15,
  compliance: 0.25,
  behaviour: 0.25,
  sentiment: 0.2,
  association: 0.15,
};
