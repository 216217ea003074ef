import { type DistrictCode, isDistrict } from "#domain/district";
import data from "./street.data.json" with { type: "json" };

/** A sub-district (街道, 镇, 乡, and the few zones that stand in their place). Nine-digit code. */
export interface Street {
  readonly code: string;
  readonly name: string;
  readonly district: DistrictCode;
}

/** Shanghai's 234, ordered by code. Source and licence stand in street.data.json. */
export const STREETS: readonly Street[] = (data.rows as [string, string][]).map(([code, name]) => {
  const district = code.slice(0, 6);
  if (!isDistrict(district)) throw new Error(`street ${code} stands in no district`);
  return { code, name, district };
});

const byCode = new Map(STREETS.map((street) => [street.code, street]));
const byDistrict = new Map<string, Street[]>();
for (const street of STREETS) {
  const list = byDistrict.get(street.district);
  if (list === undefined) byDistrict.set(street.district, [street]);
  else list.push(street);
}

export function streetOf(code: string): Street | null {
  return byCode.get(code) ?? null;
}

export function isStreet(code: string): boolean {
  return byCode.has(code);
}

export function streetName(code: string): string {
  return byCode.get(code)?.name ?? code;
}

export function streetsOf(district: string): readonly Street[] {
  return byDistrict.get(district) ?? [];
}

/** The district a street stands in, or null: never guessed from the digits of an unknown code. */
export function districtOfStreet(code: string): DistrictCode | null {
  return byCode.get(code)?.district ?? null;
}
