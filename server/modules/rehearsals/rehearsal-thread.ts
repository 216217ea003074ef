import { Worker } from "node:worker_threads";
import { CodedError, type ErrorCode, type ErrorParams } from "#domain/error";
import {
  type RehearsalOptions,
  type RehearsalOrder,
  type RehearsalResult,
  rehearse,
} from "#server/modules/rehearsals/rehearsal";

export type RehearsalMessage =
  | { readonly kind: "progress"; readonly stage: "training" | "testing"; readonly done: number }
  | { readonly kind: "result"; readonly result: RehearsalResult }
  | { readonly kind: "refused"; readonly code: ErrorCode; readonly params: ErrorParams }
  | { readonly kind: "failed"; readonly message: string };

export type RunRehearsal = (
  order: RehearsalOrder,
  options: Omit<RehearsalOptions, "now">,
) => Promise<RehearsalResult>;

/** A model that needs more ends with an error of its own, and takes nobody with it. */
const MOST_HEAP_MB = 2048;

/**
 * Rehearses in a thread of its own, one for each rehearsal: training keeps a core busy for minutes, and screens and
 * detection go on meanwhile. Calling it off ends the thread at once.
 *
 * @param file the built program server/rehearsal-thread.ts; null rehearses on this thread, where nothing was built
 */
export function makeRehearsalThread(file: string | null): RunRehearsal {
  if (file === null) return (order, options) => rehearse(order, { ...options, now: () => performance.now() });
  return (order, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const worker = new Worker(file, {
        workerData: order,
        resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
      });
      worker.unref();
      const end = (then: () => void): void => {
        signal.removeEventListener("abort", stop);
        void worker.terminate();
        then();
      };
      const stop = (): void => end(() => reject(signal.reason));
      signal.addEventListener("abort", stop);
      worker.on("message", (message: RehearsalMessage) => {
        switch (message.kind) {
          case "progress":
            return onProgress(message.stage, message.done);
          case "result":
            return end(() => resolve(message.result));
          case "refused":
            return end(() => reject(new CodedError(message.code, message.params)));
          case "failed":
            return end(() => reject(new Error(message.message)));
        }
      });
      worker.on("error", (error) => end(() => reject(error)));
      worker.on("exit", () => end(() => reject(new Error("the thread of the rehearsal ended"))));
    });
}
