/** What the index of an area is computed from. */
export interface AreaAggregate {
  readonly monitored: number;
  /** Enterprises at each level, normal first. */
  readonly levels: readonly [number, number, number, number, number];
  /** Mean score of all monitored enterprises, 0–100. */
  readonly meanScore: number;
}

/** How much one enterprise presses on its area, by level: an outbreak weighs as much as ten orange ones. */
const PRESSURE = [0, 0.2, 1, 4, 10] as const;

/** Share of pressed enterprises at which half of the pressure part is reached: 2 in 100 at weight 1. */
const HALF_AT = 0.02;

/**
 * Regional risk index (地区风险指数), 0–100: 40 % the mean score of all monitored enterprises, 60 % the pressure of
 * those at risk, which saturates, so that small areas do not jump to the end for a single firm and the city's
 * figure stays comparable with a street's. Deterministic; no area is an index of nothing (0 when none is monitored).
 */
export function areaIndex(area: AreaAggregate): number {
  if (area.monitored === 0) return 0;
  let weight = 0;
  for (let i = 0; i < PRESSURE.length; i++) weight += (PRESSURE[i] as number) * (area.levels[i] as number);
  const share = weight / area.monitored;
  const pressure = 100 * (1 - 2 ** (-share / HALF_AT));
  return Math.min(100, Math.max(0, 0.4 * area.meanScore + 0.6 * pressure));
}
