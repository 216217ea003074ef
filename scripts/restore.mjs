#!/usr/bin/env node
/** `npm run restore -- FILE`: lays the state of a backup into an empty data folder; nothing may run on it. */
import { acquireLock } from "./lib/lock.mjs";
import { varDir } from "./lib/paths.mjs";
import { runProgram } from "./lib/programs.mjs";

await runProgram("restore", { nats: false, before: async () => void acquireLock(varDir()) });
