import type { Scope } from "#domain/permission";
import type { Db } from "#store/pool";
import { inScope } from "#store/scope";
import { sql } from "#store/sql";

/** What the warnings of one detector, of one district, or all of them, were worth in a period. */
export interface ScoreboardRow {
  readonly kind: "all" | "detector" | "district";
  /** Detector's id or district's code; empty for all. */
  readonly id: string;
  readonly alerts: number;
  /** Closed as 查实 or 部分查实. */
  readonly confirmed: number;
  /** Closed as 不实. */
  readonly unfounded: number;
  /** Closed as 无法核实. */
  readonly unverifiable: number;
  /** Not judged yet. */
  readonly open: number;
  /** Enterprises in whose case something confirmed the risk within the period (its own denominator for a district). */
  readonly confirming: number;
  /** … of which this had warned before. */
  readonly warned: number;
  /** Days from its first warning to what confirmed it: median and quartiles over those; null when there are none. */
  readonly leadDays: readonly [lower: number, median: number, upper: number] | null;
}

/**
 * A warning is an alert of the period, and warns for each detector that has a finding in it; a criminal case is no
 * warning but what confirms: the first of it and a verdict 查实 or 部分查实. A warning before the period counts
 * towards lead and hits for 400 days.
 */
export function readScoreboard(
  db: Db,
  scope: Scope,
  period: { readonly fromMs: number; readonly toMs: number },
): Promise<ScoreboardRow[]> {
  const from = new Date(period.fromMs);
  const to = new Date(period.toMs);
  return db.query<ScoreboardRow>(sql`
    with warning as materialized (
      select a.id as alert_id, a.enterprise_id, s.district, a.time, a.verdict, a.closed_at, f.detector
      from alerts a
      join scores s on s.enterprise_id = a.enterprise_id
      join findings f on f.uid = any(a.finding_uids) and not (f.detector = 'compliance' and f.rule = 'criminal')
      where a.time >= ${from}::timestamptz - interval '400 days' and a.time < ${to}
        and ${inScope(scope)}
    ), confirmed as (
      select enterprise_id, district, min(at) as at from (
        select f.enterprise_id, s.district, f.time as at
        from findings f join scores s on s.enterprise_id = f.enterprise_id
        where f.detector = 'compliance' and f.rule = 'criminal' and f.retracted_at is null
          and ${inScope(scope)}
        union all
        select enterprise_id, district, closed_at from warning where verdict in ('confirmed', 'partly')
      ) each_one group by enterprise_id, district
      having min(at) >= ${from} and min(at) < ${to}
    ), warner as (
      select 'all' as kind, '' as id, w.* from warning w
      union all select 'detector', w.detector, w.* from warning w
      union all select 'district', w.district, w.* from warning w
    ), counts as (
      select kind, id, count(distinct alert_id) as alerts,
        count(distinct alert_id) filter (where verdict in ('confirmed', 'partly')) as confirmed,
        count(distinct alert_id) filter (where verdict = 'unfounded') as unfounded,
        count(distinct alert_id) filter (where verdict = 'unverifiable') as unverifiable,
        count(distinct alert_id) filter (where verdict is null) as open
      from warner where time >= ${from}
      group by kind, id
    ), lead as (
      select w.kind, w.id, w.enterprise_id, extract(epoch from c.at - min(w.time)) / 86400 as days
      from warner w join confirmed c on c.enterprise_id = w.enterprise_id and w.time < c.at
      group by w.kind, w.id, w.enterprise_id, c.at
    ), leads as (
      select kind, id, count(*) as warned,
        percentile_cont(array[0.25, 0.5, 0.75]) within group (order by days) as days
      from lead group by kind, id
    )
    select coalesce(counts.kind, leads.kind) as kind, coalesce(counts.id, leads.id) as id,
      coalesce(alerts, 0) as alerts, coalesce(confirmed, 0) as confirmed, coalesce(unfounded, 0) as unfounded,
      coalesce(unverifiable, 0) as unverifiable, coalesce(open, 0) as open,
      (select count(*) from confirmed c where coalesce(counts.kind, leads.kind) <> 'district'
        or c.district = coalesce(counts.id, leads.id)) as confirming,
      coalesce(warned, 0) as warned, leads.days as "leadDays"
    from counts full join leads on leads.kind = counts.kind and leads.id = counts.id
    order by kind, alerts desc, id`);
}
