import { spawn } from "node:child_process";
import { ScriptError } from "./errors.mjs";
import { ROOT } from "./paths.mjs";

const children = new Set();

/**
 * Runs a program and resolves with { code, output }; rejects with a ScriptError when it fails, unless `mayFail`.
 * `output` is both streams' last 64 KB; `onLine` sees each line as it comes; `inherit` passes both through instead.
 */
export function run(command, args, options = {}) {
  const {
    cwd = ROOT,
    env = process.env,
    inherit = false,
    mayFail = false,
    onLine = () => {},
    timeoutMs = 0,
  } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: inherit ? "inherit" : ["ignore", "pipe", "pipe"] });
    children.add(child);
    let output = "";
    let rest = "";
    const take = (chunk) => {
      output = (output + chunk).slice(-65536);
      const lines = (rest + chunk).split("\n");
      rest = lines.pop();
      for (const line of lines) onLine(line);
    };
    child.stdout?.setEncoding("utf8").on("data", take);
    child.stderr?.setEncoding("utf8").on("data", take);
    const timer = timeoutMs > 0 ? setTimeout(() => child.kill("SIGKILL"), timeoutMs) : null;
    child.once("error", (error) => settle(127, String(error.message)));
    child.once("close", (code, signal) => settle(code ?? 1, signal === null ? "" : `ended by ${signal}`));
    let settled = false;
    function settle(code, why) {
      if (settled) return;
      settled = true;
      children.delete(child);
      clearTimeout(timer);
      if (rest !== "") onLine(rest);
      if (code === 0 || mayFail) return resolve({ code, output });
      const tail = output.trim().split("\n").slice(-25).join("\n");
      reject(
        new ScriptError("command-failed", `${[command, ...args].join(" ")} failed (${why || code})\n${tail}`),
      );
    }
  });
}

/** Ends what still runs: called when a step fails or the user interrupts. */
export function stopChildren(signal = "SIGTERM") {
  for (const child of children) child.kill(signal);
}
