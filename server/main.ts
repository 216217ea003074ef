import { listDemoUsers } from "#server/auth/demo-users";
import { type Config, describeConfig, readConfig } from "#server/config";
import { checkMachine } from "#server/config-checks";
import { Lifetime, LifetimeEndedError } from "#server/lifetime";
import { createProgram, type Program } from "#server/program";
import { createProgress } from "#server/progress";
import { describeStartError } from "#server/start-error";

/** Time for what is in hand after the first signal; then, or at a second signal, the process ends at once. */
const DRAIN_MS = 20_000;

let config: Config | null = null;

async function main(): Promise<void> {
  if (process.argv.includes("--help")) {
    process.stdout.write(`Environment variables [default]:\n\n${describeConfig()}\n`);
    return;
  }
  const progress = createProgress();
  let program: Program | null = null;
  let ending = false;
  const lifetime = new Lifetime();

  function end(code: number): void {
    if (ending) process.exit(code === 0 ? 130 : code);
    ending = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    lifetime
      .end((error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`))
      .then(() => process.exit(code));
  }

  function fail(error: unknown): void {
    // What fails because the end was asked for is no fault.
    if (ending) return;
    program?.context.log.fatal({ err: error }, "the process ends");
    process.stderr.write(`${describeStartError(error, config?.varDir ?? null)}\n`);
    end(1);
  }

  process.on("SIGINT", () => end(0));
  process.on("SIGTERM", () => end(0));
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  config = readConfig(process.env, checkMachine);
  try {
    program = await createProgram(config, progress, lifetime, fail);
  } catch (error) {
    if (!ending) await lifetime.end();
    throw error;
  }
  await program.readiness.until();
  if (program.address !== null) {
    progress.say(`\nGuanlan is ready: ${program.address}\n`);
    if (config.CITY === "simulated") {
      progress.say("Demo users of the simulated city (password guanlan-demo):");
      for (const user of listDemoUsers().slice(0, 13)) progress.say(`  ${user.user.padEnd(10)} ${user.name}`);
      progress.say("  pudong, huangpu … the 16 district officers\n");
    }
    if (program.firstAdministrator !== null) {
      const { user, password } = program.firstAdministrator;
      progress.say(
        `First login: ${user}, one-time password ${password} (shown only now; it must be changed at once)\n`,
      );
    }
    progress.say("Ctrl-C stops everything.");
  }
}

main().catch((error) => {
  // The signal's own way out is under way.
  if (error instanceof LifetimeEndedError) return;
  process.stderr.write(`${describeStartError(error, config?.varDir ?? null)}\n`);
  process.exit(1);
});
