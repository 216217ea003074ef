import { parentPort } from "node:worker_threads";
import { createWorkbook, type ExportWorkbook } from "#server/modules/exports/workbook";
import type { WorkbookAnswer, WorkbookCall } from "#server/modules/exports/workbook-thread";

/** The program of the thread that writes workbooks: see server/modules/exports/workbook-thread.ts. */
if (parentPort === null) throw new Error("a thread of the program, not a program");
const port = parentPort;
let workbook: ExportWorkbook | null = null;

async function run(call: WorkbookCall): Promise<number> {
  if (call.do === "open") {
    workbook = await createWorkbook(call.path, call.language);
    return 0;
  }
  if (workbook === null) throw new Error(`${call.do}: no workbook is open`);
  if (call.do === "finish") return workbook.finish(call.notes);
  await (call.do === "add" ? workbook.add(call.rows) : workbook.abandon());
  return 0;
}

port.on("message", ({ id, call }: { id: number; call: WorkbookCall }) => {
  const answer = (value: number, error: string | null): void =>
    port.postMessage({ id, value, error } satisfies WorkbookAnswer);
  run(call).then(
    (value) => answer(value, null),
    (error: Error) => answer(0, error.message),
  );
});
