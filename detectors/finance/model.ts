import type { IndicatorUnit } from "#domain/indicator-group";

export interface ModelPart {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: IndicatorUnit;
  /** null: not reported, carries no points. */
  readonly value: number | null;
  /** Points of the model's score. Parts, `base` and `clipped` add up to it. */
  readonly points: number;
}

/** A model beside the six groups, taken apart. */
export interface ModelResult {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** 0–100; null when too little was reported, and `why` says what. */
  readonly score: number | null;
  readonly base: number;
  readonly clipped: number;
  readonly parts: readonly ModelPart[];
  /** Its own results by name, as `probability` or `runwayMonths`. */
  readonly figures: Readonly<Record<string, number>>;
  /** What is assumed, or why there is no score; shown with it. */
  readonly why: { readonly zh: string; readonly en: string };
}

const NAMES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  "principal-components": ["主成分综合评价", "Principal components"],
  default: ["违约风险模型", "Default model"],
  collateral: ["抵押物风险模型", "Collateral model"],
  liquidity: ["资金流动性模型", "Liquidity model"],
};

export function modelName(id: string): { readonly zh: string; readonly en: string } {
  const [zh, en] = NAMES[id] ?? [id, id];
  return { zh, en };
}

/** `base` and points, cut to 0–100. */
export function closeScore(base: number, parts: readonly ModelPart[]): { score: number; clipped: number } {
  const whole = parts.reduce((sum, part) => sum + part.points, base);
  const score = Math.min(100, Math.max(0, whole));
  return { score, clipped: score - whole };
}
