import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** Each screen is a chunk of its own: its rules are there or not by what was opened before. */
const HERE = import.meta.dirname;
const KIT = ["../kit", "../frame"].map((folder) => join(HERE, folder));
const SCREENS = readdirSync(HERE, { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map(({ name }) => name);

const kit = new Set(KIT.flatMap((folder) => selectorsOf(folder).flatMap(classesOf)));

describe("styles of a screen", () => {
  it.each(SCREENS)("%s uses no class whose rules only another screen brings", (screen) => {
    const own = new Set(selectorsOf(join(HERE, screen)).flatMap(classesOf));
    const others = new Map<string, string>();
    for (const other of SCREENS.filter((each) => each !== screen))
      for (const name of selectorsOf(join(HERE, other)).flatMap(classesOf)) others.set(name, other);
    const borrowed = usedIn(join(HERE, screen)).filter(
      (name) => !own.has(name) && !kit.has(name) && others.has(name),
    );
    expect(borrowed.map((name) => `${name} of ${others.get(name)}`)).toEqual([]);
  });

  it.each(SCREENS)("%s changes nothing that all screens use", (screen) => {
    const open = selectorsOf(join(HERE, screen)).filter((selector) => {
      const names = classesOf(selector);
      return names.length === 0 || names.every((name) => kit.has(name));
    });
    expect(open).toEqual([]);
  });

  it.each(SCREENS)("%s brings the styles of its tables", (screen) => {
    const draws = usedIn(join(HERE, screen)).includes("table");
    const brings = filesOf(join(HERE, screen), ".tsx").some((text) =>
      /"#kit\/table\/table\.css"|\bDataTable\b[^;]*"#kit\/table\/table\.tsx"/.test(text),
    );
    expect(draws && !brings).toBe(false);
  });
});

function filesOf(folder: string, end: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => file.endsWith(end))
    .map((file) => readFileSync(join(folder, file), "utf8"));
}

/** Selectors of all rules, each alone; steps of animations are no rules. */
function selectorsOf(folder: string): string[] {
  return filesOf(folder, ".css").flatMap((text) =>
    [...text.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/([^{}]+)\{/g)]
      .map(([, head = ""]) => head.trim())
      .filter((head) => !head.startsWith("@") && !/^(from|to|[\d.%,\s]+)$/.test(head))
      .flatMap((head) => head.split(/,(?![^(]*\))/).map((one) => one.trim())),
  );
}

function classesOf(selector: string): string[] {
  return [...selector.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = ""]) => name);
}

function usedIn(folder: string): string[] {
  const names = filesOf(folder, ".tsx").flatMap((text) => [
    ...[...text.matchAll(/\bclass="([^"]+)"/g)].flatMap(([, value = ""]) => value.split(/\s+/)),
    ...[...text.matchAll(/classList=\{\{([^}]*)\}/g)].flatMap(([, body = ""]) =>
      [...body.matchAll(/(?:^|[{,\s])"?([a-z][\w-]*)"?:/g)].map(([, name = ""]) => name),
    ),
  ]);
  return [...new Set(names)];
}
