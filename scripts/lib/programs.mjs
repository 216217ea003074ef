import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildServer, buildWeb } from "./build.mjs";
import { ScriptError } from "./errors.mjs";
import { ensureInstall } from "./install.mjs";
import { ensureNats } from "./nats.mjs";
import { ROOT } from "./paths.mjs";
import { run } from "./run.mjs";
import { createSteps } from "./steps.mjs";

/** What a command needs before its program can run: packages and nats-server at once, then the builds at once. */
export async function prepare(steps, { nats = true, web = true } = {}) {
  await Promise.all([
    steps.step("packages", ensureInstall),
    nats && !process.env.NATS_URL ? steps.step("nats-server", ensureNats) : null,
  ]);
  await Promise.all([steps.step("server programs", buildServer), web ? steps.step("pages", buildWeb) : null]);
}

/**
 * A command that is a thin shell round a built program: everything said on the way goes to standard error, so that
 * standard output holds only what the program prints.
 */
export async function runProgram(name, { nats = true, web = false, before = async () => {} } = {}) {
  const steps = createSteps(process.stderr);
  const args = process.argv.slice(2);
  try {
    if (args.includes("--help")) return await printHelp(name, steps);
    await prepare(steps, { nats, web });
    await before(steps);
    steps.end();
    await startHere(name);
  } catch (error) {
    await steps.fail(error);
  }
}

/**
 * Runs a built program inside this process: one process less to keep, to signal and to leave behind when killed.
 * It reads its flags from process.argv, as if it had been started itself.
 */
export async function startHere(name) {
  const file = programFile(name);
  process.setSourceMapsEnabled(true);
  process.argv[1] = file;
  process.chdir(ROOT);
  await import(pathToFileURL(file).href);
}

export async function printHelp(name, steps) {
  await ensureInstall();
  await buildServer();
  steps.end();
  const { output } = await run(process.execPath, [programFile(name), "--help"], { mayFail: true });
  process.stdout.write(output);
}

function programFile(name) {
  const file = join(ROOT, "dist/server", `${name}.mjs`);
  if (!existsSync(file))
    throw new ScriptError("no-program", `there is no program ${name} (server/${name}.ts)`);
  return file;
}
