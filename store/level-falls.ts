import { LEVELS, type Level, type LevelRule } from "#domain/level";
import { type Db, first, instant } from "#store/pool";
import { type Sql, sql } from "#store/sql";

/** After a rejection the same fall is not put before a person again for so long. */
const REPEAT_MS = 30 * 86_400_000;

/** So long an approved fall has until its event has been taken up; then what still stands is put before a person again. */
const TAKEN_MS = 600_000;

/** The configuration in force: bands and hysteresis, and the version that a score must be of to be read by them. */
export interface FallRule {
  readonly version: number;
  readonly levels: LevelRule;
}

/** What a fall starts from; while it stands, the review of it is not stale. */
export interface FallBefore {
  readonly level: Level;
  /** ISO 8601. */
  readonly since: string;
}

/** Where it leads. */
export interface FallAfter {
  readonly level: Level;
  /** Points when it was proposed. */
  readonly score: number;
}

/**
 * Reviews for enterprises whose score has left their level, as hysteresis sees it: at most `limit` at a time. One waits for
 * an enterprise at most, whoever else does the same at the same time. After a rejection the next comes when the fall has
 * become deeper, or after 30 days.
 */
export function proposeFalls(db: Db, rule: FallRule, nowMs: number, limit: number): Promise<number> {
  return db.execute(sql`
    insert into reviews (kind, subject, enterprise_id, district, street, before, after, comment, proposed_by, proposed_at)
    select 'level.downgrade', 'enterprise:' || f.id, f.id, f.district, f.street, ${BEFORE}, ${AFTER}, '', null, ${instant(nowMs)}
    from ${falls(rule, nowMs)} f
    where not exists (
      select from reviews r where r.enterprise_id = f.id and r.kind = 'level.downgrade' and (
        r.state = 'pending'
        or (r.state = 'approved' and r.decided_at > ${instant(nowMs - TAKEN_MS)}::timestamptz)
        or (r.state = 'rejected' and r.decided_at > ${instant(nowMs - REPEAT_MS)}::timestamptz
          and ${levelNumber(sql`r.after`)} <= f.level_after))
    )
    order by f.id limit ${limit}
    on conflict do nothing`);
}

/** Takes back those that wait and no longer hold: the score has risen, has fallen further, or the level is another one. */
export function withdrawFalls(db: Db, rule: FallRule, nowMs: number): Promise<number> {
  return db.execute(sql`
    update reviews r set state = 'withdrawn', decided_at = ${instant(nowMs)}
    where r.kind = 'level.downgrade' and r.state = 'pending' and not exists (
      select from ${falls(rule, nowMs)} f where f.id = r.enterprise_id and ${BEFORE} = r.before
        and f.district = r.district and f.street is not distinct from r.street
        and f.level_after = ${levelNumber(sql`r.after`)})`);
}

/** The fall of one enterprise as it stands; null: its score holds its level. */
export async function readFall(
  db: Db,
  enterpriseId: number,
  rule: FallRule,
  nowMs: number,
): Promise<{ readonly before: FallBefore; readonly after: FallAfter } | null> {
  return first(
    db,
    sql`select ${BEFORE} as before, ${AFTER} as after from ${falls(rule, nowMs)} f where f.id = ${enterpriseId}`,
  );
}

/** Enterprises that may fall: as `nextLevel` of domain/level, for one that is released to the lowest level. */
function falls({ version, levels }: FallRule, nowMs: number): Sql {
  const floors = sql`${`{${levels.floors.join(",")}}`}::float8[]`;
  return sql`(
    select s.enterprise_id as id, s.district, s.street, s.level, s.level_since, n.total, r.level_after
    from scores s
    cross join lateral (select floor(s.total::float8 * 100 + 0.5) / 100 as total offset 0) n
    cross join lateral (select greatest(width_bucket(n.total, ${floors}), 1, s.forced)::smallint as level_after offset 0) r
    where s.level >= 2 and s.listed and s.config_version = ${version} and r.level_after < s.level
      and n.total < (${floors})[s.level] - ${levels.margin}::float8
      and s.level_since <= ${instant(nowMs - levels.minDwellMs)}::timestamptz
  )`;
}

const WORDS = sql`${`{${LEVELS.join(",")}}`}::text[]`;

const BEFORE = sql`jsonb_build_object('level', (${WORDS})[f.level],
  'since', to_char(f.level_since at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

const AFTER = sql`jsonb_build_object('level', (${WORDS})[f.level_after], 'score', f.total)`;

function levelNumber(side: Sql): Sql {
  return sql`array_position(${WORDS}, ${side} ->> 'level')`;
}
