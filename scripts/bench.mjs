#!/usr/bin/env node
/** `npm run bench -- pipeline|fanout|detector|anomaly|soak|rescore … [--json]`: progress on standard error, the result last on standard output. */
import { runProgram } from "./lib/programs.mjs";

await runProgram("bench");
