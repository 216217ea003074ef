import type { Feature, MultiPolygon, Position } from "geojson";
import { districtOf } from "#domain/district";
import topology from "#kit/geo/districts.data.json" with { type: "json" };

/** West, south, east, north in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];
export type Point = readonly [x: number, y: number];

export interface DistrictProperties {
  readonly code: string;
  readonly name: string;
  /** A point inside the outline with room for a name. */
  readonly label: Point;
}
export interface DistrictShape extends Feature<MultiPolygon, DistrictProperties> {
  readonly id: string;
}
/** A GeoJSON feature collection. */
export interface DistrictCollection {
  readonly type: "FeatureCollection";
  readonly features: DistrictShape[];
}

/** Outlines of the 16 districts, GCJ-02; source and licence stand in districts.data.json. */
export const DISTRICT_SHAPES: DistrictCollection = {
  type: "FeatureCollection",
  features: topology.objects.districts.geometries.map((geometry) => ({
    type: "Feature",
    id: geometry.id,
    properties: {
      code: geometry.id,
      name: districtOf(geometry.id)?.name ?? geometry.properties.name,
      label: [geometry.properties.label[0] as number, geometry.properties.label[1] as number],
    },
    geometry: {
      type: "MultiPolygon",
      coordinates: geometry.arcs.map((rings) => rings.map((indexes) => decodeRing(indexes[0] as number))),
    },
  })),
};

/** Their outlines lie so close on a map of the city that names need a place of their own. */
export const CENTRAL_DISTRICTS: ReadonlySet<string> = new Set([
  "310101",
  "310104",
  "310105",
  "310106",
  "310107",
  "310109",
  "310110",
]);

const byCode = new Map(DISTRICT_SHAPES.features.map((shape) => [shape.id, shape]));
const boundsByCode = new Map(DISTRICT_SHAPES.features.map((shape) => [shape.id, boundsOf([shape])]));

export const CITY_BOUNDS: Bounds = boundsOf(DISTRICT_SHAPES.features);

export function shapeOf(code: string): DistrictShape | null {
  return byCode.get(code) ?? null;
}

/** The box of a district's outline; the city's for any other code. */
export function districtBounds(code: string): Bounds {
  return boundsByCode.get(code) ?? CITY_BOUNDS;
}

export function labelPoint(code: string): Point | null {
  return byCode.get(code)?.properties.label ?? null;
}

/** The district whose outline holds the point, or null (the sea, another province). */
export function districtAt(longitude: number, latitude: number): string | null {
  for (const shape of DISTRICT_SHAPES.features) {
    const [west, south, east, north] = districtBounds(shape.id);
    if (longitude < west || longitude > east || latitude < south || latitude > north) continue;
    const held = shape.geometry.coordinates.some((rings) => isInside(longitude, latitude, rings));
    if (held) return shape.id;
  }
  return null;
}

/** true on the district's own ground and on nobody's (the sea): where its name may stand. */
export function mayName(code: string, longitude: number, latitude: number): boolean {
  const ground = districtAt(longitude, latitude);
  return ground === null || ground === code;
}

function decodeRing(index: number): Position[] {
  const { scale, translate } = topology.transform;
  let x = 0;
  let y = 0;
  return (topology.arcs[index] ?? []).map((step) => {
    x += step[0] as number;
    y += step[1] as number;
    return [
      x * (scale[0] as number) + (translate[0] as number),
      y * (scale[1] as number) + (translate[1] as number),
    ];
  });
}

function boundsOf(shapes: readonly DistrictShape[]): Bounds {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const shape of shapes) {
    for (const rings of shape.geometry.coordinates) {
      for (const [x, y] of rings[0] as [number, number][]) {
        box[0] = Math.min(box[0], x);
        box[1] = Math.min(box[1], y);
        box[2] = Math.max(box[2], x);
        box[3] = Math.max(box[3], y);
      }
    }
  }
  return box;
}

function isInside(x: number, y: number, rings: readonly Position[][]): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1] as [number, number];
      const [bx, by] = ring[i] as [number, number];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}
