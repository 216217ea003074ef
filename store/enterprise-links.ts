import { type Db, instant } from "#store/pool";
import { sql } from "#store/sql";

export interface LinkFactsRow {
  readonly id: number;
  readonly name: string;
  readonly district: string;
  readonly simulated: boolean;
  readonly establishedOn: string | null;
  readonly registeredCapital: number | null;
  readonly paidInCapital: number | null;
  readonly status: string;
  readonly representative: string | null;
  readonly registeredAddress: string | null;
  readonly phoneIndex: string | null;
  /** 登记代理人, as a register's further fact. */
  readonly agent: string | null;
  /** Persons with a document behind them, whatever they are to it. */
  readonly persons: readonly number[];
  /** Changes of representative and registered place since the given instant; the first entry is no change. */
  readonly changes: number;
  /** The firm that holds more than half of it. */
  readonly parent: number | null;
}

/** What ties firms to others and what marks them as shells, for those that are not merged into another. */
export function readLinkFacts(db: Db, ids: readonly number[], sinceMs: number): Promise<LinkFactsRow[]> {
  return db.query(sql`
    select e.id, e.name, e.district, e.simulated, e.established_on::text as "establishedOn",
      e.registered_capital::float8 as "registeredCapital", e.paid_in_capital::float8 as "paidInCapital", e.status,
      e.legal_representative as representative, e.registered_address as "registeredAddress", e.phone_index as "phoneIndex",
      (select f.value from enterprise_facts f where f.enterprise_id = e.id and f.superseded_at is null
        and f.attribute in ('fact.登记代理人', 'fact.代办机构') order by f.valid_from desc limit 1) as agent,
      array(select distinct r.person_id from relations r join persons p on p.id = r.person_id
        where r.from_enterprise = e.id and r.superseded_at is null and r.valid_to is null
          and p.id_index not like 'name:%' order by 1 limit 50) as persons,
      (select greatest(0, count(*) filter (where f.valid_from >= ${instant(sinceMs)}) - case when min(f.valid_from) >= ${instant(sinceMs)} then 1 else 0 end)
        from enterprise_facts f where f.enterprise_id = e.id and f.attribute = 'legalRepresentative' and f.superseded_at is null)
      + (select greatest(0, count(*) filter (where p.valid_from >= ${instant(sinceMs)}) - case when min(p.valid_from) >= ${instant(sinceMs)} then 1 else 0 end)
        from enterprise_places p where p.enterprise_id = e.id and p.kind = 'registered' and p.superseded_at is null) as changes,
      (select r.to_enterprise from relations r where r.from_enterprise = e.id and r.kind = 'shareholder' and r.share > 0.5
        and r.to_enterprise is not null and r.superseded_at is null and r.valid_to is null order by r.share desc limit 1) as parent
    from enterprises e where e.id = any(${ids}::bigint[]) and e.merged_into is null order by e.id`);
}

export interface LinkDraft {
  readonly enterpriseId: number;
  readonly kind: string;
  readonly key: string;
  readonly weak: boolean;
}

/** The links of these firms become exactly these. */
export async function replaceLinks(
  tx: Db,
  ids: readonly number[],
  links: readonly LinkDraft[],
): Promise<void> {
  await tx.execute(sql`delete from enterprise_links where enterprise_id = any(${ids}::bigint[])`);
  if (links.length === 0) return;
  await tx.execute(sql`
    insert into enterprise_links (enterprise_id, kind, key, weak)
    select * from unnest(${links.map((one) => one.enterpriseId)}::bigint[], ${links.map((one) => one.kind)}::text[],
      ${links.map((one) => one.key)}::text[], ${links.map((one) => one.weak)}::boolean[])
    on conflict do nothing`);
}

/** Firms that share a strong link or an address with any of these. A key that more than `maxGroup` bear leads nowhere. */
export async function readLinkedFirms(
  db: Db,
  ids: readonly number[],
  maxGroup: number,
  limit: number,
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`
    with keys as materialized (
      select distinct key, kind from enterprise_links where enterprise_id = any(${ids}::bigint[]) and (not weak or kind = 'address')
    )
    select distinct unnest(g.ids) as id
    from keys k cross join lateral (
      select array_agg(enterprise_id) as ids from (
        select enterprise_id from enterprise_links l where l.key = k.key and l.kind = k.kind
        limit ${maxGroup} + 1) bearers
    ) g where cardinality(g.ids) <= ${maxGroup} order by 1 limit ${limit}`);
  return rows.map((row) => row.id);
}
