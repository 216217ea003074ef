import { existsSync } from "node:fs";
import { join } from "node:path";
import { ScriptError } from "./errors.mjs";
import { findGo, goInstall } from "./go.mjs";
import { findOnPath, TOOLS } from "./paths.mjs";
import { run } from "./run.mjs";

const MODULE = "go.k6.io/k6@v1.8.1";

/** Path of k6: K6, PATH, our cache, else built into our cache where Go is present. Sets K6 for programs after it. */
export async function ensureK6(progress = () => {}) {
  const cached = join(TOOLS, "k6");
  for (const path of [process.env.K6, findOnPath("k6"), cached]) {
    if (!path || !existsSync(path)) continue;
    const { code, output } = await run(path, ["version"], { mayFail: true, timeoutMs: 20_000 });
    if (code === 0) return use(path, output);
  }
  const go = await findGo();
  if (go === null) {
    throw new ScriptError(
      "k6-missing",
      "k6 is not on PATH, and there is no Go to build it",
      "Put k6 on PATH, set K6 to its path, or install Go.",
    );
  }
  progress("by go install");
  const { code, output } = await goInstall(go, MODULE);
  if (code !== 0)
    throw new ScriptError("k6-missing", `go install ${MODULE} failed: ${output.trim().split("\n").at(-1)}`);
  return use(cached, (await run(cached, ["version"], { mayFail: true })).output);
}

function use(path, output) {
  process.env.K6 = path;
  return { summary: `k6 ${/v?(\d+\.\d+\.\d+)/.exec(output)?.[1] ?? ""}`.trim(), path };
}
