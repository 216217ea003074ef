import type { TrainedModel } from "#detectors/learn/algorithm";
import { ALGORITHMS } from "#detectors/learn/catalogue";
import { LruMap } from "#server/pipelines/lru";
import { readModel, type StoredModel } from "#store/algorithm-runs";
import type { Db } from "#store/pool";

export interface LoadedModel {
  readonly model: TrainedModel;
  readonly stored: StoredModel;
}

/** Loaded models by run: a run's model never changes. Bounded: the one that was used longest ago goes. */
export interface ModelCache {
  load(runId: number): Promise<LoadedModel>;
}

const MOST = 8;

export function makeModelCache(db: Db): ModelCache {
  const loaded = new LruMap<number, Promise<LoadedModel>>(MOST);
  return {
    load(runId) {
      let found = loaded.get(runId);
      if (found === undefined) {
        found = read(db, runId);
        found.catch(() => loaded.delete(runId));
        loaded.set(runId, found);
      }
      return found;
    },
  };
}

async function read(db: Db, runId: number): Promise<LoadedModel> {
  const stored = await readModel(db, runId);
  if (stored === null) throw new Error(`run ${runId} has no model`);
  const algorithm = ALGORITHMS.find(({ id }) => id === stored.algorithm);
  if (algorithm === undefined) throw new Error(`no algorithm ${stored.algorithm}`);
  return { model: algorithm.load(JSON.parse(stored.form)), stored };
}
