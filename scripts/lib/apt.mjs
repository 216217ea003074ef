import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findOnPath } from "./paths.mjs";
import { run } from "./run.mjs";

/** Used only when the machine names no archive of its own. */
const DEFAULT_ARCHIVE = {
  uri: "http://deb.debian.org/debian",
  signedBy: "/usr/share/keyrings/debian-archive-keyring.gpg",
};

export function hasApt() {
  return findOnPath("apt-get") !== null && findOnPath("dpkg-deb") !== null;
}

/**
 * Brings the newest `name` of a suite as unpacked folder, without installing anything and without root: apt keeps its
 * lists and files in `workDir`, the machine's own keyring verifies them, and the machine's own mirror serves them.
 * Returns false when that suite or package is not to be had.
 */
export async function fetchDeb({ name, suite, workDir, into }) {
  const archive = findArchive(await readAptSources(), await readOsRelease());
  const signed = archive.signedBy === null ? "" : ` [signed-by=${archive.signedBy}]`;
  const apt = await preparePrivateApt(
    workDir,
    `deb${signed} ${archive.uri} ${suite} ${archive.components}\n`,
  );
  // Hooks of the machine may fail for a user that is not root: what counts is whether the file is there afterwards.
  await apt(["update"]);
  await apt(["download", name], workDir);
  const file = (await readdir(workDir)).find(
    (entry) => entry.startsWith(`${name}_`) && entry.endsWith(".deb"),
  );
  if (file === undefined) return false;
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  await run("dpkg-deb", ["-x", join(workDir, file), into]);
  return true;
}

/**
 * Brings a package of the machine's own suite with all that it needs and the machine lacks, unpacked into one folder.
 */
export async function fetchDebWithNeeds({ names, workDir, into }) {
  const archives = join(workDir, "cache/archives");
  const apt = await preparePrivateApt(workDir, null);
  await apt(["update"]);
  const { output } = await apt(["install", "--download-only", "--no-install-recommends", "--yes", ...names]);
  const files = (await readdir(archives).catch(() => [])).filter((entry) => entry.endsWith(".deb"));
  if (!names.every((name) => files.some((file) => file.startsWith(`${name}_`)))) return { ok: false, output };
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  for (const file of files) await run("dpkg-deb", ["-x", join(archives, file), into]);
  return { ok: true, output };
}

async function preparePrivateApt(workDir, sources) {
  await rm(workDir, { recursive: true, force: true });
  for (const folder of ["state/lists/partial", "cache/archives/partial"]) {
    await mkdir(join(workDir, folder), { recursive: true });
  }
  const lines = [
    "#clear APT::Update::Post-Invoke;",
    "#clear APT::Update::Post-Invoke-Success;",
    "#clear DPkg::Post-Invoke;",
    `Dir::State "${workDir}/state";`,
    `Dir::Cache "${workDir}/cache";`,
    'Dir::State::status "/var/lib/dpkg/status";',
    'Debug::NoLocking "true";',
    'APT::Sandbox::User "";',
    'APT::Get::List-Cleanup "false";',
    'Acquire::Languages "none";',
    'Acquire::Retries "2";',
    'Acquire::http::Timeout "20";',
  ];
  if (sources !== null) {
    await writeFile(join(workDir, "sources.list"), sources);
    lines.push(`Dir::Etc::sourcelist "${workDir}/sources.list";`, 'Dir::Etc::sourceparts "-";');
  }
  await writeFile(join(workDir, "apt.conf"), `${lines.join("\n")}\n`);
  return (args, cwd = workDir) =>
    run("apt-get", ["-q", "-c", join(workDir, "apt.conf"), ...args], {
      cwd,
      mayFail: true,
      timeoutMs: 180_000,
    });
}

/** The machine's own archive: mirror, key and components of the entry for its release, or the first of its kind. */
export function findArchive(entries, release) {
  const family = release.ID === "ubuntu" || /ubuntu/.test(release.ID_LIKE ?? "") ? "ubuntu" : "debian";
  const ours = entries.filter(
    ({ uri, components }) =>
      components.includes("main") && !/security/.test(uri) && new RegExp(family).test(uri),
  );
  const found = ours.find(({ suites }) => suites.includes(release.VERSION_CODENAME)) ?? ours[0];
  return {
    uri: found?.uri ?? DEFAULT_ARCHIVE.uri,
    signedBy: found === undefined ? DEFAULT_ARCHIVE.signedBy : found.signedBy,
    components: family === "ubuntu" ? "main universe" : "main",
  };
}

/** Both forms of a source: one line each, and deb822 stanzas. */
export function parseAptSources(text, isDeb822) {
  if (!isDeb822) {
    return text
      .split("\n")
      .map((line) => /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line))
      .filter((match) => match !== null)
      .map(([, options = "", uri, suite, components]) => ({
        uri,
        suites: [suite],
        components: components.trim().split(/\s+/),
        signedBy: /signed-by=(\S+)/.exec(options)?.[1] ?? null,
      }));
  }
  return text
    .split(/\n\s*\n/)
    .map((stanza) => {
      const fields = {};
      for (const line of stanza.split("\n")) {
        const match = /^([A-Za-z-]+):\s*(.*)$/.exec(line);
        if (match !== null) fields[match[1].toLowerCase()] = match[2].trim();
      }
      return fields;
    })
    .filter(
      (fields) => /\bdeb\b/.test(fields.types ?? "") && fields.enabled !== "no" && fields.uris !== undefined,
    )
    .map((fields) => ({
      uri: fields.uris.split(/\s+/)[0],
      suites: (fields.suites ?? "").split(/\s+/),
      components: (fields.components ?? "").split(/\s+/),
      signedBy: fields["signed-by"]?.startsWith("/") ? fields["signed-by"] : null,
    }));
}

async function readAptSources() {
  const folder = "/etc/apt/sources.list.d";
  const names = await readdir(folder).catch(() => []);
  const files = ["/etc/apt/sources.list", ...names.sort().map((name) => join(folder, name))];
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  return texts.flatMap((text, i) => parseAptSources(text, files[i].endsWith(".sources")));
}

export async function readOsRelease() {
  const text = await readFile("/etc/os-release", "utf8").catch(() => "");
  return Object.fromEntries(
    [...text.matchAll(/^([A-Z_]+)="?([^"\n]*)"?$/gm)].map(([, name, value]) => [name, value]),
  );
}
