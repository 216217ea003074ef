import { DISTRICTS, type DistrictCode } from "#domain/district";
import { makeWeighted, mix, type Rng } from "#stream/simulator/random";
import { type Bearing, ROADS, type RoadRow } from "#stream/simulator/roads";

export interface Place {
  readonly district: DistrictCode;
  /** Nine digits. */
  readonly street: string;
  readonly road: string;
  readonly number: number;
  /** 上海市黄浦区福州路 318 号 and so on, with floor and room. */
  readonly address: string;
  readonly position: readonly [number, number];
}

/** Where firms work, and where financial firms gather: relative weights. */
const WORK: readonly (readonly [DistrictCode, number])[] = [
  ["310101", 6],
  ["310104", 7],
  ["310105", 5],
  ["310106", 7],
  ["310107", 6],
  ["310109", 5],
  ["310110", 6],
  ["310112", 10],
  ["310113", 7],
  ["310114", 7],
  ["310115", 20],
  ["310116", 2],
  ["310117", 6],
  ["310118", 4],
  ["310120", 4],
  ["310151", 1],
];
const FINANCE: readonly (readonly [DistrictCode, number])[] = [
  ["310101", 12],
  ["310104", 7],
  ["310105", 6],
  ["310106", 12],
  ["310107", 5],
  ["310109", 9],
  ["310110", 5],
  ["310112", 4],
  ["310113", 2],
  ["310114", 2],
  ["310115", 34],
  ["310116", 1],
  ["310117", 2],
  ["310118", 2],
  ["310120", 2],
  ["310151", 1],
];
/** Districts whose parks register firms that work elsewhere. */
const PARKS: readonly (readonly [DistrictCode, number])[] = [
  ["310151", 22],
  ["310120", 22],
  ["310116", 14],
  ["310118", 12],
  ["310114", 10],
  ["310113", 8],
  ["310117", 6],
  ["310115", 10],
];

const work = makeWeighted(WORK);
const finance = makeWeighted(FINANCE);
const parks = makeWeighted(PARKS);
const PARK_WORDS = ["经济开发区", "经济小区", "工业园区", "经济发展区", "经济园区"];
const TOWER_WORDS = ["大厦", "中心", "广场", "国际大厦", "商务楼"];

export function pickWorkDistrict(unit: number, financial: boolean): DistrictCode {
  return (financial ? finance : work).at(unit);
}

export function pickParkDistrict(unit: number): DistrictCode {
  return parks.at(unit);
}

/** An office, shop or workshop on one of the district's roads. */
export function makeOffice(rng: Rng, district: DistrictCode, shop: boolean): Place {
  const road = rng.pick(ROADS[district]);
  const number = oddOrEven(rng, road);
  const detail = shop ? (rng.chance(0.4) ? "底层" : `${rng.between(1, 9)}号商铺`) : officeDetail(rng);
  return placeAt(district, road, number, detail);
}

/** A registration address in a park: many firms share the house number, each has a room of its own. */
export function makeParkAddress(rng: Rng, district: DistrictCode, parkName: string): Place {
  const roads = ROADS[district];
  // The last rows of a district are its outer towns, where the parks are.
  const road = roads[roads.length - 1 - rng.int(Math.min(8, roads.length))] as RoadRow;
  const number = 8 + Math.floor(road[6] * 0.55);
  const block = rng.pick(["1", "2", "3", "5", "6", "8", "A", "B", "C"]);
  const room = `${rng.between(1, 6)}${String(rng.between(1, 999)).padStart(3, "0")}`;
  return placeAt(district, road, number, `${block}幢${room}室（上海${parkName}${rng.pick(PARK_WORDS)}）`);
}

/** A place that a story fixes: the same for all its firms. */
export function makeFixedPlace(
  district: DistrictCode,
  roadIndex: number,
  number: number,
  detail: string,
): Place {
  const roads = ROADS[district];
  const road = roads[roadIndex % roads.length] as RoadRow;
  return placeAt(district, road, Math.min(number, road[6]), detail);
}

const AXES: Readonly<Record<Bearing, readonly [number, number]>> = {
  ew: [1, 0],
  ns: [0, 1],
  ne: [0.7, 0.7],
  se: [0.7, -0.7],
};
const DEGREES_PER_KM_LAT = 1 / 111;
const DEGREES_PER_KM_LNG = 1 / 95.4;

/** House numbers run along the road; one address is always one point. */
function placeAt(district: DistrictCode, road: RoadRow, number: number, detail: string): Place {
  const [name, street, lng, lat, bearing, lengthKm, highest] = road;
  const axis = AXES[bearing];
  const along = (number / highest - 0.5) * lengthKm;
  const across = ((mix(0x5ca1e, number, name.charCodeAt(0)) % 201) - 100) / 1000;
  const x = lng + (axis[0] * along + axis[1] * across) * DEGREES_PER_KM_LNG;
  const y = lat + (axis[1] * along - axis[0] * across) * DEGREES_PER_KM_LAT;
  return {
    district,
    street: district + street,
    road: name,
    number,
    address: `上海市${districtNames.get(district)}${name}${number}号${detail}`,
    position: [Math.round(x * 1e5) / 1e5, Math.round(y * 1e5) / 1e5],
  };
}

function oddOrEven(rng: Rng, road: RoadRow): number {
  return 1 + rng.int(road[6]);
}

function officeDetail(rng: Rng): string {
  const floor = 1 + Math.floor(rng.unit() * rng.unit() * 32);
  const room = `${floor}${String(rng.between(1, 18)).padStart(2, "0")}室`;
  const kind = rng.unit();
  if (kind < 0.45) return room;
  if (kind < 0.65) return `${rng.between(1, 12)}幢${room}`;
  if (kind < 0.8) return `${floor}层${rng.pick(["A", "B", "C", "D", "E"])}座`;
  return `${rng.pick(TOWER_NAMES)}${rng.pick(TOWER_WORDS)}${room}`;
}

const TOWER_NAMES = [
  "金茂源",
  "汇银",
  "东方海",
  "申能汇",
  "恒基源",
  "中环",
  "绿洲",
  "新纪元",
  "锦江源",
  "凯德汇",
  "百联汇",
  "兆丰源",
];

const districtNames = new Map<string, string>(DISTRICTS.map((district) => [district.code, district.name]));
