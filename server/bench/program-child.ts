import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { RunFile } from "#server/run-file";

/** The program as `npm start` runs it, as a child with data of its own: durability as in production. */
export interface ProgramChild {
  readonly pid: number;
  readonly run: RunFile;
  readonly metricsToken: string;
  /** Text of /metrics. */
  metrics(): Promise<string>;
  stop(): Promise<void>;
}

const READY_MS = 120_000;
/** As in the start command of package.json: a city of 100,000 lives in a third of it, the rest is room for garbage. */
const HEAP = "--max-old-space-size=768";

export async function startProgram(
  varDir: string,
  env: Readonly<Record<string, string>>,
  readyMs = READY_MS,
): Promise<ProgramChild> {
  await rm(join(varDir, "run.json"), { force: true });
  const metricsToken = randomBytes(16).toString("hex");
  // Beside the program that runs: several share this module, so it lies in a folder of shared chunks.
  const child = spawn(
    process.execPath,
    [HEAP, "--enable-source-maps", join(dirname(process.argv[1] as string), "main.mjs")],
    {
      env: {
        ...process.env,
        CITY: "none",
        PORT: "0",
        LOG_LEVEL: "warn",
        VAR_DIR: varDir,
        METRICS_TOKEN: metricsToken,
        ...env,
      },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const run = await waitForRunFile(varDir, child, readyMs);
  return {
    pid: child.pid as number,
    run,
    metricsToken,
    async metrics() {
      const response = await fetch(`${run.url}/metrics`, {
        headers: { authorization: `Bearer ${metricsToken}` },
      });
      if (!response.ok) throw new Error(`/metrics answered ${response.status}`);
      return response.text();
    },
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

async function waitForRunFile(varDir: string, child: ChildProcess, readyMs: number): Promise<RunFile> {
  const deadline = performance.now() + readyMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    try {
      const run = JSON.parse(await readFile(join(varDir, "run.json"), "utf8")) as RunFile;
      if (run.pid === child.pid) return run;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT" && !(error instanceof SyntaxError)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill("SIGKILL");
  throw new Error("the program did not become ready");
}
