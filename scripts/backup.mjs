#!/usr/bin/env node
/** `npm run backup -- FILE`: writes the whole state into one file, also while the program runs. */
import { runProgram } from "./lib/programs.mjs";

await runProgram("backup", { nats: false });
