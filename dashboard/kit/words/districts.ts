import { DISTRICTS, districtOf, districtName as nameOf } from "#domain/district";
import { streetName } from "#domain/street";
import { language } from "#kit/i18n/translate.ts";

/** The 16 districts, in the order of their codes. */
export const DISTRICT_CODES: readonly string[] = DISTRICTS.map((district) => district.code);

export function districtName(code: string): string {
  return nameOf(code, language());
}

/** 黄浦, 浦东: for tiles, maps and narrow columns. */
export function shortDistrictName(code: string): string {
  const district = districtOf(code);
  if (district === null) return districtName(code);
  return language() === "en" ? district.nameEn : district.short;
}

/** 浦东新区 · 陆家嘴街道; the standard has no English names of streets. */
export function placeName(district: string, street: string | null): string {
  return street === null || street === ""
    ? districtName(district)
    : `${districtName(district)} · ${streetName(street)}`;
}
