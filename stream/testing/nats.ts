import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type ConnectionDeps, createConnection, type StreamConnection } from "#stream/connection";
import { createNatsServer, type NatsServer } from "#stream/nats-server";
import { createTopology, DEFAULT_TOPOLOGY, type Topology, type TopologyConfig } from "#stream/topology";

export interface TestNats {
  readonly server: NatsServer;
  connect(name?: string, deps?: ConnectionDeps): Promise<StreamConnection>;
  topology(connection: StreamConnection, config?: Partial<TopologyConfig>): Promise<Topology>;
  stop(): Promise<void>;
}

/** A nats-server of its own in a temporary folder: for tests and benches of every room that `server` ties together. */
export async function createTestNats(options: { syncInterval?: string } = {}): Promise<TestNats> {
  const dir = await mkdtemp(join(tmpdir(), "guanlan-nats-"));
  const clear = () => rm(dir, { recursive: true, force: true });
  const server = await createNatsServer({ binary: findNatsServer(), dir, ...options }).catch(
    async (error) => {
      await clear();
      throw error;
    },
  );
  const connections: StreamConnection[] = [];
  return {
    server,
    async connect(name = "test", deps = {}) {
      const connection = await createConnection({ servers: server.url, token: server.token, name }, deps);
      connections.push(connection);
      return connection;
    },
    topology: (connection, config = {}) => createTopology(connection, { ...DEFAULT_TOPOLOGY, ...config }),
    async stop() {
      await Promise.all(connections.map((connection) => connection.stop()));
      await server.stop();
      await clear();
    },
  };
}

/** NATS_SERVER (set by `npm test`), the project's cache, PATH. */
export function findNatsServer(): string {
  const candidates = [
    process.env.NATS_SERVER,
    join(process.cwd(), ".cache/tools/nats-server"),
    ...(process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "nats-server")),
  ];
  const found = candidates.find((path) => path !== undefined && path !== "" && existsSync(path));
  if (found === undefined)
    throw new Error("no nats-server: run `npm test` once, which brings it, or set NATS_SERVER");
  return found;
}
