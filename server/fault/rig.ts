import type { IngestResult } from "#domain/api/sources";
import { CITY, DISTRICTS, OUTSIDE } from "#domain/district";
import { INPUT_KINDS, type InputKind } from "#domain/event";
import { topicOf } from "#domain/push";
import { fillEnterprises, openSession } from "#server/bench/bench-city";
import { type Cluster, sleep } from "#server/fault/cluster";
import { type FeedClients, startFeedClients } from "#server/fault/feed-clients";
import { type Load, startLoad } from "#server/fault/load";
import type { WebhookReceiver } from "#server/fault/webhook-receiver";
import { createPool, type PgPool } from "#store/pool";
import { issueSourceKey } from "#store/source-keys";
import { ensureSource } from "#store/sources";
import { sql } from "#store/sql";
import { createConnection, type StreamConnection } from "#stream/connection";
import { deletePartitionConsumer } from "#stream/limit";
import { makeBenchSource } from "#stream/simulator/bench";

/** What a scenario may do, and what is measured round it. */
export interface Rig {
  readonly cluster: Cluster;
  readonly pool: PgPool;
  readonly connection: StreamConnection;
  readonly source: string;
  readonly clients: FeedClients;
  readonly load: Load;
  readonly say: (text: string) => void;
  /** Sends rows in one request; gives how many of them were rejected. */
  postMalformed(rows: readonly unknown[]): Promise<number>;
  postRaw(kind: InputKind, body: Buffer): Promise<string>;
  deleteConsumer(partition: number): Promise<void>;
  sendAgain(count: number): Promise<void>;
  /** Messages on the stream that are no events at all. */
  publishGarbage(count: number): Promise<void>;
  /** Requests that ingest answered with 429, 503 or 507 since the program's web member started. */
  countRefusals(): Promise<number>;
}

export interface Ground {
  readonly pool: PgPool;
  readonly connection: StreamConnection;
  readonly key: string;
  readonly source: string;
  readonly cookie: string;
  stop(): Promise<void>;
}

const SEED = 7;
export const ENTERPRISES = 400;

/** What all scenarios of one cluster stand on: enterprises, a source with its key, a person with a session. */
export async function prepareGround(cluster: Cluster): Promise<Ground> {
  const pool = createPool({ url: cluster.databaseUrl, max: 4, applicationName: "fault" });
  await fillEnterprises(pool, ENTERPRISES, SEED);
  const source = "fault";
  await ensureSource(pool, {
    id: source,
    name: "fault",
    transport: "http",
    kinds: [...INPUT_KINDS],
    simulated: true,
  });
  const { secret } = await issueSourceKey(pool, {
    sourceId: source,
    expiresAtMs: Date.now() + 86_400_000,
    createdBy: null,
    seal: null,
  });
  const cookie = await openSession(pool);
  const connection = await createConnection({
    servers: cluster.natsUrl,
    token: cluster.natsToken,
    name: "fault",
  });
  return {
    pool,
    connection,
    key: secret,
    source,
    cookie,
    async stop() {
      await connection.stop();
      await pool.stop();
    },
  };
}

export async function startRig(
  cluster: Cluster,
  ground: Ground,
  _receiver: WebhookReceiver,
  scenario: { readonly name: string; readonly perSecond: number; readonly clients: number },
  say: (text: string) => void,
): Promise<Rig> {
  const { pool, connection, key, source } = ground;
  const clients = startFeedClients(cluster.url, ground.cookie, scenario.clients, await readHeads(pool));
  await sleep(scenario.clients > 100 ? 4000 : 1000);
  const options = {
    url: cluster.url,
    key,
    source,
    run: `${scenario.name}-${Date.now()}`,
    enterprises: ENTERPRISES,
    perSecond: scenario.perSecond,
  };
  const load = startLoad(options);
  let refusals = 0;

  async function postRaw(kind: InputKind, body: Buffer): Promise<string> {
    const response = await fetch(`${cluster.url}/api/ingest/${kind}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
      body: new Uint8Array(body),
    }).catch(() => null);
    return (await response?.text()) ?? "";
  }

  return {
    cluster,
    pool,
    connection,
    source,
    clients,
    load,
    say,
    postRaw,
    async postMalformed(rows) {
      const answer = JSON.parse(
        await postRaw("complaint", Buffer.from(JSON.stringify(rows))),
      ) as IngestResult;
      return answer.results.filter((row) => row.outcome === "rejected").length;
    },
    deleteConsumer: (partition) => deletePartitionConsumer(connection, partition),
    async sendAgain(count) {
      const again = makeBenchSource({ seed: SEED, enterprises: ENTERPRISES, run: options.run, adverse: 0.3 });
      for (let n = 0; n < count; n++) {
        const { kind, envelope } = again.envelope(n, Date.now());
        if (load.acknowledged.has(envelope.id))
          await postRaw(kind, Buffer.from(JSON.stringify([{ ...envelope, source }])));
      }
    },
    async publishGarbage(count) {
      for (let n = 0; n < count; n++)
        connection.nats.publish(
          `evt.complaint.${n % 16}`,
          n % 2 === 0 ? "{not an event" : JSON.stringify({ uid: 5 }),
        );
      await connection.flush();
    },
    async countRefusals() {
      const probe = await fetch(`${cluster.url}/api/ingest/complaint`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
        body: JSON.stringify([
          {
            specversion: "1.0",
            id: `probe-${Date.now()}`,
            source,
            type: "complaint.filed",
            subject: "上海探针测试有限公司",
            data: { text: "x".repeat(2000) },
          },
        ]),
      });
      await probe.arrayBuffer();
      if (probe.status === 429 || probe.status === 503 || probe.status === 507) refusals++;
      return refusals;
    },
  };
}

/** Heads of the topics that the clients follow: all that there may be, also those that have had no message yet. */
export async function readHeads(pool: PgPool): Promise<Map<string, number>> {
  const rows = await pool.query<{ topic: string; seq: number }>(sql`select topic, seq from push_topics`);
  const heads = new Map(rows.map((row) => [row.topic, row.seq]));
  const topics = [CITY, OUTSIDE, ...DISTRICTS.map(({ code }) => code)].flatMap((district) => [
    topicOf("events", district),
    topicOf("alerts", district),
  ]);
  return new Map(topics.map((topic) => [topic, heads.get(topic) ?? 0]));
}
