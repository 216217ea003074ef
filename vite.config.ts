import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build as bundle } from "esbuild";
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";

const root = fileURLToPath(new URL(".", import.meta.url));
const version = (JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as { version: string }).version;

/** Where each page lands, and the way from there to the application's root when no server sets <base>. */
const PAGES = {
  "dashboard/index.html": { file: "index.html", base: "./" },
  "cockpit/index.html": { file: "wall/index.html", base: "../" },
} as const;

export default defineConfig({
  root,
  base: "./",
  publicDir: "dashboard/public",
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [solid(), placePages(), bundleWorker()],
  worker: { format: "es" },
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    // Government desktops keep old Chromium: no syntax past it, and kit/ uses no newer interface without a check.
    target: ["chrome87", "firefox78", "safari14"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: presentPages() },
  },
});

/** WEB_PAGES=dashboard builds one room alone, quicker while working on it; a room that is not there is left out. */
function presentPages(): string[] {
  const rooms = (process.env.WEB_PAGES ?? "dashboard,cockpit").split(",");
  return Object.keys(PAGES).filter((page) => {
    if (!rooms.includes(page.split("/", 1)[0] ?? "")) return false;
    try {
      readFileSync(`${root}/${page}`);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Moves the pages to their addresses. Every address in them becomes relative to the application's root, and a
 * <base> is written that the server replaces by the absolute root (so that deep links and sub-paths work).
 */
function placePages(): Plugin {
  return {
    name: "guanlan-pages",
    enforce: "post",
    generateBundle(_options, output) {
      for (const [source, place] of Object.entries(PAGES)) {
        const page = output[source];
        if (page?.type !== "asset") continue;
        const html = String(page.source)
          .replace(/(src|href)="(?:\.{1,2}\/)+/g, '$1="')
          .replace("<head>", `<head>\n    <base href="${place.base}" />`);
        delete output[source];
        this.emitFile({ type: "asset", fileName: place.file, source: html });
      }
    },
  };
}

/** The service worker: one classic script at the root (its scope), told which files make up the shell. */
function bundleWorker(): Plugin {
  return {
    name: "guanlan-worker",
    apply: "build",
    enforce: "post",
    async generateBundle(_options, output) {
      const shell = Object.keys(output).filter(
        (file) => /^assets\/.*\.(js|css|woff2)$/.test(file) && !isWallFile(file, output),
      );
      const built = await bundle({
        entryPoints: [`${root}/dashboard/worker/service-worker.ts`],
        bundle: true,
        write: false,
        format: "iife",
        target: "chrome87",
        minify: true,
        define: {
          __SHELL__: JSON.stringify(shell),
          __VERSION__: JSON.stringify(version),
          __BUILD__: JSON.stringify(hashOf(shell)),
        },
      });
      this.emitFile({ type: "asset", fileName: "sw.js", source: built.outputFiles[0]?.text ?? "" });
    },
  };
}

/** Wall code (map and layers) is large and lives on screens that never go offline: it is not part of the shell. */
function isWallFile(file: string, output: Record<string, { type: string; moduleIds?: string[] }>): boolean {
  const chunk = output[file];
  if (chunk?.type !== "chunk") return /maplibre|wall|cockpit/.test(file);
  return (chunk.moduleIds ?? []).some((id) =>
    /\/cockpit\/|maplibre-gl|@deck\.gl|@luma\.gl|@loaders\.gl/.test(id),
  );
}

function hashOf(names: string[]): string {
  let hash = 0x811c9dc5;
  for (const character of names.join()) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash.toString(16);
}
