/** Lowest scores of the five levels; the first is 0. */
export type Floors = readonly [number, number, number, number, number];

/** The least width of a level on the bar, in points. */
export const LEAST_BAND = 1;

/** The border below level i (1–4) is moved on the bar: it stops at its neighbours. */
export function moveBorder(floors: Floors, i: number, value: number): Floors {
  const least = (floors[i - 1] as number) + LEAST_BAND;
  const most = i === 4 ? 100 : (floors[i + 1] as number) - LEAST_BAND;
  return setFloor(floors, i, Math.max(least, Math.min(most, value)));
}

/** A border as it was typed, right or wrong: what is wrong is said beside it, and cannot be saved. */
export function setFloor(floors: Floors, i: number, value: number): Floors {
  const next = [...floors] as [number, number, number, number, number];
  if (i >= 1 && i <= 4 && Number.isFinite(value)) next[i] = Math.round(value * 10) / 10;
  return next;
}

/** Widths of the five levels in points, for drawing; never negative. */
export function bandWidths(floors: Floors): number[] {
  return floors.map((floor, i) => Math.max(0, Math.min(100, floors[i + 1] ?? 100) - Math.min(100, floor)));
}
