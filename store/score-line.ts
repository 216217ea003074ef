import type { ClientBase } from "pg";
import type { Score } from "#domain/detect";
import { DIMENSIONS } from "#domain/dimension";
import { levelNumber } from "#domain/level";
import { numbers, texts, times } from "#store/columns";
import { instant } from "#store/pool";
import { type Sql, sql } from "#store/sql";

/**
 * The line of scores in two times: score_history holds all that was ever said, score_rebuilds which stretch of it a
 * rebuild said anew. Nothing is updated or removed.
 */

/** That no rebuild superseded row `h` of score_history, as known at an instant; null: as known now. */
export function isStanding(knownMs: number | null): Sql {
  const known = knownMs === null ? sql`` : sql`and r.recorded_at <= ${instant(knownMs)}::timestamptz`;
  return sql`not exists (select from score_rebuilds r where r.enterprise_id = h.enterprise_id
    and r.from_time <= h.time and r.to_time >= h.time and r.recorded_at > h.recorded_at ${known})`;
}

/**
 * Each enterprise's last score of each day of [from, to] that has one, as known now: score_daily, which holds what was
 * said, save for days that a rebuild said anew. `ids` null: all; `to` null: no end.
 */
export function daysOf(ids: readonly number[] | null, from: Sql, to: Sql | null): Sql {
  const asked = (column: Sql) => (ids === null ? sql`true` : sql`${column} = any(${ids}::bigint[])`);
  // An infinite end is none: not every server adds a day to infinity.
  const until = (day: Sql) => (to === null ? sql`true` : sql`${day} <= ${to}`);
  const before = to === null ? sql`true` : sql`h.time < ${to} + interval '1 day'`;
  return sql`(
    with told as materialized (
      select enterprise_id, date_trunc('day', min(from_time), 'Asia/Shanghai') as from_day,
        date_trunc('day', max(to_time), 'Asia/Shanghai') as to_day
      from score_rebuilds where ${asked(sql`enterprise_id`)} and to_time >= ${from} group by enterprise_id
    )
    select d.enterprise_id, d.day, d.last_total
    from score_daily d left join told t on t.enterprise_id = d.enterprise_id and d.day between t.from_day and t.to_day
    where ${asked(sql`d.enterprise_id`)} and d.day >= ${from} and ${until(sql`d.day`)} and t.enterprise_id is null
    union all
    select enterprise_id, day, last_total from (
      select distinct on (h.enterprise_id, day) h.enterprise_id,
        date_trunc('day', h.time, 'Asia/Shanghai') as day, h.total as last_total
      from told t join score_history h on h.enterprise_id = t.enterprise_id
        and h.time >= t.from_day and h.time < t.to_day + interval '1 day'
      where ${asked(sql`h.enterprise_id`)} and h.time >= ${from} and ${before} and ${isStanding(null)}
      order by h.enterprise_id, day, h.time desc, h.recorded_at desc
    ) anew where day >= ${from} and ${until(sql`day`)}
  )`;
}

export interface KnownPoint {
  readonly timeMs: number;
  readonly total: number;
  readonly level: number;
}

/** The line as known now, from the point that held at `fromMs` on. */
export async function readLine(
  client: ClientBase,
  enterpriseId: number,
  fromMs: number,
): Promise<KnownPoint[]> {
  const { text, values } = sql`
    with line as materialized (
      select distinct on (h.time) h.time, h.total, h.level from score_history h
      where h.enterprise_id = ${enterpriseId} and ${isStanding(null)} and h.time >= coalesce((
        select h.time from score_history h
        where h.enterprise_id = ${enterpriseId} and h.time < ${instant(fromMs)}::timestamptz and ${isStanding(null)}
        order by h.time desc limit 1), '-infinity')
      order by h.time, h.recorded_at desc
    )
    select time as "timeMs", total, level from line order by time`;
  const result = await client.query<KnownPoint>({ name: "batch-line", text, values: [...values] });
  return result.rows;
}

/** When the first of these events was, those that came in several parts included; null when none is stored. */
export async function readFirstTime(
  client: ClientBase,
  key: string,
  uids: readonly string[],
): Promise<number | null> {
  const result = await client.query<{ timeMs: number | null }>({
    name: "batch-first-time",
    text: `select min(time) as "timeMs" from events
           where key = $1 and regexp_replace(uid, '#[0-9]+$', '') = any(string_to_array($2, E'\\x1f'))`,
    values: [key, texts(uids)],
  });
  return result.rows[0]?.timeMs ?? null;
}

export interface LinePoint {
  readonly score: Score;
  readonly eventUid: string | null;
}

export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly points: readonly LinePoint[];
}

/** Says a stretch of the line anew. The transaction's own rows of history stand, whether written before or after. */
export async function writeStretch(
  client: ClientBase,
  enterpriseId: number,
  { fromMs, toMs, points }: Stretch,
): Promise<void> {
  const dimension = (at: 0 | 1 | 2 | 3 | 4) =>
    numbers(points.map(({ score }) => score.dimensions[DIMENSIONS[at]]));
  await client.query({
    name: "batch-stretch",
    text: `
      with mark as (
        insert into score_rebuilds (enterprise_id, from_time, to_time)
        values ($1, to_timestamp($2::float8 / 1000), to_timestamp($3::float8 / 1000))
      )
      insert into score_history (time, enterprise_id, total, dimensions, level, config_version, event_uid)
      select time, $1, total, array[d1, d2, d3, d4, d5], level, config_version, event_uid
      from unnest($4::timestamptz[], $5::float4[], $6::float4[], $7::float4[], $8::float4[], $9::float4[], $10::float4[],
        $11::smallint[], $12::int[], string_to_array($13, E'\\x1f', E'\\x1e'))
        as i(time, total, d1, d2, d3, d4, d5, level, config_version, event_uid)`,
    values: [
      enterpriseId,
      fromMs,
      toMs,
      times(points.map(({ score }) => score.timeMs)),
      numbers(points.map(({ score }) => score.total)),
      dimension(0),
      dimension(1),
      dimension(2),
      dimension(3),
      dimension(4),
      numbers(points.map(({ score }) => levelNumber(score.level.level))),
      numbers(points.map(({ score }) => score.configVersion)),
      texts(points.map(({ eventUid }) => eventUid)),
    ],
  });
}
