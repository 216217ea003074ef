import type { Db } from "#store/pool";
import { sql } from "#store/sql";

export interface HolderRow {
  readonly firm: number;
  readonly personId: number | null;
  readonly enterpriseId: number | null;
  readonly share: number | null;
}

/**
 * Who holds these firms, as known now: what the firm names as shareholder, and firms that name it as their investment.
 * A tie that both sides name counts once, by the firm's own word.
 */
export function readHolders(db: Db, firms: readonly number[]): Promise<HolderRow[]> {
  return db.query(sql`
    select distinct on (firm, "personId", "enterpriseId") firm, "personId", "enterpriseId", share::float8 as share from (
      select from_enterprise as firm, person_id as "personId", to_enterprise as "enterpriseId", share, 0 as place
      from relations where from_enterprise = any(${firms}::bigint[]) and kind = 'shareholder'
        and superseded_at is null and valid_to is null
      union all
      select to_enterprise, null, from_enterprise, share, 1
      from relations where to_enterprise = any(${firms}::bigint[]) and kind = 'investment'
        and superseded_at is null and valid_to is null
    ) both_sides order by firm, "personId", "enterpriseId", place, share desc nulls last`);
}

/** Firms that these firms hold. */
export async function readHeldFirms(db: Db, holders: readonly number[], limit: number): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`
    select distinct id from (
      select from_enterprise as id from relations where to_enterprise = any(${holders}::bigint[]) and kind = 'shareholder'
        and superseded_at is null and valid_to is null
      union all
      select to_enterprise from relations where from_enterprise = any(${holders}::bigint[]) and kind = 'investment'
        and to_enterprise is not null and superseded_at is null and valid_to is null
    ) held order by id limit ${limit}`);
  return rows.map((row) => row.id);
}

export interface PostRow {
  readonly firm: number;
  readonly kind: "controller" | "legal-representative";
  readonly personId: number | null;
  readonly enterpriseId: number | null;
}

/** Declared controllers and legal representatives of firms that are not merged into another. */
export function readPosts(db: Db, firms: readonly number[]): Promise<PostRow[]> {
  return db.query(sql`
    select r.from_enterprise as firm, r.kind, r.person_id as "personId", r.to_enterprise as "enterpriseId"
    from relations r join enterprises e on e.id = r.from_enterprise and e.merged_into is null
    where r.from_enterprise = any(${firms}::bigint[]) and r.kind in ('controller', 'legal-representative')
      and r.superseded_at is null and r.valid_to is null
    order by r.from_enterprise, r.kind, r.valid_from desc, r.id desc`);
}
