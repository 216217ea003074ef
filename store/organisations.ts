import type { Organisation, OrganisationKind } from "#domain/organisation";
import { type Db, one } from "#store/pool";
import { sql } from "#store/sql";

/** The tree, parents before children by id; closed ones left out. */
export function readOrganisations(db: Db): Promise<Organisation[]> {
  return db.query(sql`
    select id, kind, name, parent_id as "parentId", district, street from organisations where closed_at is null order by id`);
}

export async function createOrganisation(
  db: Db,
  draft: {
    kind: OrganisationKind;
    name: string;
    parentId: number | null;
    district: string;
    street: string | null;
  },
): Promise<number> {
  const row = await one<{ id: number }>(
    db,
    sql`
    insert into organisations (kind, name, parent_id, district, street)
    values (${draft.kind}, ${draft.name}, ${draft.parentId}, ${draft.district}, ${draft.street}) returning id`,
  );
  return row.id;
}

/** Closed, never deleted: posts and audit entries name it. */
export async function closeOrganisation(db: Db, id: number): Promise<boolean> {
  return (
    (await db.execute(
      sql`update organisations set closed_at = now() where id = ${id} and closed_at is null`,
    )) === 1
  );
}

/** What a member unit was given to see (work order, push). */
export async function giveEnterprises(
  db: Db,
  organisationId: number,
  enterpriseIds: readonly number[],
  reason: string,
): Promise<void> {
  await db.execute(sql`
    insert into given_enterprises (organisation_id, enterprise_id, reason)
    select ${organisationId}::bigint, id, ${reason} from unnest(${enterpriseIds}::bigint[]) as i(id)
    on conflict (organisation_id, enterprise_id) do update set until = null, reason = excluded.reason`);
}
