import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fetchDeb, hasApt, readOsRelease } from "./apt.mjs";
import { ScriptError } from "./errors.mjs";
import { findGo, goInstall } from "./go.mjs";
import { CACHE, findOnPath, TOOLS } from "./paths.mjs";
import { run } from "./run.mjs";

const MIN_VERSION = [2, 10];
const MODULE = "github.com/nats-io/nats-server/v2@v2.15.2";
const MIN_GO = [1, 25];
/** Suites that serve a version new enough, best first; each runs on older releases of its family too. */
const SUITES = { debian: ["forky", "trixie"], ubuntu: ["questing", "plucky", "noble"] };

/**
 * Path of a nats-server of at least 2.10: NATS_SERVER, PATH, our cache, else brought into our cache, where nothing is
 * installed. Sets NATS_SERVER for the programs started after it.
 */
export async function ensureNats(progress = () => {}) {
  const found = await findNats();
  if (found !== null) return use(found);
  const faults = [];
  for (const [way, bring] of [
    ["package manager", bringByApt],
    ["go install", bringByGo],
  ]) {
    progress(`by ${way}`);
    const fault = await bring(progress);
    const path = join(TOOLS, "nats-server");
    const version = fault === null ? await versionOf(path) : null;
    if (version !== null) return use({ path, version });
    faults.push(`  ${way}: ${fault ?? "the program it brought does not run here"}`);
  }
  throw new ScriptError(
    "nats-server-missing",
    `no nats-server of at least ${MIN_VERSION.join(".")}, and none could be brought:\n${faults.join("\n")}`,
    "Ways: set NATS_SERVER to its path; put it on PATH; have apt-get reach a Debian archive; have Go >= 1.25; or set NATS_URL to a running cluster.",
  );
}

async function findNats() {
  const given = process.env.NATS_SERVER;
  if (given) {
    const version = await versionOf(given);
    if (version === null)
      throw new ScriptError("nats-server-unusable", `NATS_SERVER=${given} is no nats-server that runs`);
    if (!isEnough(version))
      throw new ScriptError("nats-server-too-old", `NATS_SERVER=${given} is ${version.join(".")}`);
    return { path: given, version };
  }
  for (const path of [findOnPath("nats-server"), join(TOOLS, "nats-server")]) {
    const version = path === null ? null : await versionOf(path);
    if (version !== null && isEnough(version)) return { path, version };
  }
  return null;
}

function use({ path, version }) {
  process.env.NATS_SERVER = path;
  return { summary: `nats-server ${version.join(".")}`, path };
}

async function bringByApt(progress) {
  if (!hasApt()) return "no apt-get and dpkg-deb";
  const release = await readOsRelease();
  const family = release.ID === "ubuntu" || /ubuntu/.test(release.ID_LIKE ?? "") ? "ubuntu" : "debian";
  const workDir = join(CACHE, `apt-nats-${process.pid}`);
  const unpacked = join(workDir, "unpacked");
  try {
    const known = SUITES[family].includes(release.VERSION_CODENAME) ? [release.VERSION_CODENAME] : [];
    for (const suite of new Set([...SUITES[family], ...known])) {
      progress(`by package manager, ${suite}`);
      if (!(await fetchDeb({ name: "nats-server", suite, workDir, into: unpacked }))) continue;
      const binary = ["usr/sbin", "usr/bin"]
        .map((folder) => join(unpacked, folder, "nats-server"))
        .find(existsSync);
      const version = binary === undefined ? null : await versionOf(binary);
      if (version === null || !isEnough(version)) continue;
      await place(binary);
      return null;
    }
    return `none of the suites ${SUITES[family].join(", ")} gave a nats-server that runs here`;
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function bringByGo() {
  const go = await findGo();
  if (go === null) return "no Go on PATH";
  if (go.version[0] === MIN_GO[0] && go.version[1] < MIN_GO[1])
    return `Go ${go.version.join(".")} is older than 1.25`;
  const { code, output } = await goInstall(go, MODULE);
  return code === 0 ? null : (output.trim().split("\n").at(-1) ?? "failed");
}

async function place(binary) {
  await mkdir(TOOLS, { recursive: true });
  const half = join(TOOLS, `nats-server.${process.pid}`);
  await copyFile(binary, half);
  await chmod(half, 0o755);
  await rename(half, join(TOOLS, "nats-server"));
}

async function versionOf(path) {
  if (!existsSync(path)) return null;
  const { code, output } = await run(path, ["--version"], { mayFail: true, timeoutMs: 10_000 });
  return code === 0 ? parseVersion(output) : null;
}

/** "nats-server: v2.10.27" -> [2, 10, 27] */
export function parseVersion(text) {
  const match = /v?(\d+)\.(\d+)\.(\d+)/.exec(text);
  return match === null ? null : match.slice(1, 4).map(Number);
}

export function isEnough([major, minor], [wantedMajor, wantedMinor] = MIN_VERSION) {
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
