import { type Db, instant } from "#store/pool";
import { MANUAL_SOURCE } from "#store/relations";
import { sql } from "#store/sql";

export interface RiskScoreRow {
  readonly id: number;
  readonly level: number;
  /** In the order of DIMENSIONS. */
  readonly dimensions: readonly number[];
  readonly criminalCase: boolean;
}

/** Firms of yellow level and above: whoever can be a source of risk for others is among them. */
export function readRiskScores(db: Db): Promise<RiskScoreRow[]> {
  return db.query(sql`
    select s.enterprise_id as id, s.level, s.dimensions, e.criminal_case as "criminalCase"
    from scores s join enterprises e on e.id = s.enterprise_id where s.level >= 2 and s.listed order by 1`);
}

export interface RiskSource {
  readonly id: number;
  /** Own score, 0–100, and the band (1–3) that it is in. */
  readonly own: number;
  readonly band: number;
}

/** Sources that were walked: these, or (null) all. */
export function readRiskSources(db: Db, ids: readonly number[] | null): Promise<RiskSource[]> {
  return db.query(sql`
    select enterprise_id as id, own::float8 as own, band from risk_sources
    where ${ids === null} or enterprise_id = any(${ids ?? []}::bigint[]) order by 1`);
}

/** Sources among these firms and those that they name, or whose risk reaches any of them. */
export async function readSourcesReaching(db: Db, ids: readonly number[]): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`
    with near as materialized (
      select unnest(${ids}::bigint[]) as id
      union
      select to_enterprise from relations where from_enterprise = any(${ids}::bigint[]) and to_enterprise is not null
        and superseded_at is null
    )
    select source_id as id from risk_reach where target_id in (select id from near)
    union
    select enterprise_id from risk_sources where enterprise_id in (select id from near) order by 1`);
  return rows.map((row) => row.id);
}

export interface RiskEdgeRow {
  /** Risk of `source` reaches `target`, to which it is `role`. */
  readonly source: number;
  readonly target: number;
  readonly role: string;
  readonly share: number | null;
  /** Added by people: no event told of it. */
  readonly manual: boolean;
}

/**
 * Whom the risk of these firms reaches in one step: firms that name them, firms that they name (held, head office), firms
 * with a person of a known document in common, at the same address or with the same telephone. A person, room or number
 * of more than `maxGroup` firms leads nowhere.
 */
export function readRiskEdges(db: Db, ids: readonly number[], maxGroup: number): Promise<RiskEdgeRow[]> {
  return db.query(sql`
    select to_enterprise as source, from_enterprise as target,
      case kind when 'legal-representative' then 'controller' when 'same-address' then 'address' when 'same-phone' then 'phone' else kind end as role,
      share::float8 as share, source = ${MANUAL_SOURCE} as manual
    from relations where to_enterprise = any(${ids}::bigint[]) and superseded_at is null and valid_to is null
    union all
    select from_enterprise, to_enterprise,
      case kind when 'investment' then 'shareholder' when 'branch' then 'head' when 'same-address' then 'address' when 'same-phone' then 'phone' else 'held' end,
      share::float8, source = ${MANUAL_SOURCE}
    from relations where from_enterprise = any(${ids}::bigint[]) and to_enterprise is not null
      and kind in ('shareholder', 'controller', 'investment', 'branch', 'same-address', 'same-phone')
      and superseded_at is null and valid_to is null
    union all
    select distinct own.from_enterprise, other.id, 'person', null::float8, false
    from relations own join persons p on p.id = own.person_id and p.id_index not like 'name:%'
    cross join lateral (
      select array_agg(from_enterprise) as all_of from (
        select distinct from_enterprise from relations r where r.person_id = own.person_id and r.superseded_at is null
          and r.valid_to is null limit ${maxGroup} + 1) bearers
    ) g cross join lateral unnest(g.all_of) as other(id)
    where own.from_enterprise = any(${ids}::bigint[]) and own.superseded_at is null and own.valid_to is null
      and cardinality(g.all_of) <= ${maxGroup} and other.id <> own.from_enterprise
    union all
    select l.enterprise_id, other.id, l.kind, null::float8, false
    from enterprise_links l cross join lateral (
      select array_agg(enterprise_id) as all_of from (
        select enterprise_id from enterprise_links k where k.key = l.key and k.kind = l.kind limit ${maxGroup} + 1) bearers
    ) g cross join lateral unnest(g.all_of) as other(id)
    where l.enterprise_id = any(${ids}::bigint[]) and l.kind in ('address', 'phone')
      and cardinality(g.all_of) <= ${maxGroup} and other.id <> l.enterprise_id
    order by 1, 2, 3`);
}

export interface PathStepJson {
  readonly node: string;
  readonly role: string;
  readonly manual?: boolean;
}

export interface ReachDraft {
  readonly source: number;
  readonly target: number;
  readonly weight: number;
  readonly path: readonly PathStepJson[];
}

/** What these sources reach becomes exactly this; gives the firms that were or are reached. */
export async function replaceReach(
  tx: Db,
  sources: readonly RiskSource[],
  gone: readonly number[],
  drafts: readonly ReachDraft[],
  nowMs: number,
): Promise<number[]> {
  const ids = [...sources.map((source) => source.id), ...gone];
  const before = await tx.query<{ id: number }>(sql`
    delete from risk_reach where source_id = any(${ids}::bigint[]) returning target_id as id`);
  await tx.execute(sql`delete from risk_sources where enterprise_id = any(${gone}::bigint[])`);
  await tx.execute(sql`
    insert into risk_sources (enterprise_id, own, band, walked_at)
    select id, own, band, ${instant(nowMs)} from unnest(${sources.map((one) => one.id)}::bigint[], ${sources.map((one) => one.own)}::real[],
      ${sources.map((one) => one.band)}::smallint[]) as i(id, own, band)
    on conflict (enterprise_id) do update set own = excluded.own, band = excluded.band, walked_at = excluded.walked_at`);
  await tx.execute(sql`
    insert into risk_reach (source_id, target_id, weight, path)
    select source, target, weight, path::jsonb from unnest(${drafts.map((one) => one.source)}::bigint[],
      ${drafts.map((one) => one.target)}::bigint[], ${drafts.map((one) => one.weight)}::real[],
      ${drafts.map((one) => JSON.stringify(one.path))}::text[]) as i(source, target, weight, path)`);
  return [...new Set([...before.map((row) => row.id), ...drafts.map((one) => one.target)])].sort(
    (a, b) => a - b,
  );
}

export interface ReachRow {
  readonly target: number;
  readonly source: number;
  readonly sourceName: string;
  readonly own: number;
  readonly band: number;
  readonly weight: number;
  readonly path: readonly PathStepJson[];
  /** Names of the firms between, in the path's order. */
  readonly between: readonly string[];
  readonly district: string;
  readonly simulated: boolean;
  /** What it was told last, null when nothing. */
  readonly told: string | null;
}

/** All that reaches these firms, strongest first; a firm that nothing reaches any more but was told something comes with source 0. */
export function readReach(db: Db, targets: readonly number[]): Promise<ReachRow[]> {
  return db.query(sql`
    select t.id as target, coalesce(r.source_id, 0) as source, coalesce(s.name, '') as "sourceName",
      coalesce(k.own::float8, 0) as own, coalesce(k.band, 0) as band, coalesce(r.weight::float8, 0) as weight, coalesce(r.path, '[]') as path,
      array(select n.name from jsonb_array_elements(coalesce(r.path, '[]')) with ordinality as step(value, place)
        join enterprises n on n.id = substr(step.value ->> 'node', 3)::bigint where n.id <> t.id order by place) as between,
      e.district, e.simulated, told.said as told
    from unnest(${targets}::bigint[]) as t(id) join enterprises e on e.id = t.id and e.merged_into is null
    left join risk_reach r on r.target_id = t.id
    left join risk_sources k on k.enterprise_id = r.source_id
    left join enterprises s on s.id = r.source_id
    left join risk_told told on told.enterprise_id = t.id
    order by t.id, k.own * r.weight desc nulls last, r.source_id`);
}

/** Remembers what firms were told, so that the same is not said again; null forgets. */
export async function saveRiskTold(
  tx: Db,
  rows: readonly { readonly id: number; readonly said: string | null }[],
): Promise<void> {
  await tx.execute(sql`
    delete from risk_told where enterprise_id = any(${rows.filter((row) => row.said === null).map((row) => row.id)}::bigint[])`);
  const kept = rows.filter((row) => row.said !== null);
  await tx.execute(sql`
    insert into risk_told (enterprise_id, said)
    select * from unnest(${kept.map((row) => row.id)}::bigint[], ${kept.map((row) => row.said)}::text[])
    on conflict (enterprise_id) do update set said = excluded.said`);
}
