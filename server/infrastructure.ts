import { join } from "node:path";
import type { Config } from "#server/config";
import type { Lifetime } from "#server/lifetime";
import type { Log } from "#server/log";
import { type PreparedDatabase, prepareDatabase } from "#store/database";
import { createEmbeddedServer, type EmbeddedServer } from "#store/embedded";
import { createPool, type PgPool } from "#store/pool";
import { type Bus, createBus } from "#stream/bus";
import { createConnection, type StreamConnection } from "#stream/connection";
import type { EventPublisher } from "#stream/message";
import { createNatsServer, type NatsServer } from "#stream/nats-server";
import { createPublisher } from "#stream/publisher";
import { createTopology, DEFAULT_TOPOLOGY, type Topology } from "#stream/topology";

/** The database and the stream: given by address, or started here as children. */
export interface Infrastructure {
  readonly databaseUrl: string;
  /** For tools: over TCP when the server is ours. */
  readonly toolDatabaseUrl: string;
  readonly natsUrl: string;
  readonly natsToken: string | null;
  readonly prepared: PreparedDatabase;
  readonly pool: PgPool;
  /** One connection for each lane of detection. */
  readonly lanePool: PgPool;
  readonly connection: StreamConnection;
  readonly topology: Topology;
  readonly publisher: EventPublisher;
  readonly bus: Bus;
  /** Children of this process. */
  readonly children: { readonly postgres: EmbeddedServer | null; readonly nats: NatsServer | null };
}

export interface InfrastructureDeps {
  readonly log: Log;
  readonly step: <T>(what: string, work: () => Promise<T>) => Promise<T>;
  readonly fail: (error: unknown) => void;
  readonly lifetime: Lifetime;
}

export async function createInfrastructure(
  config: Config,
  instance: string,
  deps: InfrastructureDeps,
): Promise<Infrastructure> {
  const { log, step, lifetime } = deps;
  let postgres: EmbeddedServer | null = null;
  let nats: NatsServer | null = null;
  const [databaseUrl, stream] = await lifetime.during(
    settleAll([
      step("database", async () => {
        if (config.DATABASE_URL !== null) return config.DATABASE_URL;
        postgres = await createEmbeddedServer({
          dataDir: join(config.varDir, "pg"),
          ...(config.PG_PORT === 0 ? {} : { port: config.PG_PORT }),
          log: (message, fields) => log.info({ part: "postgres", ...fields }, message),
          onExit: (code) => deps.fail(new ChildEndedError("PostgreSQL", code)),
        });
        await lifetime.add(postgres.stop);
        return postgres.url;
      }),
      step("stream", async () => {
        if (config.NATS_URL !== null) return { url: config.NATS_URL, token: config.NATS_TOKEN };
        nats = await createNatsServer(
          {
            binary: config.NATS_SERVER ?? "nats-server",
            dir: join(config.varDir, "nats"),
            port: config.NATS_PORT,
            maxFileStoreBytes: config.STREAM_MAX_BYTES * 2,
            syncInterval: config.NATS_SYNC,
          },
          {
            onEvent: (event) => {
              if (event.type === "gave-up") deps.fail(event.error);
              log.info({ part: "nats", ...event }, "nats-server");
            },
          },
        );
        await lifetime.add(nats.stop);
        return { url: nats.url, token: nats.token };
      }),
    ]),
  );
  const prepared = await step("schema", () => prepareDatabase(databaseUrl));
  const pool = createPool({
    url: databaseUrl,
    max: config.DATABASE_POOL,
    applicationName: `guanlan ${instance}`,
    onIdleError: (error) => log.warn({ err: error }, "an idle database connection broke"),
  });
  await lifetime.add(() => pool.stop());
  const lanePool = createPool({
    url: databaseUrl,
    max: config.DETECT_LANES,
    keepPlans: true,
    applicationName: `guanlan ${instance}`,
    onIdleError: (error) => log.warn({ err: error }, "an idle connection of a lane broke"),
  });
  await lifetime.add(() => lanePool.stop());
  const connection = await createConnection(
    {
      servers: stream.url,
      ...(stream.token === null ? {} : { token: stream.token }),
      name: `guanlan ${instance}`,
    },
    {
      onDisconnect: () => log.warn({}, "stream connection lost"),
      onReconnect: () => log.info({}, "stream connection is back"),
      onFault: deps.fail,
    },
  );
  await lifetime.add(() => connection.stop());
  const topology = await createTopology(connection, {
    ...DEFAULT_TOPOLOGY,
    maxBytes: config.STREAM_MAX_BYTES,
    replicas: config.NATS_REPLICAS,
  });
  const publisher = createPublisher({ connection });
  await lifetime.add(() => publisher.stop());
  return {
    databaseUrl,
    toolDatabaseUrl: (postgres as EmbeddedServer | null)?.tcpUrl ?? databaseUrl,
    natsUrl: stream.url,
    natsToken: stream.token,
    prepared,
    pool,
    lanePool,
    connection,
    topology,
    publisher,
    bus: createBus({ connection }),
    children: { postgres, nats },
  };
}

/** As Promise.all, but waits for all of them first: one that fails must not leave another behind, half started. */
async function settleAll<A, B>(works: [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

export class ChildEndedError extends Error {
  readonly code = "start.child-ended";
  constructor(what: string, code: number | null) {
    super(`${what} ended by itself (${code ?? "killed"})`);
  }
}
