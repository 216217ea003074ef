import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

/** WebGL2 without a graphics card. */
const WITH_GL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const WITHOUT_GL = ["--disable-gpu", "--disable-3d-apis"];
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface WallBrowser {
  open(options?: {
    readonly width?: number;
    readonly height?: number;
    readonly language?: "zh" | "en";
  }): Promise<Page>;
  close(): Promise<void>;
}

/** CHROMIUM, or the first of the usual names on PATH; null when there is none. */
export function findChromium(): string | null {
  if (process.env.CHROMIUM !== undefined && process.env.CHROMIUM !== "") return process.env.CHROMIUM;
  for (const folder of (process.env.PATH ?? "").split(delimiter))
    for (const name of ["chromium", "chromium-browser", "google-chrome", "chrome"])
      if (existsSync(join(folder, name))) return join(folder, name);
  return null;
}

export async function openWallBrowser(options: { readonly webgl: boolean }): Promise<WallBrowser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("no Chromium found: set CHROMIUM or put it on PATH");
  const profile = mkdtempSync(join(tmpdir(), "guanlan-wall-"));
  const context = await chromium
    .launchPersistentContext(profile, {
      executablePath,
      args: [...FLAGS, ...(options.webgl ? WITH_GL : WITHOUT_GL)],
      headless: true,
    })
    .catch((error) => {
      rmSync(profile, { recursive: true, force: true });
      throw error;
    });
  const browser = context.browser() as Browser;
  return {
    async open({ width = 1920, height = 1080, language = "zh" } = {}) {
      const page = await (
        await browser.newContext({ viewport: { width, height }, locale: "zh-CN" })
      ).newPage();
      await page.addInitScript((chosen) => {
        if (localStorage.getItem("guanlan.language") === null)
          localStorage.setItem("guanlan.language", chosen);
      }, language);
      return page;
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
