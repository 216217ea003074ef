#!/usr/bin/env node
/** `npm run fault [-- --json]`: kills, cuts off and fills up the whole program under load, and counts what was lost. */
import { runProgram } from "./lib/programs.mjs";

await runProgram("fault");
