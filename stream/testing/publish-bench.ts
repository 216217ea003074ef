import { jetstream } from "@nats-io/jetstream";
import { headers } from "@nats-io/nats-core";
import { createPartitionConsumer } from "#stream/consumer";
import { encodeEvent } from "#stream/message";
import { createPublisher } from "#stream/publisher";
import { EVENTS_STREAM, partitionConsumerName } from "#stream/subjects";
import { makeEvent } from "#stream/testing/events";
import { createTestNats } from "#stream/testing/nats";

/**
 * Messages a second of this room against the client library's own ways, alternating on one server and one stream:
 * publishing with acknowledgement, 2,000 in flight; consuming one partition with explicit acknowledgement.
 * How to run it is in the room's README.
 */
const MESSAGES = Number(process.argv[2] ?? 40_000);
const ROUNDS = 3;

const nats = await createTestNats({ syncInterval: process.argv[3] ?? "2m" });
const connection = await nats.connect();
const topology = await nats.topology(connection);
const publisher = createPublisher({ connection });
const js = jetstream(connection.nats);
const out: Record<string, number[]> = {
  ours: [],
  "js.publish": [],
  "our consumer": [],
  "consume, callback": [],
  "consume, iterator": [],
};
let serial = 0;
const drained: (() => Promise<unknown>)[] = [];

for (let round = 0; round < ROUNDS; round++) {
  await measure("ours", publishOurs);
  await measure("our consumer", consumeOurs);
  await measure("js.publish", publishTheirs);
  await measure("consume, callback", consumeCallback);
  await measure("ours", publishOurs, false);
  await measure("consume, iterator", consumeIterator);
}
for (const [name, rates] of Object.entries(out)) {
  process.stdout.write(
    `${name.padEnd(20)} ${rates.map((rate) => rate.toFixed(0).padStart(8)).join(" ")}  messages/s\n`,
  );
}
await publisher.stop();
await nats.stop();

async function measure(name: string, run: () => Promise<void>, keep = true): Promise<void> {
  const startedMs = performance.now();
  await run();
  if (keep) out[name]?.push(MESSAGES / ((performance.now() - startedMs) / 1000));
}

async function publishOurs(): Promise<void> {
  const batches: Promise<unknown>[] = [];
  for (let i = 0; i < MESSAGES; i += 50) {
    batches.push(
      publisher.publish(Array.from({ length: 50 }, () => encodeEvent(makeEvent(`b${serial++}`, "e:1")))),
    );
    if (batches.length >= 40) await batches.shift();
  }
  await Promise.all(batches);
}

async function publishTheirs(): Promise<void> {
  const pending: Promise<unknown>[] = [];
  for (let i = 0; i < MESSAGES; i++) {
    const message = encodeEvent(makeEvent(`b${serial++}`, "e:1"));
    const messageHeaders = headers();
    messageHeaders.set("Nats-Msg-Id", message.messageId);
    pending.push(js.publish(message.subject, message.data, { headers: messageHeaders }));
    if (pending.length >= 2000) await Promise.all(pending.splice(0, 50));
  }
  await Promise.all(pending);
}

async function consumeOurs(): Promise<void> {
  let left = MESSAGES;
  const { partition } = readPartition();
  await new Promise<void>((resolve, reject) => {
    createPartitionConsumer(
      { connection, topology },
      {
        partition,
        maxInFlight: 1000,
        onMessage: (message) => {
          message.ack();
          if (--left === 0) resolve();
        },
      },
    ).then((consumer) => void drained.push(() => consumer.stop()), reject);
  });
  await stopDrained();
}

async function stopDrained(): Promise<void> {
  for (const stop of drained.splice(0)) await stop();
  await connection.flush();
}

async function consumeCallback(): Promise<void> {
  let left = MESSAGES;
  const consumer = await js.consumers.get(EVENTS_STREAM, partitionConsumerName(readPartition().partition));
  await new Promise<void>((resolve, reject) => {
    consumer
      .consume({
        max_messages: 1000,
        callback: (message) => {
          message.ack();
          if (--left === 0) resolve();
        },
      })
      .then((messages) => void drained.push(() => messages.close()), reject);
  });
  await stopDrained();
}

async function consumeIterator(): Promise<void> {
  let left = MESSAGES;
  const consumer = await js.consumers.get(EVENTS_STREAM, partitionConsumerName(readPartition().partition));
  for await (const message of await consumer.consume({ max_messages: 1000 })) {
    message.ack();
    if (--left === 0) break;
  }
  await connection.flush();
}

function readPartition(): { partition: number } {
  return { partition: Number(encodeEvent(makeEvent("p", "e:1")).subject.split(".").at(-1)) };
}
