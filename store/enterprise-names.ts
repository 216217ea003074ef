import type { Db } from "#store/pool";
import { sql } from "#store/sql";

export interface EnterpriseName {
  /** Rises with each name that becomes known: ask again from the last one. */
  readonly id: number;
  readonly enterpriseId: number;
  readonly name: string;
  readonly district: string;
  readonly current: boolean;
}

/** Names for the text matcher, oldest first, former ones too; those of merged enterprises belong to the target by then. */
export function readNamesSince(db: Db, afterId: number, limit: number): Promise<EnterpriseName[]> {
  return db.query(sql`
    select n.id, n.enterprise_id as "enterpriseId", n.name, e.district, n.valid_to is null as current
    from enterprise_names n join enterprises e on e.id = n.enterprise_id
    where n.id > ${afterId} and e.merged_into is null
    order by n.id limit ${limit}`);
}

/** A new name: the ones before it end. The same name again changes nothing. */
export async function addNames(
  db: Db,
  rows: readonly { enterpriseId: number; name: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.execute(sql`
    with input as (
      select distinct on (enterprise_id) enterprise_id, name
      from unnest(${rows.map((row) => row.enterpriseId)}::bigint[], ${rows.map((row) => row.name)}::text[]) with ordinality
        as i(enterprise_id, name, place)
      order by enterprise_id, place desc
    ), ended as (
      update enterprise_names n set valid_to = now()
      from input i where n.enterprise_id = i.enterprise_id and n.name <> i.name and n.valid_to is null
    )
    insert into enterprise_names (enterprise_id, name) select enterprise_id, name from input
    on conflict (enterprise_id, name) do update set valid_to = null where enterprise_names.valid_to is not null`);
}
