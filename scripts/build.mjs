#!/usr/bin/env node
/** `npm run build`: packages, server programs (dist/server) and pages (dist/web). */
import { prepare } from "./lib/programs.mjs";
import { createSteps } from "./lib/steps.mjs";

const HELP =
  "npm run build\n\nPackages, server programs (dist/server) and pages (dist/web); skips what has not changed.\n";

const steps = createSteps();
try {
  if (process.argv.includes("--help")) {
    process.stdout.write(HELP);
    process.exit(0);
  }
  await prepare(steps, { nats: false });
  steps.end();
} catch (error) {
  await steps.fail(error);
}
