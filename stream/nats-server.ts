import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { connect as connectSocket, createServer } from "node:net";
import { join } from "node:path";
import { NatsServerError } from "#stream/errors";

export interface NatsServerConfig {
  /** Path of the `nats-server` program, or its name on PATH. */
  readonly binary: string;
  /** Folder of its own: configuration, token, log, and the store. */
  readonly dir: string;
  /** 0 picks a free port once; a restart keeps it. */
  readonly port?: number;
  readonly maxFileStoreBytes?: number;
  /** "always" syncs before each acknowledgement; else an interval as "1s". An acknowledged message survives
   *  kill -9 of any process either way; only with "always" also a power cut. */
  readonly syncInterval?: string;
}

export interface NatsServerDeps {
  /** Something worth a line in the log. */
  readonly onEvent?: (event: NatsServerEvent) => void;
}

export type NatsServerEvent =
  | { readonly type: "started"; readonly pid: number; readonly port: number; readonly waitMs: number }
  | { readonly type: "exited"; readonly code: number | null; readonly signal: string | null }
  | { readonly type: "orphan-stopped"; readonly pid: number }
  /** Not up again after many tries: the process cannot go on. */
  | { readonly type: "gave-up"; readonly error: Error };

export interface NatsServer {
  readonly url: string;
  readonly token: string;
  readonly port: number;
  pid(): number | null;
  /** For fault tests: ends it as a crash would. It is started again as after any crash. */
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it listens (again). */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** A failing server is started again at once, then after growing waits; ten in a row without one up is the end. */
const MAX_RESTARTS = 10;
const READY_TIMEOUT_MS = 60_000;

/**
 * Runs `nats-server` with JetStream as a child on loopback, with a token that only this folder knows, and starts it
 * again whenever it ends without being asked to.
 */
export async function createNatsServer(
  config: NatsServerConfig,
  deps: NatsServerDeps = {},
): Promise<NatsServer> {
  await mkdir(config.dir, { recursive: true, mode: 0o700 });
  await stopOrphan(config.dir, deps);
  const token = await readOrMakeToken(config.dir);
  const port = config.port !== undefined && config.port > 0 ? config.port : await freePort();
  const configPath = join(config.dir, "nats.conf");
  await writeFile(configPath, makeServerConfig(config, port, token), { mode: 0o600 });

  let stopping = false;
  let current = await launch();
  let up: Promise<void> = Promise.resolve();
  const supervised = supervise();
  // Whatever ends this process, short of kill -9, ends the child too; after kill -9 the next start stops the orphan.
  const endWithUs = () => void current.child.kill("SIGTERM");
  process.once("exit", endWithUs);

  /** Spawns the server and resolves when it listens. */
  async function launch(): Promise<Running> {
    const startedMs = Date.now();
    const output = await open(join(config.dir, "nats.out"), "w");
    // Its own process group: Ctrl-C in a terminal must reach the program only, which then drains and stops us.
    const child = spawn(config.binary, ["-c", configPath], {
      detached: true,
      stdio: ["ignore", output.fd, output.fd],
    });
    const running: Running = { child, exited: exitOf(child) };
    await output.close();
    const failed = await Promise.race([running.exited, waitForPort(port).then(() => null)]);
    if (failed !== null) {
      child.kill("SIGKILL");
      if (failed.isMissing) {
        throw new NatsServerError(
          "nats-server-missing",
          `there is no program ${config.binary}: set NATS_SERVER to its path`,
        );
      }
      throw new NatsServerError(
        "nats-server-failed",
        `nats-server did not start: ${await lastWords(config.dir)}`,
      );
    }
    deps.onEvent?.({ type: "started", pid: child.pid as number, port, waitMs: Date.now() - startedMs });
    return running;
  }

  async function supervise(): Promise<void> {
    while (!stopping) {
      const exit = await current.exited;
      if (stopping) return;
      deps.onEvent?.({ type: "exited", code: exit.code, signal: exit.signal });
      const relaunched = relaunch();
      up = relaunched.then(() => undefined);
      up.catch(() => undefined); // told by gave-up; ready() rejects too
      try {
        current = await relaunched;
      } catch (error) {
        if (!stopping) deps.onEvent?.({ type: "gave-up", error: error as Error });
        return;
      }
    }
  }

  async function relaunch(): Promise<Running> {
    for (let attempt = 1; ; attempt++) {
      try {
        const running = await launch();
        if (stopping) running.child.kill("SIGTERM");
        return running;
      } catch (error) {
        if (stopping || attempt >= MAX_RESTARTS) throw error;
        await delay(Math.min(5000, 100 * 2 ** attempt));
      }
    }
  }

  return {
    url: `127.0.0.1:${port}`,
    token,
    port,
    pid: () => current.child.pid ?? null,
    kill: (signal) => void current.child.kill(signal),
    ready: () => up,
    async stop() {
      stopping = true;
      await up.catch(() => undefined);
      current.child.kill("SIGTERM");
      const timer = setTimeout(() => current.child.kill("SIGKILL"), 5000);
      await current.exited;
      clearTimeout(timer);
      await supervised;
      process.removeListener("exit", endWithUs);
      await rm(join(config.dir, "nats.pid"), { force: true });
    },
  };
}

interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly isMissing: boolean;
}

interface Running {
  readonly child: ChildProcess;
  readonly exited: Promise<Exit>;
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      resolve({ code: null, signal: null, isMissing: error.code === "ENOENT" }),
    );
    child.once("exit", (code, signal) => resolve({ code, signal, isMissing: false }));
  });
}

function makeServerConfig(config: NatsServerConfig, port: number, token: string): string {
  const path = (name: string) => JSON.stringify(join(config.dir, name));
  return `# Written at each start.
listen: "127.0.0.1:${port}"
server_name: "guanlan"
authorization { token: "${token}" }
pid_file: ${path("nats.pid")}
log_file: ${path("nats.log")}
log_size_limit: 10485760
logfile_max_num: 3
max_payload: 4194304
max_pending: 134217728
write_deadline: "10s"
jetstream {
  store_dir: ${path("store")}
  max_memory_store: 67108864
  max_file_store: ${config.maxFileStoreBytes ?? 4 * 1024 ** 3}
  sync_interval: ${config.syncInterval === "always" ? "always" : `"${config.syncInterval ?? "1s"}"`}
}
`;
}

/** The token outlives restarts of the program, so that processes started apart can share the server. */
async function readOrMakeToken(dir: string): Promise<string> {
  const path = join(dir, "token");
  const found = await readFile(path, "utf8").catch(() => "");
  if (/^[0-9a-f]{48}$/.test(found)) return found;
  const token = randomBytes(24).toString("hex");
  await writeFile(path, token, { mode: 0o600 });
  return token;
}

/** A server left by a killed program still owns the store: two on one store would destroy it. */
async function stopOrphan(dir: string, deps: NatsServerDeps): Promise<void> {
  const pid = Number(await readFile(join(dir, "nats.pid"), "utf8").catch(() => ""));
  if (!Number.isInteger(pid) || pid <= 1) return;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  if (!command.includes(join(dir, "nats.conf"))) return; // gone, or the number is someone else's by now
  for (const [signal, waitMs] of [
    ["SIGTERM", 5000],
    ["SIGKILL", 5000],
  ] as const) {
    kill(pid, signal);
    for (let waited = 0; waited < waitMs; waited += 50) {
      if (!kill(pid, 0)) {
        deps.onEvent?.({ type: "orphan-stopped", pid });
        return;
      }
      await delay(50);
    }
  }
  throw new NatsServerError("nats-server-failed", `nats-server ${pid} of an earlier run does not end`);
}

/** False when there is no such process. */
function kill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** nats-server opens its port when JetStream has recovered its streams. */
async function waitForPort(port: number): Promise<void> {
  for (const giveUpAt = Date.now() + READY_TIMEOUT_MS; Date.now() < giveUpAt; await delay(15)) {
    if (await greets(port)) return;
  }
  throw new NatsServerError(
    "nats-server-failed",
    `nats-server does not listen on ${port} after ${READY_TIMEOUT_MS} ms`,
  );
}

/** A NATS server speaks first: INFO {…}. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket({ port, host: "127.0.0.1" });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => finish(false));
    socket.once("error", () => finish(false));
    socket.once("data", (data) => finish(data.toString("latin1").startsWith("INFO ")));
  });
}

async function lastWords(dir: string): Promise<string> {
  const [out, log] = await Promise.all(
    ["nats.out", "nats.log"].map((name) => readFile(join(dir, name), "utf8").catch(() => "")),
  );
  const lines = `${log}\n${out}`.split("\n").filter((line) => /\[(FTL|ERR)\]|nats-server:/.test(line));
  return lines.at(-1)?.trim() ?? "it said nothing";
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
