import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import type { RunFile } from "#server/run-file";

const ROOT = join(import.meta.dirname, "../..");
/** Pages and servers of its own, whatever the developer's shell names. */
const OWN = { WEB_DIR: "dist/web", PORT: "0", DATABASE_URL: "", NATS_URL: "", REDIS_URL: "" };

export interface TestProgram {
  readonly run: RunFile;
  /** With the slash at its end. */
  readonly address: string;
  stop(): Promise<void>;
}

/** The built program (dist/) with a simulated city and a data folder of its own: nothing here is a fixture. */
export async function startProgram(
  name: string,
  settings: Readonly<Record<string, string>>,
): Promise<TestProgram> {
  const varDir = mkdtempSync(join(tmpdir(), `guanlan-${name}-`));
  // PostgreSQL gives up root, and has to reach its folder all the same.
  chmodSync(varDir, 0o755);
  const program = spawn(process.execPath, ["--enable-source-maps", join(ROOT, "dist/server/main.mjs")], {
    cwd: ROOT,
    env: { ...process.env, ...OWN, ...settings, VAR_DIR: varDir },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const stop = async (): Promise<void> => {
    if (program.exitCode === null && program.signalCode === null) {
      const exited = once(program, "exit");
      program.kill("SIGTERM");
      await exited;
    }
    rmSync(varDir, { recursive: true, force: true });
  };
  try {
    const run = await readRunFile(program, join(varDir, "run.json"));
    return { run, address: `${run.url}/`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The program writes it when it is ready. One that ended is not waited for. */
async function readRunFile(program: ChildProcess, file: string): Promise<RunFile> {
  const waiting = { timeout: 150_000, interval: 200 };
  const ready = vi.waitFor(() => JSON.parse(readFileSync(file, "utf8")) as RunFile, waiting);
  const ended = once(program, "exit").then(([code]) => {
    throw new Error(`the program ended with ${code} before it was ready: is dist/ built?`);
  });
  return Promise.race([ready, ended]);
}
