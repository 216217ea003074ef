import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  createEmbeddedServer,
  type EmbeddedOptions,
  EmbeddedServerError,
  isServerOf,
  SERVER_USER,
} from "#store/embedded";

export interface AttachedServer {
  readonly url: string;
  /** Stops the server if this call started it; leaves one that ran before. */
  stop(): Promise<void>;
}

/**
 * The embedded server of a data folder: the running one, or one that is started for as long as it is needed. With
 * `create: false` a folder without data is an error: a backup of nothing is a mistake.
 */
export async function attachEmbeddedServer(
  options: EmbeddedOptions & { readonly create?: boolean },
): Promise<AttachedServer> {
  const dataDir = await realDir(resolve(options.dataDir));
  const running = await findRunning(dataDir, options.database ?? SERVER_USER);
  if (running !== null) return { url: running, stop: async () => {} };
  if (options.create === false && (await stat(join(dataDir, "PG_VERSION")).catch(() => null)) === null) {
    throw new EmbeddedServerError("store.embedded-missing", `there is no database in ${options.dataDir}`);
  }
  const server = await createEmbeddedServer(options);
  return { url: server.url, stop: server.stop };
}

async function realDir(wantedDir: string): Promise<string> {
  const place = await readFile(`${wantedDir}.place.json`, "utf8").catch(() => null);
  return place === null ? wantedDir : (JSON.parse(place) as { dataDir: string }).dataDir;
}

async function findRunning(dataDir: string, database: string): Promise<string | null> {
  const pidFile = await readFile(join(dataDir, "postmaster.pid"), "utf8").catch(() => null);
  const password = await readFile(`${dataDir}.password`, "utf8").catch(() => null);
  if (pidFile === null || password === null) return null;
  // postmaster.pid: pid, data folder, start time, port, socket folder, …
  const [pid, , , port] = pidFile.split("\n");
  if (!(await isServerOf(Number(pid), dataDir))) return null;
  return `postgres://${SERVER_USER}:${password.trim()}@127.0.0.1:${port}/${database}`;
}
