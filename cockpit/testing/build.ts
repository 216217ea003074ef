import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Builds the pages as they ship, into a folder of its own, so that a test never sees an older build. */
export async function buildWall(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), "guanlan-wall-web-"));
  try {
    await build({
      configFile: join(root, "vite.config.ts"),
      logLevel: "warn",
      build: {
        outDir,
        emptyOutDir: true,
        rollupOptions: { input: [join(root, "cockpit/index.html")] },
      },
    });
    return outDir;
  } catch (error) {
    rmSync(outDir, { recursive: true, force: true });
    throw error;
  }
}
