import type { Position } from "geojson";
import type { Bounds, DistrictShape, Point } from "#kit/geo/districts.ts";

/** Degrees to pixels of a flat map of the city: lengths east–west are cut by the latitude, north is up. */
export type Project = (longitude: number, latitude: number) => Point;

export interface Space {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Fits `bounds` into the space, centred, its shape kept. */
export function fitProjection(bounds: Bounds, space: Space): Project & { readonly invert: Project } {
  const [west, south, east, north] = bounds;
  const narrow = Math.cos(((south + north) * Math.PI) / 360);
  const width = Math.max(1, space.right - space.left);
  const height = Math.max(1, space.bottom - space.top);
  const scale = Math.min(width / ((east - west) * narrow), height / (north - south));
  const x0 = space.left + (width - (east - west) * narrow * scale) / 2;
  const y0 = space.top + (height - (north - south) * scale) / 2;
  const project: Project = (longitude, latitude) => [
    x0 + (longitude - west) * narrow * scale,
    y0 + (north - latitude) * scale,
  ];
  const invert: Project = (x, y) => [west + (x - x0) / (narrow * scale), north - (y - y0) / scale];
  return Object.assign(project, { invert });
}

/**
 * What a list of names in the upper left corner takes from the map's width: the corner left of 崇明 and above 青浦 is
 * empty, so only what is wider than that.
 */
export function listMargin(listWidth: number, mapWidth: number): number {
  return Math.max(0, listWidth - mapWidth * EMPTY_CORNER);
}
const EMPTY_CORNER = 0.16;

/** The outline as an SVG path. */
export function outlinePath(shape: DistrictShape, project: Project): string {
  let path = "";
  for (const rings of shape.geometry.coordinates)
    for (const ring of rings) path += `${ringPath(ring, project)}Z`;
  return path;
}

function ringPath(ring: readonly Position[], project: Project): string {
  let path = "";
  let last = "";
  for (const [longitude, latitude] of ring as [number, number][]) {
    const [x, y] = project(longitude, latitude);
    const step = `${x.toFixed(1)} ${y.toFixed(1)}`;
    // On a small map many points fall on one pixel.
    if (step !== last) path += `${path === "" ? "M" : "L"}${step}`;
    last = step;
  }
  return path;
}
