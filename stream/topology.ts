import { setTimeout as delay } from "node:timers/promises";
import {
  AckPolicy,
  type ConsumerConfig,
  DeliverPolicy,
  DiscardPolicy,
  type JetStreamManager,
  jetstreamManager,
  ReplayPolicy,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from "@nats-io/jetstream";
import { PARTITIONS } from "#domain/partition";
import type { StreamConnection } from "#stream/connection";
import { EVENTS_STREAM, EVENTS_SUBJECTS, partitionConsumerName, partitionFilter } from "#stream/subjects";

export interface TopologyConfig {
  /** When this is full, publishing is refused (429 at the ingest). */
  readonly maxBytes: number;
  /** -1 for no bound but bytes. */
  readonly maxMessages: number;
  readonly duplicateWindowMs: number;
  readonly replicas: number;
  /** How long a delivered message may stay unended before it is delivered again. */
  readonly ackWaitMs: number;
  /** Server-side bound of unended messages a partition. */
  readonly maxAckPending: number;
}

export const DEFAULT_TOPOLOGY = {
  maxBytes: 2 * 1024 ** 3,
  maxMessages: -1,
  duplicateWindowMs: 2 * 60_000,
  replicas: 1,
  ackWaitMs: 30_000,
  maxAckPending: 4096,
} as const satisfies TopologyConfig;

export interface Topology {
  readonly manager: JetStreamManager;
  readonly config: TopologyConfig;
  /** Makes the consumer of one partition if it is missing. `fresh` deletes it first: see PartitionConsumerOptions. */
  ensurePartition(partition: number, fresh?: boolean): Promise<void>;
}

/** Makes stream and consumers, or brings existing ones to the configuration. Safe to run from many processes at once. */
export async function createTopology(
  connection: StreamConnection,
  config: TopologyConfig,
): Promise<Topology> {
  const manager = await jetstreamManager(connection.nats, { timeout: 10_000, checkAPI: false });
  await ensureStream(manager, streamConfig(config));

  async function ensurePartition(partition: number, fresh = false): Promise<void> {
    // Deleting a consumer of a work queue leaves its messages in the stream: the new one starts at the oldest.
    if (fresh)
      await manager.consumers.delete(EVENTS_STREAM, partitionConsumerName(partition)).catch(ignoreMissing);
    const wanted = consumerConfig(partition, config);
    try {
      await manager.consumers.add(EVENTS_STREAM, wanted);
    } catch (error) {
      // One of an earlier version that differs in what cannot be changed.
      if (fresh || !(await hasConsumer(manager, partition))) throw error;
      await ensurePartition(partition, true);
    }
  }

  for (let partition = 0; partition < PARTITIONS; partition++) await ensurePartition(partition);
  return { manager, config, ensurePartition };
}

async function hasConsumer(manager: JetStreamManager, partition: number): Promise<boolean> {
  try {
    await manager.consumers.info(EVENTS_STREAM, partitionConsumerName(partition));
    return true;
  } catch (error) {
    ignoreMissing(error);
    return false;
  }
}

async function ensureStream(
  manager: JetStreamManager,
  config: Partial<StreamConfig> & { name: string },
): Promise<void> {
  if (!(await hasStream(manager, config.name))) {
    try {
      await manager.streams.add(config);
      return;
    } catch (error) {
      // Another process made it at the same moment: the server had already put its storage aside.
      await delay(500);
      if (!(await hasStream(manager, config.name))) throw error;
    }
  }
  await manager.streams.update(config.name, config);
}

async function hasStream(manager: JetStreamManager, name: string): Promise<boolean> {
  try {
    await manager.streams.info(name);
    return true;
  } catch (error) {
    ignoreMissing(error);
    return false;
  }
}

function streamConfig(config: TopologyConfig): Partial<StreamConfig> & { name: string } {
  return {
    name: EVENTS_STREAM,
    subjects: [EVENTS_SUBJECTS],
    retention: RetentionPolicy.Workqueue,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_bytes: config.maxBytes,
    max_msgs: config.maxMessages,
    duplicate_window: nanos(config.duplicateWindowMs),
    num_replicas: config.replicas,
    deny_delete: false,
  };
}

function consumerConfig(partition: number, config: TopologyConfig): Partial<ConsumerConfig> {
  return {
    durable_name: partitionConsumerName(partition),
    filter_subject: partitionFilter(partition),
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    replay_policy: ReplayPolicy.Instant,
    ack_wait: nanos(config.ackWaitMs),
    max_ack_pending: config.maxAckPending,
    max_deliver: -1,
    max_waiting: 64,
    num_replicas: config.replicas,
    // What was acknowledged has left the stream (a work queue), and whoever takes a partition over makes its consumer
    // anew: a file of acknowledgements would be written with each and never read.
    mem_storage: true,
  };
}

function ignoreMissing(error: unknown): void {
  const name = error instanceof Error ? error.name : "";
  if (name !== "StreamNotFoundError" && name !== "ConsumerNotFoundError") throw error;
}

function nanos(ms: number): number {
  return ms * 1_000_000;
}
