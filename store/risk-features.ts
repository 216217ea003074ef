import type { Scope } from "#domain/permission";
import type { Db } from "#store/pool";
import { inScope } from "#store/scope";
import { sql } from "#store/sql";

/** A risk enterprise whose features are older than its score. */
export interface StaleFeaturesRow {
  readonly enterpriseId: number;
  /** scores.recorded_at as text, in full: a millisecond would leave the row stale. */
  readonly scoredAt: string;
}

/** Risk enterprises (level 3 and above) that were scored since their features were recognised, at most `limit`. */
export function readStaleFeatures(db: Db, version: number, limit: number): Promise<StaleFeaturesRow[]> {
  return db.query(sql`
    select s.enterprise_id as "enterpriseId", s.recorded_at::text as "scoredAt"
    from scores s left join risk_features f on f.enterprise_id = s.enterprise_id
    where s.level >= 3 and s.listed and (f.enterprise_id is null or f.scored_at < s.recorded_at or f.version <> ${version})
    limit ${limit}`);
}

export interface FeatureIndicatorRow {
  readonly enterpriseId: number;
  readonly id: string;
  readonly value: number;
}

export function readFeatureIndicators(db: Db, ids: readonly number[]): Promise<FeatureIndicatorRow[]> {
  return db.query(sql`
    select enterprise_id as "enterpriseId", id, value from indicators
    where enterprise_id = any(${ids}::bigint[]) and value > 0`);
}

export interface FeatureFindingRow {
  readonly enterpriseId: number;
  readonly id: number;
  readonly detector: string;
  readonly rule: string;
  readonly reason: string;
  readonly reasonEn: string;
  readonly timeMs: number;
  readonly figures: Readonly<Record<string, string | number>>;
  readonly evidence: readonly { readonly text: string }[];
}

/** The newest `each` findings of every enterprise, newest first: by the index of (enterprise, time), never all of them. */
export function readFeatureFindings(
  db: Db,
  ids: readonly number[],
  each: number,
): Promise<FeatureFindingRow[]> {
  return db.query(sql`
    select f.* from unnest(${ids}::bigint[]) as wanted(id)
    cross join lateral (
      select enterprise_id as "enterpriseId", id, detector, rule, reason, reason_en as "reasonEn", time as "timeMs", figures, evidence
      from findings where enterprise_id = wanted.id and retracted_at is null
      order by time desc, id desc limit ${each}
    ) f`);
}

export interface FeaturesDraft extends StaleFeaturesRow {
  readonly features: readonly string[];
}

export async function saveFeatures(db: Db, rows: readonly FeaturesDraft[], version: number): Promise<void> {
  await db.execute(sql`
    insert into risk_features (enterprise_id, features, version, scored_at)
    select id, string_to_array(features, ','), ${version}, scored_at
    from unnest(${rows.map((row) => row.enterpriseId)}::bigint[], ${rows.map((row) => row.features.join(","))}::text[],
      ${rows.map((row) => row.scoredAt)}::timestamptz[]) as i(id, features, scored_at)
    on conflict (enterprise_id) do update
      set features = excluded.features, version = excluded.version, scored_at = excluded.scored_at
      where risk_features.scored_at <= excluded.scored_at`);
}

export interface FeatureCounts {
  /** Risk enterprises of the scope, and how many of them have been looked at. */
  readonly atRisk: number;
  readonly recognised: number;
  readonly features: readonly { readonly id: string; readonly enterprises: number }[];
}

/** Risk enterprises that show each feature, most frequent first. Walks the index of levels, not the enterprises. */
export async function countFeatures(db: Db, scope: Scope): Promise<FeatureCounts> {
  const inCity = scope.districts.length > 1 ? sql`s.district <> '000000'` : sql`true`;
  const rows = await db.query<{ id: string | null; enterprises: number; recognised: number }>(sql`
    with risk as materialized (
      select f.features from scores s left join risk_features f on f.enterprise_id = s.enterprise_id
      where s.level >= 3 and s.listed and ${inScope(scope)} and ${inCity}
    )
    select null as id, count(*) as enterprises, count(features) as recognised from risk
    union all
    (select feature, count(*), 0 from risk cross join lateral unnest(features) as feature group by 1 order by 2 desc, 1)`);
  const whole = rows.find(({ id }) => id === null);
  return {
    atRisk: whole?.enterprises ?? 0,
    recognised: whole?.recognised ?? 0,
    features: rows.flatMap(({ id, enterprises }) => (id === null ? [] : [{ id, enterprises }])),
  };
}
