import type { Db } from "#store/pool";
import { instant } from "#store/pool";
import { type Sql, sql } from "#store/sql";

/**
 * Rows of the facts that features are made of, of some enterprises at an instant T. Nothing that happened after T is read.
 * `recorded`: nor what the system did not know yet at T. `event`: what had happened by T, whenever it was told to us, for
 * history that was imported later.
 */
export type KnownBy = "recorded" | "event";

export interface EnterpriseFactRow {
  readonly id: number;
  readonly name: string;
  readonly district: string;
  readonly industry: string | null;
  readonly financeKind: string | null;
  readonly establishedOn: string | null;
  readonly registeredCapital: string | null;
  readonly paidInCapital: string | null;
  readonly licences: string | null;
  readonly total: number | null;
  readonly dimensions: readonly number[] | null;
  readonly level: number | null;
  readonly alerts: number;
  readonly confirmed: number;
  readonly unfounded: number;
}

/** The head of each: registration facts and score as they stood, alerts of the year before. */
export function readEnterpriseFacts(
  db: Db,
  ids: readonly number[],
  atMs: number,
  by: KnownBy,
): Promise<EnterpriseFactRow[]> {
  const at = sql`${instant(atMs)}::timestamptz`;
  const fact = (attribute: string): Sql => sql`(
    select f.value from enterprise_facts f where f.enterprise_id = e.id and f.attribute = ${attribute}
      and f.valid_from <= ${at} and ${knownBy(by, sql`f.recorded_at`, at)}
    order by f.valid_from desc, f.recorded_at desc limit 1)`;
  // The present view is read only where no registration ever changed it: else it may say what came later.
  const orFirst = (
    attribute: string,
    column: Sql,
  ): Sql => sql`coalesce(${fact(attribute)}, case when not exists (
    select from enterprise_facts f where f.enterprise_id = e.id and f.attribute = ${attribute}) then ${column} end)`;
  return db.query(sql`
    select e.id, e.name, e.district, e.industry, ${orFirst("financeKind", sql`e.finance_kind`)} as "financeKind",
      ${orFirst("establishedOn", sql`e.established_on::text`)} as "establishedOn",
      ${orFirst("registeredCapital", sql`e.registered_capital::text`)} as "registeredCapital",
      ${orFirst("paidInCapital", sql`e.paid_in_capital::text`)} as "paidInCapital",
      ${fact("licences")} as licences, h.total, h.dimensions, h.level,
      a.alerts, a.confirmed, a.unfounded
    from enterprises e
    left join lateral (
      select h.total, h.dimensions, h.level from score_history h
      where h.enterprise_id = e.id and h.time <= ${at} and ${knownBy(by, sql`h.recorded_at`, at)}
      order by h.time desc, h.recorded_at desc limit 1) h on true
    left join lateral (
      select count(*) filter (where a.created_at > ${at} - interval '365 days') as alerts,
        count(*) filter (where a.closed_at <= ${at} and a.verdict in ('confirmed', 'partly')) as confirmed,
        count(*) filter (where a.closed_at <= ${at} and a.verdict = 'unfounded') as unfounded
      from alerts a where a.enterprise_id = e.id and a.created_at <= ${at}) a on true
    where e.id = any(${ids}::bigint[])`);
}

export interface FindingFactRow {
  readonly enterpriseId: number;
  readonly dimension: string;
  readonly count: number;
  readonly heaviest: number;
}

export function readFindingFacts(
  db: Db,
  ids: readonly number[],
  atMs: number,
  by: KnownBy,
): Promise<FindingFactRow[]> {
  const at = sql`${instant(atMs)}::timestamptz`;
  return db.query(sql`
    select enterprise_id as "enterpriseId", dimension, count(*) as count, max(severity)::float8 as heaviest from findings f
    where enterprise_id = any(${ids}::bigint[]) and time <= ${at} and time > ${at} - interval '90 days'
      and ${knownBy(by, sql`f.recorded_at`, at)} and (retracted_at is null or retracted_at > ${at})
    group by 1, 2`);
}

export interface EventFactRow {
  readonly enterpriseId: number;
  readonly kind: string;
  readonly days30: number;
  readonly days180: number;
}

/** An event that was withdrawn later counts: at that instant nobody knew. */
export function readEventFacts(
  db: Db,
  ids: readonly number[],
  atMs: number,
  by: KnownBy,
): Promise<EventFactRow[]> {
  const at = sql`${instant(atMs)}::timestamptz`;
  return db.query(sql`
    select enterprise_id as "enterpriseId", kind, count(*) filter (where time > ${at} - interval '30 days') as days30, count(*) as days180
    from events e where key = any(${ids.map((id) => `e:${id}`)}::text[]) and enterprise_id is not null
      and time <= ${at} and time > ${at} - interval '180 days' and ${knownBy(by, sql`e.recorded_at`, at)}
    group by 1, 2`);
}

export interface RelationFactRow {
  readonly enterpriseId: number;
  readonly kind: string;
  readonly count: number;
}

export function readRelationFacts(
  db: Db,
  ids: readonly number[],
  atMs: number,
  by: KnownBy,
): Promise<RelationFactRow[]> {
  const at = sql`${instant(atMs)}::timestamptz`;
  return db.query(sql`
    select from_enterprise as "enterpriseId", kind, count(*) as count from relations r
    where from_enterprise = any(${ids}::bigint[]) and valid_from <= ${at} and (valid_to is null or valid_to > ${at})
      and ${knownBy(by, sql`r.recorded_at`, at)} and (superseded_at is null or superseded_at > ${at})
    group by 1, 2`);
}

/** Living enterprises after an id, for a pass over all of them. */
export async function readLivingIds(db: Db, afterId: number, limit: number): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`
    select e.id from enterprises e where e.id > ${afterId} and e.merged_into is null and not e.provisional order by e.id limit ${limit}`);
  return rows.map(({ id }) => id);
}

function knownBy(by: KnownBy, recorded: Sql, at: Sql): Sql {
  return by === "recorded" ? sql`${recorded} <= ${at}` : sql`true`;
}
