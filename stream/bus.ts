import type { StreamConnection } from "#stream/connection";

/** Messages that may be lost: who needs them all repairs from the store. */
export interface Bus {
  publish(subject: string, data: Uint8Array | string): void;
  /** `pattern` may end in `>` or hold `*`. With `queue`, each message goes to one member of that group. */
  subscribe(
    pattern: string,
    onMessage: (subject: string, data: Uint8Array) => void,
    options?: { queue?: string },
  ): () => void;
}

/** Core NATS. While the connection is down nothing is queued: a frame that waited would be stale. */
export function createBus(deps: { readonly connection: StreamConnection }): Bus {
  const { connection } = deps;
  const { nats } = connection;
  return {
    publish(subject, data) {
      if (connection.connected() && !nats.isClosed()) nats.publish(subject, data);
    },
    subscribe(pattern, onMessage, options = {}) {
      const subscription = nats.subscribe(pattern, {
        ...(options.queue === undefined ? {} : { queue: options.queue }),
        callback: (error, message) => {
          if (error === null) onMessage(message.subject, message.data);
        },
      });
      return () => subscription.unsubscribe();
    },
  };
}
