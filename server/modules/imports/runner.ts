import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Tally } from "#domain/api/sources";
import type { Clock } from "#domain/clock";
import { CodedError } from "#domain/error";
import type { InputKind } from "#domain/event";
import type { IngestPort, IngestRow, IngestSource } from "#server/http/ports";
import type { Log } from "#server/log";
import { createWorkerLoop, type WorkerLoop } from "#server/modules/worker-loop";
import {
  claimImport,
  finishImport,
  type ImportRow as ImportJobRow,
  saveImportProgress,
} from "#store/imports";
import type { Pool } from "#store/pool";
import { findSource } from "#store/sources";
import { removeStaleUploads } from "#store/uploads";
import { readImport } from "#stream/import/file";

export interface ImportRunnerDeps {
  readonly db: Pool;
  readonly ingest: IngestPort;
  readonly clock: Clock;
  readonly log: Log;
}

const BATCH_ROWS = 500;
/** Longer than the longest batch and wait below; past it another instance begins the file again. */
const CLAIM_MS = 60_000;
const LOOK_MS = 5_000;
const PROGRESS_MS = 1_000;
const WAIT_MS = 1_000;
const STALE_UPLOAD_MS = 7 * 86_400_000;

/** Reads queued files into ingest, one at a time, as fast as ingest takes them. */
export function createImportRunner(deps: ImportRunnerDeps, instance: string): WorkerLoop {
  return createWorkerLoop(
    "imports",
    async (signal) => {
      for (const path of await removeStaleUploads(deps.db, STALE_UPLOAD_MS)) await rm(path, { force: true });
      const job = await claimImport(deps.db, instance, CLAIM_MS);
      if (job === null) return false;
      await runImport(job, deps, instance, signal);
      return true;
    },
    LOOK_MS,
    deps.log,
  );
}

async function runImport(
  job: ImportJobRow,
  deps: ImportRunnerDeps,
  instance: string,
  signal: AbortSignal,
): Promise<void> {
  const { db, log } = deps;
  const source = await findSource(db, job.sourceId);
  let error: string | null = null;
  try {
    if (source === null) throw new CodedError("source.unknown", { id: job.sourceId });
    const ended = await readFile(job, source, deps, instance, signal);
    // Stopped, or another instance has it now: the file stays for whoever goes on.
    if (!ended) return;
  } catch (cause) {
    if (!(cause instanceof CodedError)) log.error({ err: cause, importId: job.id }, "import failed");
    error = cause instanceof CodedError ? cause.code : "request.internal";
  }
  await finishImport(db, job.id, instance, error);
  await rm(job.path, { force: true });
}

/** false when it was stopped before the end. */
async function readFile(
  job: ImportJobRow,
  source: IngestSource,
  deps: ImportRunnerDeps,
  instance: string,
  signal: AbortSignal,
): Promise<boolean> {
  const file = createReadStream(job.path, { highWaterMark: 256 * 1024 });
  const tally: Tally = { read: 0, accepted: 0, duplicate: 0, conflict: 0, rejected: 0 };
  const kind = job.kind as InputKind;
  let savedMs = Number.NEGATIVE_INFINITY;

  const keepClaim = async (force: boolean): Promise<boolean> => {
    if (!force && deps.clock.now() - savedMs < PROGRESS_MS) return true;
    savedMs = deps.clock.now();
    return saveImportProgress(deps.db, job.id, instance, {
      bytes: file.bytesRead,
      tally: { ...tally },
      claimMs: CLAIM_MS,
    });
  };
  const submit = async (rows: readonly IngestRow[]): Promise<boolean> => {
    for (;;) {
      if (signal.aborted) return false;
      try {
        const result = await deps.ingest.submit(source, kind, rows, { language: "zh", importId: job.id });
        for (const name of ["read", "accepted", "duplicate", "conflict", "rejected"] as const)
          tally[name] += result[name];
        return await keepClaim(false);
      } catch (error) {
        // A full or absent stream ends no import: it waits and keeps its claim meanwhile.
        const waits = error instanceof CodedError && WAITS.has(error.code);
        if (!waits) throw error;
        if (!(await keepClaim(true))) return false;
        await sleep(WAIT_MS, undefined, { signal }).catch(() => {});
      }
    }
  };

  try {
    const context = { kind, source: job.sourceId, fileKey: fileKeyOf(job.path) };
    const mapping = Object.keys(job.mapping).length === 0 ? null : job.mapping;
    let batch: IngestRow[] = [];
    for await (const row of readImport(file, context, mapping)) {
      if (row.ok) batch.push({ row: row.row, value: row.envelope });
      else {
        const { code, params, path } = row;
        const fault = path === undefined ? { code, params } : { code, params, path };
        batch.push({ row: row.row, fault, raw: row.raw });
      }
      if (batch.length < BATCH_ROWS) continue;
      if (!(await submit(batch))) return false;
      batch = [];
    }
    if (batch.length > 0 && !(await submit(batch))) return false;
    return await keepClaim(true);
  } finally {
    file.destroy();
  }
}

const WAITS: ReadonlySet<string> = new Set([
  "ingest.backpressure",
  "ingest.stream-full",
  "ingest.stream-down",
  "request.unavailable",
]);

/** The content's hash is part of the kept file's name: the same file gives its rows the same ids. */
export function fileKeyOf(path: string): string {
  return basename(path).split(".")[1] ?? basename(path);
}
