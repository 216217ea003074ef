import type { Scope } from "#domain/permission";
import { type Db, instant } from "#store/pool";
import { inScope } from "#store/scope";
import { sql } from "#store/sql";

/** From the owner down to the firm: nodes "e:<id>" and "p:<id>", the share of each step, their product. */
export interface ChainJson {
  readonly nodes: readonly string[];
  readonly shares: readonly number[];
  readonly share: number;
}

export interface ControllerDraft {
  readonly enterpriseId: number;
  readonly what: "controller" | "beneficial";
  readonly rule: string;
  readonly personId: number | null;
  readonly partyEnterprise: number | null;
  readonly share: number | null;
  readonly chains: readonly ChainJson[];
}

/**
 * What is computed of these firms becomes exactly this. Firms of which nothing changed keep their rows; of the others
 * the old rows are superseded. Gives the number of firms that changed.
 */
export async function replaceControllers(
  tx: Db,
  enterpriseIds: readonly number[],
  drafts: readonly ControllerDraft[],
  version: number,
  nowMs: number,
): Promise<number> {
  const [row] = await tx.query<{ n: number }>(sql`
    with input as materialized (
      select * from unnest(${drafts.map((one) => one.enterpriseId)}::bigint[], ${drafts.map((one) => one.what)}::text[],
        ${drafts.map((one) => one.rule)}::text[], ${drafts.map((one) => one.personId)}::bigint[],
        ${drafts.map((one) => one.partyEnterprise)}::bigint[], ${drafts.map((one) => one.share)}::float8[],
        ${drafts.map((one) => JSON.stringify(one.chains))}::text[])
        as i(enterprise_id, what, rule, person_id, party_enterprise, share, chains)
    ), wanted as (
      select enterprise_id, string_agg(concat_ws('|', what, rule, person_id, party_enterprise, round(share::numeric, 6), md5(chains::jsonb::text)), ';'
        order by what, rule, person_id, party_enterprise) as said
      from input group by 1
    ), held as (
      select enterprise_id, string_agg(concat_ws('|', what, rule, person_id, party_enterprise, round(share::numeric, 6), md5(chains::text)), ';'
        order by what, rule, person_id, party_enterprise) as said
      from controllers where enterprise_id = any(${enterpriseIds}::bigint[]) and superseded_at is null and version = ${version} group by 1
    ), changed as materialized (
      select id from unnest(${enterpriseIds}::bigint[]) as all_of(id)
      left join wanted w on w.enterprise_id = id left join held h on h.enterprise_id = id
      where w.said is distinct from h.said
    ), ended as (
      update controllers c set superseded_at = ${instant(nowMs)} from changed
      where c.enterprise_id = changed.id and c.superseded_at is null
    ), made as (
      insert into controllers (enterprise_id, what, rule, person_id, party_enterprise, share, chains, version, computed_at)
      select i.enterprise_id, i.what, i.rule, i.person_id, i.party_enterprise, i.share, i.chains::jsonb, ${version}, ${instant(nowMs)}
      from input i join changed on changed.id = i.enterprise_id
    )
    select count(*) as n from changed`);
  return row?.n ?? 0;
}

export interface ControllerRow {
  readonly what: "controller" | "beneficial";
  readonly rule: string;
  readonly personId: number | null;
  readonly partyEnterprise: number | null;
  readonly name: string;
  /** null for persons, and for enterprises outside the reader's scope. */
  readonly level: number | null;
  readonly share: number | null;
  readonly chains: readonly ChainJson[];
  readonly version: number;
  readonly computedAtMs: number;
}

/** 实际控制人 and 受益所有人 of an enterprise as computed last, largest share first. */
export function readControllers(db: Db, enterpriseId: number, scope: Scope): Promise<ControllerRow[]> {
  return db.query(sql`
    select c.what, c.rule, c.person_id as "personId", c.party_enterprise as "partyEnterprise", coalesce(e.name, p.name) as name,
      (select s.level from scores s where s.enterprise_id = c.party_enterprise and ${inScope(scope)}) as level,
      c.share, c.chains, c.version, c.computed_at as "computedAtMs"
    from controllers c left join enterprises e on e.id = c.party_enterprise left join persons p on p.id = c.person_id
    where c.enterprise_id = ${enterpriseId} and c.superseded_at is null
    order by c.what desc, c.share desc nulls last, c.id`);
}

export interface NodeNameRow {
  /** "e:<id>" or "p:<id>". */
  readonly node: string;
  readonly name: string;
  readonly level: number | null;
}

/** Names of the nodes of chains; levels only inside the reader's scope. */
export function readNodeNames(
  db: Db,
  enterpriseIds: readonly number[],
  personIds: readonly number[],
  scope: Scope,
): Promise<NodeNameRow[]> {
  return db.query(sql`
    select 'e:' || e.id as node, e.name,
      (select s.level from scores s where s.enterprise_id = e.id and ${inScope(scope)}) as level
    from enterprises e where e.id = any(${enterpriseIds}::bigint[])
    union all
    select 'p:' || p.id, p.name, null from persons p where p.id = any(${personIds}::bigint[])`);
}
