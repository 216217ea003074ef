import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { CACHE, ROOT } from "./paths.mjs";
import { run } from "./run.mjs";

/** Runs of vitest's projects, in this order. `needs` names what must be there; without it a suite is skipped aloud. */
export const SUITES = [
  { name: "unit", project: "unit" },
  { name: "db", project: "db" },
  { name: "pglite", project: "db", env: { STORE_TARGET: "pglite" }, paths: ["store/"] },
  { name: "nats", project: "nats" },
  { name: "http", project: "http" },
  { name: "browser", project: "browser", needs: "chromium" },
  { name: "fault", project: "fault" },
];

/** Runs one suite and resolves with its counts. Lines of failed tests are passed on as they come. */
export async function runSuite(suite, progress, say) {
  const folder = join(CACHE, "test-results");
  const file = join(folder, `${suite.name}-${process.pid}.json`);
  await mkdir(folder, { recursive: true });
  const { code, output } = await run(
    process.execPath,
    [
      join(ROOT, "node_modules/vitest/vitest.mjs"),
      "run",
      "--project",
      suite.project,
      "--passWithNoTests",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
      ...(suite.paths ?? []),
    ],
    {
      env: { ...process.env, ...suite.env, NO_COLOR: "1", FORCE_COLOR: "0" },
      mayFail: true,
      onLine: (line) => {
        const match = /([\w./-]+\.test\.(?:ts|mjs))/.exec(line);
        if (match !== null) progress(match[1]);
      },
    },
  );
  const counts = countResults(await readJson(file), code);
  await rm(file, { force: true });
  if (counts.failed > 0)
    say(`what ${suite.name} found:\n${output.trim().split("\n").slice(-150).join("\n")}`);
  return counts;
}

/**
 * Counts of a vitest JSON report. A file that failed before its first test, and a run that failed though no test did
 * (an unhandled error, a crash), count as one failure each.
 */
export function countResults(report, exitCode) {
  if (report === null) return { passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  ).length;
  const failed = report.numFailedTests + broken;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

export function addCounts(sum, counts) {
  for (const name of ["passed", "failed", "skipped"]) sum[name] += counts[name];
}

export function describeCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

async function readJson(path) {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return null;
  }
}
