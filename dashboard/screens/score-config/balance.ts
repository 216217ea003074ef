import { DIMENSIONS, type Dimension } from "#domain/dimension";
import { WHOLE } from "#domain/score-config";

/** Weights in tenths of a percent: whole numbers that add up to 1000. */
export type Tenths = Readonly<Record<Dimension, number>>;

/**
 * One weight gets a value; the others that are not locked share what is left in the proportions of `origin` (the
 * weights when the hand took hold, so that dragging there and back leaves everything as it was). Rounded so that the
 * sum stays whole: the largest remainders get the last tenths.
 */
export function moveWeight(
  present: Tenths,
  origin: Tenths,
  dimension: Dimension,
  value: number,
  locked: readonly Dimension[],
): Tenths {
  const free = DIMENSIONS.filter((each) => each !== dimension && !locked.includes(each));
  if (free.length === 0 || locked.includes(dimension) || !Number.isFinite(value)) return present;
  const room = roomOf(present, dimension, locked);
  const own = Math.min(room, Math.max(0, Math.round(value)));
  const rest = room - own;
  const sum = free.reduce((total, each) => total + origin[each], 0);
  const exact = free.map((each) => (sum === 0 ? rest / free.length : (rest * origin[each]) / sum));
  const shares = exact.map(Math.floor);
  const order = exact
    .map((share, i) => ({ i, part: share - Math.floor(share) }))
    .sort((a, b) => b.part - a.part || a.i - b.i);
  const missing = rest - shares.reduce((total, share) => total + share, 0);
  for (const { i } of order.slice(0, missing)) shares[i] = (shares[i] as number) + 1;
  const next: Record<Dimension, number> = { ...present, [dimension]: own };
  free.forEach((each, i) => {
    next[each] = shares[i] as number;
  });
  return next;
}

/** The most that a weight can have: what the locked ones leave. */
export function roomOf(present: Tenths, dimension: Dimension, locked: readonly Dimension[]): number {
  return locked.reduce((room, each) => (each === dimension ? room : room - present[each]), WHOLE);
}
