#!/usr/bin/env node
/** `npm run eval -- <task> [--json]`, as `--help` lists them: progress on standard error, the result last on standard output. */
import { runProgram } from "./lib/programs.mjs";

await runProgram("eval", { nats: false });
