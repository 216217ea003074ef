import type { Scope } from "#domain/permission";
import { type EnterpriseListRow, LIST_COLUMNS } from "#store/enterprise-search";
import type { Db } from "#store/pool";
import { inScope } from "#store/scope";
import { sql } from "#store/sql";

/** A line of the exported list: the register's facts, the score and its five dimensions (R061). */
export interface EnterpriseExportRow extends EnterpriseListRow {
  readonly dimensions: readonly number[];
  readonly controller: string | null;
  readonly establishedOn: string | null;
  readonly registeredCapital: string | null;
  readonly paidInCapital: string | null;
  readonly registeredAddress: string | null;
  readonly businessAddress: string | null;
}

/** The rows of these ids that are in the scope, in the order of the ids. */
export async function readExportRows(
  db: Db,
  ids: readonly number[],
  scope: Scope,
): Promise<EnterpriseExportRow[]> {
  if (ids.length === 0) return [];
  const rows = await db.query<EnterpriseExportRow>(sql`
    select ${LIST_COLUMNS}, s.dimensions, e.controller, e.established_on as "establishedOn", e.registered_capital as "registeredCapital",
      e.paid_in_capital as "paidInCapital", e.registered_address as "registeredAddress", e.business_address as "businessAddress"
    from scores s join enterprises e on e.id = s.enterprise_id
    where s.enterprise_id = any(${ids}::bigint[]) and ${inScope(scope)}`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
