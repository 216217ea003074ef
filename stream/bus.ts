import type { StreamConnection } from "#stream/connection";

/** Messages that may be lost: who needs them all repairs from the store. */
export interface Bus {
  publish(subject: string, data: Uint8Array | string): void;
  /** `pattern` may end in `>` or hold `*`. */
  subscribe(pattern: string, onMessage: (subject: string, data: Uint8Array) => void): () => void;
}

/** The bus inside one process: delivers after the current step, in the order of publishing. */
export function createLocalBus(): Bus {
  const subscribers = new Set<{
    readonly pattern: RegExp;
    readonly onMessage: (subject: string, data: Uint8Array) => void;
  }>();
  return {
    publish(subject, data) {
      const bytes = typeof data === "string" ? encoder.encode(data) : data;
      for (const { pattern, onMessage } of [...subscribers])
        if (pattern.test(subject)) queueMicrotask(() => onMessage(subject, bytes));
    },
    subscribe(pattern, onMessage) {
      const subscriber = { pattern: subjectPattern(pattern), onMessage };
      subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },
  };
}

/**
 * Core NATS to the other processes, and past it to the subscribers of this one: the connection asks for no echo, so a frame
 * that detection and the hub of one process pass on does not travel through the server and back. One bus a connection.
 * While the connection is down nothing is queued for the others: a frame that waited would be stale.
 */
export function createBus(deps: { readonly connection: StreamConnection }): Bus {
  const { connection } = deps;
  const { nats } = connection;
  const local = createLocalBus();
  return {
    publish(subject, data) {
      const bytes = typeof data === "string" ? encoder.encode(data) : data;
      local.publish(subject, bytes);
      if (connection.connected() && !nats.isClosed()) nats.publish(subject, bytes);
    },
    subscribe(pattern, onMessage) {
      const stopLocal = local.subscribe(pattern, onMessage);
      const subscription = nats.subscribe(pattern, {
        callback: (error, message) => {
          if (error === null) onMessage(message.subject, message.data);
        },
      });
      return () => {
        stopLocal();
        subscription.unsubscribe();
      };
    },
  };
}

function subjectPattern(pattern: string): RegExp {
  const body = pattern
    .split(".")
    .map((token) =>
      token === "*" ? "[^.]+" : token === ">" ? ".+" : token.replace(/[$^*+?()[\]{}|\\]/g, "\\$&"),
    )
    .join("\\.");
  return new RegExp(`^${body}$`);
}

const encoder = new TextEncoder();
