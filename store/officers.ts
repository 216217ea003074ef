import type { Role } from "#domain/role";
import type { Db } from "#store/pool";
import { sql } from "#store/sql";

export interface OfficerRow {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly district: string;
  readonly street: string | null;
  readonly organisationId: number;
  readonly organisationKind: string;
  readonly lines: readonly string[] | null;
  readonly businesses: readonly string[] | null;
  readonly fields: readonly string[];
}

/**
 * Everybody who holds a post now in one of these roles and whose area is or contains the place: whom an alert can be
 * given to. City offices contain every district.
 */
export function readOfficers(
  db: Db,
  place: { readonly district: string; readonly street: string | null },
  roles: readonly Role[],
): Promise<OfficerRow[]> {
  return db.query(sql`
    select u.id, u.name, p.role, o.district, o.street, o.id as "organisationId", o.kind as "organisationKind", p.lines, p.businesses, p.fields
    from posts p join users u on u.id = p.user_id join organisations o on o.id = p.organisation_id
    where p.role = any(${roles}) and u.disabled_at is null and o.closed_at is null
      and p.valid_from <= now() and (p.valid_to is null or p.valid_to > now())
      and (o.district = '310000' or o.district = ${place.district}) and (o.street is null or o.street = ${place.street})
    order by o.district desc, u.name, u.id limit 500`);
}
