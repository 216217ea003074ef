import { existsSync, mkdirSync } from "node:fs";
import { dirname, relative } from "node:path";

export class DataFolderError extends Error {
  readonly code = "start.data-folder";
  constructor(cause: NodeJS.ErrnoException) {
    super(`${cause.message}: give a folder that may be written by VAR_DIR (logs: LOG_FILE)`, { cause });
  }
}

/** One by one: Node's own `recursive` never ends where a folder cannot be made, as under /proc. */
export function makeDataFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeDataFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST")
      throw new DataFolderError(error as NodeJS.ErrnoException);
  }
}

/** A fault of the file system inside the data folder, whoever met it; null for any other error. */
export function dataFolderFault(error: unknown, folder: string): DataFolderError | null {
  const { path, syscall } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || typeof path !== "string" || syscall === undefined) return null;
  const inside = relative(folder, path);
  return inside.startsWith("..") ? null : new DataFolderError(error);
}
