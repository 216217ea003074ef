import type { PushMessage, Topic } from "#domain/push";
import type { PushHistory } from "#realtime/port";

/** The store's part in memory: what was committed, with switches for what a real store does on bad days. */
export interface MemoryHistory extends PushHistory {
  /** Commits a body and gives the message, as the transaction does. */
  append(topic: string, body: unknown): PushMessage;
  /** Forgets messages up to and with this sequence, as retention does. */
  forget(topic: string, upTo: number): void;
  /** Goes back to an earlier head, as a restored backup does. */
  rewind(topic: string, head: number): void;
  down: boolean;
  readonly asked: { since: number; heads: number };
}

export function makeMemoryHistory(): MemoryHistory {
  const topics = new Map<string, { head: number; messages: PushMessage[] }>();
  const asked = { since: 0, heads: 0 };
  return {
    down: false,
    asked,
    append(topic, body) {
      let kept = topics.get(topic);
      if (kept === undefined) {
        kept = { head: 0, messages: [] };
        topics.set(topic, kept);
      }
      kept.head++;
      const message: PushMessage = { topic: topic as Topic, seq: kept.head, body };
      kept.messages.push(message);
      return message;
    },
    forget(topic, upTo) {
      const kept = topics.get(topic);
      if (kept !== undefined) kept.messages = kept.messages.filter((message) => message.seq > upTo);
    },
    rewind(topic, head) {
      const kept = topics.get(topic);
      if (kept === undefined) return;
      kept.head = head;
      kept.messages = kept.messages.filter((message) => message.seq <= head);
    },
    async since(topic, afterSeq, limit) {
      asked.since++;
      if (this.down) throw new Error("history is down");
      return (topics.get(topic)?.messages ?? []).filter((message) => message.seq > afterSeq).slice(0, limit);
    },
    async heads(names) {
      asked.heads++;
      if (this.down) throw new Error("history is down");
      const heads = new Map<string, number>();
      for (const name of names) {
        const kept = topics.get(name);
        if (kept !== undefined) heads.set(name, kept.head);
      }
      return heads;
    },
  };
}
