/** A district (区) of the city. Codes are GB/T 2260. */
export interface District {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  /** Short name on a crowded map: 黄浦, 浦东. */
  readonly short: string;
  /** Label point, GCJ-02 like the outline of the map (Apache ECharts 4.9.0 map data, Apache-2.0): lng, lat. */
  readonly centre: readonly [number, number];
}

export const CITY = "310000";
/** Carries enterprises that are not in the city: provisional ones, and 异地 firms without a place here. */
export const OUTSIDE = "000000";

export const DISTRICTS = [
  { code: "310101", name: "黄浦区", nameEn: "Huangpu", short: "黄浦", centre: [121.4903, 31.2228] },
  { code: "310104", name: "徐汇区", nameEn: "Xuhui", short: "徐汇", centre: [121.4375, 31.18] },
  { code: "310105", name: "长宁区", nameEn: "Changning", short: "长宁", centre: [121.4222, 31.2181] },
  { code: "310106", name: "静安区", nameEn: "Jing'an", short: "静安", centre: [121.4482, 31.229] },
  { code: "310107", name: "普陀区", nameEn: "Putuo", short: "普陀", centre: [121.3925, 31.2417] },
  { code: "310109", name: "虹口区", nameEn: "Hongkou", short: "虹口", centre: [121.4918, 31.261] },
  { code: "310110", name: "杨浦区", nameEn: "Yangpu", short: "杨浦", centre: [121.5228, 31.2708] },
  { code: "310112", name: "闵行区", nameEn: "Minhang", short: "闵行", centre: [121.376, 31.1117] },
  { code: "310113", name: "宝山区", nameEn: "Baoshan", short: "宝山", centre: [121.4899, 31.3989] },
  { code: "310114", name: "嘉定区", nameEn: "Jiading", short: "嘉定", centre: [121.2503, 31.3835] },
  { code: "310115", name: "浦东新区", nameEn: "Pudong", short: "浦东", centre: [121.5677, 31.2459] },
  { code: "310116", name: "金山区", nameEn: "Jinshan", short: "金山", centre: [121.3307, 30.7247] },
  { code: "310117", name: "松江区", nameEn: "Songjiang", short: "松江", centre: [121.2235, 31.0305] },
  { code: "310118", name: "青浦区", nameEn: "Qingpu", short: "青浦", centre: [121.113, 31.1512] },
  { code: "310120", name: "奉贤区", nameEn: "Fengxian", short: "奉贤", centre: [121.4585, 30.9123] },
  { code: "310151", name: "崇明区", nameEn: "Chongming", short: "崇明", centre: [121.3975, 31.6269] },
] as const satisfies readonly District[];

export type DistrictCode = (typeof DISTRICTS)[number]["code"];

export const DISTRICT_CODES: readonly DistrictCode[] = DISTRICTS.map((district) => district.code);

/** Codes of districts that were merged or became a district: 卢湾 2011, 闸北 2015, 南汇 2009, 崇明县 2016. */
export const OLD_DISTRICTS: Readonly<Record<string, DistrictCode>> = {
  "310103": "310101",
  "310108": "310106",
  "310119": "310115",
  "310230": "310151",
};

const byCode = new Map<string, District>(DISTRICTS.map((district) => [district.code, district]));

/** true for one of the 16, not for the city, the outside, or an old code. */
export function isDistrict(code: string): code is DistrictCode {
  return byCode.has(code);
}

/** true for what an event or an enterprise may carry: a district, the city as a whole, or outside. */
export function isArea(code: string): boolean {
  return isDistrict(code) || code === CITY || code === OUTSIDE;
}

export type DistrictResult =
  | { readonly ok: true; readonly code: string; readonly mapped: boolean }
  | { readonly ok: false; readonly reason: "malformed" | "unknown" };

/**
 * The present code for any six-digit division code. Old codes are mapped; a division of another province is
 * outside ("000000"); a code that begins with 31 and names no district is unknown, because it can only be a fault.
 */
export function normaliseDistrict(input: string): DistrictResult {
  const code = input.trim();
  if (!/^\d{6}$/.test(code)) return { ok: false, reason: "malformed" };
  if (isArea(code)) return { ok: true, code, mapped: false };
  const mapped = OLD_DISTRICTS[code];
  if (mapped !== undefined) return { ok: true, code: mapped, mapped: true };
  if (code === "310100") return { ok: true, code: CITY, mapped: true };
  if (code.startsWith("31")) return { ok: false, reason: "unknown" };
  return PROVINCE_PREFIXES.has(code.slice(0, 2))
    ? { ok: true, code: OUTSIDE, mapped: true }
    : { ok: false, reason: "unknown" };
}

export function districtOf(code: string): District | null {
  return byCode.get(code) ?? null;
}

export function districtName(code: string, language: "zh" | "en" = "zh"): string {
  if (code === CITY) return language === "zh" ? "全市" : "Whole city";
  if (code === OUTSIDE) return language === "zh" ? "市外" : "Outside the city";
  const district = byCode.get(code);
  if (district === undefined) return code;
  return language === "zh" ? district.name : district.nameEn;
}

/** The district that an address names, if it names exactly one: 上海市浦东新区世纪大道… */
export function districtInAddress(address: string): DistrictCode | null {
  const found = DISTRICTS.filter(
    (district) => address.includes(district.name) || address.includes(`上海市${district.short}`),
  );
  return found.length === 1 ? (found[0] as (typeof DISTRICTS)[number]).code : null;
}

/** GB/T 2260 first two digits. */
const PROVINCE_PREFIXES = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split(
    " ",
  ),
);
