import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { findArchive, parseAptSources } from "./apt.mjs";
import { parseArgs } from "./args.mjs";
import { countMissing } from "./install.mjs";
import { acquireLock } from "./lock.mjs";
import { isEnough, parseVersion } from "./nats.mjs";
import { countResults, describeCounts } from "./suites.mjs";

describe("flags", () => {
  const table = { only: "value", json: "flag" };

  it("reads values, flags and the rest", () => {
    expect(parseArgs(["a", "--only", "unit,db", "--json", "b"], table)).toEqual({
      options: { only: "unit,db", json: true },
      rest: ["a", "b"],
    });
    expect(parseArgs(["--only=unit"], table).options).toEqual({ only: "unit" });
  });

  it("refuses what it does not know and a value that is missing", () => {
    expect(() => parseArgs(["--olny", "x"], table)).toThrow(
      expect.objectContaining({ code: "unknown-flag" }),
    );
    expect(() => parseArgs(["--only"], table)).toThrow(
      expect.objectContaining({ code: "flag-without-value" }),
    );
  });
});

describe("sources of the package manager", () => {
  const deb822 = `Types: deb
# a comment
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main
`;
  const lines = `# deb http://commented.example/debian bookworm main
deb [arch=amd64 signed-by=/etc/k.gpg] https://tool.example/apt stable main
deb http://eu.mirror.example/ubuntu noble main universe # note
deb-src http://eu.mirror.example/ubuntu noble main
`;

  it("reads both forms and leaves out what is off", () => {
    expect(parseAptSources(deb822, true).map(({ uri }) => uri)).toEqual([
      "http://mirror.example/debian",
      "http://mirror.example/debian-security",
    ]);
    expect(parseAptSources(lines, false)).toEqual([
      { uri: "https://tool.example/apt", suites: ["stable"], components: ["main"], signedBy: "/etc/k.gpg" },
      {
        uri: "http://eu.mirror.example/ubuntu",
        suites: ["noble"],
        components: ["main", "universe"],
        signedBy: null,
      },
    ]);
  });

  it("takes the mirror of the machine's own release, not its security archive or a vendor's", () => {
    const entries = [...parseAptSources(lines, false), ...parseAptSources(deb822, true)];
    expect(findArchive(entries, { ID: "debian", VERSION_CODENAME: "bookworm" })).toEqual({
      uri: "http://mirror.example/debian",
      signedBy: "/usr/share/keyrings/debian-archive-keyring.gpg",
      components: "main",
    });
    expect(findArchive(entries, { ID: "ubuntu", VERSION_CODENAME: "noble" }).uri).toBe(
      "http://eu.mirror.example/ubuntu",
    );
  });
});

describe("packages", () => {
  const wanted = {
    packages: {
      "": { version: "0.1.0" },
      "node_modules/a": { version: "1.0.0" },
      "node_modules/b": { version: "2.0.0" },
      "node_modules/b-darwin": { version: "2.0.0", optional: true },
    },
  };

  it("counts what is missing or of another version; packages for other machines may be missing", () => {
    const present = {
      packages: { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0" } },
    };
    expect(countMissing(wanted, present)).toBe(0);
    present.packages["node_modules/b"].version = "1.9.0";
    expect(countMissing(wanted, present)).toBe(1);
    expect(countMissing(wanted, null)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("versions of nats-server", () => {
  it.each([
    ["nats-server: v2.10.27", [2, 10, 27], true],
    ["nats-server: v2.15.1-RC.1", [2, 15, 1], true],
    ["nats-server: v2.9.10", [2, 9, 10], false],
    ["something else", null, null],
  ])("%s", (text, version, enough) => {
    expect(parseVersion(text)).toEqual(version);
    if (version !== null) expect(isEnough(version)).toBe(enough);
  });
});

describe("results of a suite", () => {
  const report = (numbers, testResults = []) => ({
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults,
    ...numbers,
  });

  it("adds files that failed before their first test", () => {
    const broken = { status: "failed", assertionResults: [] };
    expect(countResults(report({ numPassedTests: 3, numFailedTests: 1 }, [broken]), 1)).toEqual({
      passed: 3,
      failed: 2,
      skipped: 0,
    });
  });

  it("never calls a run that failed, or that left no report, passed", () => {
    expect(countResults(report({ numPassedTests: 3 }), 1).failed).toBe(1);
    expect(countResults(null, 1).failed).toBe(1);
  });

  it("prints the line that other programs read", () => {
    expect(describeCounts({ passed: 5, failed: 0, skipped: 0 })).toBe("5 passed, 0 failed");
    expect(describeCounts({ passed: 5, failed: 1, skipped: 2 })).toBe("5 passed, 1 failed, 2 skipped");
  });
});

describe("lock of a data folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "guanlan-lock-"));
  let other = null;
  afterEach(() => {
    other?.kill("SIGKILL");
    other = null;
    rmSync(join(folder, "lock"), { force: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("says so when the folder cannot be made or written", () => {
    for (const bad of ["/proc/none/var", "/dev/null/var"]) {
      expect(() => acquireLock(bad)).toThrow(expect.objectContaining({ code: "data-folder" }));
    }
    const deep = join(folder, "a", "b");
    acquireLock(deep)();
    expect(existsSync(deep)).toBe(true);
  });

  it("refuses while its owner lives, and is free after release", () => {
    const release = acquireLock(folder);
    expect(() => acquireLock(folder)).toThrow(expect.objectContaining({ code: "already-running" }));
    release();
    acquireLock(folder)();
  });

  it("is taken over from a process that is gone, and from one whose number now belongs to another", async () => {
    other = spawn("sleep", ["60"]);
    const lock = { pid: other.pid, started: "1", since: "2026-01-01T00:00:00Z" };
    writeFileSync(join(folder, "lock"), JSON.stringify(lock));
    const release = acquireLock(folder);
    expect(JSON.parse(readFileSync(join(folder, "lock"), "utf8")).pid).toBe(process.pid);
    release();
    other.kill("SIGKILL");
    await new Promise((resolve) => other.once("exit", resolve));
    writeFileSync(join(folder, "lock"), JSON.stringify({ ...lock, started: null }));
    acquireLock(folder)();
  });

  it("names the other process in the refusal", () => {
    other = spawn("sleep", ["60"]);
    writeFileSync(
      join(folder, "lock"),
      JSON.stringify({ pid: other.pid, started: null, since: "2026-01-01" }),
    );
    expect(() => acquireLock(folder)).toThrow(new RegExp(`process ${other.pid} already runs`));
  });
});
