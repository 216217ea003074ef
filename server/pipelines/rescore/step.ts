import type { PoolClient } from "pg";
import type { Registry } from "#detectors/registry";
import { rescoreParts } from "#detectors/rescore";
import type { EntityState, Score, ScoreConfig } from "#domain/detect";
import type { Weights } from "#domain/dimension";
import { enterpriseKey } from "#domain/partition";
import {
  type LockedState,
  lockStates,
  newerScore,
  type RescoredState,
  type RescoredWrite,
  readScoreRows,
  scoreOfRow,
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

/** What is to be written of some enterprises. */
export interface Rescored {
  readonly scores: readonly RescoredWrite[];
  /** By enterprise. */
  readonly states: ReadonlyMap<number, RescoredState>;
}

/**
 * Enterprises that have something to weigh, in the caller's transaction: scored anew from the signals of their states, so
 * that their reasons add up. Locks are taken in the order in which detection takes them (state, then score), and what
 * somebody else holds is left out: the sweep comes back to it.
 */
export async function rescoreThese(
  client: PoolClient,
  ids: readonly number[],
  rule: RescoreRule,
): Promise<Rescored> {
  const scores: RescoredWrite[] = [];
  const states = new Map<number, RescoredState>();
  if (ids.length === 0) return { scores, states };
  const behind = new Map<number, { row: LockedState; state: EntityState; score: Score }>();
  const asked = new Set(ids);
  const take = (row: LockedState, state: EntityState): void => {
    const write = rescoreState(row, state, rule);
    if (state.score === null) return;
    scores.push({ enterpriseId: row.id, score: state.score });
    if (write !== null) states.set(row.id, write);
  };
  for (const row of await lockStates(client, ids)) {
    asked.delete(row.id);
    const state = JSON.parse(row.state) as EntityState;
    const { score } = state;
    // One at a time, so that few states are in memory at once.
    if (score === null || score.configVersion === row.configVersion) take(row, state);
    else behind.set(row.id, { row, state, score });
  }
  for (const row of await readScoreRows(client, [...asked, ...behind.keys()])) {
    const made = behind.get(row.id);
    if (made !== undefined) {
      made.state.score = newerScore(made.score, row);
      take(made.row, made.state);
    } else if (!row.hasState)
      scores.push({ enterpriseId: row.id, score: rescoreScore(scoreOfRow(row), rule) });
  }
  return { scores, states };
}

/** Gives what must be written of the state: its due time where that is another, all of it where a band is kept in it alone. */
function rescoreState(row: LockedState, state: EntityState, rule: RescoreRule): RescoredState | null {
  const { config, atMs, registry } = rule;
  if (state.score === null) return null;
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
