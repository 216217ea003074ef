import type { LocalKind } from "#domain/finance-kind";
import { type Db, instant } from "#store/pool";
import { sql } from "#store/sql";

export interface StaleOrganisation {
  readonly id: number;
  readonly kind: LocalKind;
  readonly district: string;
  readonly status: string;
  readonly criminalCase: boolean;
  readonly simulated: boolean;
  /** When detection last wrote its state, with microseconds; null: never. */
  readonly inputsAt: string | null;
}

/**
 * Firms of these kinds whose evaluation is missing, was made by another version or with other peers, before detection
 * wrote their state again, or on another day. Compared for being equal and not for being later: no clocks to agree.
 */
export function findStaleOrganisations(
  db: Db,
  wanted: {
    readonly kinds: readonly LocalKind[];
    readonly version: number;
    readonly day: string;
    /** Of each kind, in the order of `kinds`; null: no peers yet. */
    readonly peers: readonly (number | null)[];
  },
  limit: number,
): Promise<StaleOrganisation[]> {
  return db.query(sql`
    select s.enterprise_id as id, s.finance_kind as kind, s.district, e.status, e.criminal_case as "criminalCase", e.simulated,
      st.updated_at::text as "inputsAt"
    from scores s join enterprises e on e.id = s.enterprise_id
    join unnest(${wanted.kinds}::text[], ${wanted.peers}::bigint[]) as k(kind, peers) on k.kind = s.finance_kind
    left join entity_state st on st.key = 'e:' || s.enterprise_id
    left join organisation_evaluations v on v.enterprise_id = s.enterprise_id and v.current
    where s.listed and s.district <> '000000'
      and (v.id is null or v.kind <> s.finance_kind or v.version <> ${wanted.version} or v.checked_on <> ${wanted.day}::date
        or v.inputs_at is distinct from st.updated_at or v.peers_id is distinct from k.peers)
    order by s.enterprise_id limit ${limit}`);
}

/** All firms of a kind, a page after an id: what peers are made of. */
export function readOrganisationsAfter(
  db: Db,
  kind: LocalKind,
  afterId: number,
  limit: number,
): Promise<Omit<StaleOrganisation, "inputsAt">[]> {
  return db.query(sql`
    select s.enterprise_id as id, s.finance_kind as kind, s.district, e.status, e.criminal_case as "criminalCase", e.simulated
    from scores s join enterprises e on e.id = s.enterprise_id
    where s.listed and s.district <> '000000' and s.finance_kind = ${kind} and s.enterprise_id > ${afterId}
    order by s.enterprise_id limit ${limit}`);
}

export interface OrganisationEventRow {
  /** The firm, also for what was reported of one that was merged into it. */
  readonly enterpriseId: number;
  readonly uid: string;
  readonly kind: "filing" | "judicial" | "penalty" | "tax" | "complaint";
  readonly type: string;
  readonly source: string;
  readonly timeMs: number;
  readonly receivedMs: number;
  readonly corrects: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Reports and what authorities, courts and complainants said of these firms since an instant, oldest first. */
export function readOrganisationEvents(
  db: Db,
  ids: readonly number[],
  fromMs: number,
  toMs: number,
): Promise<OrganisationEventRow[]> {
  return db.query(sql`
    with members as materialized (
      select id as root, id from unnest(${ids}::bigint[]) as i(id)
      union all
      select merged_into, id from enterprises where merged_into = any(${ids}::bigint[])
    )
    select m.root as "enterpriseId", v.uid, v.kind, v.type, v.source, v.time as "timeMs", v.received_at as "receivedMs", v.corrects, v.data
    from members m join events v on v.key = 'e:' || m.id
    where v.kind in ('filing', 'judicial', 'penalty', 'tax', 'complaint') and not v.withdrawn
      and v.time > ${instant(fromMs)}::timestamptz and v.time <= ${instant(toMs)}::timestamptz
    order by v.time, v.received_at, v.uid`);
}

export interface OrganisationNewsRow {
  readonly enterpriseId: number;
  readonly uid: string;
  readonly rule: string;
  readonly severity: number;
  readonly timeMs: number;
  readonly reason: string;
}

/** Findings of the text detectors about these firms since an instant, oldest first. */
export function readOrganisationNews(
  db: Db,
  ids: readonly number[],
  fromMs: number,
  toMs: number,
): Promise<OrganisationNewsRow[]> {
  return db.query(sql`
    select coalesce(e.merged_into, e.id) as "enterpriseId", f.uid, f.rule, f.severity, f.time as "timeMs", f.reason
    from findings f join enterprises e on e.id = f.enterprise_id
    where (e.id = any(${ids}::bigint[]) or e.merged_into = any(${ids}::bigint[])) and f.detector = 'sentiment' and f.retracted_at is null
      and f.time > ${instant(fromMs)}::timestamptz and f.time <= ${instant(toMs)}::timestamptz
    order by f.time, f.uid`);
}
