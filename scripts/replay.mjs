#!/usr/bin/env node
/** `npm run replay -- PATH --speed N`: sends the files under PATH, as sources do, to the program that runs. */
import { runProgram } from "./lib/programs.mjs";

await runProgram("replay", { nats: false });
