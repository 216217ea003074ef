/** The lease of these partitions has passed to another owner: their messages are its work now. */
export class FenceLostError extends Error {
  readonly code = "detect.fence-lost";
  readonly partitions: readonly number[];
  constructor(partitions: readonly number[]) {
    super(`lease lost for partitions ${partitions.join(", ")}`);
    this.partitions = partitions;
  }
}

/** A detector threw on these entities' events: only they are held back. */
export class KeyFailure extends Error {
  readonly code = "detect.key-failed";
  readonly failures: ReadonlyMap<string, Error>;
  constructor(failures: ReadonlyMap<string, Error>) {
    super(`detection failed for ${[...failures.keys()].join(", ")}`);
    this.failures = failures;
  }
}

/**
 * Whose fault a failed transaction is. `data`: a value that the database cannot take; the batch is split until the
 * one message is found. `unavailable`: connection, shutdown, disk, locks; the same batch is tried again. Else a bug.
 */
export function classifyDatabaseError(error: unknown): "data" | "unavailable" | "bug" {
  const code = (error as { code?: unknown }).code;
  if (typeof code === "string") {
    if (/^(ECONN|EPIPE|ENOENT|ETIMEDOUT|EAI_)/.test(code)) return "unavailable";
    if (/^(08|53|57|58|40|55)/.test(code)) return "unavailable";
    if (/^(22|23|54)/.test(code)) return "data";
    if (/^(25|42|XX)/.test(code)) return "bug";
  }
  const message = error instanceof Error ? error.message : "";
  return /connection|timeout|terminat|not queryable|ended/i.test(message) ? "unavailable" : "bug";
}
