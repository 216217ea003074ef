import { Worker } from "node:worker_threads";
import type { Language } from "#domain/error";
import {
  createWorkbook,
  type ExportWorkbook,
  type OpenWorkbook,
  type WorkbookNote,
} from "#server/modules/exports/workbook";
import type { EnterpriseExportRow } from "#store/enterprise-export";

/** What the thread is asked; it does one after the other, on the one workbook that is open. */
export type WorkbookCall =
  | { readonly do: "open"; readonly path: string; readonly language: Language }
  | { readonly do: "add"; readonly rows: readonly EnterpriseExportRow[] }
  | { readonly do: "finish"; readonly notes: readonly WorkbookNote[] }
  | { readonly do: "abandon" };

export interface WorkbookAnswer {
  readonly id: number;
  /** Bytes of the file after "finish", else 0. */
  readonly value: number;
  /** What went wrong, or null. */
  readonly error: string | null;
}

export interface WorkbookThread {
  readonly open: OpenWorkbook;
  stop(): Promise<void>;
}

/** A thread that has nothing to write is let go: it holds some 50 MB. */
const IDLE_MS = 60_000;
const ENDED = "the thread that writes workbooks ended";

/**
 * Writes workbooks in a thread of its own: a file of 100,000 rows is ten seconds of work, and screens, logins and pushed
 * events would wait for their turn between its rows.
 *
 * @param file the built program server/workbook-thread.ts; null writes on this thread, where nothing was built
 */
export function createWorkbookThread(file: string | null): WorkbookThread {
  if (file === null) return { open: createWorkbook, async stop() {} };
  const waiting = new Map<number, { resolve: (value: number) => void; reject: (error: Error) => void }>();
  let worker: Worker | null = null;
  let asked = 0;
  let idle: NodeJS.Timeout | null = null;

  function start(): Worker {
    const started = new Worker(file as string);
    started.unref();
    started.on("message", ({ id, value, error }: WorkbookAnswer) => {
      const call = waiting.get(id);
      waiting.delete(id);
      if (error === null) call?.resolve(value);
      else call?.reject(new Error(error));
    });
    started.on("error", (error) => worker === started && leave(error));
    started.on("exit", () => worker === started && leave(new Error(ENDED)));
    return started;
  }

  /** Nothing is asked of this thread any more; the next question starts another. */
  function leave(error: Error): void {
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function ask(call: WorkbookCall): Promise<number> {
    worker ??= start();
    const id = ++asked;
    const answer = new Promise<number>((resolve, reject) => waiting.set(id, { resolve, reject }));
    worker.postMessage({ id, call });
    return answer;
  }

  async function stop(): Promise<void> {
    if (idle !== null) clearTimeout(idle);
    const ending = worker;
    // Before it has ended: an export that begins meanwhile must not be asked of it.
    leave(new Error(ENDED));
    await ending?.terminate();
  }

  return {
    async open(path, language): Promise<ExportWorkbook> {
      if (idle !== null) clearTimeout(idle);
      await ask({ do: "open", path, language });
      const rest = (): void => {
        idle = setTimeout(() => void stop(), IDLE_MS);
        idle.unref();
      };
      return {
        async add(rows) {
          await ask({ do: "add", rows });
        },
        async finish(notes) {
          const bytes = await ask({ do: "finish", notes });
          rest();
          return bytes;
        },
        async abandon() {
          // A thread that has ended writes nothing any more.
          if (worker !== null) await ask({ do: "abandon" }).catch(() => {});
          rest();
        },
      };
    },
    stop,
  };
}
