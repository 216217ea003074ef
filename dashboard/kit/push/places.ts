import type { DataFrame, Heads } from "#domain/feed";
import type { PushMessage, Topic } from "#domain/push";

/** What one data frame brought after it was compared with the client's place in its topic. */
export type Taken =
  | { readonly kind: "messages"; readonly messages: readonly PushMessage[] }
  /** All of it was seen before. */
  | { readonly kind: "repeated" }
  /** Something before it is missing: ask again from `after`. */
  | { readonly kind: "gap"; readonly topic: string; readonly after: number }
  /** A topic that is not followed (any more). */
  | { readonly kind: "foreign" };

/** The last sequence seen of each followed topic. Sequences are gapless, so this alone finds repeats and gaps. */
export interface Places {
  take(frame: DataFrame): Taken;
  /** Begins or moves a topic's place without messages (first subscription, snapshot). */
  set(topic: string, seq: number): void;
  get(topic: string): number | null;
  drop(topic: string): void;
  heads(): Heads;
}

export function makePlaces(start: Heads = {}): Places {
  const last = new Map<string, number>(Object.entries(start));
  return {
    take([topic, first, , bodies]) {
      const seen = last.get(topic);
      if (seen === undefined) return { kind: "foreign" };
      if (first > seen + 1) return { kind: "gap", topic, after: seen };
      const skip = seen + 1 - first;
      if (skip >= bodies.length) return { kind: "repeated" };
      const messages: PushMessage[] = [];
      for (let i = skip; i < bodies.length; i++) {
        messages.push({ topic: topic as Topic, seq: first + i, body: bodies[i] });
      }
      last.set(topic, first + bodies.length - 1);
      return { kind: "messages", messages };
    },
    set(topic, seq) {
      last.set(topic, seq);
    },
    get: (topic) => last.get(topic) ?? null,
    drop(topic) {
      last.delete(topic);
    },
    heads: () => Object.fromEntries(last),
  };
}
