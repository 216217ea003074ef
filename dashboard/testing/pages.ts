import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const root = fileURLToPath(new URL("../../", import.meta.url));
const built = join(root, ".cache/web-test");

/** Folder of the built pages: WEB_DIR, or a build of the dashboard that is made when a source is newer. */
export function buildPages(): string {
  const given = process.env.WEB_DIR;
  if (given !== undefined && given !== "") return given;
  const index = join(built, "index.html");
  if (existsSync(index) && statSync(index).mtimeMs > newest()) return built;
  execFileSync(
    process.execPath,
    [join(root, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "error", "--outDir", built],
    {
      cwd: root,
      env: { ...process.env, WEB_PAGES: "dashboard", NODE_ENV: "production" },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  return built;
}

function newest(): number {
  let latest = statSync(join(root, "vite.config.ts")).mtimeMs;
  for (const room of ["dashboard", "domain"]) {
    for (const file of readdirSync(join(root, room), { recursive: true }) as string[]) {
      if (/\.(tsx?|css|json|html|js|svg|png|webmanifest)$/.test(file) && !/test\.ts$|^testing/.test(file))
        latest = Math.max(latest, statSync(join(root, room, file)).mtimeMs);
    }
  }
  return latest;
}

/** Logs in without the form, and opens a path. */
export async function openAs(page: Page, address: string, user: string, path = ""): Promise<void> {
  await page.goto(`${address}theme.js`);
  await page.evaluate(
    async ([name, base]) => {
      const answer = await fetch(`${base}api/auth/login`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ user: name, password: "guanlan-demo" }),
      });
      if (!answer.ok) throw new Error(`login of ${name}: ${answer.status}`);
    },
    [user, address] as const,
  );
  await page.goto(address + path);
  await page.locator(".frame").waitFor();
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** Faults that axe-core finds on the page as it stands, each in one line. */
export async function findAxeFaults(page: Page): Promise<string[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  const result = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })",
  )) as AxeResult;
  return result.violations.flatMap((violation) =>
    violation.nodes.map(
      (node) =>
        `${violation.id}: ${node.html.slice(0, 160)} ${(node.failureSummary ?? violation.help).replace(/\s+/g, " ").slice(0, 240)}`,
    ),
  );
}

/** Elements whose text runs out of the page or over its box, as “selector text”. */
export function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth + 1)
      faults.push(`page is ${document.documentElement.scrollWidth} wide`);
    for (const element of document.querySelectorAll("button, h1, h2, th, .tag, .count-figure, label")) {
      // A column that the others left no room: its cells are there, and nobody sees them.
      if (element.tagName === "TH" && element.clientWidth === 0 && element.getClientRects().length > 0)
        faults.push(`no room for “${element.textContent?.trim()}”`);
      const style = getComputedStyle(element);
      if (
        style.overflow !== "visible" ||
        element.clientWidth === 0 ||
        element.closest(".sr-only, .clip, .tabs, .nav") !== null
      )
        continue;
      if (element.scrollWidth > element.clientWidth + 2)
        faults.push(`${element.tagName}.${element.className} “${element.textContent?.trim().slice(0, 30)}”`);
    }
    return faults;
  });
}

/** Collects what the page throws or logs as an error. */
export function watchFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (
      message.type() === "error" &&
      !/status of (401|403|404|409|423|5\d\d)|net::ERR|WebSocket connection/.test(message.text())
    )
      faults.push(message.text());
  });
  return faults;
}
