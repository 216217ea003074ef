import type { Weights } from "#domain/dimension";
import { refreshClusters } from "#server/pipelines/relations/clusters";
import { refreshControllers } from "#server/pipelines/relations/controllers";
import { refreshSources, rewalkSources } from "#server/pipelines/relations/risk";
import { queueDerived } from "#store/derived-queue";
import type { Pool } from "#store/pool";
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
    await queueDerived(tx, [...told, ...risk.told]);
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

/** The other cause of change: scores moved. Once a look, not for each batch of ties. */
export function refreshRiskSources(
  pool: Pool,
  options: { readonly weights: Weights; readonly nowMs: number },
): Promise<RelationsReport | null> {
  return pool.transaction(async (tx) => {
    if (!(await lockRelationGraph(tx))) return null;
    const { sources, told, more } = await refreshSources(tx, options.weights, options.nowMs);
    await queueDerived(tx, told);
    return { ...NOTHING, sources, told: told.length, more };
  });
}

const NOTHING: RelationsReport = { firms: 0, controllers: 0, clusters: 0, sources: 0, told: 0, more: false };
