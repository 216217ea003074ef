import { numbers, times } from "#store/columns";
import { type Db, first, instant, one } from "#store/pool";
import { hashSecret, makeSecret } from "#store/secret";
import { sql } from "#store/sql";

export interface ModelKeyRow {
  readonly id: number;
  readonly model: string;
  readonly label: string;
  readonly hint: string;
  readonly perMinute: number;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly revokedAtMs: number | null;
  readonly lastUsedMs: number | null;
}

/** Makes a key of a model: "glm_" and 43 characters, shown once; its hash is kept. */
export async function issueModelKey(
  db: Db,
  key: {
    readonly model: string;
    readonly label: string;
    readonly perMinute: number;
    readonly expiresAtMs: number;
    readonly createdBy: number;
  },
): Promise<{ readonly id: number; readonly secret: string }> {
  const { secret, hash, hint } = makeSecret("glm_");
  const { id } = await one<{ id: number }>(
    db,
    sql`
    insert into model_keys (model, label, key_hash, hint, per_minute, created_by, expires_at)
    values (${key.model}, ${key.label}, ${hash}, ${hint}, ${key.perMinute}, ${key.createdBy},
      ${instant(key.expiresAtMs)}::timestamptz) returning id`,
  );
  return { id, secret };
}

/** Whose key this is; null when nobody's. */
export function findModelKey(db: Db, secret: string): Promise<ModelKeyRow | null> {
  return first(
    db,
    sql`
    select id, model, label, hint, per_minute as "perMinute", created_at as "createdAtMs", expires_at as "expiresAtMs",
      revoked_at as "revokedAtMs", last_used_at as "lastUsedMs"
    from model_keys where key_hash = ${hashSecret(secret)}`,
  );
}

export async function revokeModelKey(db: Db, id: number): Promise<boolean> {
  return (
    (await db.execute(
      sql`update model_keys set revoked_at = now() where id = ${id} and revoked_at is null`,
    )) === 1
  );
}

export interface KeyUseRow extends ModelKeyRow {
  readonly creator: string;
  readonly callsToday: number;
  readonly calls: number;
  readonly rows: number;
  readonly refused: number;
  readonly micros: number;
  /** Answers by time: below 1, 2, 4 … 512 ms, and longer. */
  readonly slow: readonly number[];
}

/** All keys of a model with how they were used: today of Asia/Shanghai, and in all that is kept. */
export function readKeyUse(db: Db, model: string): Promise<KeyUseRow[]> {
  return db.query(sql`
    select k.id, k.model, k.label, k.hint, k.per_minute as "perMinute", k.created_at as "createdAtMs", k.expires_at as "expiresAtMs",
      k.revoked_at as "revokedAtMs", k.last_used_at as "lastUsedMs", u.name as creator,
      coalesce(c.today, 0) as "callsToday", coalesce(c.calls, 0) as calls, coalesce(c.rows, 0) as rows, coalesce(c.refused, 0) as refused,
      coalesce(c.micros, 0)::bigint as micros, coalesce(s.slow, '{0,0,0,0,0,0,0,0,0,0,0}') as slow
    from model_keys k join users u on u.id = k.created_by
    left join lateral (
      select sum(calls) as calls, sum(rows) as rows, sum(refused) as refused, sum(micros)::bigint as micros,
        sum(calls) filter (where minute >= date_trunc('day', now(), 'Asia/Shanghai')) as today
      from model_calls where key_id = k.id) c on true
    left join lateral (
      select array_agg(n order by place) as slow from (
        select t.place, sum(t.n) as n from model_calls m, unnest(m.slow) with ordinality as t (n, place)
        where m.key_id = k.id group by t.place) places) s on true
    where k.model = ${model} order by k.id desc`);
}

export interface CallMinuteRow {
  readonly minuteMs: number;
  readonly calls: number;
  readonly refused: number;
}

/** How often a model was called, by minute, of the last hour. */
export function readCallMinutes(db: Db, model: string): Promise<CallMinuteRow[]> {
  return db.query(sql`
    select c.minute as "minuteMs", sum(c.calls) as calls, sum(c.refused) as refused
    from model_calls c join model_keys k on k.id = c.key_id
    where k.model = ${model} and c.minute > now() - interval '1 hour' group by 1 order by 1`);
}

/** Response times by version, for comparisons. */
export function readVersionLatency(
  db: Db,
  versionIds: readonly number[],
): Promise<{ readonly versionId: number; readonly calls: number; readonly micros: number }[]> {
  return db.query(sql`
    select version_id as "versionId", sum(calls) as calls, sum(micros)::bigint as micros from model_calls
    where version_id = any(${versionIds}::bigint[]) group by 1`);
}

export interface CallTally {
  readonly keyId: number;
  readonly versionId: number;
  readonly minuteMs: number;
  calls: number;
  rows: number;
  refused: number;
  micros: number;
  readonly slow: number[];
}

/**
 * Adds up what a process has counted since it last wrote. Rows are written in one order in every process: of two that
 * write the same minutes one waits for the other, and neither for ever.
 */
export async function addCalls(tx: Db, counted: readonly CallTally[]): Promise<void> {
  if (counted.length === 0) return;
  const tallies = [...counted].sort(
    (a, b) => a.keyId - b.keyId || a.versionId - b.versionId || a.minuteMs - b.minuteMs,
  );
  const width = (tallies[0] as CallTally).slow.length;
  await tx.execute(sql`
    insert into model_calls as c (key_id, version_id, minute, calls, rows, refused, micros, slow)
    select t.key_id, t.version_id, t.minute, t.calls, t.rows, t.refused, t.micros, (f.flat)[(t.at - 1) * ${width} + 1 : t.at * ${width}]
    from unnest(${numbers(tallies.map((each) => each.keyId))}::bigint[], ${numbers(tallies.map((each) => each.versionId))}::bigint[],
      ${times(tallies.map((each) => each.minuteMs))}::timestamptz[], ${numbers(tallies.map((each) => each.calls))}::int[],
      ${numbers(tallies.map((each) => each.rows))}::int[], ${numbers(tallies.map((each) => each.refused))}::int[],
      ${numbers(tallies.map((each) => Math.round(each.micros)))}::bigint[]) with ordinality
      as t (key_id, version_id, minute, calls, rows, refused, micros, at),
    (select ${numbers(tallies.flatMap((each) => each.slow))}::int[] as flat) f
    on conflict (key_id, version_id, minute) do update set calls = c.calls + excluded.calls, rows = c.rows + excluded.rows,
      refused = c.refused + excluded.refused, micros = c.micros + excluded.micros,
      slow = (select array_agg(a + b order by i) from unnest(c.slow, excluded.slow) with ordinality as s (a, b, i))`);
  await tx.execute(sql`
    update model_keys k set last_used_at = now()
    from (select id from model_keys where id = any(${tallies.filter((each) => each.calls > 0).map((each) => each.keyId)}::bigint[])
      order by id for no key update) used
    where k.id = used.id`);
}
