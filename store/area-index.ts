import { type AreaAggregate, areaIndex } from "#domain/area-index";
import { CITY, OUTSIDE } from "#domain/district";
import { dayOf } from "#domain/time";
import { type Db, first, instant } from "#store/pool";
import type { LevelCounts } from "#store/scores";
import { sql } from "#store/sql";

export interface AreaState extends AreaAggregate {
  /** City, district or street code. */
  readonly area: string;
  readonly levels: LevelCounts;
  /** Mean of each dimension. */
  readonly dimensions: readonly number[];
}

/** Sums over all scores, one pass: 0.4 s at 3,000,000 enterprises with two workers. For the minute's tick only. */
export async function readAreaStates(db: Db): Promise<AreaState[]> {
  const rows = await db.query<{
    district: string;
    street: string | null;
    n: number;
    levels: number[];
    total: number;
    sums: number[];
  }>(sql`
    select district, street, count(*) as n,
      array[count(*) filter (where level = 1), count(*) filter (where level = 2), count(*) filter (where level = 3),
        count(*) filter (where level = 4), count(*) filter (where level = 5)]::int[] as levels,
      sum(total)::float8 as total,
      array[sum(dimensions[1]), sum(dimensions[2]), sum(dimensions[3]), sum(dimensions[4]), sum(dimensions[5])]::float8[] as sums
    from scores where listed and district <> ${OUTSIDE}
    group by district, street`);
  const areas = new Map<string, { n: number; levels: number[]; total: number; sums: number[] }>();
  for (const row of rows) {
    for (const area of [CITY, row.district, row.street]) {
      if (area === null) continue;
      const sum = areas.get(area) ?? { n: 0, levels: [0, 0, 0, 0, 0], total: 0, sums: [0, 0, 0, 0, 0] };
      sum.n += row.n;
      sum.total += row.total;
      for (let i = 0; i < 5; i++) {
        sum.levels[i] = (sum.levels[i] as number) + (row.levels[i] as number);
        sum.sums[i] = (sum.sums[i] as number) + (row.sums[i] as number);
      }
      areas.set(area, sum);
    }
  }
  return [...areas].map(([area, sum]) => ({
    area,
    monitored: sum.n,
    levels: sum.levels as LevelCounts,
    meanScore: sum.total / sum.n,
    dimensions: sum.sums.map((value) => value / sum.n),
  }));
}

/**
 * Writes each area's index for the day (the last of the day stays) and a row for each that changed by 0.01 or more
 * since the last call (R067). Call it once a minute from one place. Gives the number of changes.
 */
export async function recordAreaIndices(
  db: Db,
  nowMs: number,
  indexOf: (area: AreaAggregate) => number = areaIndex,
): Promise<number> {
  const states = await readAreaStates(db);
  if (states.length === 0) return 0;
  const rows = states.map((state) => ({
    area: state.area,
    index: Math.round(indexOf(state) * 100) / 100,
    monitored: state.monitored,
    at_risk: state.levels[2] + state.levels[3] + state.levels[4],
    levels: state.levels,
    dimensions: state.dimensions.map((value) => Math.round(value * 100) / 100),
  }));
  const [count] = await db.query<{ n: number }>(sql`
    with input as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as i(area text, index real, monitored int, at_risk int, levels int[], dimensions real[])
    ), before as materialized (
      select i.area, (select h.index from area_index_history h where h.area = i.area order by h.day desc limit 1) as index from input i
    ), kept as (
      insert into area_index_history as h (day, area, at, index, monitored, at_risk, levels, dimensions)
      select ${dayOf(nowMs)}::date, area, ${instant(nowMs)}::timestamptz, index, monitored, at_risk, levels, dimensions from input
      on conflict (area, day) do update set at = excluded.at, index = excluded.index, monitored = excluded.monitored,
        at_risk = excluded.at_risk, levels = excluded.levels, dimensions = excluded.dimensions
    ), changed as (
      insert into area_index_changes (area, at, index_before, index, at_risk)
      select i.area, ${instant(nowMs)}::timestamptz, b.index, i.index, i.at_risk
      from input i join before b using (area) where b.index is null or abs(i.index - b.index) >= 0.01
      returning 1
    )
    select count(*) as n from changed`);
  return count?.n ?? 0;
}

export interface AreaDayRow {
  readonly area: string;
  readonly day: string;
  readonly atMs: number;
  readonly index: number;
  readonly monitored: number;
  readonly atRisk: number;
  readonly levels: LevelCounts;
  readonly dimensions: readonly number[];
}

/** Days of some areas, oldest first. The caller names areas that the reader may see. */
export function readAreaTrend(
  db: Db,
  areas: readonly string[],
  fromDay: string,
  toDay: string,
): Promise<AreaDayRow[]> {
  return db.query(sql`
    select area, day, at as "atMs", index, monitored, at_risk as "atRisk", levels, dimensions from area_index_history
    where area = any(${areas}) and day >= ${fromDay}::date and day <= ${toDay}::date order by area, day`);
}

/** The last row of each area on or before a day; areas without one are absent. */
export function readAreasAt(db: Db, areas: readonly string[], day: string): Promise<AreaDayRow[]> {
  return db.query(sql`
    select h.area, h.day, h.at as "atMs", h.index, h.monitored, h.at_risk as "atRisk", h.levels, h.dimensions
    from unnest(${areas}::text[]) as a(area)
    cross join lateral (select * from area_index_history h where h.area = a.area and h.day <= ${day}::date order by h.day desc limit 1) h`);
}

export interface AreaChangeRow {
  readonly id: number;
  readonly area: string;
  readonly atMs: number;
  readonly indexBefore: number | null;
  readonly index: number;
  readonly atRisk: number;
  readonly cause: string;
}

/** Changes of an area's index, newest first. */
export function readAreaIndexChanges(
  db: Db,
  area: string,
  beforeId: number | null,
  limit: number,
): Promise<AreaChangeRow[]> {
  return db.query(sql`
    select id, area, at as "atMs", index_before as "indexBefore", index, at_risk as "atRisk", cause from area_index_changes
    where area = ${area} and id < ${beforeId ?? Number.MAX_SAFE_INTEGER} order by id desc limit ${limit}`);
}

/** The index of one area now; null before the first tick. */
export async function readAreaIndex(db: Db, area: string): Promise<number | null> {
  const row = await first<{ index: number }>(
    db,
    sql`select index from area_index_history where area = ${area} order by day desc limit 1`,
  );
  return row?.index ?? null;
}
