import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";
import { run } from "./run.mjs";

const ROOMS = [
  "domain",
  "store",
  "stream",
  "detectors",
  "realtime",
  "server",
  "chain",
  "dashboard",
  "cockpit",
  "loadtest",
  "scripts",
];

/** Static checks: each is one of the counted results. TypeScript 7 checks (fast); other tools use 6 as a library. */
const CHECKS = [
  ["types", () => ["typescript-7/bin/tsc", "--noEmit", "-p", "tsconfig.json"]],
  ["types of pages", () => ["typescript-7/bin/tsc", "--noEmit", "-p", "tsconfig.web.json"]],
  ["style", () => ["@biomejs/biome/bin/biome", "check", "--error-on-warnings", "--max-diagnostics=30"]],
  [
    "arrows",
    () => [
      "dependency-cruiser/bin/dependency-cruise.mjs",
      "--config",
      ".dependency-cruiser.mjs",
      ...presentRooms(),
    ],
  ],
  ["unused", () => ["knip/bin/knip.js", "--no-progress", "--no-config-hints"]],
];

/** Runs all, two at a time; a failed one prints what it found. Resolves with the counts. */
export async function runChecks(steps) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const queue = [...CHECKS];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [name, makeArgs] = next;
      const [tool, ...args] = makeArgs();
      let found = "";
      await steps.step(name, async () => {
        const { code, output } = await run(process.execPath, [join(ROOT, "node_modules", tool), ...args], {
          mayFail: true,
        });
        counts[code === 0 ? "passed" : "failed"]++;
        found = code === 0 ? "" : output;
        return code === 0 ? "passed" : "FAILED";
      });
      if (found !== "") steps.say(`what ${name} found:\n${found.trim().split("\n").slice(-80).join("\n")}`);
    }
  };
  await Promise.all([work(), work()]);
  return counts;
}

/** Rooms that hold code: dependency-cruiser refuses a path without any. */
function presentRooms() {
  return ROOMS.filter((room) => {
    const path = join(ROOT, room);
    return (
      existsSync(path) &&
      readdirSync(path, { recursive: true }).some((name) => /\.(ts|tsx|mjs|js)$/.test(name))
    );
  });
}
