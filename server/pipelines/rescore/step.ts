import type { PoolClient } from "pg";
import type { Registry } from "#detectors/registry";
import { rescoreParts } from "#detectors/rescore";
import type { EntityState, Score, ScoreConfig } from "#domain/detect";
import type { Weights } from "#domain/dimension";
import { enterpriseKey } from "#domain/partition";
import {
  type IdRange,
  type LockedState,
  lockStates,
  type Moved,
  type RescoredState,
  type RescoredWrite,
  readScoreRows,
  readWeighty,
  type ScoreRow,
  scoreOfRow,
  writeRescored,
  writeRescoredStates,
} from "#store/rescore-rows";

/** What a run scores with. */
export interface RescoreRule {
  readonly rescoreId: number;
  readonly config: ScoreConfig;
  /** From when the new scores hold: when the version came into force. */
  readonly atMs: number;
  readonly registry: Registry;
  /** Weights of an earlier version; null when it is not known. */
  weightsOf(version: number): Weights | null;
}

/** Of so many ids in a range, the next with points and what became of them. */
export interface WeightyStep {
  readonly moved: readonly Moved[];
  /** Where to go on; null: there are no more in this range. */
  readonly after: number | null;
}

/**
 * The next enterprises of a range that have anything against them, in the caller's transaction: scored anew from the
 * signals of their state, so that their reasons add up; state and row are written together. Locks are taken in the order
 * in which detection takes them (state, then score), and what somebody else holds is left out: the sweep comes back to it.
 */
export async function rescoreNext(
  client: PoolClient,
  range: IdRange,
  rule: RescoreRule,
  most: number,
): Promise<WeightyStep> {
  const ids = await readWeighty(client, range, rule.config.version, most);
  const moved = await rescoreWeighty(client, ids, rule);
  return { moved, after: ids.length < most ? null : (ids.at(-1) as number) };
}

/** Single enterprises. */
export async function rescoreThese(
  client: PoolClient,
  ids: readonly number[],
  rule: RescoreRule,
): Promise<readonly Moved[]> {
  const moved: Moved[] = [];
  for (const id of ids)
    moved.push(...(await rescoreNext(client, { after: id - 1, upTo: id }, rule, 1)).moved);
  return moved;
}

async function rescoreWeighty(
  client: PoolClient,
  ids: readonly number[],
  rule: RescoreRule,
): Promise<readonly Moved[]> {
  if (ids.length === 0) return [];
  const locked = await lockStates(client, ids);
  const states = locked.map((row) => ({ row, state: JSON.parse(row.state) as EntityState }));
  const known = new Set(locked.map(({ id }) => id));
  const rows = await readScoreRows(client, [
    ...ids.filter((id) => !known.has(id)),
    ...states.flatMap(({ row, state }) =>
      state.score === null || state.score.configVersion === row.configVersion ? [] : [row.id],
    ),
  ]);
  const newer = new Map(rows.map((row) => [row.id, row]));
  const writes: RescoredWrite[] = [];
  const stateWrites = new Map<number, RescoredState>();
  for (const { row, state } of states) {
    const write = rescoreState(row, state, newer.get(row.id), rule);
    if (state.score === null) continue;
    writes.push({ enterpriseId: row.id, score: state.score });
    if (write !== null) stateWrites.set(row.id, write);
  }
  for (const row of rows)
    if (!row.hasState) writes.push({ enterpriseId: row.id, score: rescoreScore(scoreOfRow(row), rule) });
  if (writes.length === 0) return [];
  const moved = await writeRescored(client, rule.rescoreId, writes, "skip");
  await writeRescoredStates(
    client,
    moved.flatMap(({ id }) => stateWrites.get(id) ?? []),
  );
  return moved;
}

/** Gives what must be written of the state: its due time where that is another, all of it where a band is kept in it alone. */
function rescoreState(
  row: LockedState,
  state: EntityState,
  newer: ScoreRow | undefined,
  rule: RescoreRule,
): RescoredState | null {
  const { config, atMs, registry } = rule;
  if (state.score === null) return null;
  if (newer !== undefined && newer.configVersion !== state.score.configVersion)
    state.score = scoreOfRow(newer);
  const { band } = state.score;
  // What an earlier run wrote may be sooner than what the state says.
  state.dueMs = row.dueMs;
  if (row.version === registry.version) registry.rescore(state, enterpriseKey(row.id), config, atMs);
  else state.score = rescoreScore(state.score, rule);
  const { id } = row;
  const { dueMs } = state;
  if (band !== undefined || state.score?.band !== undefined)
    return { id, state: JSON.stringify(state), dueMs };
  return dueMs === row.dueMs ? null : { id, state: null, dueMs };
}

function rescoreScore(score: Score, rule: RescoreRule): Score {
  return rescoreParts(score, rule.config, rule.weightsOf(score.configVersion), rule.atMs);
}
