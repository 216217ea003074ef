import type { LevelRule } from "#domain/level";
import { type Db, instant, one, type Pool } from "#store/pool";
import { type Sql, sql } from "#store/sql";

/** A configuration that is only thought of, its formula as numbers: see detectors/scoring. */
export interface DraftRule {
  /** By dimension, in the order of DIMENSIONS: share in the sum, and emphasis at the peak. */
  readonly weights: readonly number[];
  readonly emphases: readonly number[];
  readonly peakShare: number;
  readonly levels: LevelRule;
}

export interface LevelMoves {
  readonly district: string;
  readonly from: number;
  readonly to: number;
  readonly n: number;
}

export interface MovedExample {
  readonly id: number;
  readonly name: string;
  readonly district: string;
  readonly from: number;
  readonly to: number;
  readonly totalBefore: number;
  readonly totalAfter: number;
}

export interface DraftChanges {
  /** Listed enterprises at each level now, normal first. */
  readonly counts: readonly number[];
  /** Those whose level would change, by district and step. */
  readonly moves: readonly LevelMoves[];
  /** At most 10, the longest steps first. */
  readonly examples: readonly MovedExample[];
}

/**
 * How the levels of all listed enterprises would change under a draft that came into force at `atMs`: exact, from the
 * dimensions that are stored, with hysteresis and forced levels as domain/level; a fall that waits for a person goes on
 * waiting. One scan: 3,000,000 rows of which a tenth has points take 2 s. Fails with 57014 (query_canceled) after `timeoutMs`.
 */
export function countChanges(
  pool: Pool,
  draft: DraftRule,
  atMs: number,
  timeoutMs: number,
): Promise<DraftChanges> {
  return pool.transaction(async (tx) => {
    await tx.execute(sql`select set_config('statement_timeout', ${String(timeoutMs)}, true)`);
    const counts = [0, 0, 0, 0, 0];
    const rows = await tx.query<{ level: number; n: number }>(
      sql`select level, sum(n)::bigint as n from level_counts_now group by level`,
    );
    for (const { level, n } of rows) counts[level - 1] = n;
    const { moves, examples } = await readMoves(tx, draft, atMs);
    return { counts, moves: moves ?? [], examples: examples ?? [] };
  }, "repeatable read");
}

function readMoves(
  tx: Db,
  draft: DraftRule,
  atMs: number,
): Promise<{ moves: LevelMoves[] | null; examples: MovedExample[] | null }> {
  return one(
    tx,
    sql`
    with moved as materialized (
      select * from ${rescored(draft, atMs)} r where r.level_after <> r.level
    )
    select (
      select jsonb_agg(m) from (
        select district, level as "from", level_after as "to", count(*) as n from moved group by 1, 2, 3 order by 1, 2, 3
      ) m
    ) as moves, (
      select jsonb_agg(x) from (
        select e.id, e.name, m.district, m.level as "from", m.level_after as "to", m.total as "totalBefore", m.total_after as "totalAfter"
        from moved m join enterprises e on e.id = m.enterprise_id
        order by abs(m.level_after - m.level) desc, abs(m.total_after - m.total) desc, e.id limit 10
      ) x
    ) as examples`,
  );
}

/**
 * Each listed enterprise that has points, a level or a forced level, with its total and level under the draft: all others
 * have 0 points at level 1 under any. `offset 0` keeps an expression from being copied into each place that reads it.
 */
function rescored(draft: DraftRule, atMs: number): Sql {
  const { levels } = draft;
  const at = (values: readonly number[], i: number) => sql`${values[i] as number}::float8`;
  const d = [sql`d.d1`, sql`d.d2`, sql`d.d3`, sql`d.d4`, sql`d.d5`] as const;
  const peak = sql`greatest(${at(draft.emphases, 0)} * ${d[0]}, ${at(draft.emphases, 1)} * ${d[1]},
    ${at(draft.emphases, 2)} * ${d[2]}, ${at(draft.emphases, 3)} * ${d[3]}, ${at(draft.emphases, 4)} * ${d[4]})`;
  const mean = sql`(${at(draft.weights, 0)} * ${d[0]} + ${at(draft.weights, 1)} * ${d[1]} + ${at(draft.weights, 2)} * ${d[2]}
    + ${at(draft.weights, 3)} * ${d[3]} + ${at(draft.weights, 4)} * ${d[4]})`;
  const share = sql`${draft.peakShare}::float8`;
  return sql`(
    select s.enterprise_id, s.district, s.total, s.level, n.total as total_after,
      case when r.raw >= s.level then r.raw
        when f.waits then s.level
        when n.total < (${`{${levels.floors.join(",")}}`}::float8[])[s.level] - ${levels.margin}::float8
          and s.level_since <= ${instant(atMs - levels.minDwellMs)}::timestamptz then r.raw
        else s.level end as level_after
    from scores s
    cross join lateral (
      select ${cent(sql`s.dimensions[1]`)} as d1, ${cent(sql`s.dimensions[2]`)} as d2, ${cent(sql`s.dimensions[3]`)} as d3,
        ${cent(sql`s.dimensions[4]`)} as d4, ${cent(sql`s.dimensions[5]`)} as d5 offset 0
    ) d
    cross join lateral (
      select least(100, ${cent(sql`${share} * ${peak} + (1 - ${share}) * ${mean}`)}) as total offset 0
    ) n
    cross join lateral (
      select greatest(case when n.total >= ${at(levels.floors, 4)} then 5 when n.total >= ${at(levels.floors, 3)} then 4
        when n.total >= ${at(levels.floors, 2)} then 3 when n.total >= ${at(levels.floors, 1)} then 2 else 1 end, s.forced) as raw offset 0
    ) r
    cross join lateral (
      select s.level > 1 and exists (
        select from reviews w where w.enterprise_id = s.enterprise_id and w.kind = 'level.downgrade'
          and (w.state = 'pending' or (w.state = 'rejected' and w.decided_at > s.level_since))
      ) as waits offset 0
    ) f
    where s.listed and (s.dimensions <> '{0,0,0,0,0}' or s.level > 1 or s.forced > 0)
  )`;
}

/** Rounded to two decimals as JavaScript does: what was stored as float4 becomes the number again that it was. */
function cent(value: Sql): Sql {
  return sql`(floor((${value})::float8 * 100 + 0.5) / 100)`;
}
