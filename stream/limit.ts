import { jetstreamManager } from "@nats-io/jetstream";
import type { StreamConnection } from "#stream/connection";
import { EVENTS_STREAM, partitionConsumerName } from "#stream/subjects";

/** For fault tests: bounds the stream to `bytes` for a while. Gives what sets it back. */
export async function jetstreamLimit(
  connection: StreamConnection,
  bytes: number,
): Promise<() => Promise<void>> {
  const manager = await jetstreamManager(connection.nats);
  const { config } = await manager.streams.info(EVENTS_STREAM);
  await manager.streams.update(EVENTS_STREAM, { ...config, max_bytes: bytes });
  return async () => {
    await manager.streams.update(EVENTS_STREAM, { ...config });
  };
}

/** For fault tests: takes a partition's durable consumer away from under its owner. */
export async function deletePartitionConsumer(
  connection: StreamConnection,
  partition: number,
): Promise<void> {
  const manager = await jetstreamManager(connection.nats);
  await manager.consumers.delete(EVENTS_STREAM, partitionConsumerName(partition)).catch(() => undefined);
}
