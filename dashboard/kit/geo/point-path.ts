import { LEVELS, type Level } from "#domain/level";
import type { Project } from "#kit/geo/projection.ts";

/** Points of a map as columns, as GET /api/map/points gives them. */
export interface PointColumns {
  readonly longitudes: ArrayLike<number>;
  readonly latitudes: ArrayLike<number>;
  /** 1 to 5. */
  readonly levels: ArrayLike<number>;
  readonly length: number;
}

/** One path for each level with all of its points, so that thousands of them are five elements. Normal ones are left out. */
export function pointPaths(
  points: PointColumns,
  project: Project,
  radiusPixels: number,
  most: number,
): readonly { readonly level: Level; readonly path: string }[] {
  const paths: string[] = ["", "", "", "", ""];
  const count = Math.min(points.length, most);
  for (let i = 0; i < count; i++) {
    const level = (points.levels[i] ?? 1) - 1;
    if (level < 1 || level > 4) continue;
    const [x, y] = project(points.longitudes[i] as number, points.latitudes[i] as number);
    paths[level] += shapeAt(level, x, y, radiusPixels * (level === 1 ? 0.7 : 1));
  }
  return LEVELS.map((level, i) => ({ level, path: paths[i] as string })).filter(({ path }) => path !== "");
}

/** ▲ ◆ ■ ⬢ as short relative paths. */
function shapeAt(level: number, x: number, y: number, r: number): string {
  const n = (value: number): string => value.toFixed(1);
  switch (level) {
    case 1:
      return `M${n(x)} ${n(y - r)}l${n(r)} ${n(1.75 * r)}h${n(-2 * r)}z`;
    case 2:
      return `M${n(x)} ${n(y - 1.15 * r)}l${n(1.15 * r)} ${n(1.15 * r)}l${n(-1.15 * r)} ${n(1.15 * r)}l${n(-1.15 * r)} ${n(-1.15 * r)}z`;
    case 3:
      return `M${n(x - r)} ${n(y - r)}h${n(2 * r)}v${n(2 * r)}h${n(-2 * r)}z`;
    default:
      return `M${n(x)} ${n(y - 1.3 * r)}l${n(1.13 * r)} ${n(0.65 * r)}v${n(1.3 * r)}l${n(-1.13 * r)} ${n(0.65 * r)}l${n(-1.13 * r)} ${n(-0.65 * r)}v${n(-1.3 * r)}z`;
  }
}
