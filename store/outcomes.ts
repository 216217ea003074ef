import { type Db, instant } from "#store/pool";
import { type Sql, sql } from "#store/sql";

/**
 * What came of an enterprise within some days: a criminal case was filed, the level 风险爆发 was reached, or officers
 * closed an alert with a verdict.
 */
export type Outcome = "criminal-case" | "outbreak" | "verdict";

export interface OutcomeRow {
  readonly id: number;
  readonly label: 0 | 1;
}

/**
 * Enterprises that were known at T with what came of them in (T, T + days]. Those whom it had come to by T already are
 * left out: nothing about them is to be foretold. All that it came to first, then others by a hash of their id and the
 * seed, so that a bounded sample is no sample of the oldest. Under `verdict` only those with a verdict, unfounded = 0.
 */
export function readOutcomes(
  db: Db,
  ask: {
    readonly outcome: Outcome;
    readonly atMs: number;
    readonly days: number;
    readonly seed: number;
    readonly limit: number;
  },
): Promise<OutcomeRow[]> {
  const at = sql`${instant(ask.atMs)}::timestamptz`;
  const until = sql`${at} + ${ask.days} * interval '1 day'`;
  if (ask.outcome === "verdict") {
    return db.query(sql`
      select e.id, max(case when a.verdict in ('confirmed', 'partly') then 1 else 0 end)::int as label
      from alerts a join enterprises e on e.id = a.enterprise_id
      where a.closed_at > ${at} and a.closed_at <= ${until} and a.verdict in ('confirmed', 'partly', 'unfounded') and ${present(at)}
      group by e.id order by label desc, e.id limit ${ask.limit}`);
  }
  const came: Sql =
    ask.outcome === "criminal-case"
      ? sql`select enterprise_id as id, min(time) as time from events
          where kind = 'judicial' and data ->> 'stage' = 'criminal-filed' and enterprise_id is not null and time <= ${until} and not withdrawn group by 1`
      : sql`select enterprise_id as id, min(time) as time from score_history where level = 5 and time <= ${until} group by 1`;
  return db.query(sql`
    with came as materialized (${came})
    select e.id, (c.id is not null)::int as label
    from enterprises e left join came c on c.id = e.id
    where (c.time is null or c.time > ${at}) and ${present(at)} and e.merged_into is null and not e.provisional
    order by (c.id is not null) desc, hashint8extended(e.id, ${ask.seed}) limit ${ask.limit}`);
}

/** Whom somebody could have asked about at that instant: founded, or seen, by then. */
function present(at: Sql): Sql {
  return sql`(e.created_at <= ${at} or e.established_on <= ${at}::date
    or exists (select from events v where v.key = 'e:' || e.id and v.time <= ${at}))`;
}
