import type { RunPlan, SnapshotCreate } from "#domain/api/algorithms";
import type { Clock } from "#domain/clock";
import { CodedError } from "#domain/error";
import type { Log } from "#server/log";
import { buildSnapshot } from "#server/modules/datasets/snapshot";
import type { RehearsalOrder, Sample } from "#server/modules/rehearsals/rehearsal";
import type { RunRehearsal } from "#server/modules/rehearsals/rehearsal-thread";
import { readSampleColumns } from "#server/modules/rehearsals/sample";
import { createWorkerLoop, type WorkerLoop } from "#server/modules/worker-loop";
import {
  claimRun,
  finishRun,
  interruptRun,
  interruptRuns,
  type RunError,
  readRun,
  saveRunProgress,
} from "#store/algorithm-runs";
import {
  claimDataset,
  clearDatasetRows,
  finishDataset,
  keepDatasetClaim,
  readDataset,
  releaseDataset,
} from "#store/datasets";
import type { Db, Pool } from "#store/pool";
import { readRulesFloor } from "#store/score-configs";

export interface RehearsalRunnerDeps {
  readonly db: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly run: RunRehearsal;
}

/** Progress is written this often while a model is trained; a cancelled run ends within that time. */
const BEAT_MS = 1_000;
/** A process that has not written for so long is dead: its run is marked as interrupted, its snapshot begun anew. */
const CLAIM_MS = 60_000;
const LOOK_MS = 5_000;

/** Builds snapshots and runs rehearsals, one after the other in each process. */
export function createRehearsalRunner(deps: RehearsalRunnerDeps, instance: string): WorkerLoop {
  return createWorkerLoop(
    "rehearsals",
    async (signal) => {
      await interruptRuns(deps.db);
      const datasetId = await claimDataset(deps.db, instance, CLAIM_MS);
      if (datasetId !== null) {
        await build(datasetId, deps, instance, signal);
        return !signal.aborted;
      }
      const job = await claimRun(deps.db, instance, CLAIM_MS);
      if (job === null) return false;
      await run(job.id, deps, instance, signal);
      return true;
    },
    LOOK_MS,
    deps.log,
  );
}

async function build(
  id: number,
  { db, log }: RehearsalRunnerDeps,
  instance: string,
  signal: AbortSignal,
): Promise<void> {
  const dataset = await readDataset(db, id);
  if (dataset === null) return;
  const keep = (tx: Db): Promise<boolean> => keepDatasetClaim(tx, id, instance, CLAIM_MS);
  // To read what came of all enterprises of a city may take longer than a claim lasts.
  const timer = setInterval(() => {
    keep(db).catch((error) => log.warn({ err: error, datasetId: id }, "claim not kept"));
  }, CLAIM_MS / 4);
  try {
    await clearDatasetRows(db, id, instance);
    const rows = await buildSnapshot(
      db,
      id,
      dataset.settings as unknown as SnapshotCreate,
      async (tx) => !signal.aborted && (await keep(tx)),
    );
    if (rows === null) {
      // The process ends: the next one begins it anew. Else it was retired, or is another's: then this changes nothing.
      if (signal.aborted) await releaseDataset(db, id, instance);
      else await finishDataset(db, id, instance, { state: "failed", error: null, rejected: 0, rejects: [] });
      return;
    }
    const state = rows === 0 ? ("failed" as const) : ("ready" as const);
    const error = rows === 0 ? "dataset.no-enterprises" : null;
    await finishDataset(db, id, instance, { state, error, rejected: 0, rejects: [] });
  } catch (error) {
    if (signal.aborted) return await releaseDataset(db, id, instance);
    log.error({ err: error, datasetId: id }, "snapshot failed");
    const end = { state: "failed", error: "rehearsal.failed", rejected: 0, rejects: [] } as const;
    await finishDataset(db, id, instance, end);
  } finally {
    clearInterval(timer);
  }
}

async function run(
  id: number,
  { db, clock, log, run: rehearse }: RehearsalRunnerDeps,
  instance: string,
  signal: AbortSignal,
): Promise<void> {
  const row = await readRun(db, id);
  if (row === null) return;
  const ending = new AbortController();
  const stop = (): void => ending.abort(new Stopped());
  signal.addEventListener("abort", stop);
  let [stage, done] = ["reading", 0];
  const beat = async (): Promise<void> => {
    const kept = await saveRunProgress(db, id, instance, { stage, done, claimMs: CLAIM_MS }).catch(
      (error) => {
        log.warn({ err: error, runId: id }, "progress not written");
        return true;
      },
    );
    if (!kept) stop();
  };
  const timer = setInterval(() => void beat(), BEAT_MS);
  try {
    const began = clock.now();
    const sample: Sample = await readSampleColumns(db, row.datasetId, row.sample, ending.signal);
    const order: RehearsalOrder = {
      algorithm: row.algorithm,
      parameters: row.parameters,
      sample,
      plan: row.plan as RunPlan,
      rulesThreshold: (await readRulesFloor(db)) / 100,
      readSeconds: (clock.now() - began) / 1000,
    };
    const { report, model } = await rehearse(order, {
      signal: ending.signal,
      onProgress: (at, share) => {
        stage = at;
        done = share;
      },
    });
    await db.transaction((tx) => finishRun(tx, id, instance, { ok: true, report, model }));
  } catch (error) {
    // Cancelled by a person: the row says so already. Stopped with the process: to be begun again.
    if (signal.aborted) return await interruptRun(db, id, instance);
    if (ending.signal.aborted) return;
    if (!(error instanceof CodedError)) log.error({ err: error, runId: id }, "rehearsal failed");
    await finishRun(db, id, instance, { ok: false, error: faultOf(error) });
  } finally {
    clearInterval(timer);
    signal.removeEventListener("abort", stop);
  }
}

class Stopped extends Error {
  readonly code = "rehearsal.stopped";
}

function faultOf(error: unknown): RunError {
  if (error instanceof CodedError) return { code: error.code, params: error.params };
  return {
    code: "rehearsal.failed",
    params: { detail: error instanceof Error ? error.message.slice(0, 200) : "" },
  };
}
