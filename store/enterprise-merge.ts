import { type Db, first } from "#store/pool";
import { sql } from "#store/sql";

export type MergeResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "unknown" | "same" | "merged-already" | "not-provisional" };

/**
 * A provisional enterprise turns out to be a known one: its identifiers, names, facts and relations point there from
 * now on, and so does every later event. Its own row, events, findings and alerts stay as they were made.
 * The caller rebuilds the target's state from the events of both keys (readMergedKeys).
 */
export async function mergeEnterprises(tx: Db, from: number, into: number): Promise<MergeResult> {
  if (from === into) return { ok: false, reason: "same" };
  // Locked in order of id, so that two merges of the same pair never wait for each other.
  const rows = await tx.query<{ id: number; provisional: boolean; mergedInto: number | null }>(sql`
    select id, provisional, merged_into as "mergedInto" from enterprises where id = any(${[from, into]}::bigint[]) order by id for update`);
  const source = rows.find((row) => row.id === from);
  const target = rows.find((row) => row.id === into);
  if (source === undefined || target === undefined) return { ok: false, reason: "unknown" };
  if (source.mergedInto !== null || target.mergedInto !== null)
    return { ok: false, reason: "merged-already" };
  if (!source.provisional) return { ok: false, reason: "not-provisional" };
  await tx.execute(
    sql`update enterprise_identifiers set enterprise_id = ${into} where enterprise_id = ${from}`,
  );
  await tx.execute(sql`
    insert into enterprise_names (enterprise_id, name, valid_from, valid_to)
    select ${into}::bigint, name, valid_from, valid_to from enterprise_names where enterprise_id = ${from}
    on conflict (enterprise_id, name) do nothing`);
  await tx.execute(
    sql`update enterprise_names set valid_to = now() where enterprise_id = ${from} and valid_to is null`,
  );
  await tx.execute(sql`
    insert into enterprise_facts (enterprise_id, attribute, value, valid_from, valid_to, source, event_uid)
    select ${into}::bigint, f.attribute, f.value, f.valid_from, f.valid_to, f.source, f.event_uid
    from enterprise_facts f where f.enterprise_id = ${from} and f.superseded_at is null
      and not exists (select 1 from enterprise_facts g where g.enterprise_id = ${into} and g.attribute = f.attribute and g.superseded_at is null)`);
  await tx.execute(sql`
    insert into relations (from_enterprise, party, person_id, to_enterprise, kind, share, office, valid_from, valid_to, source, event_uid)
    select case when from_enterprise = ${from} then ${into} else from_enterprise end, party, person_id,
      case when to_enterprise = ${from} then ${into} else to_enterprise end, kind, share, office, valid_from, valid_to, source, event_uid
    from relations where superseded_at is null and (from_enterprise = ${from} or to_enterprise = ${from})`);
  await tx.execute(sql`
    update relations set superseded_at = now()
    where superseded_at is null and (from_enterprise = ${from} or to_enterprise = ${from})`);
  await tx.execute(sql`update enterprises set merged_into = ${into}, updated_at = now() where id = ${from}`);
  return { ok: true };
}

/** The enterprise and all that were merged into it, directly or through another: whose events it is folded from. */
export async function readMergedIds(db: Db, id: number): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`
    with recursive merged as (
      select ${id}::bigint as id
      union
      select e.id from enterprises e join merged m on e.merged_into = m.id
    )
    select id from merged`);
  return rows.map((row) => row.id);
}

/** Where an id leads today: itself, or what it was merged into. null when there is no such enterprise. */
export async function followMerges(db: Db, id: number): Promise<number | null> {
  const row = await first<{ id: number }>(
    db,
    sql`
    with recursive chain as (
      select id, merged_into from enterprises where id = ${id}
      union
      select e.id, e.merged_into from enterprises e join chain c on e.id = c.merged_into
    )
    select id from chain where merged_into is null`,
  );
  return row?.id ?? null;
}
