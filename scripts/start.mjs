#!/usr/bin/env node
/** `npm start`: from a fresh clone to a running program. Plain Node, since it runs before any package is there. */
import { existsSync } from "node:fs";
import { acquireLock } from "./lib/lock.mjs";
import { varDir } from "./lib/paths.mjs";
import { prepare, printHelp, startHere } from "./lib/programs.mjs";
import { createSteps } from "./lib/steps.mjs";

const HELP = `npm start [-- --help]

Installs the packages, brings nats-server, builds, starts PostgreSQL and NATS on loopback, seeds the simulated city and
prints the address. A second start on the same data continues where the first was. Ctrl-C stops everything; a second
Ctrl-C does so at once. All configuration is by environment variables.
`;

const steps = createSteps();
try {
  if (process.argv.includes("--help")) {
    process.stdout.write(HELP);
    await printHelp("main", steps);
  } else {
    const folder = varDir();
    const isNew = !existsSync(folder);
    acquireLock(folder);
    steps.say(isNew ? `new data folder ${folder}` : `data folder ${folder}`);
    await prepare(steps);
    steps.end();
    await startHere("main");
  }
} catch (error) {
  await steps.fail(error);
}
