import { existsSync } from "node:fs";
import { chmod, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fetchDebWithNeeds, hasApt } from "./apt.mjs";
import { CACHE, findOnPath, TOOLS } from "./paths.mjs";
import { run } from "./run.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PACKAGES = ["chromium", "fonts-noto-cjk"];

/**
 * Path of a Chromium for tests and PDF: CHROMIUM, PATH, our cache, else by the package manager: as root it is
 * installed, else it is unpacked into our cache with what the machine lacks. Sets CHROMIUM. `path` is null, with the
 * reason in `summary`, when there is none: what needs it is then skipped aloud.
 */
export async function ensureChromium(progress = () => {}) {
  const cached = join(TOOLS, "chromium", "run");
  for (const path of [process.env.CHROMIUM, findOnPath(...NAMES), cached]) {
    const version = path && existsSync(path) ? await versionOf(path) : null;
    if (version !== null) return use(path, version);
  }
  if (!hasApt()) return { summary: "none, and no package manager to bring it (set CHROMIUM)", path: null };
  progress("by package manager");
  const path = process.getuid() === 0 ? await install() : await unpack(cached);
  const version = path === null ? null : await versionOf(path);
  if (version !== null) return use(path, version);
  return { summary: "none, and the package manager could not bring it (set CHROMIUM)", path: null };
}

function use(path, version) {
  process.env.CHROMIUM = path;
  return { summary: version, path };
}

async function install() {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["-q", "update"], { env, mayFail: true });
  const { code } = await run("apt-get", ["-q", "install", "-y", "--no-install-recommends", ...PACKAGES], {
    env,
    mayFail: true,
  });
  return code === 0 ? findOnPath(...NAMES) : null;
}

async function unpack(cached) {
  const workDir = join(CACHE, `apt-chromium-${process.pid}`);
  const half = join(workDir, "unpacked");
  try {
    const { ok } = await fetchDebWithNeeds({ names: PACKAGES, workDir, into: half });
    if (!ok) return null;
    const home = join(TOOLS, "chromium");
    await writeFile(join(half, "fonts.conf"), fontsConfig(home));
    await writeFile(join(half, "run"), launcher(home));
    await chmod(join(half, "run"), 0o755);
    await rm(home, { recursive: true, force: true });
    await mkdir(TOOLS, { recursive: true });
    await rename(half, home);
    return cached;
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

function fontsConfig(home) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${home}/usr/share/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${home}/font-cache</cachedir></fontconfig>
`;
}

function launcher(home) {
  return `#!/bin/sh
libs=$(find ${home}/usr/lib ${home}/lib -type d 2>/dev/null | tr '\\n' ':')
LD_LIBRARY_PATH="$libs$LD_LIBRARY_PATH" FONTCONFIG_FILE=${home}/fonts.conf exec ${home}/usr/lib/chromium/chromium "$@"
`;
}

async function versionOf(path) {
  const { code, output } = await run(path, ["--version"], { mayFail: true, timeoutMs: 30_000 });
  return code === 0 ? (/(?:Chromium|Google Chrome)[^\n]*?\d[\d.]*/.exec(output)?.[0] ?? null) : null;
}
