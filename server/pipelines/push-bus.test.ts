import fc from "fast-check";
import { expect, test } from "vitest";
import type { PushMessage } from "#domain/push";
import { publishPush, subscribePush } from "#server/pipelines/push-bus";
import { createLocalBus } from "#stream/bus";

async function through(messages: PushMessage<string>[]) {
  const bus = createLocalBus();
  const batches: PushMessage<string>[][] = [];
  subscribePush(bus, (batch) => batches.push(batch));
  publishPush(bus, messages);
  await Promise.resolve();
  return batches;
}

test("a batch travels as one message, each topic's bodies in their order with their sequences", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom("events.310115", "alerts.all"), fc.json())),
      async (rows) => {
        const seqs = new Map<string, number>();
        const messages = rows.map(([topic, body]) => {
          const seq = (seqs.get(topic) ?? 40) + 1;
          seqs.set(topic, seq);
          return { topic, seq, body } as PushMessage<string>;
        });
        const batches = await through(messages);
        expect(batches).toHaveLength(messages.length === 0 ? 0 : 1);
        for (const topic of seqs.keys())
          expect(batches.flat().filter((message) => message.topic === topic)).toEqual(
            messages.filter((message) => message.topic === topic),
          );
      },
    ),
  );
});

test("what would be too long for one message goes in several", async () => {
  const body = JSON.stringify("险".repeat(200_000));
  const messages = [1, 2, 3, 4].map((seq) => ({ topic: "events.310115", seq, body }) as PushMessage<string>);
  const batches = await through(messages);
  expect(batches.length).toBe(2);
  expect(batches.flat()).toEqual(messages);
});
