import type { Score } from "#domain/detect";
import { DIMENSIONS, type DimensionScores } from "#domain/dimension";
import { levelNumber, levelOf } from "#domain/level";
import { forcedNumber } from "#store/batch-results";
import { numbers, texts, times } from "#store/columns";
import { CONFIG_LOCK, WEIGHTLESS } from "#store/rescores";
import type { Statements } from "#store/statement-group";

/**
 * How scores get from one version of the configuration to another, row by row. Detection and the run in the background
 * may meet at a row: whoever comes first takes it over, under its lock, and the other finds the version there.
 */

/** Held until the transaction ends by everybody who scores: see requestRescore. */
export function holdConfig(client: Statements): Promise<unknown> {
  return client.query({ name: "config-hold", text: `select pg_advisory_xact_lock_shared(${CONFIG_LOCK})` });
}

/** Ask it after holdConfig. null: there is none yet. */
export async function readVersionInForce(client: Statements): Promise<number | null> {
  const result = await client.query<{ version: number }>({
    name: "config-version",
    text: "select version from score_configs where state = 'active'",
  });
  return result.rows[0]?.version ?? null;
}

/** When a version came into force, and its latest run; null when it is not the active one. */
export async function readTakeOver(
  client: Statements,
  version: number,
): Promise<{ readonly atMs: number; readonly rescoreId: number | null } | null> {
  const result = await client.query<{ atMs: number; rescoreId: number | null }>({
    name: "config-take-over",
    text: `select activated_at as "atMs", (select max(id) from rescores where version = c.version) as "rescoreId"
           from score_configs c where version = $1 and state = 'active' and activated_at is not null`,
    values: [version],
  });
  return result.rows[0] ?? null;
}

export interface RescoredWrite {
  readonly enterpriseId: number;
  readonly score: Score;
}

export interface Moved {
  readonly id: number;
  readonly levelBefore: number;
  readonly level: number;
  /** Points or level are others than before. */
  readonly changed: boolean;
}

/**
 * Takes rows over to their new version: the score, its line of history where points or level moved, and what both
 * versions said (score_versions). Rows that are there already stay; gives the others. `busy`: what to do about rows that
 * another transaction holds. Detection waits for them; the run in the background never waits with a lock in hand, so
 * that no wait can go in a circle.
 */
export async function writeRescored(
  client: Statements,
  rescoreId: number | null,
  rows: readonly RescoredWrite[],
  busy: "wait" | "skip",
): Promise<Moved[]> {
  const dimension = (at: 0 | 1 | 2 | 3 | 4) =>
    numbers(rows.map(({ score }) => score.dimensions[DIMENSIONS[at]]));
  const result = await client.query<Moved & { id: number }>({
    name: `rescored-${busy}`,
    text: `
      with input as materialized (
        select * from unnest($1::bigint[], $2::float4[], $3::float4[], $4::float4[], $5::float4[], $6::float4[], $7::float4[],
          $8::smallint[], $9::timestamptz[], string_to_array($10, E'\\x1f')::jsonb[], $11::int[],
          string_to_array($12, E'\\x1f'), $13::timestamptz[], $14::smallint[])
        as i(enterprise_id, total, d1, d2, d3, d4, d5, level, level_since, reasons, config_version, model_version, time, forced)
      ), before as materialized (
        select s.enterprise_id, s.config_version, s.total, s.level
        from input i join scores s on s.enterprise_id = i.enterprise_id
        where s.config_version <> i.config_version
        for no key update of s ${busy === "skip" ? "skip locked" : ""}
      ), kept as (
        insert into score_versions (rescore_id, enterprise_id, version_before, total_before, level_before, total, level)
        select $15::bigint, enterprise_id, b.config_version, b.total, b.level, i.total, i.level
        from before b join input i using (enterprise_id) where $15::bigint is not null
        on conflict do nothing
      ), history as (
        insert into score_history (time, enterprise_id, total, dimensions, level, config_version)
        select i.time, enterprise_id, i.total, array[d1, d2, d3, d4, d5], i.level, i.config_version
        from before b join input i using (enterprise_id) where b.total <> i.total or b.level <> i.level
      ), written as (
        update scores s set total = i.total, dimensions = array[i.d1, i.d2, i.d3, i.d4, i.d5], level = i.level,
          level_since = case when s.level = i.level then s.level_since else coalesce(i.level_since, i.time) end,
          reasons = i.reasons, config_version = i.config_version, model_version = i.model_version, time = i.time,
          forced = i.forced, recorded_at = now()
        from input i join before b using (enterprise_id) where s.enterprise_id = i.enterprise_id
      )
      select enterprise_id as id, b.level as "levelBefore", i.level, b.total <> i.total or b.level <> i.level as changed
      from before b join input i using (enterprise_id)`,
    values: [
      numbers(rows.map((row) => row.enterpriseId)),
      numbers(rows.map(({ score }) => score.total)),
      dimension(0),
      dimension(1),
      dimension(2),
      dimension(3),
      dimension(4),
      numbers(rows.map(({ score }) => levelNumber(score.level.level))),
      times(rows.map(({ score }) => score.level.sinceMs)),
      texts(rows.map(({ score }) => JSON.stringify(score.reasons))),
      numbers(rows.map(({ score }) => score.configVersion)),
      texts(rows.map(({ score }) => score.modelVersion)),
      times(rows.map(({ score }) => score.timeMs)),
      numbers(rows.map(({ score }) => forcedNumber(score))),
      rescoreId,
    ],
  });
  return result.rows;
}

/** A range of ids: after < id <= upTo. */
export interface IdRange {
  readonly after: number;
  readonly upTo: number;
}

/** The id that ends a stretch of so many enterprises; null when there is none after it. */
export async function readStretchEnd(
  client: Statements,
  after: number,
  most: number,
): Promise<number | null> {
  const result = await client.query<{ id: number | null }>({
    name: "rescore-stretch",
    text: `select max(id) as id from (
             select enterprise_id as id from scores where enterprise_id > $1 order by enterprise_id limit $2
           ) stretch`,
    values: [after, most],
  });
  return result.rows[0]?.id ?? null;
}

/** Of the next ids of a range, those to score anew. */
export interface WeightyIds {
  readonly ids: readonly number[];
  /** The last id that was looked at; null when there are none left in the range. */
  readonly lookedTo: number | null;
}

/**
 * Looks at the next `look` ids of a range, and gives the first `most` that still are of another version and have
 * something to weigh.
 */
export async function readWeighty(
  client: Statements,
  range: IdRange,
  version: number,
  { look, most }: { readonly look: number; readonly most: number },
): Promise<WeightyIds> {
  const result = await client.query<{ ids: number[]; lookedTo: number | null }>({
    name: "rescore-weighty",
    text: `with next as materialized (
             select enterprise_id, config_version <> $3 and not ${WEIGHTLESS.text} as weighty
             from scores where enterprise_id > $1 and enterprise_id <= $2 order by enterprise_id limit $4
           )
           select to_json(array(select enterprise_id from next where weighty order by enterprise_id limit $5)) as ids,
             (select max(enterprise_id) from next) as "lookedTo"`,
    values: [range.after, range.upTo, version, look, most],
  });
  const { ids, lookedTo } = result.rows[0] as { ids: number[]; lookedTo: number | null };
  return { ids, lookedTo: ids.length < most ? lookedTo : (ids.at(-1) as number) };
}

export interface LockedState {
  readonly id: number;
  readonly version: string;
  readonly state: string;
  readonly dueMs: number | null;
  /** Of the score's row: newer than the one in the state where a run passed by (see writeRescoredStates). */
  readonly configVersion: number;
}

/** States with their rows locked; without those that another transaction holds. */
export async function lockStates(client: Statements, ids: readonly number[]): Promise<LockedState[]> {
  const result = await client.query<LockedState>({
    name: "rescore-states",
    text: `select s.enterprise_id as id, e.version, e.state, e.due_at as "dueMs", s.config_version as "configVersion"
           from scores s join entity_state e on e.key = 'e:' || s.enterprise_id
           where s.enterprise_id = any($1::bigint[]) for no key update of e skip locked`,
    values: [numbers(ids)],
  });
  return result.rows;
}

export interface RescoredState {
  readonly id: number;
  /** null: as it is. */
  readonly state: string | null;
  readonly dueMs: number | null;
}

/**
 * Only states that this transaction has locked. A state that differs from what is there in nothing but its score stays:
 * it is the larger part of what a run would write, and who reads it takes the score from its row where that bears a newer
 * version. `updated_at` stays: it says when detection last learned something.
 */
export async function writeRescoredStates(client: Statements, rows: readonly RescoredState[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: "rescore-write-states",
    text: `update entity_state e set state = coalesce(nullif(i.state, ''), e.state), due_at = i.due_at
           from unnest($1::bigint[], string_to_array($2, E'\\x1f'), $3::timestamptz[]) as i(id, state, due_at)
           where e.key = 'e:' || i.id`,
    values: [
      numbers(rows.map((row) => row.id)),
      texts(rows.map((row) => row.state ?? "")),
      times(rows.map((row) => row.dueMs)),
    ],
  });
}

export interface ScoreRow {
  readonly id: number;
  readonly total: number;
  readonly dimensions: readonly number[];
  readonly level: number;
  readonly levelSinceMs: number;
  readonly forced: number;
  readonly reasons: Score["reasons"];
  readonly configVersion: number;
  readonly modelVersion: string;
  readonly timeMs: number;
  /** Whether a state stands behind it. */
  readonly hasState: boolean;
}

export async function readScoreRows(client: Statements, ids: readonly number[]): Promise<ScoreRow[]> {
  if (ids.length === 0) return [];
  const result = await client.query<ScoreRow>({
    name: "rescore-rows",
    text: `select enterprise_id as id, total, dimensions, level, level_since as "levelSinceMs", forced, reasons,
             config_version as "configVersion", model_version as "modelVersion", time as "timeMs",
             exists (select from entity_state e where e.key = 'e:' || s.enterprise_id) as "hasState"
           from scores s where enterprise_id = any($1::bigint[])`,
    values: [numbers(ids)],
  });
  return result.rows;
}

/** The score that a row holds. What a band waits with (see Standing) is in the state alone. */
export function scoreOfRow(row: ScoreRow): Score {
  const { total, reasons, configVersion, modelVersion, timeMs } = row;
  return {
    total,
    dimensions: Object.fromEntries(
      DIMENSIONS.map((dimension, i) => [dimension, row.dimensions[i] ?? 0]),
    ) as unknown as DimensionScores,
    level: { level: levelOf(row.level), sinceMs: row.level === 1 ? null : row.levelSinceMs },
    ...(row.forced === 0 ? {} : { forced: levelOf(row.forced) }),
    reasons,
    configVersion,
    modelVersion,
    timeMs,
  };
}

/** The score of a state: its row's, where a run passed by and left the state as it was. */
export function newerScore(score: Score, row: ScoreRow | undefined): Score {
  return row === undefined || row.configVersion === score.configVersion ? score : scoreOfRow(row);
}

/** Ids that are of another version still and have something to weigh, whatever their place: one scan of all rows. */
export async function readLeft(client: Statements, version: number, most: number): Promise<number[]> {
  const result = await client.query<{ id: number }>({
    name: "rescore-left",
    text: `select enterprise_id as id from scores where config_version <> $1 and not ${WEIGHTLESS.text} limit $2`,
    values: [version, most],
  });
  return result.rows.map(({ id }) => Number(id));
}
