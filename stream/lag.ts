import { PARTITIONS } from "#domain/partition";
import { EVENTS_STREAM } from "#stream/subjects";
import type { Topology } from "#stream/topology";

export interface PartitionLag {
  readonly partition: number;
  /** Stored and not delivered yet. */
  readonly pending: number;
  /** Delivered and not ended yet. */
  readonly unacknowledged: number;
  readonly redelivered: number;
}

export interface StreamLag {
  readonly messages: number;
  readonly bytes: number;
  readonly maxBytes: number;
  /** 0–1: how full the stream is by its nearer bound. The ingest slows its sources down before 1 refuses them. */
  readonly fill: number;
  readonly partitions: readonly PartitionLag[];
}

/** Two requests, whatever the number of partitions. */
export async function readLag(topology: Topology): Promise<StreamLag> {
  const { manager } = topology;
  const [info, consumers] = await Promise.all([
    manager.streams.info(EVENTS_STREAM),
    manager.consumers.list(EVENTS_STREAM).next(),
  ]);
  const { max_bytes: maxBytes, max_msgs: maxMessages } = info.config;
  const partitions = Array.from({ length: PARTITIONS }, (_, partition) => {
    const found = consumers.find((consumer) => consumer.name === `detect-${partition}`);
    return {
      partition,
      pending: found?.num_pending ?? 0,
      unacknowledged: found?.num_ack_pending ?? 0,
      redelivered: found?.num_redelivered ?? 0,
    };
  });
  const { messages, bytes } = info.state;
  return {
    messages,
    bytes,
    maxBytes,
    fill: Math.max(maxBytes > 0 ? bytes / maxBytes : 0, maxMessages > 0 ? messages / maxMessages : 0),
    partitions,
  };
}
