import type { Db } from "#store/pool";
import { sql } from "#store/sql";

export interface GraphEdgeRow {
  readonly id: number;
  readonly from: number;
  readonly personId: number | null;
  readonly enterpriseId: number | null;
  readonly kind: string;
  readonly share: number | null;
  readonly office: string | null;
}

/** Ties that these firms name, that name these firms, or that name these persons, as known now; largest shares first. */
export function readGraphEdges(
  db: Db,
  enterpriseIds: readonly number[],
  personIds: readonly number[],
  limit: number,
): Promise<GraphEdgeRow[]> {
  return db.query(sql`
    select id, from_enterprise as "from", person_id as "personId", to_enterprise as "enterpriseId", kind, share::float8 as share, office
    from relations r where r.superseded_at is null and r.valid_to is null and (
      r.from_enterprise = any(${enterpriseIds}::bigint[]) or r.to_enterprise = any(${enterpriseIds}::bigint[])
      or r.person_id = any(${personIds}::bigint[]))
    order by share desc nulls last, id limit ${limit}`);
}
