import { createBus } from "#stream/bus";
import { createPartitionConsumer } from "#stream/consumer";
import { readLag } from "#stream/lag";
import { createPublisher } from "#stream/publisher";
import { describeStreamContract, type StreamLimits, type StreamUnderTest } from "#stream/testing/contract";
import { createTestNats } from "#stream/testing/nats";

describeStreamContract("nats-server", openStream);

async function openStream(limits: StreamLimits = {}): Promise<StreamUnderTest> {
  const nats = await createTestNats();
  const connection = await nats.connect();
  const topology = await nats.topology(connection, limits);
  const publisher = createPublisher({ connection });
  return {
    publisher,
    bus: createBus({ connection }),
    consume: (options) => createPartitionConsumer({ connection, topology }, options),
    lag: () => readLag(topology),
    async stop() {
      await publisher.stop();
      await nats.stop();
    },
  };
}
