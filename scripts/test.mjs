#!/usr/bin/env node
/** `npm test [-- --only unit,db]`: brings what the tests need, runs every check and suite, sums the results up. */
import { parseArgs } from "./lib/args.mjs";
import { buildServer, buildWeb } from "./lib/build.mjs";
import { runChecks } from "./lib/checks.mjs";
import { ensureChromium } from "./lib/chromium.mjs";
import { ScriptError } from "./lib/errors.mjs";
import { ensureInstall } from "./lib/install.mjs";
import { ensureNats } from "./lib/nats.mjs";
import { createSteps } from "./lib/steps.mjs";
import { addCounts, describeCounts, runSuite, SUITES } from "./lib/suites.mjs";

const NAMES = ["check", ...SUITES.map(({ name }) => name)];
const HELP = `npm test [-- --only NAME,NAME]

Installs the packages, brings nats-server and Chromium, then runs: ${NAMES.join(", ")}.
check    types, style, arrows between rooms, unused code
unit     pure rules; nothing but Node
db       on the embedded PostgreSQL, or on TEST_DATABASE_URL
pglite   the store's tests once more, on TimescaleDB SQL
nats     on nats-server; http: the API; browser: the pages in Chromium; fault: the whole program, killed and cut off
`;

const steps = createSteps();
try {
  const { options } = parseArgs(process.argv.slice(2), { only: "value", help: "flag" });
  if (options.help) process.stdout.write(HELP);
  else await test(options.only?.split(",") ?? NAMES);
} catch (error) {
  await steps.fail(error);
}

async function test(only) {
  for (const name of only) {
    if (!NAMES.includes(name))
      throw new ScriptError("unknown-suite", `no suite ${name}`, `Known: ${NAMES.join(", ")}`);
  }
  const wants = (...names) => names.some((name) => only.includes(name));
  const [, , chromium] = await Promise.all([
    steps.step("packages", ensureInstall),
    wants("nats", "http", "browser", "fault") ? steps.step("nats-server", ensureNats) : null,
    wants("browser") ? steps.step("chromium", ensureChromium) : null,
  ]);
  if (wants("browser", "fault")) {
    await Promise.all([steps.step("server programs", buildServer), steps.step("pages", buildWeb)]);
  }

  const sum = { passed: 0, failed: 0, skipped: 0 };
  if (wants("check")) addCounts(sum, await runChecks(steps));
  for (const suite of SUITES.filter(({ name }) => only.includes(name))) {
    if (suite.needs === "chromium" && chromium?.path === null) {
      steps.say(`${suite.name}: SKIPPED, no Chromium (${chromium.summary})`);
      addCounts(sum, { passed: 0, failed: 0, skipped: 1 });
      continue;
    }
    await steps.step(suite.name, async (progress) => {
      const counts = await runSuite(suite, progress, steps.say);
      addCounts(sum, counts);
      return describeCounts(counts);
    });
  }
  steps.end();
  process.stdout.write(`\n${describeCounts(sum)}\n`);
  process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}
