import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { partitionOf } from "#domain/partition";
import { createPartitionConsumer } from "#stream/consumer";
import { readLag } from "#stream/lag";
import { decodeEvent, encodeEvent, type StreamMessage } from "#stream/message";
import { createPublisher, DEFAULT_PUBLISHER } from "#stream/publisher";
import { EVENTS_STREAM, partitionConsumerName } from "#stream/subjects";
import { take } from "#stream/testing/contract";
import { makeEvent, sleep, until } from "#stream/testing/events";
import { createTestNats, type TestNats } from "#stream/testing/nats";

const KEYS = ["e:1", "e:2", "e:3", "e:4"];

describe("nats-server is killed and comes back", () => {
  let nats: TestNats;
  beforeEach(async () => {
    nats = await createTestNats();
  });
  afterEach(() => nats.stop());

  it("[ST-20] nothing acknowledged is lost over five kill -9 under load; and each key is first seen in its order", async () => {
    const connection = await nats.connect();
    const topology = await nats.topology(connection);
    const publisher = createPublisher({ connection });
    const seen = new Map<string, number>();
    const firstSeen: Record<string, number[]> = {};
    const consumers = await Promise.all(
      [...new Set(KEYS.map(partitionOf))].map((partition) =>
        createPartitionConsumer(
          { connection, topology },
          {
            partition,
            takeOver: true,
            onMessage: (message) => {
              const { uid, key } = decodeEvent(message.data);
              if (!seen.has(uid)) {
                firstSeen[key] ??= [];
                firstSeen[key].push(Number(uid.split("-")[1]));
              }
              seen.set(uid, (seen.get(uid) ?? 0) + 1);
              setTimeout(() => message.ack(), 5);
            },
          },
        ),
      ),
    );

    const acknowledged = new Set<string>();
    let stop = false;
    let next = 0;
    const load = (async () => {
      while (!stop) {
        const events = Array.from({ length: 40 }, () =>
          makeEvent(`k-${next++}`, KEYS[next % KEYS.length] as string),
        );
        const results = await publisher.publish(events.map(encodeEvent));
        results.forEach((result, i) => {
          if (result.ok) acknowledged.add(events[i]?.uid as string);
        });
        await sleep(5);
      }
    })();
    for (let kill = 0; kill < 5; kill++) {
      await sleep(600);
      const before = nats.server.pid();
      nats.server.kill("SIGKILL");
      await until(() => nats.server.pid() !== before);
      await nats.server.ready();
    }
    await sleep(600);
    stop = true;
    await load;

    expect(acknowledged.size).toBeGreaterThan(500);
    await until(() => [...acknowledged].every((uid) => seen.has(uid)));
    // Well before the acknowledgement wait of 30 s: the owner has had all delivered anew.
    await until(async () => {
      const { partitions } = await readLag(topology);
      return partitions.every(({ pending, unacknowledged }) => pending + unacknowledged === 0);
    }, 10_000);
    for (const order of Object.values(firstSeen)) expect(order).toEqual([...order].sort((a, b) => a - b));
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await publisher.stop();
  });

  it("[ST-26] what was on its way when the connection broke comes at once and in order", async () => {
    const connection = await nats.connect();
    const topology = await nats.topology(connection);
    const sender = await nats.connect("sender");
    const publisher = createPublisher({ connection: sender });
    const first: number[] = [];
    const seen = new Set<number>();
    const consumer = await createPartitionConsumer(
      { connection, topology },
      {
        partition: partitionOf("e:1"),
        takeOver: true,
        maxInFlight: 200,
        onMessage: (message) => {
          const n = Number(decodeEvent(message.data).uid.split("-")[1]);
          if (!seen.has(n)) first.push(n);
          seen.add(n);
          setTimeout(() => message.ack(), 2);
        },
      },
    );
    const total = 6000;
    const load = (async () => {
      for (let i = 0; i < total; i += 50) {
        await publisher.publish(
          Array.from({ length: 50 }, (_, k) => encodeEvent(makeEvent(`c-${i + k}`, "e:1"))),
        );
        await sleep(10);
      }
    })();
    for (let cut = 0; cut < 6; cut++) {
      await sleep(200);
      await connection.nats.reconnect();
    }
    await load;
    await until(() => seen.size === total, 10_000);
    expect(first).toEqual([...first].sort((a, b) => a - b));
    expect(consumer.stats().resets).toBeGreaterThanOrEqual(5);
    await until(async () => (await readLag(topology)).messages === 0, 10_000);
    await consumer.stop();
    await publisher.stop();
  });

  it("[ST-21] an idle consumer delivers again within seconds of a restart", async () => {
    const connection = await nats.connect();
    const topology = await nats.topology(connection);
    const publisher = createPublisher({ connection });
    const got: StreamMessage[] = [];
    const consumer = await createPartitionConsumer(
      { connection, topology },
      { partition: partitionOf("e:1"), onMessage: takeInto(got) },
    );
    await sleep(200);
    nats.server.kill("SIGKILL");
    await until(() => !connection.connected());
    const sentAt = Date.now();
    const [result] = await publisher.publish([encodeEvent(makeEvent("idle", "e:1"))]);
    expect(result?.ok).toBe(true);
    await until(() => got.length === 1);
    expect(Date.now() - sentAt).toBeLessThan(5000);
    expect(consumer.stats().resets).toBeGreaterThanOrEqual(1);
    await consumer.stop();
    await publisher.stop();
  });

  it("[ST-22] a server that stands still for a while is taken up again", async () => {
    const connection = await nats.connect();
    const topology = await nats.topology(connection);
    const publisher = createPublisher({ connection }, { ...DEFAULT_PUBLISHER, ackTimeoutMs: 1000 });
    const got: StreamMessage[] = [];
    const consumer = await createPartitionConsumer(
      { connection, topology },
      { partition: partitionOf("e:1"), onMessage: takeInto(got) },
    );
    nats.server.kill("SIGSTOP");
    const sending = publisher.publish([encodeEvent(makeEvent("stopped", "e:1"))]);
    await sleep(6000);
    nats.server.kill("SIGCONT");
    expect((await sending)[0]).toMatchObject({ ok: true });
    await until(() => got.length >= 1);
    await publisher.publish([encodeEvent(makeEvent("after", "e:1"))]);
    await until(() => got.some((message) => decodeEvent(message.data).uid === "test/after"));
    await consumer.stop();
    await publisher.stop();
  });

  it("[ST-23] without a server, publishing waits for its deadline and then says unavailable", async () => {
    const connection = await nats.connect();
    await nats.topology(connection);
    const publisher = createPublisher({ connection }, { ...DEFAULT_PUBLISHER, deadlineMs: 700 });
    nats.server.kill("SIGSTOP");
    await sleep(200);
    const [result] = await publisher.publish([encodeEvent(makeEvent("late", "e:1"))]);
    expect(result?.ok === false && result.error.code).toBe("stream-unavailable");
    nats.server.kill("SIGCONT");
    await publisher.stop();
  });

  it("[ST-24] a deleted consumer is made again, unless its owner says that it lost the partition", async () => {
    const connection = await nats.connect();
    const topology = await nats.topology(connection);
    const publisher = createPublisher({ connection });
    const got: string[] = [];
    const onMessage = (message: StreamMessage) => {
      got.push(decodeEvent(message.data).uid);
      message.ack();
    };
    const stays = await createPartitionConsumer(
      { connection, topology },
      { partition: partitionOf("e:1"), onMessage },
    );
    let asked = 0;
    const gone = await createPartitionConsumer(
      { connection, topology },
      {
        partition: partitionOf("e:2"),
        onMessage,
        onLost: async () => {
          asked++;
          return false;
        },
      },
    );
    await sleep(300);
    for (const key of ["e:1", "e:2"]) {
      await topology.manager.consumers.delete(EVENTS_STREAM, partitionConsumerName(partitionOf(key)));
    }
    await publisher.publish(["e:1", "e:2"].map((key) => encodeEvent(makeEvent(`deleted-${key}`, key))));
    await until(() => got.length === 1 && asked === 1);
    await sleep(1500);
    expect(got).toEqual(["test/deleted-e:1"]);
    await stays.stop();
    await gone.stop();
    const [left] = await take(
      { consume: (options) => createPartitionConsumer({ connection, topology }, options) },
      partitionOf("e:2"),
      1,
      undefined,
      { takeOver: true },
    );
    expect(decodeEvent(left?.data as Uint8Array).uid).toBe("test/deleted-e:2");
    await publisher.stop();
  });

  it("[ST-25] what an owner that died left unended comes at once to the one that takes over, before newer messages", async () => {
    const dead = await nats.connect("dead");
    const topology = await nats.topology(dead);
    const publisher = createPublisher({ connection: dead });
    await publisher.publish(Array.from({ length: 5 }, (_, i) => encodeEvent(makeEvent(`old-${i}`, "e:1"))));
    let taken = 0;
    await createPartitionConsumer(
      { connection: dead, topology },
      { partition: partitionOf("e:1"), onMessage: () => taken++ },
    );
    await until(() => taken === 5);
    await dead.nats.close();

    const heir = await nats.connect("heir");
    const heirTopology = await nats.topology(heir);
    const heirPublisher = createPublisher({ connection: heir });
    await heirPublisher.publish([encodeEvent(makeEvent("new", "e:1"))]);
    const startedAt = Date.now();
    const messages = await take(
      {
        consume: (options) => createPartitionConsumer({ connection: heir, topology: heirTopology }, options),
      },
      partitionOf("e:1"),
      6,
      undefined,
      { takeOver: true },
    );
    expect(Date.now() - startedAt).toBeLessThan(3000);
    expect(messages.map((message) => decodeEvent(message.data).uid)).toEqual([
      ...Array.from({ length: 5 }, (_, i) => `test/old-${i}`),
      "test/new",
    ]);
    await heirPublisher.stop();
  });

  it("consumers of an earlier version are made anew; what was not acknowledged comes", async () => {
    const connection = await nats.connect();
    const { manager } = await nats.topology(connection);
    const partition = partitionOf("e:1");
    const name = partitionConsumerName(partition);
    const { config } = await manager.consumers.info(EVENTS_STREAM, name);
    await manager.consumers.delete(EVENTS_STREAM, name);
    await manager.consumers.add(EVENTS_STREAM, { ...config, mem_storage: false });
    const publisher = createPublisher({ connection });
    await publisher.publish([encodeEvent(makeEvent("kept", "e:1"))]);

    const topology = await nats.topology(connection);
    expect((await manager.consumers.info(EVENTS_STREAM, name)).config.mem_storage).toBe(true);
    const got: StreamMessage[] = [];
    await createPartitionConsumer({ connection, topology }, { partition, onMessage: takeInto(got) });
    await until(() => got.length === 1);
    expect(decodeEvent((got[0] as StreamMessage).data).uid).toBe("test/kept");
    await publisher.stop();
  });
});

function takeInto(got: StreamMessage[]): (message: StreamMessage) => void {
  return (message) => {
    got.push(message);
    message.ack();
  };
}
