// server/bench/program-child.ts
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
var READY_MS = 12e4;
var HEAP = "--max-old-space-size=768";
async function startProgram(varDir, env, readyMs = READY_MS) {
  await rm(join(varDir, "run.json"), { force: true });
  const metricsToken = randomBytes(16).toString("hex");
  const child = spawn(
    process.execPath,
    [HEAP, "--enable-source-maps", join(dirname(process.argv[1]), "main.mjs")],
    {
      env: {
        ...process.env,
        CITY: "none",
        PORT: "0",
        LOG_LEVEL: "warn",
        VAR_DIR: varDir,
        METRICS_TOKEN: metricsToken,
        ...env
      },
      stdio: ["ignore", "ignore", "inherit"]
    }
  );
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const run = await waitForRunFile(varDir, child, readyMs);
  return {
    pid: child.pid,
    run,
    metricsToken,
    async metrics() {
      const response = await fetch(`${run.url}/metrics`, {
        headers: { authorization: `Bearer ${metricsToken}` }
      });
      if (!response.ok) throw new Error(`/metrics answered ${response.status}`);
      return response.text();
    },
    async stop() {
      child.kill("SIGTERM");
      await exited;
    }
  };
}
async function waitForRunFile(varDir, child, readyMs) {
  const deadline = performance.now() + readyMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    try {
      const run = JSON.parse(await readFile(join(varDir, "run.json"), "utf8"));
      if (run.pid === child.pid) return run;
    } catch (error) {
      if (error.code !== "ENOENT" && !(error instanceof SyntaxError)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill("SIGKILL");
  throw new Error("the program did not become ready");
}

export {
  startProgram
};
//# sourceMappingURL=chunk-G3AR3XIU.mjs.map
