import { type Db, instant } from "#store/pool";
import { isStanding } from "#store/score-line";
import type { LevelCounts } from "#store/scores";
import { sql } from "#store/sql";

export interface ScoreChangeRow {
  readonly timeMs: number;
  readonly enterpriseId: number;
  readonly district: string;
  readonly street: string | null;
  readonly total: number;
  readonly level: number;
  readonly dimensions: readonly number[];
}

/** Score changes of listed enterprises as known now in time order, a page after a place: for pictures of past days. */
export function readScoreChanges(
  db: Db,
  after: { readonly timeMs: number; readonly id: number },
  toMs: number,
  limit: number,
): Promise<ScoreChangeRow[]> {
  return db.query(sql`
    select h.time as "timeMs", h.enterprise_id as "enterpriseId", s.district, s.street, h.total, h.level, h.dimensions
    from score_history h join scores s using (enterprise_id)
    where s.listed and (h.time, h.enterprise_id) > (${instant(after.timeMs)}::timestamptz, ${after.id}::bigint)
      and h.time < ${instant(toMs)}::timestamptz and ${isStanding(null)}
    order by h.time, h.enterprise_id limit ${limit}`);
}

export interface AreaDay {
  readonly area: string;
  readonly day: string;
  readonly atMs: number;
  readonly index: number;
  readonly monitored: number;
  readonly atRisk: number;
  readonly levels: LevelCounts;
  readonly dimensions: readonly number[];
}

/** Keeps days that nobody has recorded yet. Gives how many were new. */
export async function saveAreaDays(db: Db, days: readonly AreaDay[]): Promise<number> {
  if (days.length === 0) return 0;
  return db.execute(sql`
    insert into area_index_history (day, area, at, index, monitored, at_risk, levels, dimensions)
    select day, area, to_timestamp("atMs" / 1000.0), index, monitored, "atRisk", levels, dimensions
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as i(day date, area text, "atMs" float8, index real, monitored int,
      "atRisk" int, levels int[], dimensions real[])
    on conflict (area, day) do nothing`);
}
