import type { Log } from "#realtime/port";

export interface RedisLink {
  /** For socket.io's `adapter` option. */
  readonly adapter: unknown;
  stop(): void;
}

/**
 * Joins several realtime processes: rooms, presence and revocation go over Redis Streams. Loaded only with REDIS_URL.
 * While Redis is away everything on this process goes on; commands wait for it instead of failing, because the
 * adapter lets some of its promises fall.
 */
export async function connectRedis(url: string, log: Log): Promise<RedisLink> {
  const [{ Redis }, { createAdapter }] = await Promise.all([
    import("ioredis"),
    import("@socket.io/redis-streams-adapter"),
  ]);
  const client = new Redis(url, { maxRetriesPerRequest: null, connectTimeout: 5000 });
  client.on("error", (error: Error) => log.warn({ error: error.message }, "redis"));
  // The adapter drops the promises of some of its commands; one that fails when the link ends must not end the program.
  const send = client.sendCommand.bind(client);
  client.sendCommand = (command, stream) => {
    command.promise.catch(() => {});
    return send(command, stream);
  };
  await firstAnswer(client.ping(), url);
  return {
    adapter: createAdapter(client, {
      streamName: "guanlan:socket.io",
      maxLen: 10_000,
      heartbeatInterval: 5000,
    }),
    stop() {
      client.disconnect();
    },
  };
}

export class RedisUnavailableError extends Error {
  readonly code = "realtime.redis-unavailable";
}

/** A wrong address is an error of the start, not something to wait for. */
async function firstAnswer(answer: Promise<unknown>, url: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((_, reject) => {
    const host = new URL(url).host;
    timer = setTimeout(
      () => reject(new RedisUnavailableError(`Redis at ${host} does not answer (REDIS_URL)`)),
      10_000,
    );
  });
  try {
    await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}
