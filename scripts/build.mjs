#!/usr/bin/env node
/** `npm run build`: packages, server programs (dist/server) and pages (dist/web). */
import { prepare } from "./lib/programs.mjs";
import { createSteps } from "./lib/steps.mjs";

const steps = createSteps();
try {
  await prepare(steps, { nats: false });
  steps.end();
} catch (error) {
  await steps.fail(error);
}
