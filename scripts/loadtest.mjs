#!/usr/bin/env node
/** `npm run loadtest -- smoke|sla|stress`: brings k6, starts a server of its own, prints a table. */
import { ensureK6 } from "./lib/k6.mjs";
import { runProgram } from "./lib/programs.mjs";

await runProgram("loadtest", { web: true, before: (steps) => steps.step("k6", ensureK6) });
