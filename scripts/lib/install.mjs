import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ScriptError } from "./errors.mjs";
import { CACHE, canWriteHome, ROOT } from "./paths.mjs";
import { run } from "./run.mjs";

const MIN_NODE = [20, 19];

/**
 * Brings node_modules to the lock file. Nothing may rely on packages' install scripts: newer npm skips them, so they
 * are left out everywhere, and what they would do (links of the PostgreSQL libraries) the program does itself.
 */
export async function ensureInstall(progress = () => {}) {
  checkNode();
  const [wanted, present] = await Promise.all([
    readJson(join(ROOT, "package-lock.json")),
    readJson(join(ROOT, "node_modules/.package-lock.json")),
  ]);
  const missing = countMissing(wanted, present);
  if (missing === 0) return { summary: "up to date", changed: false };
  // npm makes all folders first and fills them as the packages arrive.
  const paths = Object.keys(wanted.packages).filter((path) => path.lastIndexOf("node_modules/") === 0);
  const timer = setInterval(() => {
    const present = paths.filter((path) => existsSync(join(ROOT, path, "package.json"))).length;
    progress(`${Math.round((present / paths.length) * 100)} %`);
  }, 1000);
  try {
    const env = canWriteHome() ? process.env : { ...process.env, npm_config_cache: join(CACHE, "npm") };
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
    await run("npm", ["ci", ...flags], { env });
  } catch (error) {
    throw new ScriptError(
      "install-failed",
      error.message,
      "npm could not install the packages of package-lock.json.",
    );
  } finally {
    clearInterval(timer);
  }
  return { summary: `${Object.keys(wanted.packages).length - 1} packages of the lock file`, changed: true };
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1])) {
    throw new ScriptError(
      "node-too-old",
      `Node ${process.versions.node} is older than ${MIN_NODE.join(".")}`,
    );
  }
}

/** Packages of the lock file that node_modules lacks or has in another version. Packages for other machines may lack. */
export function countMissing(wanted, present) {
  if (wanted === null) throw new ScriptError("no-lock-file", "package-lock.json is missing or broken");
  if (present === null) return Number.POSITIVE_INFINITY;
  let missing = 0;
  for (const [path, { version, optional, link }] of Object.entries(wanted.packages)) {
    if (path === "" || link === true) continue;
    const found = present.packages?.[path];
    if (found === undefined ? optional !== true : found.version !== version) missing++;
  }
  return missing;
}

async function readJson(path) {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return null;
  }
}
