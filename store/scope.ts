import { isWholeCity, type Scope } from "#domain/permission";
import { join, type Sql, sql } from "#store/sql";

/**
 * The rows that a scope allows, as conditions on the table `scores` under the alias `s`: it has the enterprise's
 * present responsible place, so who may see what follows an enterprise that moves.
 */
export function inScope(scope: Scope): Sql {
  const parts: Sql[] = [];
  if (!isWholeCity(scope)) parts.push(sql`s.district = any(${scope.districts})`);
  if (scope.street !== null) parts.push(sql`s.street = ${scope.street}`);
  if (scope.businesses !== null) parts.push(sql`s.finance_kind = any(${scope.businesses})`);
  if (scope.givenTo !== null) {
    parts.push(sql`exists (select 1 from given_enterprises g where g.organisation_id = ${scope.givenTo}
      and g.enterprise_id = s.enterprise_id and (g.until is null or g.until > now()))`);
  }
  if (scope.industries !== undefined)
    parts.push(sql`left(coalesce(s.industry, ''), 2) = any(${scope.industries})`);
  return parts.length === 0 ? sql`true` : join(parts, sql` and `);
}

/** The areas of a scope for rows that belong to no enterprise, under the alias given by the caller's column. */
export function inDistricts(scope: Scope, column: Sql): Sql {
  return isWholeCity(scope) ? sql`true` : sql`${column} = any(${scope.districts})`;
}
