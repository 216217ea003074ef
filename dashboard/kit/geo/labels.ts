import type { Point } from "#kit/geo/districts.ts";
import type { Space } from "#kit/geo/projection.ts";

export interface Anchor {
  readonly code: string;
  readonly at: Point;
  /** Size of the label in pixels. */
  readonly width: number;
  readonly height: number;
  /** true: there is no room at its place, it is listed in the corner and tied to it by a line. */
  readonly crowded: boolean;
  /** Higher keeps its place when two collide; the other is left out. */
  readonly weight: number;
  /** How far it may leave its point, in halves of its height; default 5. */
  readonly reach?: number;
  /** Whether a point lies on its own ground: a name on a neighbour's would be read as the neighbour's. */
  readonly holds?: (at: Point) => boolean;
}

export interface PlacedLabel {
  readonly code: string;
  /** Centre of the label. */
  readonly at: Point;
  /** From the place itself to the label's edge; null where the label lies on its place. */
  readonly line: readonly [Point, Point, Point] | null;
}

/** Between two labels of the list, and between any two labels. */
const GAP = 2;
/** Length of the level end of a line. */
const ELBOW = 10;
const REACH = 5;

/**
 * Places for the names of a map: on their place where there is room, the crowded ones as a list in the upper
 * left corner (where the city's map is empty), in an order whose lines do not cross. No two labels that are given back overlap.
 */
export function placeLabels(anchors: readonly Anchor[], space: Space): readonly PlacedLabel[] {
  const listed = anchors.filter((anchor) => anchor.crowded);
  const list = placeList(listed, space);
  const boxes = list.map((label) =>
    boxAt(label.at, listed.find(({ code }) => code === label.code) as Anchor),
  );
  const others = anchors.filter((anchor) => !anchor.crowded).sort((a, b) => b.weight - a.weight);
  const placed: PlacedLabel[] = [];
  for (const anchor of others) {
    const inside =
      anchor.at[0] >= space.left &&
      anchor.at[0] <= space.right &&
      anchor.at[1] >= space.top &&
      anchor.at[1] <= space.bottom;
    if (!inside) continue;
    const at = chooseSpot(anchor, spots(anchor, space), boxes, list);
    if (at === undefined) continue;
    boxes.push(boxAt(at, anchor));
    placed.push({ code: anchor.code, at, line: null });
  }
  return [...placed, ...list];
}

/**
 * The nearest free spot. Better off the lines than over one (it would read as the line's name), and better wholly on its
 * own ground than with its middle there alone.
 */
function chooseSpot(
  anchor: Anchor,
  tries: readonly Point[],
  taken: readonly Box[],
  list: readonly PlacedLabel[],
): Point | undefined {
  const holds = anchor.holds ?? (() => true);
  let best: { readonly spot: Point; readonly rank: number } | undefined;
  for (const spot of tries) {
    const box = boxAt(spot, anchor);
    if (!holds(spot) || taken.some((other) => overlaps(box, other))) continue;
    const whole =
      holds([spot[0] - anchor.width * 0.4, spot[1]]) && holds([spot[0] + anchor.width * 0.4, spot[1]]);
    const rank = (whole ? 0 : 1) + (list.some((label) => crossesBox(label, box)) ? 2 : 0);
    if (best === undefined || rank < best.rank) best = { spot, rank };
    if (rank === 0) break;
  }
  return best?.spot;
}

/** The places to try for a label, nearest first: its point, then around it; always inside of the space. */
function spots(anchor: Anchor, space: Space): Point[] {
  const { at, width, height } = anchor;
  const tries: { readonly dx: number; readonly dy: number }[] = [];
  const reach = anchor.reach ?? REACH;
  const aside = Math.min(2, reach);
  for (let row = -reach; row <= reach; row++)
    for (let column = -aside; column <= aside; column++)
      tries.push({ dx: (column * width) / 4, dy: (row * height) / 2 });
  return tries
    .sort((a, b) => Math.hypot(a.dx, a.dy) - Math.hypot(b.dx, b.dy))
    .map(({ dx, dy }) => [
      clamp(at[0] + dx, space.left + width / 2, space.right - width / 2),
      clamp(at[1] + dy, space.top + height / 2, space.bottom - height / 2),
    ]);
}

function placeList(anchors: readonly Anchor[], space: Space): PlacedLabel[] {
  if (anchors.length === 0) return [];
  const width = Math.max(...anchors.map((anchor) => anchor.width));
  const height = Math.max(...anchors.map((anchor) => anchor.height)) + GAP;
  const rows = [...anchors].sort((a, b) => a.at[0] - b.at[0] || b.at[1] - a.at[1]).reverse();
  const end = (row: number): Point => [space.left + width + ELBOW, space.top + (row + 0.5) * height];
  uncross(rows, end);
  return rows.map((anchor, row) => {
    const elbow = end(row);
    return {
      code: anchor.code,
      at: [space.left + anchor.width / 2, elbow[1]],
      line: [anchor.at, elbow, [space.left + anchor.width + GAP, elbow[1]]],
    };
  });
}

/** Swaps rows until no two lines cross; each swap shortens the lines' sum, so it ends. */
function uncross(rows: Anchor[], end: (row: number) => Point): void {
  for (let again = true; again; ) {
    again = false;
    for (let i = 0; i < rows.length; i++) {
      for (let j = i + 1; j < rows.length; j++) {
        const [a, b] = [rows[i] as Anchor, rows[j] as Anchor];
        if (!linesCross(a.at, end(i), b.at, end(j))) continue;
        rows[i] = b;
        rows[j] = a;
        again = true;
      }
    }
  }
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function boxAt([x, y]: Point, size: { readonly width: number; readonly height: number }): Box {
  return {
    left: x - size.width / 2,
    right: x + size.width / 2,
    top: y - size.height / 2,
    bottom: y + size.height / 2,
  };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right + GAP && b.left < a.right + GAP && a.top < b.bottom + GAP && b.top < a.bottom + GAP;
}

function crossesBox(label: PlacedLabel, box: Box): boolean {
  if (label.line === null) return false;
  const [from, to] = label.line;
  const corners: Point[] = [
    [box.left, box.top],
    [box.right, box.top],
    [box.right, box.bottom],
    [box.left, box.bottom],
  ];
  const inside = from[0] > box.left && from[0] < box.right && from[1] > box.top && from[1] < box.bottom;
  return inside || corners.some((corner, i) => linesCross(from, to, corner, corners[(i + 1) % 4] as Point));
}

/** true when the two segments cross at a point that is an end of neither. */
export function linesCross(a: Point, b: Point, c: Point, d: Point): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function side(a: Point, b: Point, p: Point): number {
  return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}

/** About how wide a text is drawn: Chinese characters are square, others a little over half. */
export function textWidth(text: string, sizePixels: number): number {
  let ems = 0;
  for (const character of text) ems += (character.codePointAt(0) as number) > 0x2e7f ? 1 : 0.58;
  return ems * sizePixels;
}
