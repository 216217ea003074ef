import type { Weights } from "#domain/dimension";
import { refreshClusters } from "#server/pipelines/relations/clusters";
import { refreshControllers } from "#server/pipelines/relations/controllers";
import { findMovedSources, MAX_SOURCES, rewalkSources, walkAndTell } from "#server/pipelines/relations/risk";
import { insertOutbox } from "#store/derived-outbox";
import type { Db, Pool } from "#store/pool";
import { lockRelationGraph, takeRelationChanges } from "#store/relation-changes";

export interface RelationsReport {
  /** Firms whose ties changed; controllers and clusters that are others than before; sources walked; events told. */
  readonly firms: number;
  readonly controllers: number;
  readonly clusters: number;
  readonly sources: number;
  readonly told: number;
  /** More waits: call again. */
  readonly more: boolean;
}

/** Its metric is the time that one transaction takes: about a second. */
const BATCH = 500;

/**
 * One round of what is computed over the graph of relations: takes firms whose ties changed, computes what follows and
 * queues what enterprises are told, in one transaction under one lock. A round that fails leaves everything as it was; one
 * that finds nothing changed writes nothing. null: another instance is at it.
 */
export function refreshRelations(
  pool: Pool,
  options: { readonly nowMs: number; readonly batch?: number },
): Promise<RelationsReport | null> {
  const { nowMs, batch = BATCH } = options;
  return pool.transaction(async (tx) => {
    if (!(await lockRelationGraph(tx))) return null;
    const changed = await takeRelationChanges(tx, batch);
    if (changed.length === 0) return NOTHING;
    const controllers = await refreshControllers(tx, changed, nowMs);
    const { clusters, told } = await refreshClusters(tx, changed, nowMs);
    const risk = await rewalkSources(tx, changed, nowMs);
    await insertOutbox(tx, [...told, ...risk.told]);
    return {
      firms: changed.length,
      controllers,
      clusters,
      sources: risk.sources,
      told: told.length + risk.told.length,
      more: true,
    };
  });
}

/**
 * The other cause of change: scores moved. All scores are compared once, and what moved is walked in transactions of its
 * own for as long as `goesOn` says; what is left comes with the next look.
 */
export async function refreshRiskSources(
  pool: Pool,
  options: { readonly weights: Weights; readonly nowMs: number; readonly goesOn?: () => boolean },
): Promise<RelationsReport | null> {
  const { weights, nowMs, goesOn = () => true } = options;
  const locked = <T>(work: (tx: Db) => Promise<T>): Promise<T | null> =>
    pool.transaction(async (tx) => ((await lockRelationGraph(tx)) ? work(tx) : null));
  const moved = await locked((tx) => findMovedSources(tx, weights));
  if (moved === null) return null;
  const sum = { ...NOTHING };
  let gone = moved.gone;
  let from = 0;
  for (; from < moved.due.length || gone.length > 0; from += MAX_SOURCES) {
    if (from > 0 && !goesOn()) break;
    const walked = await locked(async (tx) => {
      const { sources, told } = await walkAndTell(tx, moved.due.slice(from, from + MAX_SOURCES), gone, nowMs);
      await insertOutbox(tx, told);
      return { sources, told: told.length };
    });
    if (walked === null) break;
    gone = [];
    sum.sources += walked.sources;
    sum.told += walked.told;
  }
  return { ...sum, more: from < moved.due.length };
}

const NOTHING: RelationsReport = { firms: 0, controllers: 0, clusters: 0, sources: 0, told: 0, more: false };
