import { CITY } from "#domain/district";
import type { Principal } from "#domain/permission";
import { ROLE_FACTS, type Role, type Tier } from "#domain/role";

/** The person behind a request, in the post that the session acts in. */
export interface SessionUser {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly principal: Principal;
  readonly mustChangePassword: boolean;
  readonly totpEnabled: boolean;
  /** Hash of the session's token: names the session, opens nothing. */
  readonly sessionHash: string;
}

/** The tier that a place gives: a street, a district, else the city or a unit as the role has it. */
export function tierOfPlace(role: Role, district: string, street: string | null): Tier {
  if (street !== null) return "street";
  if (district !== CITY) return ROLE_FACTS[role].tiers.includes("unit") ? "unit" : "district";
  return ROLE_FACTS[role].tiers.includes("city") ? "city" : "unit";
}
