import { defineConfig } from "vitest/config";

/**
 * One project for each kind of test, by the end of the file's name; what a kind needs is in its comment. `npm test`
 * runs them one after another and brings what they need. With two cores, two workers are the most that helps; the
 * kinds that measure time or start servers of their own run one file at a time.
 */
const KINDS = ["db", "nats", "http", "browser", "fault"] as const;
/** These kinds wait for servers and browsers on machines that do other things too: one that fails is tried once more. */
const RETRY = 1;
const exclude = ["**/node_modules/**", "**/dist/**", "**/var/**", "**/.cache/**"];

export default defineConfig({
  test: {
    // A difference of two long lists would fill the screen.
    diff: { truncateThreshold: 40 },
    projects: [
      {
        // No machine part at all: pure rules, and twins in memory.
        test: {
          name: "unit",
          include: ["**/*.test.{ts,mjs}"],
          exclude: [...exclude, ...KINDS.map((kind) => `**/*.${kind}.test.ts`)],
          testTimeout: 20_000,
          maxWorkers: 2,
        },
      },
      {
        // PostgreSQL: the embedded one, STORE_TARGET=pglite, or TEST_DATABASE_URL.
        test: {
          name: "db",
          retry: RETRY,
          include: ["**/*.db.test.ts"],
          exclude,
          globalSetup: "./store/testing/global-setup.ts",
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        // nats-server: each file starts its own.
        test: {
          name: "nats",
          retry: RETRY,
          include: ["**/*.nats.test.ts"],
          exclude,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        // HTTP through inject() or a port of its own, on a real database.
        test: {
          name: "http",
          retry: RETRY,
          include: ["**/*.http.test.ts"],
          exclude,
          globalSetup: "./store/testing/global-setup.ts",
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        // Chromium, by the CHROMIUM variable or on PATH.
        test: {
          name: "browser",
          retry: RETRY,
          include: ["**/*.browser.test.ts"],
          exclude,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        // The whole program, killed and cut off.
        test: {
          name: "fault",
          retry: RETRY,
          include: ["**/*.fault.test.ts"],
          exclude,
          testTimeout: 300_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
