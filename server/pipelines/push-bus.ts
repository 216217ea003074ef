import type { PushMessage, Topic } from "#domain/push";
import type { Bus } from "#stream/bus";
import { PUSH_SUBJECT } from "#stream/subjects";

/** Characters of one NATS message: far below the server's max_payload, whatever their length in UTF-8. */
const MAX_CHARS = 512 * 1024;

/**
 * Stored push messages on their way to every realtime hub, one NATS message a batch: for each topic a line with its
 * name, the first sequence and the number of bodies, then one body a line (JSON holds no raw line break). What is lost
 * here is repaired from the store.
 */
export function publishPush(bus: Bus, messages: readonly PushMessage<string>[]): void {
  const byTopic = new Map<Topic, { first: number; bodies: string[] }>();
  let chars = 0;
  const send = () => {
    const parts: string[] = [];
    for (const [topic, { first, bodies }] of byTopic)
      parts.push(`${topic} ${first} ${bodies.length}`, ...bodies);
    if (parts.length > 0) bus.publish(PUSH_SUBJECT, parts.join("\n"));
    byTopic.clear();
    chars = 0;
  };
  for (const { topic, seq, body } of messages) {
    if (chars > 0 && chars + body.length > MAX_CHARS) send();
    const part = byTopic.get(topic);
    if (part === undefined) byTopic.set(topic, { first: seq, bodies: [body] });
    else part.bodies.push(body);
    chars += body.length;
  }
  send();
}

const decoder = new TextDecoder();

export function subscribePush(bus: Bus, onMessages: (messages: PushMessage<string>[]) => void): () => void {
  return bus.subscribe(PUSH_SUBJECT, (_, data) => onMessages(decodePush(data)));
}

function decodePush(data: Uint8Array): PushMessage<string>[] {
  const lines = decoder.decode(data).split("\n");
  const messages: PushMessage<string>[] = [];
  for (let at = 0; at < lines.length; ) {
    const [topic, first, count] = (lines[at++] as string).split(" ");
    for (let i = 0; i < Number(count); i++)
      messages.push({ topic: topic as Topic, seq: Number(first) + i, body: lines[at++] as string });
  }
  return messages;
}
