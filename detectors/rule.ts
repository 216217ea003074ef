import type { Dimension } from "#domain/dimension";
import type { Level } from "#domain/level";

export type Figures = Record<string, number | string>;

/**
 * One rule of a detector: what its signal means, how long it lasts and how it is said. Words are made from figures,
 * so that state keeps a few numbers and not sentences.
 */
export interface Rule {
  readonly detector: string;
  readonly detectorVersion: number;
  readonly id: string;
  readonly dimension: Dimension;
  /** The severity halves in this many days; null: it is held until the detector clears it. */
  readonly halfLifeDays: number | null;
  /** A finding is repeated when severity rose by this much since the last one (points). */
  readonly step: number;
  /** … or when this many days passed since the last one and new facts came. */
  readonly renewDays: number;
  /** The level that it forces at least while active, whatever the score. */
  readonly forces: Level | null;
  /** Makes an alert even when the level does not change. */
  readonly alerts: boolean;
  readonly zh: (figures: Figures) => string;
  readonly en: (figures: Figures) => string;
}

type RuleInput = Pick<Rule, "dimension" | "halfLifeDays" | "zh" | "en"> &
  Partial<Pick<Rule, "step" | "renewDays" | "forces" | "alerts">>;

/** The rules of one detector by their id. */
export function makeRules<K extends string>(
  detector: string,
  detectorVersion: number,
  rules: Record<K, RuleInput>,
): Readonly<Record<K, Rule>> {
  const made = {} as Record<K, Rule>;
  for (const id of Object.keys(rules) as K[]) {
    made[id] = {
      step: 10,
      renewDays: 7,
      forces: null,
      alerts: false,
      ...rules[id],
      detector,
      detectorVersion,
      id,
    };
  }
  return made;
}
