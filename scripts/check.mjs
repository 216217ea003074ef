#!/usr/bin/env node
/** `npm run check`: types, style, arrows between rooms, unused code. */
import { runChecks } from "./lib/checks.mjs";
import { ensureInstall } from "./lib/install.mjs";
import { createSteps } from "./lib/steps.mjs";
import { describeCounts } from "./lib/suites.mjs";

const HELP = "npm run check\n\nTypes, style, arrows between rooms, unused code: a part of npm test.\n";

const steps = createSteps();
try {
  if (process.argv.includes("--help")) {
    process.stdout.write(HELP);
    process.exit(0);
  }
  await steps.step("packages", ensureInstall);
  const counts = await runChecks(steps);
  steps.end();
  process.stdout.write(`\n${describeCounts(counts)}\n`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
} catch (error) {
  await steps.fail(error);
}
