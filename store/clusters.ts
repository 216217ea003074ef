import type { Scope } from "#domain/permission";
import { type Db, first, instant } from "#store/pool";
import { inScope } from "#store/scope";
import { sql } from "#store/sql";

export interface ClusterPart {
  readonly trait: string;
  readonly value: number;
  readonly points: number;
  readonly figures: Readonly<Record<string, number>>;
}

export interface KnownCluster {
  readonly id: number;
  readonly version: number;
  readonly score: number;
  readonly members: readonly number[];
}

/** Clusters that hold now and have a member among these, with all their members. */
export function readClustersOf(db: Db, enterpriseIds: readonly number[]): Promise<KnownCluster[]> {
  return db.query(sql`
    select c.id, c.version, c.score, array(select m.enterprise_id from cluster_members m
      where m.cluster_id = c.id and m.until is null order by 1) as members
    from clusters c where c.ended_at is null and c.id in (
      select cluster_id from cluster_members where until is null and enterprise_id = any(${enterpriseIds}::bigint[]))
    order by c.id`);
}

export interface ClusterDraft {
  /** null: a new one. */
  readonly id: number | null;
  readonly score: number;
  readonly parts: readonly ClusterPart[];
  readonly links: Readonly<Record<string, number>>;
  readonly members: readonly number[];
  readonly simulated: boolean;
}

/** Keeps a cluster and who belongs to it; gives its id and the version that this is. */
export async function saveCluster(
  tx: Db,
  draft: ClusterDraft,
  nowMs: number,
): Promise<{ id: number; version: number }> {
  const at = instant(nowMs);
  const [row] = await tx.query<{ id: number; version: number }>(
    draft.id === null
      ? sql`insert into clusters (score, size, parts, links, simulated, first_seen_at, computed_at)
          values (${draft.score}, ${draft.members.length}, ${JSON.stringify(draft.parts)}::jsonb, ${JSON.stringify(draft.links)}::jsonb,
            ${draft.simulated}, ${at}, ${at}) returning id, version`
      : sql`update clusters set version = version + 1, score = ${draft.score}, size = ${draft.members.length},
          parts = ${JSON.stringify(draft.parts)}::jsonb, links = ${JSON.stringify(draft.links)}::jsonb,
          simulated = ${draft.simulated}, computed_at = ${at} where id = ${draft.id} returning id, version`,
  );
  const saved = row as { id: number; version: number };
  await tx.execute(sql`
    update cluster_members set until = ${at} where cluster_id = ${saved.id} and until is null
      and not (enterprise_id = any(${draft.members}::bigint[]))`);
  await tx.execute(sql`
    insert into cluster_members (cluster_id, enterprise_id, since)
    select ${saved.id}::bigint, id, ${at} from unnest(${draft.members}::bigint[]) as m(id)
    where not exists (select 1 from cluster_members k where k.cluster_id = ${saved.id} and k.enterprise_id = m.id and k.until is null)
    on conflict (cluster_id, enterprise_id, since) do update set until = null`);
  return saved;
}

export async function endClusters(tx: Db, ids: readonly number[], nowMs: number): Promise<void> {
  if (ids.length === 0) return;
  const at = instant(nowMs);
  await tx.execute(
    sql`update clusters set ended_at = ${at}, version = version + 1 where id = any(${ids}::bigint[])`,
  );
  await tx.execute(sql`
    update cluster_members set until = ${at} where cluster_id = any(${ids}::bigint[]) and until is null`);
}

export interface ClusterRow {
  readonly id: number;
  readonly version: number;
  readonly score: number;
  readonly size: number;
  /** Members that the reader may see. */
  readonly visible: number;
  readonly parts: readonly ClusterPart[];
  readonly links: Readonly<Record<string, number>>;
  readonly simulated: boolean;
  readonly firstSeenMs: number;
  readonly computedAtMs: number;
}

/** Clusters with at least one member in the scope, highest score first, after (score, id) of the last page. */
export function readClusters(
  db: Db,
  scope: Scope,
  page: { readonly after: { readonly score: number; readonly id: number } | null; readonly limit: number },
): Promise<ClusterRow[]> {
  const { after, limit } = page;
  return db.query(sql`
    select ${COLUMNS}, v.visible from clusters c cross join lateral (${visible(scope)}) v
    where c.ended_at is null and v.visible > 0
      and (${after === null} or (c.score, -c.id) < (${after?.score ?? 0}::real, -${after?.id ?? 0}::bigint))
    order by c.score desc, c.id limit ${limit}`);
}

/** One cluster, null when it has no member in the scope or has ended. */
export function readCluster(db: Db, id: number, scope: Scope): Promise<ClusterRow | null> {
  return first(
    db,
    sql`select ${COLUMNS}, v.visible from clusters c cross join lateral (${visible(scope)}) v
      where c.id = ${id} and c.ended_at is null and v.visible > 0`,
  );
}

const COLUMNS = sql`c.id, c.version, c.score, c.size, c.parts, c.links, c.simulated, c.first_seen_at as "firstSeenMs",
  c.computed_at as "computedAtMs"`;

function visible(scope: Scope) {
  return sql`select count(*) as visible from cluster_members m join scores s on s.enterprise_id = m.enterprise_id
    where m.cluster_id = c.id and m.until is null and ${inScope(scope)}`;
}

export interface ClusterMemberRow {
  readonly id: number;
  readonly name: string;
  readonly district: string;
  readonly level: number;
  readonly score: number;
  readonly status: string;
  readonly establishedOn: string | null;
  readonly registeredCapital: string | null;
  readonly paidInCapital: string | null;
  readonly legalRepresentative: string | null;
  readonly registeredAddress: string | null;
  readonly sinceMs: number;
}

/** Members that the reader may see, first registered first. */
export function readClusterMembers(
  db: Db,
  id: number,
  scope: Scope,
  limit: number,
): Promise<ClusterMemberRow[]> {
  return db.query(sql`
    select e.id, e.name, e.district, s.level, s.total::float8 as score, e.status, e.established_on::text as "establishedOn",
      e.registered_capital::text as "registeredCapital", e.paid_in_capital::text as "paidInCapital",
      e.legal_representative as "legalRepresentative", e.registered_address as "registeredAddress", m.since as "sinceMs"
    from cluster_members m join enterprises e on e.id = m.enterprise_id join scores s on s.enterprise_id = m.enterprise_id
    where m.cluster_id = ${id} and m.until is null and ${inScope(scope)}
    order by e.established_on nulls last, e.id limit ${limit}`);
}
