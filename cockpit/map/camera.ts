import { WebMercatorViewport } from "@deck.gl/core";
import { type Corner, freeCorner } from "#kit/geo/corner.ts";
import { type Bounds, districtBounds, shapeOf } from "#kit/geo/districts.ts";
import type { Space } from "#kit/geo/projection.ts";

export interface Camera {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
  readonly pitch: number;
}

/**
 * The camera that fits a box of the earth into a part of the screen when it looks aslant: what is near grows and what is
 * far shrinks, so the flat fit is corrected against what is really seen until it sits.
 */
export function fitCamera(
  bounds: Bounds,
  size: readonly [width: number, height: number],
  space: Space,
  pitch: number,
): Camera {
  const [west, south, east, north] = bounds;
  const edge: (readonly [number, number])[] = [];
  for (let i = 0; i <= 4; i++) {
    const x = west + ((east - west) * i) / 4;
    const y = south + ((north - south) * i) / 4;
    edge.push([x, south], [x, north], [west, y], [east, y]);
  }
  let camera: Camera = { longitude: (west + east) / 2, latitude: (south + north) / 2, zoom: 8, pitch };
  // A box that is not laid out yet fits nothing.
  if (space.right - space.left < 1 || space.bottom - space.top < 1) return camera;
  for (let round = 0; round < 8; round++) {
    const viewport = makeViewport(camera, size);
    const seen = edge.map((point) => viewport.project(point as [number, number]) as [number, number]);
    const left = Math.min(...seen.map(([x]) => x));
    const right = Math.max(...seen.map(([x]) => x));
    const top = Math.min(...seen.map(([, y]) => y));
    const bottom = Math.max(...seen.map(([, y]) => y));
    const grow = Math.min(
      (space.right - space.left) / Math.max(1, right - left),
      (space.bottom - space.top) / Math.max(1, bottom - top),
    );
    // What must come to the middle of the space lies as far from the screen's middle the other way.
    const dx = (left + right) / 2 - (space.left + space.right) / 2;
    const dy = (top + bottom) / 2 - (space.top + space.bottom) / 2;
    const centre = viewport.unproject([size[0] / 2 + dx, size[1] / 2 + dy]) as [number, number];
    camera = { longitude: centre[0], latitude: centre[1], zoom: camera.zoom + Math.log2(grow), pitch };
  }
  return camera;
}

/**
 * The camera on one district, and the corner for a card beside it: as large as the box allows where the outline leaves
 * a corner free, else with room for the card below or beside, whichever shows the district larger.
 */
export function frameDistrict(
  code: string,
  size: readonly [width: number, height: number],
  card: { readonly edge: number; readonly width: number; readonly height: number; readonly pitch: number },
): { readonly camera: Camera; readonly corner: Corner } {
  const [width, height] = size;
  const { edge, pitch } = card;
  const all: Space = { left: edge, top: edge, right: width - edge, bottom: height - edge };
  const bounds = districtBounds(code);
  const camera = fitCamera(bounds, size, all, pitch);
  const viewport = makeViewport(camera, size);
  const outline = (shapeOf(code)?.geometry.coordinates ?? []).flatMap((rings) =>
    (rings[0] ?? []).map((point) => viewport.project(point as [number, number]) as [number, number]),
  );
  const { corner, covered } = freeCorner(outline, size, {
    width: card.width + edge,
    height: card.height + edge,
  });
  if (covered === 0 || card.width === 0) return { camera, corner };
  const beside = fitCamera(bounds, size, { ...all, right: all.right - card.width }, pitch);
  const above = fitCamera(bounds, size, { ...all, bottom: all.bottom - card.height }, pitch);
  return { camera: above.zoom > beside.zoom ? above : beside, corner: "right-bottom" };
}

export function makeViewport(
  camera: Camera,
  [width, height]: readonly [number, number],
): WebMercatorViewport {
  return new WebMercatorViewport({ ...camera, width: Math.max(1, width), height: Math.max(1, height) });
}
