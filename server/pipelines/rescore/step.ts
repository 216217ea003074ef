import type { PoolClient } from "pg";
import type { Registry } from "#detectors/registry";
import { rescoreParts } from "#detectors/rescore";
import type { EntityState, Score, ScoreConfig } from "#domain/detect";
import { DIMENSIONS, type DimensionScores, type Weights } from "#domain/dimension";
import { levelOf } from "#domain/level";
import { enterpriseKey } from "#domain/partition";
import {
  type BareScoreRow,
  type IdRange,
  type LockedState,
  lockStates,
  type Moved,
  moveWeightless,
  type RescoredState,
  type RescoredWrite,
  readBareScores,
  readWeighty,
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

/** Single enterprises, whatever there is against them. */
export async function rescoreThese(
  client: PoolClient,
  ids: readonly number[],
  rule: RescoreRule,
): Promise<{ readonly done: number; readonly moved: readonly Moved[] }> {
  let done = 0;
  const moved: Moved[] = [];
  for (const id of ids) {
    const range: IdRange = { after: id - 1, upTo: id };
    moved.push(...(await rescoreNext(client, range, rule, 1)).moved);
    done += await moveWeightless(client, range, (id % 3) as 0 | 1 | 2, rule.config.version, "skip");
  }
  return { done: done + moved.length, moved };
}

async function rescoreWeighty(
  client: PoolClient,
  ids: readonly number[],
  rule: RescoreRule,
): Promise<readonly Moved[]> {
  if (ids.length === 0) return [];
  const locked = await lockStates(client, ids.map(enterpriseKey));
  const rows: RescoredWrite[] = [];
  const states = new Map<number, RescoredState>();
  for (const row of locked) {
    const enterpriseId = Number(row.key.slice(2));
    const state = rescoreState(row, rule);
    if (state.score === null) continue;
    rows.push({ enterpriseId, score: state.score });
    states.set(enterpriseId, { key: row.key, state: JSON.stringify(state), dueMs: state.dueMs });
  }
  if (rows.length < ids.length) {
    const known = new Set(rows.map((row) => row.enterpriseId));
    const bare = await readBareScores(
      client,
      ids.filter((id) => !known.has(id)),
    );
    for (const row of bare) rows.push({ enterpriseId: row.id, score: rescoreBare(row, rule) });
  }
  if (rows.length === 0) return [];
  const moved = await writeRescored(client, rule.rescoreId, rows, "skip");
  await writeRescoredStates(
    client,
    moved.flatMap(({ id }) => states.get(id) ?? []),
  );
  return moved;
}

function rescoreState(row: LockedState, rule: RescoreRule): EntityState {
  const state = JSON.parse(row.state) as EntityState;
  const { config, atMs, registry } = rule;
  if (row.version === registry.version) registry.rescore(state, row.key, config, atMs);
  else if (state.score !== null) state.score = rescoreScore(state.score, rule);
  return state;
}

function rescoreScore(score: Score, rule: RescoreRule): Score {
  return rescoreParts(score, rule.config, rule.weightsOf(score.configVersion), rule.atMs);
}

function rescoreBare(row: BareScoreRow, rule: RescoreRule): Score {
  const { total, reasons, configVersion, modelVersion, timeMs } = row;
  const level = { level: levelOf(row.level), sinceMs: row.level === 1 ? null : row.levelSinceMs };
  return rescoreScore(
    {
      total,
      dimensions: Object.fromEntries(
        DIMENSIONS.map((dimension, i) => [dimension, row.dimensions[i] ?? 0]),
      ) as unknown as DimensionScores,
      level,
      ...(row.forced === 0 ? {} : { forced: levelOf(row.forced) }),
      reasons,
      configVersion,
      modelVersion,
      timeMs,
    },
    rule,
  );
}
