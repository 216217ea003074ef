import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createEmbeddedServer, type EmbeddedServer } from "#store/embedded";
import { createNatsServer, type NatsServer } from "#stream/nats-server";

/** A process of the program with some of its roles. Ended by anything, it is started again, as a supervisor would. */
export interface Member {
  readonly name: string;
  pid(): number;
  kill(signal: NodeJS.Signals): void;
  /** How often it was started. */
  starts(): number;
}

export interface Cluster {
  readonly url: string;
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly natsToken: string;
  readonly members: ReadonlyMap<string, Member>;
  killNats(): void;
  /** The database dies as in a power cut; resolves when it is back, `goneMs` later. */
  cutDatabase(goneMs: number): Promise<void>;
  ready(): Promise<void>;
  stop(): Promise<void>;
}

const ROLES = {
  web: "ingest,api,realtime",
  "detect-1": "detect",
  "detect-2": "detect",
  "notify-1": "notify",
  "notify-2": "notify",
  clock: "clock",
} as const;

export const MEMBERS = Object.keys(ROLES);

/** The program split over six processes on one database and one stream, each role with a second copy where it may have one. */
export async function createCluster(
  folder: string,
  options: {
    readonly webhook: { readonly url: string; readonly secret: string };
    readonly log: (text: string) => void;
  },
): Promise<Cluster> {
  await mkdir(folder, { recursive: true });
  const pgPort = await freePort();
  let postgres: EmbeddedServer | null = await startPostgres(folder, pgPort);
  const databaseUrl = postgres.tcpUrl;
  const nats: NatsServer = await createNatsServer({
    binary: process.env.NATS_SERVER ?? "nats-server",
    dir: join(folder, "nats"),
    maxFileStoreBytes: 2 * 1024 ** 3,
    syncInterval: "2m",
  }).catch(async (error) => {
    await postgres?.stop();
    throw error;
  });
  const webPort = await freePort();
  const masterKey = randomBytes(32).toString("hex");
  let stopping = false;
  const members = new Map<string, Member & { readonly exited: () => Promise<void> }>();

  for (const [name, roles] of Object.entries(ROLES)) {
    members.set(
      name,
      createMember(name, () => !stopping, options.log, {
        ROLES: roles,
        CITY: "none",
        HOST: "127.0.0.1",
        PORT: name === "web" ? String(webPort) : "0",
        VAR_DIR: join(folder, name),
        DATABASE_URL: databaseUrl,
        NATS_URL: nats.url,
        NATS_TOKEN: nats.token,
        MASTER_KEY: masterKey,
        LOG_LEVEL: "warn",
        TICK_SECONDS: "5",
        NOTIFY_WEBHOOK_URL: options.webhook.url,
        NOTIFY_WEBHOOK_SECRET: options.webhook.secret,
        WEB_PUSH: "0",
      }),
    );
  }
  const url = `http://127.0.0.1:${webPort}`;

  return {
    url,
    databaseUrl,
    natsUrl: nats.url,
    natsToken: nats.token,
    members,
    killNats: () => nats.kill("SIGKILL"),
    async cutDatabase(goneMs) {
      await postgres?.kill();
      postgres = null;
      await sleep(goneMs);
      postgres = await startPostgres(folder, pgPort);
    },
    async ready() {
      for (let tries = 0; tries < 600; tries++) {
        const answer = await fetch(`${url}/readyz`).catch(() => null);
        if (answer?.ok) return;
        await sleep(200);
      }
      throw new Error("the program did not become ready");
    },
    async stop() {
      stopping = true;
      for (const member of members.values()) member.kill("SIGTERM");
      await Promise.all(
        [...members.values()].map((member) => Promise.race([member.exited(), sleep(10_000)])),
      );
      for (const member of members.values()) member.kill("SIGKILL");
      await nats.stop();
      await postgres?.stop();
    },
  };
}

function startPostgres(folder: string, port: number): Promise<EmbeddedServer> {
  return createEmbeddedServer({ dataDir: join(folder, "pg"), port, log: () => undefined });
}

function createMember(
  name: string,
  wanted: () => boolean,
  log: (text: string) => void,
  env: Readonly<Record<string, string>>,
): Member & { readonly exited: () => Promise<void> } {
  let child: ChildProcess;
  let starts = 0;
  let exited: Promise<void>;

  function start(): void {
    starts++;
    child = spawn(process.execPath, ["--enable-source-maps", join(import.meta.dirname, "main.mjs")], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    child.stderr?.on("data", (data) => log(`${name}: ${String(data).trim().slice(0, 600)}`));
    exited = new Promise((resolve) => {
      child.once("exit", () => {
        resolve();
        if (wanted()) setTimeout(() => wanted() && start(), 300);
      });
    });
  }

  start();
  return {
    name,
    pid: () => child.pid as number,
    kill: (signal) => void child.kill(signal),
    starts: () => starts,
    exited: () => exited,
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
