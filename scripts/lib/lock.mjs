import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ScriptError } from "./errors.mjs";

/**
 * One program a data folder. The lock names the process by its number and its start time, so that a number given to
 * another process after a crash or a restart of the machine does not hold it. Released when this process exits.
 */
export function acquireLock(folder) {
  mkdirSync(folder, { recursive: true });
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
    // Left by a process that was killed. Renaming is atomic: of two that find it, one takes it away.
    try {
      renameSync(path, `${path}.${process.pid}`);
      rmSync(`${path}.${process.pid}`, { force: true });
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
  }
  throw new ScriptError("already-running", `another process is starting on ${folder}`);
}

function writeNew(path) {
  let file;
  try {
    file = openSync(path, "wx", 0o644);
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
  writeSync(
    file,
    JSON.stringify({ pid: process.pid, started: startTime(process.pid), since: new Date().toISOString() }),
  );
  closeSync(file);
  return true;
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
