import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ScriptError } from "./errors.mjs";
import { ROOT } from "./paths.mjs";
import { run } from "./run.mjs";

const SERVER_ROOMS = ["domain", "store", "stream", "detectors", "realtime", "server", "chain"];
const WEB_ROOMS = ["domain", "dashboard", "cockpit"];
/** Programs that scripts start, and the threads that one of them starts: server/<name>.ts or server/<name>/main.ts becomes dist/server/<name>.mjs. */
const PROGRAMS = [
  "main",
  "bench",
  "eval",
  "fault",
  "replay",
  "loadtest",
  "backup",
  "restore",
  "workbook-thread",
  "rehearsal-thread",
];

/** Server programs by esbuild, with packages left outside. Skipped when nothing that goes in has changed. */
export async function buildServer() {
  const out = join(ROOT, "dist/server");
  const hash = await hashInputs([
    ...SERVER_ROOMS,
    "package-lock.json",
    "package.json",
    "scripts/lib/build.mjs",
  ]);
  if (await isBuilt(out, hash)) return { summary: "unchanged" };
  const entryPoints = findPrograms();
  if (entryPoints.main === undefined) throw new ScriptError("no-program", "server/main.ts is missing");
  const { build, stop } = await import("esbuild");
  await replaceFolder(out, hash, async (folder) => {
    try {
      await build({
        absWorkingDir: ROOT,
        entryPoints,
        outdir: folder,
        outExtension: { ".js": ".mjs" },
        bundle: true,
        splitting: true,
        chunkNames: "chunks/[name]-[hash]",
        platform: "node",
        target: "node20.19",
        format: "esm",
        packages: "external",
        sourcemap: true,
        logLevel: "silent",
      });
    } catch (error) {
      throw new ScriptError("build-failed", error.message);
    } finally {
      // The esbuild service is a child of ours that would outlive the build.
      await stop();
    }
  });
  return { summary: `${Object.keys(entryPoints).length} programs` };
}

/** Dashboard and wall by Vite, in a process of its own so that it runs beside the server's build. */
export async function buildWeb() {
  const out = join(ROOT, "dist/web");
  const hash = await hashInputs([
    ...WEB_ROOMS,
    "package-lock.json",
    "package.json",
    "vite.config.ts",
    "scripts/lib/build.mjs",
  ]);
  if (await isBuilt(out, hash)) return { summary: "unchanged" };
  await replaceFolder(out, hash, async (folder) => {
    const vite = join(ROOT, "node_modules/vite/bin/vite.js");
    await run(process.execPath, [vite, "build", "--outDir", folder, "--emptyOutDir", "--logLevel", "warn"]);
  });
  return { summary: "built" };
}

function findPrograms() {
  const found = {};
  for (const name of PROGRAMS) {
    const path = [`server/${name}.ts`, `server/${name}/main.ts`].find((candidate) =>
      existsSync(join(ROOT, candidate)),
    );
    if (path !== undefined) found[name] = path;
  }
  return found;
}

async function isBuilt(out, hash) {
  return (await readFile(join(out, ".inputs"), "utf8").catch(() => "")) === hash;
}

/** Builds beside and swaps, so that a failed or interrupted build leaves the last good one. */
async function replaceFolder(out, hash, build) {
  const half = `${out}.${process.pid}`;
  await removeRemains(out);
  await mkdir(half, { recursive: true });
  try {
    await build(half);
    await writeFile(join(half, ".inputs"), hash);
    await rm(out, { recursive: true, force: true });
    await rename(half, out);
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

/** Halves that killed builds left; another build may be at work on its own at this moment. */
async function removeRemains(out) {
  for (const name of await readdir(dirname(out)).catch(() => [])) {
    const pid = name.startsWith(`${basename(out)}.`) ? Number(name.split(".").at(-1)) : 0;
    if (pid > 0 && (pid === process.pid || !isAlive(pid)))
      await rm(join(dirname(out), name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== "ESRCH";
  }
}

async function hashInputs(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of await listFiles(join(ROOT, path))) {
      hash
        .update(file.slice(ROOT.length))
        .update("\0")
        .update(await readFile(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

async function listFiles(path) {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch((error) => {
    if (error.code === "ENOTDIR") return null;
    if (error.code === "ENOENT") return [];
    throw error;
  });
  if (entries === null) return [path];
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !file.includes("/node_modules/"))
    .sort();
}
