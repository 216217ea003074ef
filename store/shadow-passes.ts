import { numbers } from "#store/columns";
import { type Db, first, instant, one, type Pool } from "#store/pool";
import { type Sql, sql } from "#store/sql";

export interface ShadowPassRow {
  readonly id: number;
  readonly versionId: number;
  readonly state: "running" | "done" | "stopped";
  /** Enterprises up to this id are done. */
  readonly afterId: number;
  readonly scored: number;
  /** For all of them together. */
  readonly readMicros: number;
  readonly scoreMicros: number;
  readonly drift: unknown;
  /** Counts by bin that drift is computed of when the pass is done. */
  readonly tallies: unknown;
  /** Counts by bin of time that single enterprises took, by judge. */
  readonly times: unknown;
  readonly startedAtMs: number;
  readonly finishedAtMs: number | null;
}

/**
 * The pass to go on with: one that was begun and whose process is gone, or a new one of a version none of whose passes
 * runs or was begun within `everyMs` and finished: one that was stopped does not make its version wait. null: nothing to do.
 */
export async function claimPass(
  pool: Pool,
  instance: string,
  claimMs: number,
  everyMs: number,
): Promise<ShadowPassRow | null> {
  const left = await first<ShadowPassRow>(
    pool,
    sql`
    update shadow_passes p set claimed_by = ${instance}, claimed_until = now() + ${claimMs} * interval '1 millisecond'
    from (select p.id from shadow_passes p where p.state = 'running' and (p.claimed_until is null or p.claimed_until < now())
      order by p.id limit 1 for update skip locked) due
    where p.id = due.id returning ${COLUMNS}`,
  );
  if (left !== null) return left;
  return pool.transaction(async (tx) => {
    // The version's row is the lock: two processes never begin a pass of the same one.
    const due = await first<{ id: number }>(
      tx,
      sql`
      select v.id from model_versions v where v.state = 'published' and v.shadow
        and not exists (select from shadow_passes p where p.version_id = v.id
          and (p.state = 'running' or (p.state = 'done' and p.started_at > now() - ${everyMs} * interval '1 millisecond')))
      order by v.id limit 1 for update skip locked`,
    );
    if (due === null) return null;
    return one<ShadowPassRow>(
      tx,
      sql`
      insert into shadow_passes as p (version_id, claimed_by, claimed_until)
      values (${due.id}, ${instance}, now() + ${claimMs} * interval '1 millisecond') returning ${COLUMNS}`,
    );
  });
}

export interface ShadowScore {
  readonly enterpriseId: number;
  readonly score: number;
  readonly rulesTotal: number;
  readonly rulesLevel: number;
}

/** false: the version no longer runs in the shadow, or another process has the pass: stop. */
export async function savePassPart(
  tx: Db,
  pass: {
    readonly id: number;
    readonly versionId: number;
    readonly instance: string;
    readonly claimMs: number;
  },
  part: {
    readonly afterId: number;
    readonly scores: readonly ShadowScore[];
    readonly readMicros: number;
    readonly scoreMicros: number;
    readonly tallies: unknown;
    readonly times: unknown;
    readonly atMs: number;
  },
): Promise<boolean> {
  const kept = await tx.execute(sql`
    update shadow_passes set after_id = ${part.afterId}, scored = scored + ${part.scores.length},
      read_micros = read_micros + ${part.readMicros}, score_micros = score_micros + ${part.scoreMicros},
      tallies = ${JSON.stringify(part.tallies)}::jsonb, times = ${JSON.stringify(part.times)}::jsonb,
      claimed_until = now() + ${pass.claimMs} * interval '1 millisecond'
    where id = ${pass.id} and claimed_by = ${pass.instance} and state = 'running'
      and exists (select from model_versions v where v.id = version_id and v.state = 'published' and v.shadow)`);
  if (kept !== 1) return false;
  await tx.execute(sql`
    insert into model_scores (version_id, enterprise_id, score, rules_total, rules_level, scored_at)
    select ${pass.versionId}, r.id, r.score, r.total, r.level, ${instant(part.atMs)}::timestamptz
    from unnest(${numbers(part.scores.map((row) => row.enterpriseId))}::bigint[], ${numbers(part.scores.map((row) => row.score))}::real[],
      ${numbers(part.scores.map((row) => row.rulesTotal))}::real[], ${numbers(part.scores.map((row) => row.rulesLevel))}::smallint[])
      as r (id, score, total, level)
    on conflict (version_id, enterprise_id) do update set score = excluded.score, rules_total = excluded.rules_total,
      rules_level = excluded.rules_level, scored_at = excluded.scored_at`);
  return true;
}

export async function endPass(
  db: Db,
  id: number,
  instance: string,
  state: "done" | "stopped",
  drift: unknown,
): Promise<void> {
  await db.execute(sql`
    update shadow_passes set state = ${state}, drift = ${drift === null ? null : JSON.stringify(drift)}::jsonb, finished_at = now(),
      claimed_by = null, claimed_until = null
    where id = ${id} and claimed_by = ${instance}`);
}

export function readPasses(db: Db, versionId: number, limit: number): Promise<ShadowPassRow[]> {
  return db.query(
    sql`select ${COLUMNS} from shadow_passes p where version_id = ${versionId} order by id desc limit ${limit}`,
  );
}

export interface LastDriftRow {
  readonly model: string;
  readonly version: number;
  readonly drift: unknown;
}

/** What the newest finished pass of each version in the shadow said of its drift. */
export function readLastDrifts(db: Db): Promise<LastDriftRow[]> {
  return db.query(sql`
    select v.name as model, v.version, p.drift from model_versions v
    join lateral (
      select p.drift from shadow_passes p where p.version_id = v.id and p.state = 'done' and p.drift is not null
      order by p.id desc limit 1) p on true
    where v.state = 'published' and v.shadow order by v.name, v.version limit 500`);
}

/** How the version and the rules see the living enterprises now. */
export function countShadow(
  db: Db,
  versionId: number,
  threshold: number,
  rulesFloor: number,
): Promise<{
  readonly both: number;
  readonly model: number;
  readonly rules: number;
  readonly neither: number;
}> {
  return one(
    db,
    sql`
    select count(*) filter (where score >= ${threshold}::float8 and rules_total >= ${rulesFloor}::float8) as both,
      count(*) filter (where score >= ${threshold}::float8 and rules_total < ${rulesFloor}::float8) as model,
      count(*) filter (where score < ${threshold}::float8 and rules_total >= ${rulesFloor}::float8) as rules,
      count(*) filter (where score < ${threshold}::float8 and rules_total < ${rulesFloor}::float8) as neither
    from model_scores where version_id = ${versionId}`,
  );
}

const COLUMNS: Sql = sql`p.id, p.version_id as "versionId", p.state, p.after_id as "afterId", p.scored, p.read_micros as "readMicros",
  p.score_micros as "scoreMicros", p.drift, p.tallies, p.times, p.started_at as "startedAtMs", p.finished_at as "finishedAtMs"`;
