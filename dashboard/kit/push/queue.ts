import type { PushMessage } from "#domain/push";

export interface Batch {
  readonly messages: readonly PushMessage[];
  /** When the server sent the newest of them, its clock; null when nothing came. */
  readonly sentMs: number | null;
}

/**
 * Collects messages and hands them on once per `batchMs` (0: at once). Bounded: when the page does not get to run
 * (a sleeping tab), everything that waits is thrown away and the page is told to fetch its picture anew.
 */
export function createQueue(
  config: { readonly batchMs: number; readonly maxMessages: number },
  deliver: (batch: Batch) => void,
  overflow: (topics: readonly string[]) => void,
) {
  let waiting: PushMessage[] = [];
  let sentMs: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function flush(): void {
    timer = null;
    if (waiting.length === 0) return;
    const batch = { messages: waiting, sentMs };
    waiting = [];
    sentMs = null;
    deliver(batch);
  }

  return {
    push(messages: readonly PushMessage[], atMs: number): void {
      if (waiting.length + messages.length > config.maxMessages) {
        const topics = new Set([...waiting, ...messages].map((message) => message.topic));
        waiting = [];
        sentMs = null;
        overflow([...topics]);
        return;
      }
      for (const message of messages) waiting.push(message);
      sentMs = atMs;
      if (config.batchMs === 0) flush();
      else timer ??= setTimeout(flush, config.batchMs);
    },
    stop(): void {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      waiting = [];
    },
  };
}
