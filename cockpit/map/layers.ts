import type { Layer } from "@deck.gl/core";
import { ColumnLayer, GeoJsonLayer, IconLayer, ScatterplotLayer } from "@deck.gl/layers";
import { type Level, levelOf } from "#domain/level";
import {
  DISTRICT_SHAPES,
  type DistrictProperties,
  type DistrictShape,
  labelPoint,
} from "#kit/geo/districts.ts";
import type { PointColumn } from "../model/points.ts";
import { type IconSheet, readColour } from "./icons.ts";

/** What the map shows at one moment: values only, so that a scene can be compared and drawn again. */
export interface Scene {
  /** Shade 0 to 4 of each district by its share at risk; absent: unknown. */
  readonly shades: ReadonlyMap<string, number>;
  /** Enterprises at risk of each district. */
  readonly atRisk: ReadonlyMap<string, number>;
  readonly focus: string | null;
  /** Lowest level first, so that the highest lies on top. */
  readonly points: readonly { readonly level: 2 | 3 | 4 | 5; readonly column: PointColumn }[];
  readonly pointsVersion: number;
  /** Places of the newest events. */
  readonly rings: readonly { readonly at: readonly [number, number]; readonly level: number }[];
  readonly icons: IconSheet;
  /** Pixels of one design pixel. */
  readonly unit: number;
}

/** Columns are this high where most are at risk, in metres. */
const HIGHEST_METRES = 22_000;
const RADIUS_METRES = 1_000;
/** Flat things lie on the ground and never cut each other. */
const FLAT = { depthCompare: "always", depthWriteEnabled: false } as const;
const POINT_PIXELS: Readonly<Record<2 | 3 | 4 | 5, number>> = { 2: 6, 3: 9, 4: 12, 5: 16 };

export function makeLayers(scene: Scene): Layer[] {
  const { focus, unit } = scene;
  const close = focus !== null;
  const fills = [0, 1, 2, 3, 4].map((step) => readColour(`--map-${step}`));
  const unknown = readColour("--surface");
  const line = readColour("--map-line");
  const accent = readColour("--accent");
  const layers: Layer[] = [
    new GeoJsonLayer<DistrictProperties>({
      id: "districts",
      data: DISTRICT_SHAPES,
      filled: true,
      stroked: true,
      getFillColor: ({ properties }) => {
        return fills[scene.shades.get(properties.code) ?? -1] ?? unknown;
      },
      getLineColor: line,
      lineWidthUnits: "pixels",
      getLineWidth: 1.5 * unit,
      lineWidthMinPixels: 1,
      parameters: FLAT,
      updateTriggers: { getFillColor: [...scene.shades.values()].join(), getLineWidth: unit },
    }),
    new GeoJsonLayer<DistrictProperties>({
      id: "focus",
      data: shapesOf(focus),
      filled: false,
      stroked: true,
      getLineColor: accent,
      lineWidthUnits: "pixels",
      getLineWidth: 3 * unit,
      parameters: FLAT,
      updateTriggers: { getLineWidth: unit },
    }),
  ];
  for (const { level, column: points } of scene.points)
    layers.push(makePoints(levelOf(level), POINT_PIXELS[level] * unit * (close ? 1.7 : 1), points, scene));
  // What lies around the district on show steps back, its points too.
  if (focus !== null)
    layers.push(
      new GeoJsonLayer<DistrictProperties>({
        id: "veil",
        data: shapesBut(focus),
        filled: true,
        stroked: false,
        getFillColor: readColour("--canvas", 165),
        parameters: FLAT,
      }),
    );
  layers.push(
    new ScatterplotLayer<Scene["rings"][number]>({
      id: "rings",
      data: scene.rings as Scene["rings"][number][],
      getPosition: (ring) => [ring.at[0], ring.at[1]],
      radiusUnits: "pixels",
      getRadius: 16 * unit,
      filled: false,
      stroked: true,
      lineWidthUnits: "pixels",
      getLineWidth: 2.5 * unit,
      getLineColor: (ring) => readColour(`--level-${ring.level}`),
      parameters: FLAT,
      updateTriggers: { getRadius: unit, getLineWidth: unit },
    }),
  );
  if (!close) layers.push(makeColumns(scene));
  return layers;
}

/** Positions go to the card as they are kept; the rest is the same for all points of a level. */
function makePoints(level: Level, pixels: number, column: PointColumn, scene: Scene): Layer {
  return new IconLayer({
    id: `points-${level}`,
    data: readBuffers(column),
    iconAtlas: scene.icons.image as unknown as string,
    iconMapping: scene.icons.places,
    getIcon: () => level,
    getSize: pixels,
    sizeUnits: "pixels",
    billboard: true,
    parameters: FLAT,
    updateTriggers: { getSize: pixels },
  });
}

type Buffers = {
  readonly length: number;
  readonly attributes: { readonly getPosition: { readonly value: Float32Array; readonly size: 2 } };
};
const buffers = new WeakMap<PointColumn, Buffers>();

/** deck.gl takes a new object for new data: an unchanged level must be the same object. */
function readBuffers(column: PointColumn): Buffers {
  let known = buffers.get(column);
  if (known === undefined) {
    known = { length: column.length, attributes: { getPosition: { value: column.positions, size: 2 } } };
    buffers.set(column, known);
  }
  return known;
}

const shapesByCode = new Map<string | null, DistrictShape[]>();
const othersByCode = new Map<string, DistrictShape[]>();

function shapesBut(code: string): DistrictShape[] {
  let shapes = othersByCode.get(code);
  if (shapes === undefined) {
    shapes = DISTRICT_SHAPES.features.filter((shape) => shape.id !== code);
    othersByCode.set(code, shapes);
  }
  return shapes;
}

function shapesOf(code: string | null): DistrictShape[] {
  let shapes = shapesByCode.get(code);
  if (shapes === undefined) {
    shapes = DISTRICT_SHAPES.features.filter((shape) => shape.id === code);
    shapesByCode.set(code, shapes);
  }
  return shapes;
}

function makeColumns(scene: Scene): Layer {
  const rows = DISTRICT_SHAPES.features.map(({ id }) => ({
    at: labelPoint(id) as readonly [number, number],
    count: scene.atRisk.get(id) ?? 0,
  }));
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return new ColumnLayer<(typeof rows)[number]>({
    id: "columns",
    data: rows,
    diskResolution: 24,
    radius: RADIUS_METRES,
    extruded: true,
    getPosition: ({ at }) => [at[0], at[1]],
    getElevation: ({ count }) => (count / most) * HIGHEST_METRES,
    getFillColor: readColour("--series-1", 235),
    material: { ambient: 0.62, diffuse: 0.5, shininess: 8, specularColor: [30, 30, 30] },
  });
}
