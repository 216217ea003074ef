import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: string;
  readonly language?: string;
  readonly reducedMotion?: boolean;
}

export interface TestBrowser {
  newPage(options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

/** CHROMIUM, or the first of the usual names on PATH; null when there is none. */
export function findChromium(): string | null {
  if (process.env.CHROMIUM !== undefined && process.env.CHROMIUM !== "") return process.env.CHROMIUM;
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of names) if (existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}

/** A real Chromium with a fresh profile; every page has its own storage, language and theme. */
export async function openBrowser(): Promise<TestBrowser> {
  const path = findChromium();
  if (path === null) throw new Error("no Chromium found: set CHROMIUM or put it on PATH");
  const profile = mkdtempSync(join(tmpdir(), "guanlan-chromium-"));
  const root: BrowserContext = await chromium
    .launchPersistentContext(profile, {
      executablePath: path,
      args: FLAGS,
      headless: true,
      // Without a locale it cannot open a file whose name is Chinese.
      env: { ...process.env, LC_ALL: "C.UTF-8" },
    })
    .catch((error) => {
      rmSync(profile, { recursive: true, force: true });
      throw error;
    });
  const browser = root.browser();
  if (browser === null) throw new Error("Chromium gave no browser");
  return {
    newPage: async (options = {}) => {
      const phone = (options.width ?? 1366) < 720;
      const context = await browser.newContext({
        viewport: { width: options.width ?? 1366, height: options.height ?? 768 },
        colorScheme: options.theme === "dark" ? "dark" : "light",
        reducedMotion: options.reducedMotion === true ? "reduce" : "no-preference",
        hasTouch: phone,
        isMobile: phone,
        deviceScaleFactor: phone ? 2 : 1,
        locale: "zh-CN",
      });
      await context.addInitScript(
        ([theme, language]) => {
          if (localStorage.getItem("guanlan.theme") === null) localStorage.setItem("guanlan.theme", theme);
          if (localStorage.getItem("guanlan.language") === null)
            localStorage.setItem("guanlan.language", language);
        },
        [options.theme ?? "light", options.language ?? "zh"] as const,
      );
      return context.newPage();
    },
    close: async () => {
      await root.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
