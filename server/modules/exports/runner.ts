import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "#domain/clock";
import type { Language } from "#domain/error";
import { hasAction, isWholeCity, type Principal, type Scope, scopeOf } from "#domain/permission";
import { dayOf } from "#domain/time";
import type { Log } from "#server/log";
import { localTime } from "#server/modules/exports/columns";
import type { ExportWorkbook, OpenWorkbook } from "#server/modules/exports/workbook";
import { createWorkerLoop, type WorkerLoop } from "#server/modules/worker-loop";
import { readExportRows } from "#store/enterprise-export";
import { type EnterpriseFilter, type EnterpriseSort, searchAllIds } from "#store/enterprise-search";
import { claimExport, type ExportRow, finishExport, saveExportProgress } from "#store/exports";
import type { Pool } from "#store/pool";

export interface ExportRunnerDeps {
  readonly db: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readPrincipal(userId: number): Promise<Principal | null>;
  readonly onRunning: (running: number) => void;
  readonly openWorkbook: OpenWorkbook;
}

export interface ExportRunnerConfig {
  readonly instance: string;
  readonly folder: string;
  /** A file is removed when it is older, and the oldest ones when all together are larger. */
  readonly keepMs: number;
  readonly keepBytes: number;
}

/** As POST /api/enterprises/export keeps it. */
export interface ExportFilter {
  readonly filter: EnterpriseFilter;
  readonly sort: EnterpriseSort;
  readonly descending: boolean;
  /** In words, for the sheet that says what the file is. */
  readonly words: string;
}

const PART_ROWS = 1000;
/** A part takes a second or so on a loaded machine; past this the instance is dead and another takes over. */
const CLAIM_MS = 30_000;
const LOOK_MS = 5_000;

export function createExportRunner(deps: ExportRunnerDeps, config: ExportRunnerConfig): WorkerLoop {
  return createWorkerLoop(
    "exports",
    async (signal) => {
      await sweep(config, deps.clock.now());
      const job = await claimExport(deps.db, config.instance, CLAIM_MS);
      if (job === null) return false;
      deps.onRunning(1);
      try {
        await runExport(job, deps, config, signal);
      } finally {
        deps.onRunning(0);
      }
      return true;
    },
    LOOK_MS,
    deps.log,
  );
}

async function runExport(
  job: ExportRow,
  deps: ExportRunnerDeps,
  config: ExportRunnerConfig,
  signal: AbortSignal,
): Promise<void> {
  const { db, log } = deps;
  const scope = await presentScope(job, deps);
  if (scope === null) {
    await finishExport(db, job.id, config.instance, { ok: false, error: "scope" });
    return;
  }
  await mkdir(config.folder, { recursive: true, mode: 0o700 });
  const path = join(config.folder, `${job.id}.xlsx`);
  const language: Language = job.language === "en" ? "en" : "zh";
  const workbook = await deps.openWorkbook(path, language);
  try {
    const rows = await writeRows(job, scope, workbook, deps, config, signal);
    if (rows === null) {
      // Cancelled, taken over, or the process stops: nothing of it is left.
      await workbook.abandon();
      await rm(path, { force: true });
      return;
    }
    const bytes = await workbook.finish(notesOf(job, scope, rows, deps.clock.now(), language));
    const fileName = `${language === "zh" ? "监测企业" : "enterprises"}-${dayOf(deps.clock.now())}.xlsx`;
    const kept = await finishExport(db, job.id, config.instance, { ok: true, fileName, path, bytes, rows });
    // Cancelled after its last page.
    if (!kept) await rm(path, { force: true });
  } catch (error) {
    await workbook.abandon();
    await rm(path, { force: true });
    log.error({ err: error, exportId: job.id }, "export failed");
    await finishExport(db, job.id, config.instance, { ok: false, error: "internal" });
  }
}

/** The rows written, or null when it shall not go on. */
async function writeRows(
  job: ExportRow,
  scope: Scope,
  workbook: ExportWorkbook,
  { db }: ExportRunnerDeps,
  config: ExportRunnerConfig,
  signal: AbortSignal,
): Promise<number | null> {
  const { filter, sort, descending } = job.filter as ExportFilter;
  const ids = await searchAllIds(db, { filter, scope, sort, descending });
  let done = 0;
  // The next part is read while this one is written.
  let next = readExportRows(db, ids.slice(0, PART_ROWS), scope);
  for (let at = 0; at < ids.length; at += PART_ROWS) {
    const rows = await next;
    const after = ids.slice(at + PART_ROWS, at + 2 * PART_ROWS);
    next = readExportRows(db, after, scope);
    next.catch(() => {});
    await workbook.add(rows);
    done += rows.length;
    const progress = { done, total: ids.length, claimMs: CLAIM_MS };
    if (signal.aborted || !(await saveExportProgress(db, job.id, config.instance, progress))) return null;
  }
  return done;
}

/** What its maker could see when he asked and still can: never more than either. null: nothing is left. */
async function presentScope(job: ExportRow, deps: ExportRunnerDeps): Promise<Scope | null> {
  const principal = await deps.readPrincipal(job.createdBy);
  if (principal === null || !hasAction(principal.role, "enterprise.export")) return null;
  const now = scopeOf(principal);
  return intersect(job.scope, now);
}

export function intersect(asked: Scope, now: Scope): Scope | null {
  const districts = asked.districts.filter((district) => now.districts.includes(district));
  if (districts.length === 0) return null;
  if (asked.street !== null && now.street !== null && asked.street !== now.street) return null;
  const businesses =
    asked.businesses === null
      ? now.businesses
      : now.businesses === null
        ? asked.businesses
        : asked.businesses.filter((business) => now.businesses?.includes(business));
  if (asked.givenTo !== null && now.givenTo !== null && asked.givenTo !== now.givenTo) return null;
  return { districts, street: asked.street ?? now.street, businesses, givenTo: asked.givenTo ?? now.givenTo };
}

function notesOf(job: ExportRow, scope: Scope, rows: number, nowMs: number, language: Language) {
  const area = isWholeCity(scope)
    ? language === "zh"
      ? "全市"
      : "the city"
    : (scope.street ?? scope.districts.join(", "));
  const words = (job.filter as ExportFilter).words;
  const pairs: [zh: string, en: string, value: string][] = [
    ["导出编号", "Export", job.id],
    ["导出时间", "Made at", localTime(nowMs)],
    ["数据范围", "Area", area],
    ["筛选条件", "Filters", words],
    ["行数", "Rows", String(rows)],
    [
      "说明",
      "Note",
      language === "zh"
        ? "风险分与等级为监测结果，认定之前均为涉嫌；请按内部资料保管。"
        : "Scores and levels are what monitoring shows; before a determination everything is suspected. For internal use.",
    ],
  ];
  return pairs.map(([zh, en, value]) => ({ label: language === "zh" ? zh : en, value }));
}

/** Keeps the folder bounded in age and size. */
async function sweep(config: ExportRunnerConfig, nowMs: number): Promise<void> {
  const names = await readdir(config.folder).catch(() => []);
  const files = await Promise.all(
    names
      .filter((name) => name.endsWith(".xlsx"))
      .map(async (name) => {
        const path = join(config.folder, name);
        const info = await stat(path).catch(() => null);
        return info === null ? null : { path, atMs: info.mtimeMs, bytes: info.size };
      }),
  );
  let total = 0;
  for (const file of files.filter((one) => one !== null).sort((a, b) => b.atMs - a.atMs)) {
    total += file.bytes;
    if (nowMs - file.atMs > config.keepMs || total > config.keepBytes) await rm(file.path, { force: true });
  }
}
