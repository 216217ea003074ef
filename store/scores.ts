import type { Scope } from "#domain/permission";
import { type Db, instant } from "#store/pool";
import { inDistricts, inScope } from "#store/scope";
import { daysOf, isStanding } from "#store/score-line";
import { prepared, type Sql, sql } from "#store/sql";

/** Normal first. */
export type LevelCounts = [number, number, number, number, number];

/** How many enterprises of the scope are at each level, outside ones left out unless the scope is only them. */
export async function readLevelCounts(db: Db, scope: Scope): Promise<LevelCounts> {
  const rows = await db.query<{ level: number; n: number }>(sql`
    select s.level, sum(s.n)::bigint as n from ${counted(scope)} s where ${inScope(scope)} and ${inCity(scope)} group by s.level`);
  return fold(rows);
}

export interface AreaCountRow {
  readonly code: string;
  readonly levels: LevelCounts;
}

/** The same by sub-area: districts for more than one district, else streets (a row without a street has code ""). */
export async function readAreaCounts(db: Db, scope: Scope): Promise<AreaCountRow[]> {
  const area = scope.districts.length === 1 ? sql`coalesce(s.street, '')` : sql`s.district`;
  return foldBy(
    await db.query(sql`
    select ${area} as code, s.level, sum(s.n)::bigint as n from ${counted(scope)} s
    where ${inScope(scope)} and ${inCity(scope)} group by 1, 2`),
  );
}

/** The same by industry: GB/T 4754 codes cut to `digits` characters ("" where none is known). */
export async function readIndustryCounts(db: Db, scope: Scope, digits = 4): Promise<AreaCountRow[]> {
  return foldBy(
    await db.query(sql`
    select left(coalesce(s.industry, ''), ${digits}::int) as code, s.level, sum(s.n)::bigint as n from ${counted(scope)} s
    where ${inScope(scope)} and ${inCity(scope)} group by 1, 2`),
  );
}

/** The same by finance kind. */
export async function readFinanceKindCounts(db: Db, scope: Scope): Promise<AreaCountRow[]> {
  return foldBy(
    await db.query(sql`
    select coalesce(s.finance_kind, 'none') as code, s.level, sum(s.n)::bigint as n from ${counted(scope)} s
    where ${inScope(scope)} and ${inCity(scope)} group by 1, 2`),
  );
}

export interface OverviewCounts {
  readonly levels: LevelCounts;
  /** Sub-areas as in readAreaCounts. */
  readonly areas: readonly AreaCountRow[];
  /** Industries as in readIndustryCounts. */
  readonly industries: readonly AreaCountRow[];
}

/** The three above in one pass over the counts: what an overview shows at once. */
export async function readOverviewCounts(db: Db, scope: Scope, digits = 4): Promise<OverviewCounts> {
  const area = scope.districts.length === 1 ? sql`coalesce(s.street, '')` : sql`s.district`;
  const rows = await db.query<{
    area: string | null;
    industry: string | null;
    level: number;
    n: number;
    by: number;
  }>(sql`
    select area, industry, level, sum(n)::bigint as n, grouping(area, industry)::int as by
    from (
      select ${area} as area, left(coalesce(s.industry, ''), ${digits}::int) as industry, s.level, sum(s.n) as n
      from ${counted(scope)} s where ${inScope(scope)} and ${inCity(scope)} group by 1, 2, 3
    ) counts
    group by grouping sets ((level), (area, level), (industry, level))`);
  return {
    levels: fold(rows.filter((row) => row.by === 3)),
    areas: foldBy(rows.filter((row) => row.by === 1).map((row) => ({ ...row, code: row.area ?? "" }))),
    industries: foldBy(
      rows.filter((row) => row.by === 2).map((row) => ({ ...row, code: row.industry ?? "" })),
    ),
  };
}

export interface NewestRiskRow {
  readonly enterpriseId: number;
  readonly name: string;
  readonly district: string;
  readonly level: number;
  readonly score: number;
  readonly change: number;
  readonly reason: string;
  readonly reasonEn: string;
  readonly sinceMs: number;
  readonly simulated: boolean;
}

/** Enterprises that entered their risk level (orange or above) last (R060). */
export function readNewestRisk(db: Db, scope: Scope, limit: number, sinceMs = 0): Promise<NewestRiskRow[]> {
  return db.query(sql`
    select s.enterprise_id as "enterpriseId", e.name, s.district, s.level, s.total as score, s.total - s.baseline as change,
      coalesce(s.reasons -> 0 ->> 'text', '') as reason, coalesce(s.reasons -> 0 ->> 'textEn', '') as "reasonEn",
      s.level_since as "sinceMs", e.simulated
    from scores s join enterprises e on e.id = s.enterprise_id
    where s.level >= 3 and s.listed and s.level_since >= ${instant(sinceMs)}::timestamptz and ${inScope(scope)} and ${inCity(scope)}
    order by s.level_since desc, s.enterprise_id limit ${limit}`);
}

/** How many entered a risk level since an instant and are still there. */
export async function countNewRisk(db: Db, scope: Scope, sinceMs: number): Promise<number> {
  const rows = await db.query<{ n: number }>(sql`
    select count(*) as n from scores s
    where s.level >= 3 and s.listed and s.level_since >= ${instant(sinceMs)}::timestamptz and ${inScope(scope)} and ${inCity(scope)}`);
  return rows[0]?.n ?? 0;
}

export interface ScorePointRow {
  readonly timeMs: number;
  readonly recordedAtMs: number;
  readonly score: number;
  readonly level: number;
  readonly dimensions: readonly number[];
}

/**
 * The score's path since an instant, oldest first, as known now: of several computations for one instant the last, and
 * none that a rebuild superseded. At most `most` points, the newest; the caller has checked that it may see the enterprise.
 */
export async function readScoreHistory(
  db: Db,
  ids: readonly number[],
  sinceMs: number,
  most = 2_000,
): Promise<ScorePointRow[]> {
  const rows = await db.query<ScorePointRow>(
    prepared(sql`
    select distinct on (time) time as "timeMs", recorded_at as "recordedAtMs", total as score, level, dimensions
    from score_history h
    where enterprise_id = any(${ids}::bigint[]) and time >= ${instant(sinceMs)}::timestamptz and ${isStanding(null)}
    order by time desc, recorded_at desc limit ${most}`),
  );
  return rows.reverse();
}

interface DayRow {
  readonly id: number;
  readonly day: number;
  readonly total: number;
}

/** One score a day since `sinceMs` for each enterprise, oldest first; days without a change repeat the one before. */
export async function readSparks(
  db: Db,
  ids: readonly number[],
  sinceMs: number,
  nowMs: number,
): Promise<Map<number, number[]>> {
  const days = daysOf(ids, sql`${instant(sinceMs)}::timestamptz`, null);
  return repeated(
    await db.query<DayRow>(
      prepared(sql`
    select enterprise_id as id, day, last_total as total from ${days} days order by enterprise_id, day`),
    ),
    nowMs,
  );
}

/** The same of one enterprise until an instant, as it was known then. */
export async function readSparkAsOf(db: Db, id: number, sinceMs: number, atMs: number): Promise<number[]> {
  const at = instant(atMs);
  const rows = await db.query<DayRow>(
    prepared(sql`
    select distinct on (day) h.enterprise_id as id, date_trunc('day', h.time, 'Asia/Shanghai') as day, h.total
    from score_history h
    where h.enterprise_id = ${id} and h.time >= ${instant(sinceMs)}::timestamptz and h.time <= ${at}::timestamptz
      and h.recorded_at <= ${at}::timestamptz and ${isStanding(atMs)}
    order by day, h.time desc, h.recorded_at desc`),
  );
  return repeated(rows, atMs).get(id) ?? [];
}

function repeated(rows: readonly DayRow[], nowMs: number): Map<number, number[]> {
  const sparks = new Map<number, number[]>();
  const lastDay = new Map<number, number>();
  const DAY = 86_400_000;
  for (const row of rows) {
    const spark = sparks.get(row.id) ?? [];
    sparks.set(row.id, spark);
    repeatTo(spark, lastDay.get(row.id), row.day, DAY);
    if (lastDay.get(row.id) === row.day) spark[spark.length - 1] = row.total;
    else spark.push(row.total);
    lastDay.set(row.id, row.day);
  }
  for (const [id, spark] of sparks) repeatTo(spark, lastDay.get(id), nowMs + DAY, DAY);
  return sparks;
}

function repeatTo(spark: number[], from: number | undefined, to: number, step: number): void {
  if (from === undefined) return;
  for (let day = from + step; day + step <= to; day += step) spark.push(spark.at(-1) as number);
}

export interface MapPointColumns {
  readonly ids: number[];
  readonly names: string[];
  readonly longitudes: number[];
  readonly latitudes: number[];
  readonly levels: number[];
  readonly scores: number[];
}

/** Points of a map, highest scores first. */
export async function readMapPoints(
  db: Db,
  scope: Scope,
  minLevel: number,
  limit: number,
): Promise<MapPointColumns> {
  const rows = await db.query<{
    id: number;
    name: string;
    lng: number;
    lat: number;
    level: number;
    score: number;
  }>(sql`
    select s.enterprise_id as id, e.name, e.lng, e.lat, s.level, s.total as score
    from scores s join enterprises e on e.id = s.enterprise_id join score_order o on o.enterprise_id = s.enterprise_id
    where s.listed and s.level >= ${minLevel} and e.lng is not null and e.lat is not null and ${inScope(scope)} and ${inCity(scope)}
    order by o.rank desc, s.total desc, s.enterprise_id desc limit ${limit}`);
  const columns: MapPointColumns = {
    ids: [],
    names: [],
    longitudes: [],
    latitudes: [],
    levels: [],
    scores: [],
  };
  for (const row of rows) {
    columns.ids.push(row.id);
    columns.names.push(row.name);
    columns.longitudes.push(row.lng);
    columns.latitudes.push(row.lat);
    columns.levels.push(row.level);
    columns.scores.push(row.score);
  }
  return columns;
}

/** Enterprises with the highest scores of the scope (R068). */
export async function readTopScores(db: Db, scope: Scope, limit: number): Promise<NewestRiskRow[]> {
  return db.query(sql`
    select s.enterprise_id as "enterpriseId", e.name, s.district, s.level, s.total as score, s.total - s.baseline as change,
      coalesce(s.reasons -> 0 ->> 'text', '') as reason, coalesce(s.reasons -> 0 ->> 'textEn', '') as "reasonEn",
      s.level_since as "sinceMs", e.simulated
    from scores s join enterprises e on e.id = s.enterprise_id join score_order o on o.enterprise_id = s.enterprise_id
    where s.listed and ${inScope(scope)} and ${inCity(scope)}
    order by o.rank desc, s.total desc, s.enterprise_id desc limit ${limit}`);
}

/** The kept counts in the shape of `scores`; a scope by what was given to an organisation counts the rows themselves. */
function counted(scope: Scope): Sql {
  return scope.givenTo === null
    ? sql`(select district, nullif(street, '') as street, nullif(industry, '') as industry,
        nullif(finance_kind, '') as finance_kind, level, n from level_counts_now)`
    : sql`(select enterprise_id, district, street, industry, finance_kind, level, 1 as n from scores where listed)`;
}

/** "000000" lies in the scope of city users, and its enterprises are shown apart from the city's. */
function inCity(scope: Scope): Sql {
  return scope.districts.length > 1 ? sql`s.district <> '000000'` : inDistricts(scope, sql`s.district`);
}

function fold(rows: readonly { level: number; n: number }[]): LevelCounts {
  const counts: LevelCounts = [0, 0, 0, 0, 0];
  for (const row of rows) counts[row.level - 1] = row.n;
  return counts;
}

function foldBy(rows: readonly { code: string; level: number; n: number }[]): AreaCountRow[] {
  const byCode = new Map<string, LevelCounts>();
  for (const row of rows) {
    const counts = byCode.get(row.code) ?? [0, 0, 0, 0, 0];
    counts[row.level - 1] = row.n;
    byCode.set(row.code, counts);
  }
  return [...byCode]
    .filter(([, levels]) => levels.some((n) => n !== 0))
    .map(([code, levels]) => ({ code, levels }));
}
