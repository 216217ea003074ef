import { accessSync, constants, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
/** What is brought from outside and is no package: kept over `npm ci` and builds, may be deleted at any time. */
export const CACHE = join(ROOT, ".cache");
export const TOOLS = join(CACHE, "tools");

/** Data of a running program; `VAR_DIR` as the program itself reads it. */
export function varDir() {
  return resolve(ROOT, process.env.VAR_DIR || "var");
}

/** First file of that name in PATH. */
export function findOnPath(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? "").split(":")) {
      // npm puts node_modules/.bin first: a package's wrapper of that name is not the tool itself.
      if (folder !== "" && !folder.endsWith("node_modules/.bin") && existsSync(join(folder, name)))
        return join(folder, name);
    }
  }
  return null;
}

/** Tools keep their caches at home; a service user may have none, then they go to ours. */
export function canWriteHome() {
  try {
    accessSync(process.env.HOME ?? "", constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
