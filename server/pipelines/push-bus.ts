import type { PushMessage, Topic } from "#domain/push";
import type { Bus } from "#stream/bus";
import { PUSH_SUBJECTS, pushSubject, topicOfSubject } from "#stream/subjects";

/**
 * Stored push messages on their way to every realtime hub, one NATS message a topic and batch: the first sequence on
 * the first line, then one body a line (JSON holds no raw line break). What is lost here is repaired from the store.
 */
export function publishPush(bus: Bus, messages: readonly PushMessage<string>[]): void {
  const byTopic = new Map<Topic, string[]>();
  for (const { topic, seq, body } of messages) {
    const lines = byTopic.get(topic);
    if (lines === undefined) byTopic.set(topic, [String(seq), body]);
    else lines.push(body);
  }
  for (const [topic, lines] of byTopic) bus.publish(pushSubject(topic), lines.join("\n"));
}

const decoder = new TextDecoder();

export function subscribePush(bus: Bus, onMessages: (messages: PushMessage<string>[]) => void): () => void {
  return bus.subscribe(PUSH_SUBJECTS, (subject, data) => {
    const topic = topicOfSubject(subject);
    const [first, ...bodies] = decoder.decode(data).split("\n");
    const start = Number(first);
    onMessages(bodies.map((body, index) => ({ topic, seq: start + index, body })));
  });
}
