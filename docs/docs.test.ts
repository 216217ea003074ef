import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

/** The documents are held to the tree: what they name must be there. */
const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const pages = [
  "README.md",
  "ARCHITECTURE.md",
  "CHANGELOG.md",
  ...["cockpit", "dashboard", "detectors", "domain", "realtime", "scripts", "server", "store", "stream"].map(
    (room) => `${room}/README.md`,
  ),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

describe("documents", () => {
  it.each(pages)("%s links only to what is there", (page) => {
    for (const [, target] of read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (/^[a-z]+:/.test(target as string)) continue;
      expect(existsSync(join(root, dirname(page), target as string)), `${page} -> ${target}`).toBe(true);
    }
  });

  it("cover each requirement once, and cite only files that exist", () => {
    const coverage = read("docs/coverage.md");
    const ids = [...coverage.matchAll(/^\| ([RT]\d+) +\|/gm)].map((match) => match[1]);
    const expected = [
      ...Array.from({ length: 157 }, (_, i) => `R${String(i + 1).padStart(3, "0")}`),
      ...Array.from({ length: 13 }, (_, i) => `T${i + 1}`),
    ];
    expect([...ids].sort()).toEqual([...expected].sort());
    for (const [, path] of coverage.matchAll(/`([\w.-]+\/[\w./-]+)`/g)) {
      expect(existsSync(join(root, path as string)), path).toBe(true);
    }
  });

  it("say done only with a test beside it", () => {
    for (const line of read("docs/coverage.md").split("\n")) {
      const cells = line.split("|").map((cell) => cell.trim());
      if (!/^R\d+$/.test(cells[1] ?? "") || !/^done/.test(cells[6] ?? "")) continue;
      expect(cells[5], line).toMatch(/`[^`]+`/);
    }
  });

  it("explain each package once, and no other", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<
      string,
      Record<string, string>
    >;
    const named = new Set(
      read("docs/dependencies.md")
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .flatMap((line) =>
          [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1] as string),
        ),
    );
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
      expect(named.has(name) || (name.startsWith("@types/") && named.has("@types/*")), name).toBe(true);
    }
  });

  it("list each variable of the configuration once, and no other", () => {
    const known = [...read("server/config.ts").matchAll(/^ {2}([A-Z_]+): setting\(/gm)].map(
      (match) => match[1],
    );
    const listed = [...read("docs/configuration.md").matchAll(/^\| `([A-Z_]+)` /gm)].map((match) => match[1]);
    expect(known.length).toBeGreaterThan(0);
    expect([...listed].sort()).toEqual([...known].sort());
  });

  it("number the decisions without a gap", () => {
    const numbers = readdirSync(join(root, "docs/decisions")).map((name) => Number(name.slice(0, 3)));
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, i) => i + 1));
  });
});
