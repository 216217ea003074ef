import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Writes districts.data.json from the map data of Apache ECharts 4.9.0 (Apache-2.0, a development dependency):
 *   node dashboard/kit/geo/build-districts.mjs
 * Its rings are kept as they are, on their own grid of 1/1024 degree (about 100 m), as TopoJSON with one arc a ring.
 * Coordinates are GCJ-02, as the source's are. The outlines are of 2016 and later: 闸北 lies in 静安, 南汇 in 浦东.
 */
const SOURCE = "node_modules/echarts/map/json/province/shanghai.json";
const GRID = 1024;

/** The source gives 崇明 no code: it became a district in 2016. */
const CODES = { 崇明区: "310151" };

const root = new URL("../../../", import.meta.url);
const source = JSON.parse(readFileSync(new URL(SOURCE, root), "utf8"));

const arcs = [];
const geometries = source.features
  .map((feature) => {
    const code = feature.id ?? CODES[feature.properties.name];
    if (code === undefined) throw new Error(`no code for ${feature.properties.name}`);
    const polygons = readPolygons(feature.geometry);
    const largest = polygons.reduce((a, b) => (Math.abs(areaOf(b[0])) > Math.abs(areaOf(a[0])) ? b : a));
    return {
      type: "MultiPolygon",
      id: code,
      properties: { name: feature.properties.name, label: findLabelPoint(largest).map(round) },
      arcs: polygons.map((rings) => rings.map((ring) => [arcs.push(toDeltas(ring)) - 1])),
    };
  })
  .sort((a, b) => a.id.localeCompare(b.id));

const topology = {
  type: "Topology",
  source: "Apache ECharts 4.9.0, map/json/province/shanghai.json (GCJ-02)",
  licence: "Apache-2.0",
  transform: { scale: [1 / GRID, 1 / GRID], translate: [0, 0] },
  objects: { districts: { type: "GeometryCollection", geometries } },
  arcs,
};
const target = new URL("districts.data.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(topology)}\n`);
console.log(`${fileURLToPath(target)}: ${geometries.length} districts, ${arcs.length} rings`);

/** A geometry's polygons as rings of whole grid steps. */
function readPolygons({ type, coordinates, encodeOffsets }) {
  if (type === "Polygon") return [coordinates.map((text, i) => decode(text, encodeOffsets[i]))];
  return coordinates.map((rings, i) => rings.map((text, j) => decode(text, encodeOffsets[i][j])));
}

/** ECharts' packing: each character is a step from the point before, sign in the lowest bit, shifted by 64. */
function decode(text, [x, y]) {
  const ring = [];
  for (let i = 0; i < text.length; i += 2) {
    x += readStep(text.charCodeAt(i));
    y += readStep(text.charCodeAt(i + 1));
    ring.push([x, y]);
  }
  const [first, last] = [ring[0], ring[ring.length - 1]];
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push([...first]);
  return ring;
}

function readStep(character) {
  const packed = character - 64;
  return (packed >> 1) ^ -(packed & 1);
}

/** TopoJSON's arcs: the first point, then steps. */
function toDeltas(ring) {
  return ring.map(([x, y], i) => (i === 0 ? [x, y] : [x - ring[i - 1][0], y - ring[i - 1][1]]));
}

function areaOf(ring) {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return sum / 2;
}

/** The point inside that is farthest from every border: a name there has the most room. Grid search, three rounds. */
function findLabelPoint([outer, ...holes]) {
  // Names are wide: what lies beside counts more than what lies above.
  const flat = ([x, y]) => [x * Math.cos((31.2 * Math.PI) / 180) * 0.8, y];
  const rings = [outer, ...holes].map((ring) => ring.map(flat));
  let [west, south, east, north] = boxOf(outer);
  let best = { room: Number.NEGATIVE_INFINITY, point: outer[0] };
  for (let round = 0; round < 4; round++) {
    const steps = 40;
    for (let i = 0; i <= steps; i++) {
      for (let j = 0; j <= steps; j++) {
        const point = [west + ((east - west) * i) / steps, south + ((north - south) * j) / steps];
        const room = roomAt(flat(point), rings);
        if (room > best.room) best = { room, point };
      }
    }
    const [dx, dy] = [(east - west) / steps, (north - south) / steps];
    [west, east] = [best.point[0] - dx * 2, best.point[0] + dx * 2];
    [south, north] = [best.point[1] - dy * 2, best.point[1] + dy * 2];
  }
  return best.point.map((step) => step / GRID);
}

/** Distance to the nearest border, negative outside. */
function roomAt([x, y], rings) {
  let inside = false;
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1];
      const [bx, by] = ring[i];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      const length = (bx - ax) ** 2 + (by - ay) ** 2;
      const along =
        length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
      nearest = Math.min(nearest, Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)));
    }
  }
  return inside ? nearest : -nearest;
}

function boxOf(ring) {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function round(degrees) {
  return Math.round(degrees * 1e4) / 1e4;
}
