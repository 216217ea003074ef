import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { partitionOf } from "#domain/partition";
import type { Bus } from "#stream/bus";
import { StreamFullError } from "#stream/errors";
import type { StreamLag } from "#stream/lag";
import {
  decodeEvent,
  type EventPublisher,
  encodeEvent,
  type PartitionConsumer,
  type PartitionConsumerOptions,
  type StreamMessage,
} from "#stream/message";
import { makeEvent, sleep, until } from "#stream/testing/events";

/** What the room gives to pipelines, on NATS and in memory. */
export interface StreamUnderTest {
  readonly publisher: EventPublisher;
  readonly bus: Bus;
  consume(options: PartitionConsumerOptions): Promise<PartitionConsumer>;
  lag(): Promise<StreamLag>;
  /** Ends all that was opened. */
  stop(): Promise<void>;
}

export interface StreamLimits {
  readonly maxMessages?: number;
  readonly ackWaitMs?: number;
}

/** Numbered rules that every implementation keeps; test names begin with the rule's id. */
export function describeStreamContract(
  name: string,
  open: (limits?: StreamLimits) => Promise<StreamUnderTest>,
): void {
  describe(`stream contract: ${name}`, () => {
    let stream: StreamUnderTest;
    beforeAll(async () => {
      stream = await open();
    });
    afterAll(() => stream.stop());

    it("[ST-1] an acknowledged message has a sequence, and is delivered with its body and headers", async () => {
      const event = makeEvent("st1", "e:1");
      const [result] = await stream.publisher.publish([{ ...encodeEvent(event), traceparent: "00-trace" }]);
      expect(result).toMatchObject({ ok: true, duplicate: false });
      const [message] = await take(stream, partitionOf("e:1"), 1);
      expect(message?.seq).toBe(result?.ok && result.seq);
      expect(message).toMatchObject({ kind: "sentiment", partition: partitionOf("e:1"), deliveries: 1 });
      expect(message?.headers.get("traceparent")).toBe("00-trace");
      expect(decodeEvent(message?.data as Uint8Array)).toEqual(event);
    });

    it("[ST-2] the same id inside the window is a duplicate and is delivered once; another body under it passes", async () => {
      const event = makeEvent("st2", "e:2");
      const other = { ...event, hash: "f".repeat(32) };
      const results = await stream.publisher.publish([
        encodeEvent(event),
        encodeEvent(event),
        encodeEvent(other),
      ]);
      expect(results.map((result) => result.ok && result.duplicate)).toEqual([false, true, false]);
      const messages = await take(stream, partitionOf("e:2"), 2);
      expect(messages.map((message) => decodeEvent(message.data).hash)).toEqual([event.hash, other.hash]);
      expect(await pendingIn(stream, partitionOf("e:2"))).toBe(0);
    });

    it("[ST-3] one partition is delivered in the order of publishing", async () => {
      const sent = Array.from({ length: 500 }, (_, i) => encodeEvent(makeEvent(`st3-${i}`, "e:3")));
      await stream.publisher.publish(sent);
      const messages = await take(stream, partitionOf("e:3"), 500);
      expect(messages.map((message) => decodeEvent(message.data).uid)).toEqual(
        sent.map((_, i) => `test/st3-${i}`),
      );
      const seqs = messages.map((message) => message.seq);
      expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    });

    it("[ST-4] no more than maxInFlight are handed out before some are ended", async () => {
      await stream.publisher.publish(
        Array.from({ length: 60 }, (_, i) => encodeEvent(makeEvent(`st4-${i}`, "e:4"))),
      );
      const open: StreamMessage[] = [];
      const consumer = await stream.consume({
        partition: partitionOf("e:4"),
        maxInFlight: 16,
        onMessage: (message) => open.push(message),
      });
      await until(() => open.length >= 16);
      await sleep(150);
      expect(open).toHaveLength(16);
      let ended = 0;
      while (ended < 60) {
        await until(() => open.length > 0);
        for (const message of open.splice(0)) {
          message.ack();
          ended++;
        }
        expect(consumer.stats().inFlight).toBeLessThanOrEqual(16);
      }
      await consumer.stop();
      expect(consumer.stats()).toMatchObject({ received: 60, acked: 60, inFlight: 0 });
    });

    it("[ST-5] nak(delay) brings the message back not before the delay, with its count raised; others pass it", async () => {
      await stream.publisher.publish(["a", "b"].map((id) => encodeEvent(makeEvent(`st5-${id}`, "e:5"))));
      const log: { uid: string; deliveries: number; at: number }[] = [];
      const consumer = await stream.consume({
        partition: partitionOf("e:5"),
        onMessage: (message) => {
          const { uid } = decodeEvent(message.data);
          log.push({ uid, deliveries: message.deliveries, at: Date.now() });
          if (uid === "test/st5-a" && message.deliveries < 3) message.nak(message.deliveries * 150);
          else message.ack();
        },
      });
      await until(() => log.length === 4);
      await consumer.stop();
      expect(log.map(({ uid, deliveries }) => [uid, deliveries])).toEqual([
        ["test/st5-a", 1],
        ["test/st5-b", 1],
        ["test/st5-a", 2],
        ["test/st5-a", 3],
      ]);
      expect((log[2]?.at ?? 0) - (log[0]?.at ?? 0)).toBeGreaterThanOrEqual(140);
      expect((log[3]?.at ?? 0) - (log[2]?.at ?? 0)).toBeGreaterThanOrEqual(290);
      expect(consumer.stats()).toMatchObject({ naked: 2, acked: 2, redelivered: 2 });
    });

    it("[ST-6] term ends a message for good, and a second ending does nothing", async () => {
      await stream.publisher.publish([encodeEvent(makeEvent("st6", "e:6"))]);
      const [message] = await take(stream, partitionOf("e:6"), 1, (taken) => {
        taken.term("not an event of ours");
        taken.ack();
        taken.nak(0);
      });
      expect(message?.deliveries).toBe(1);
      await sleep(100);
      expect(await pendingIn(stream, partitionOf("e:6"))).toBe(0);
    });

    it("[ST-7] stop gives back at once what is not ended, and the next consumer gets it in order", async () => {
      await stream.publisher.publish(
        Array.from({ length: 20 }, (_, i) => encodeEvent(makeEvent(`st7-${i}`, "e:7"))),
      );
      const held: StreamMessage[] = [];
      const first = await stream.consume({
        partition: partitionOf("e:7"),
        maxInFlight: 12,
        onMessage: (message) => held.push(message),
      });
      await until(() => held.length === 12);
      held[0]?.ack();
      await first.stop({ drainMs: 0 });
      const startedAt = Date.now();
      const messages = await take(stream, partitionOf("e:7"), 19, undefined, { takeOver: true });
      expect(Date.now() - startedAt).toBeLessThan(5000);
      expect(messages.map((message) => decodeEvent(message.data).uid)).toEqual(
        Array.from({ length: 19 }, (_, i) => `test/st7-${i + 1}`),
      );
    });

    it("[ST-8] stop waits for what is in flight when it ends in time", async () => {
      await stream.publisher.publish([encodeEvent(makeEvent("st8", "e:8"))]);
      let ended = false;
      let taken = false;
      const consumer = await stream.consume({
        partition: partitionOf("e:8"),
        onMessage: (message) => {
          taken = true;
          setTimeout(() => {
            ended = true;
            message.ack();
          }, 200);
        },
      });
      await until(() => taken);
      await consumer.stop({ drainMs: 3000 });
      expect(ended).toBe(true);
      expect(consumer.stats()).toMatchObject({ acked: 1, naked: 0 });
    });

    it("[ST-9] what is held longer than the acknowledgement wait is not handed out twice", async () => {
      const quick = await open({ ackWaitMs: 600 });
      await quick.publisher.publish([encodeEvent(makeEvent("st9", "e:9"))]);
      const held: StreamMessage[] = [];
      const consumer = await quick.consume({
        partition: partitionOf("e:9"),
        onMessage: (message) => held.push(message),
      });
      await until(() => held.length > 0);
      await sleep(2000);
      expect(held).toHaveLength(1);
      held[0]?.ack();
      await consumer.stop();
      expect(await pendingIn(quick, partitionOf("e:9"))).toBe(0);
      await quick.stop();
    });

    it("[ST-10] a full stream refuses the rest as stream-full, and takes more once some are ended", async () => {
      const small = await open({ maxMessages: 10 });
      const sent = Array.from({ length: 14 }, (_, i) => encodeEvent(makeEvent(`st10-${i}`, "e:10")));
      const results = await small.publisher.publish(sent);
      expect(results.map((result) => result.ok)).toEqual([...Array(10).fill(true), ...Array(4).fill(false)]);
      const refused = results[13];
      expect(refused?.ok === false && refused.error).toBeInstanceOf(StreamFullError);
      expect(refused?.ok === false && refused.error.code).toBe("stream-full");
      expect((await small.lag()).fill).toBe(1);
      await take(small, partitionOf("e:10"), 10);
      await until(async () => (await small.lag()).messages === 0);
      const again = await small.publisher.publish(sent.slice(10));
      expect(again.every((result) => result.ok && !result.duplicate)).toBe(true);
      await small.stop();
    });

    it("[ST-11] the lag counts what waits in each partition", async () => {
      const partition = partitionOf("e:11");
      await stream.publisher.publish(
        Array.from({ length: 5 }, (_, i) => encodeEvent(makeEvent(`st11-${i}`, "e:11"))),
      );
      expect(await pendingIn(stream, partition)).toBe(5);
      expect((await stream.lag()).bytes).toBeGreaterThan(0);
      await take(stream, partition, 5);
      await until(async () => (await pendingIn(stream, partition)) === 0);
    });

    it("[ST-12] the bus delivers to every subscriber of a pattern, once", async () => {
      const all: string[] = [];
      const stops = [
        stream.bus.subscribe("push.events.>", (subject, data) => all.push(`${subject} ${text(data)}`)),
        stream.bus.subscribe("push.*.310115", (subject) => all.push(subject)),
      ];
      await sleep(50);
      stream.bus.publish("push.events.310115", "hello");
      stream.bus.publish("push.alerts.310101", "no one");
      await until(() => all.length === 2);
      await sleep(50);
      expect(all.sort()).toEqual(["push.events.310115", "push.events.310115 hello"]);
      for (const stop of stops) stop();
    });
  });
}

/** Consumes `count` messages of a partition, ending each (by default with ack), and stops. */
export async function take(
  stream: Pick<StreamUnderTest, "consume">,
  partition: number,
  count: number,
  end: (message: StreamMessage) => void = (message) => message.ack(),
  options: Partial<PartitionConsumerOptions> = {},
): Promise<StreamMessage[]> {
  const messages: StreamMessage[] = [];
  const consumer = await stream.consume({
    ...options,
    partition,
    onMessage: (message) => {
      messages.push(message);
      end(message);
    },
  });
  await until(() => messages.length >= count);
  await consumer.stop();
  return messages;
}

async function pendingIn(stream: StreamUnderTest, partition: number): Promise<number> {
  const lag = (await stream.lag()).partitions[partition];
  return (lag?.pending ?? 0) + (lag?.unacknowledged ?? 0);
}

const text = (data: Uint8Array) => new TextDecoder().decode(data);
