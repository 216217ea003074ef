import { parentPort, workerData } from "node:worker_threads";
import { CodedError } from "#domain/error";
import { type RehearsalOrder, rehearse } from "#server/modules/rehearsals/rehearsal";
import type { RehearsalMessage } from "#server/modules/rehearsals/rehearsal-thread";

/** The program of the thread that rehearses: see server/modules/rehearsals/rehearsal-thread.ts. */
if (parentPort === null) throw new Error("a thread of the program, not a program");
const port = parentPort;
const tell = (message: RehearsalMessage): void => port.postMessage(message);

rehearse(workerData as RehearsalOrder, {
  // Whoever calls it off ends this thread.
  signal: new AbortController().signal,
  onProgress: (stage, done) => tell({ kind: "progress", stage, done }),
  now: () => performance.now(),
}).then(
  (result) => tell({ kind: "result", result }),
  (error: Error) =>
    tell(
      error instanceof CodedError
        ? { kind: "refused", code: error.code, params: error.params }
        : { kind: "failed", message: error.message },
    ),
);
