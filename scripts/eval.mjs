#!/usr/bin/env node
/** `npm run eval -- nab|nab-score|nab-leave-out|text … [--json]`: progress on standard error, the result last on standard output. */
import { runProgram } from "./lib/programs.mjs";

await runProgram("eval", { nats: false });
