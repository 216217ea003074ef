import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ScriptError } from "./errors.mjs";

/**
 * One program a data folder. The lock names the process by its number and its start time, so that a number given to
 * another process after a crash or a restart of the machine does not hold it. Released when this process exits.
 */
export function acquireLock(folder) {
  makeFolder(folder);
  const path = join(folder, "lock");
  for (let attempt = 0; attempt < 3; attempt++) {
    if (writeNew(path)) {
      const release = () => {
        if (readOwner(path)?.pid === process.pid) rmSync(path, { force: true });
      };
      process.once("exit", release);
      return release;
    }
    const owner = readOwner(path);
    if (owner !== null && isAlive(owner)) {
      throw new ScriptError(
        "already-running",
        `process ${owner.pid} already runs on ${folder} (since ${owner.since})`,
        "Stop it first, or give this one a folder of its own: VAR_DIR=other npm start",
      );
    }
    takeAway(path, owner);
  }
  throw new ScriptError("already-running", `another process is starting on ${folder}`);
}

/** One by one: Node's own `recursive` never ends where a folder cannot be made, as under /proc. */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code !== "EEXIST") throw unusable(folder, error);
  }
}

function unusable(folder, error) {
  return new ScriptError(
    "data-folder",
    `cannot keep data in ${folder}: ${error.message}`,
    "Give a folder that may be written: VAR_DIR=other npm start",
  );
}

/** Whole or not at all: a half-written lock would look like one left behind. */
function writeNew(path) {
  const half = `${path}.${process.pid}`;
  const owner = { pid: process.pid, started: startTime(process.pid), since: new Date().toISOString() };
  try {
    writeFileSync(half, JSON.stringify(owner));
  } catch (error) {
    throw unusable(dirname(path), error);
  }
  try {
    linkSync(half, path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw unusable(dirname(path), error);
  } finally {
    rmSync(half, { force: true });
  }
}

/** Removes a lock left by a killed process; puts it back if another start has already made a new one. */
function takeAway(path, stale) {
  const aside = `${path}.${process.pid}.old`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  const taken = readOwner(aside);
  if (taken !== null && (taken.pid !== stale?.pid || taken.started !== stale?.started)) linkSync(aside, path);
  rmSync(aside, { force: true });
}

function readOwner(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

function isAlive({ pid, started }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === "ESRCH") return false;
  }
  const now = startTime(pid);
  return now === null || started === null || now === started;
}

/** Clock ticks between the machine's start and the process's, from /proc; null elsewhere than on Linux. */
function startTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
