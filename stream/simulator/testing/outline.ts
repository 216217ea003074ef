import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

type Point = readonly [number, number];

/**
 * The 16 district outlines of the Apache ECharts 4.9.0 map data (GCJ-02), decoded from its compact form. Only tests
 * use it: they prove that no simulated firm stands in the river, the sea or another district.
 */
export function readDistrictOutlines(): ReadonlyMap<string, readonly (readonly Point[])[]> {
  const path = createRequire(import.meta.url).resolve("echarts/map/json/province/shanghai.json");
  const map = JSON.parse(readFileSync(path, "utf8")) as {
    features: {
      id?: string;
      geometry: {
        type: string;
        coordinates: string[] | string[][];
        encodeOffsets: number[][] | number[][][];
      };
    }[];
  };
  const outlines = new Map<string, Point[][]>();
  for (const { id, geometry } of map.features) {
    const polygons = (
      geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates
    ) as string[][];
    const offsets = (
      geometry.type === "Polygon" ? [geometry.encodeOffsets] : geometry.encodeOffsets
    ) as number[][][];
    // 崇明 has no id in that file.
    outlines.set(
      id ?? "310151",
      polygons.map((rings, i) => decode(rings[0] as string, (offsets[i] as number[][])[0] as number[])),
    );
  }
  return outlines;
}

export function isInside(rings: readonly (readonly Point[])[], [x, y]: Point): boolean {
  return rings.some((ring) => {
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i] as Point;
      const [xj, yj] = ring[j] as Point;
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
    return inside;
  });
}

function decode(text: string, offset: readonly number[]): Point[] {
  const points: Point[] = [];
  let [x, y] = offset as [number, number];
  for (let i = 0; i < text.length; i += 2) {
    x += zigzag(text.charCodeAt(i) - 64);
    y += zigzag(text.charCodeAt(i + 1) - 64);
    points.push([x / 1024, y / 1024]);
  }
  return points;
}

function zigzag(value: number): number {
  return (value >> 1) ^ -(value & 1);
}
