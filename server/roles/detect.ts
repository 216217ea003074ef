import type { Registry } from "#detectors/registry";
import type { ScoreConfig } from "#domain/detect";
import { PARTITIONS, partitionOf } from "#domain/partition";
import type { Context, RunningRole } from "#server/context";
import { EnterpriseCards } from "#server/pipelines/detect/enterprise-cards";
import { EntityCache } from "#server/pipelines/detect/entities";
import { createLanes, type LaneDeps } from "#server/pipelines/detect/lane";
import { createOwnership, type Lease } from "#server/pipelines/detect/ownership";
import { LruMap } from "#server/pipelines/lru";
import { publishPush } from "#server/pipelines/push-bus";
import { deleteDerived, readStaleDerived } from "#store/batch-results";
import { insertDeadLetterRaw } from "#store/dead-letter-insert";
import type { EnterpriseCard } from "#store/enterprise-cards";
import { holdLeases, readSurplus, releaseLeases } from "#store/leases";
import { createPartitionConsumer } from "#stream/consumer";
import { decodeEvent, encodeEvent, type PartitionConsumer, type StreamMessage } from "#stream/message";
import { roleSubject } from "#stream/subjects";

/** Entities whose messages one partition may have in hand: bounds memory and what is delivered again after a crash. */
const MAX_IN_FLIGHT = 1000;
/** A derived event that was not published within this time was left behind by a killed process. */
const STALE_DERIVED_MS = 5000;

export interface DetectRole extends RunningRole {
  partitions(): readonly number[];
  registryVersion: string;
}

export async function createDetectRole(
  context: Context,
  config: { readonly score: () => ScoreConfig; readonly registry: Registry },
): Promise<DetectRole> {
  const { log, metrics, pool, publisher, bus, clock, instance } = context;
  const { registry } = config;
  const entities = new EntityCache(context.config.STATE_CACHE);
  const consumers = new Map<number, PartitionConsumer>();
  const leaseMs = context.config.LEASE_SECONDS * 1000;

  const cards = new LruMap<number, EnterpriseCard>(context.config.STATE_CACHE);
  const lanes = createLanes(
    Array.from({ length: context.config.DETECT_LANES }, () => laneDeps(new EnterpriseCards(cards))),
    { batch: context.config.DETECT_BATCH },
  );
  lanes.finished.catch(context.fail);

  function laneDeps(cards: EnterpriseCards): LaneDeps {
    return {
      owner: instance,
      registry,
      config: config.score,
      entities,
      cards,
      epochOf: (partition) => ownership.epochOf(partition),
      connect: () => context.lanePool.connect(),
      clock,
      log,
      push: (messages) => publishPush(bus, messages),
      publishDerived: async (events) => {
        const sent = await publisher.publish(
          events.map((event) => encodeEvent({ ...event, receivedMs: clock.now() })),
        );
        return events.filter((_, index) => sent[index]?.ok).map((event) => event.uid);
      },
      onOutcome: (kind, outcome, count) => metrics.events.inc({ role: "detect", kind, outcome }, count),
      onBatch: (stats) => {
        metrics.batchSeconds.observe({ stage: "detect" }, stats.ms / 1000);
        metrics.batchEvents.observe(stats.events);
        metrics.findings.inc(stats.findings);
        metrics.alerts.inc(stats.alerts);
      },
      onStored: (receivedMs) => metrics.storedSeconds.observe(Math.max(0, clock.now() - receivedMs) / 1000),
      onLost: () => ownership.suspect(),
      onAlerts: () => bus.publish(roleSubject("notify", "alerts"), ""),
    };
  }

  function receive(message: StreamMessage): void {
    const { partition } = message;
    let event: ReturnType<typeof decodeEvent>;
    try {
      event = decodeEvent(message.data);
    } catch (error) {
      void bury(message, error as Error);
      return;
    }
    lanes.push({
      partition,
      event,
      ack: () => message.ack(),
      nak: (delayMs) => message.nak(delayMs),
      term: (reason) => message.term(reason),
    });
  }

  /** Not an event at all: kept as it is, and off the stream. */
  async function bury(message: StreamMessage, error: Error): Promise<void> {
    try {
      await insertDeadLetterRaw(
        pool,
        message.subject,
        message.seq,
        message.partition,
        Buffer.from(message.data).toString("utf8"),
        error.message,
      );
      message.term("bad message");
      metrics.events.inc({ role: "detect", kind: message.kind, outcome: "dead" }, 1);
    } catch (cause) {
      log.warn({ err: cause, seq: message.seq }, "bad message not kept yet, comes again");
      message.nak(2000);
    }
  }

  const ownership = createOwnership(
    {
      hold: () => holdLeases(pool, instance, { partitions: PARTITIONS, leaseMs, role: "detect" }),
      surplus: () => readSurplus(pool, instance, { partitions: PARTITIONS, role: "detect" }),
      release: (partitions) => releaseLeases(pool, instance, partitions),
      async start({ partition }: Lease) {
        entities.dropPartition(partition, partitionOf);
        const consumer = await createPartitionConsumer(
          { connection: context.connection, topology: context.topology },
          {
            partition,
            maxInFlight: MAX_IN_FLIGHT,
            takeOver: true,
            onMessage: receive,
            onLost: async () => ownership.epochOf(partition) !== undefined,
          },
        );
        consumers.set(partition, consumer);
      },
      async stop(partition, drain) {
        const consumer = consumers.get(partition);
        consumers.delete(partition);
        if (!drain) lanes.dropPartition(partition);
        await consumer?.stop({ drainMs: drain ? 5000 : 0 });
        if (drain) lanes.dropPartition(partition);
        entities.dropPartition(partition, partitionOf);
      },
      log,
    },
    { periodMs: leaseMs / 3, leaseMs },
  );

  const sweep = setInterval(() => void sweepDerived(), STALE_DERIVED_MS);
  async function sweepDerived(): Promise<void> {
    metrics.inHand.set({ role: "detect" }, lanes.size());
    try {
      const client = await pool.connect();
      try {
        const left = await readStaleDerived(client, STALE_DERIVED_MS, 500);
        if (left.length === 0) return;
        const sent = await publisher.publish(
          left.map((event) => encodeEvent({ ...event, receivedMs: clock.now() })),
        );
        const done = left.filter((_, index) => sent[index]?.ok).map((event) => event.uid);
        if (done.length > 0) await deleteDerived(client, done);
      } finally {
        client.release();
      }
    } catch (error) {
      log.warn({ err: error }, "derived events left behind are not sent yet");
    }
  }

  return {
    registryVersion: registry.version,
    partitions: () => ownership.partitions(),
    async stop() {
      clearInterval(sweep);
      await ownership.stop();
      lanes.stop();
      await lanes.finished.catch(() => undefined);
    },
  };
}
