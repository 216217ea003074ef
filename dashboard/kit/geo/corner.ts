import type { Point } from "#kit/geo/districts.ts";

export type Corner = "right-bottom" | "left-bottom" | "right-top" | "left-top";
const CORNERS: readonly Corner[] = ["right-bottom", "left-bottom", "right-top", "left-top"];

/** The corner of a map where a card covers least of an outline, and how many of its points it would cover. */
export function freeCorner(
  outline: readonly Point[],
  [width, height]: Point,
  card: { readonly width: number; readonly height: number },
): { readonly corner: Corner; readonly covered: number } {
  let best: { corner: Corner; covered: number } | null = null;
  for (const corner of CORNERS) {
    const left = corner.startsWith("left") ? 0 : width - card.width;
    const top = corner.endsWith("top") ? 0 : height - card.height;
    const covered = outline.filter(
      ([x, y]) => x > left && x < left + card.width && y > top && y < top + card.height,
    ).length;
    if (best === null || covered < best.covered) best = { corner, covered };
  }
  return best as { corner: Corner; covered: number };
}
