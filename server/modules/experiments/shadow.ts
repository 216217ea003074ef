import { driftState, isChance, type Spread, stabilityIndex, tally } from "#detectors/comparison/drift";
import { FEATURES } from "#detectors/features/features";
import { columnsOf, type Table } from "#detectors/learn/table";
import type { Clock } from "#domain/clock";
import type { Log } from "#server/log";
import { readFeatures } from "#server/modules/datasets/snapshot";
import { makeStopWatch } from "#server/modules/experiments/response-times";
import type { ModelCache } from "#server/modules/models/model-cache";
import type { Reference } from "#server/modules/rehearsals/rehearsal";
import { createWorkerLoop, type WorkerLoop } from "#server/modules/worker-loop";
import { freezeVerdicts } from "#store/experiments";
import { readLivingIds } from "#store/feature-facts";
import { readModelVersion } from "#store/models";
import type { Pool } from "#store/pool";
import { claimPass, endPass, type ShadowPassRow, savePassPart } from "#store/shadow-passes";

export interface ShadowDeps {
  readonly db: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly cache: ModelCache;
}

export interface ShadowConfig {
  readonly instance: string;
  /** From the beginning of one pass of a version to the next. */
  readonly everyMs: number;
  /** Breath between parts, so that a pass over a million enterprises never takes the database for itself. */
  readonly restMs: number;
}

export const DEFAULT_SHADOW = { everyMs: 3_600_000, restMs: 50 } as const;

const PART = 500;
const CLAIM_MS = 60_000;
const LOOK_MS = 10_000;

/** Counts by bin of each feature and of the score. */
interface Tallies {
  readonly features: Record<string, number[]>;
  score: number[];
}

/**
 * Published models judge the living enterprises beside the rules, part by part; a pass that was broken off goes on where
 * it stood. Nothing of it reaches a score, a level or an alert.
 */
export function createShadowRunner(deps: ShadowDeps, config: ShadowConfig): WorkerLoop {
  return createWorkerLoop(
    "shadow",
    async (signal) => {
      const pass = await claimPass(deps.db, config.instance, CLAIM_MS, config.everyMs);
      if (pass === null) return false;
      await runPass(pass, deps, config, signal);
      return !signal.aborted;
    },
    LOOK_MS,
    deps.log,
  );
}

async function runPass(
  pass: ShadowPassRow,
  { db, clock, log, cache }: ShadowDeps,
  config: ShadowConfig,
  signal: AbortSignal,
): Promise<void> {
  const stop = (): Promise<void> => endPass(db, pass.id, config.instance, "stopped", null);
  const version = await readModelVersion(db, pass.versionId);
  if (version === null || version.state !== "published" || !version.shadow) return stop();
  const { model, stored } = await cache.load(version.runId);
  const reference = stored.reference as Reference;
  const tallies = readTallies(pass.tallies);
  const watch = await makeStopWatch(db, model, pass.times);
  let afterId = pass.afterId;
  while (!signal.aborted) {
    const ids = await readLivingIds(db, afterId, PART);
    const atMs = clock.now();
    const began = performance.now();
    const read = await readFeatures(db, ids, atMs, "event");
    const scoring = performance.now();
    const table: Table = {
      names: FEATURES.map(({ name }) => name),
      columns: FEATURES.map((_, i) => Float64Array.from(read, ({ values }) => values[i] as number)),
      rows: read.length,
    };
    const scores = read.length === 0 ? new Float64Array(0) : model.score(table);
    const ended = performance.now();
    if (ids.length === 0) break;
    for (const name of model.features) {
      const [column] = columnsOf(table, [name]);
      tallies.features[name] = add(tallies.features[name], column as Float64Array, reference.features[name]);
    }
    tallies.score = add(tallies.score, scores, reference.score);
    await watch.timePart(ids, atMs);
    afterId = ids.at(-1) as number;
    const kept = await db.transaction(async (tx) => {
      await freezeVerdicts(tx, version.id, ids);
      return savePassPart(
        tx,
        { id: pass.id, versionId: version.id, instance: config.instance, claimMs: CLAIM_MS },
        {
          afterId,
          scores: read.map(({ row }, i) => ({
            enterpriseId: row.id,
            score: scores[i] as number,
            rulesTotal: row.total ?? 0,
            rulesLevel: row.level ?? 1,
          })),
          readMicros: Math.round((scoring - began) * 1000),
          scoreMicros: Math.round((ended - scoring) * 1000),
          tallies,
          times: watch.times,
          atMs,
        },
      );
    });
    if (!kept) return stop();
    await new Promise((resolve) => setTimeout(resolve, config.restMs));
  }
  // Stopped with the process: the claim ends and the next one goes on behind `afterId`.
  if (signal.aborted) return;
  const drift = driftOf(tallies, reference);
  await endPass(db, pass.id, config.instance, "done", drift);
  const moved = drift.filter(({ state }) => state === "alarm").map(({ feature }) => feature);
  if (moved.length > 0)
    log.warn({ model: version.name, version: version.version, moved }, "model has drifted");
}

export interface DriftRow {
  readonly feature: string;
  readonly index: number | null;
  readonly state: ReturnType<typeof driftState>;
}

/** The score first, under the name "score", then features, the most moved first. */
function driftOf(tallies: Tallies, reference: Reference): DriftRow[] {
  const rowOf = (
    feature: string,
    then: Spread | undefined,
    counts: readonly number[] | undefined,
  ): DriftRow => {
    if (then === undefined || counts === undefined) return { feature, index: null, state: "unknown" };
    const index = stabilityIndex(then.shares, counts);
    const chance = isChance(then.shares, counts, reference.rows ?? null);
    return { feature, index: Number.isNaN(index) ? null : index, state: driftState(index, chance) };
  };
  const features = Object.entries(reference.features).map(([name, then]) =>
    rowOf(name, then, tallies.features[name]),
  );
  return [
    rowOf("score", reference.score, tallies.score),
    ...features.sort((a, b) => (b.index ?? 0) - (a.index ?? 0)),
  ];
}

function readTallies(stored: unknown): Tallies {
  const { features = {}, score = [] } = stored as Partial<Tallies>;
  return { features: { ...features }, score };
}

function add(
  counts: readonly number[] | undefined,
  values: Float64Array,
  then: Spread | undefined,
): number[] {
  if (then === undefined) return [];
  return tally(values, then.edges).map((n, i) => n + (counts?.[i] ?? 0));
}
