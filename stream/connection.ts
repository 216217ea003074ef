import { connect, type NatsConnection } from "@nats-io/transport-node";
import { NatsConnectError } from "#stream/errors";

export interface ConnectionConfig {
  /** One or more, see parseServers. */
  readonly servers: string | readonly string[];
  readonly token?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Shown in the server's own lists. */
  readonly name: string;
  /** How long the first connect may take. Default 10000. */
  readonly connectTimeoutMs?: number;
}

export interface ConnectionDeps {
  /** Connected again after a loss: what the server held for the old connection is gone. */
  readonly onReconnect?: () => void;
  readonly onDisconnect?: () => void;
  /** The connection closed although nobody stopped it (credentials refused): the process cannot go on. */
  readonly onFault?: (error: Error) => void;
}

export interface StreamConnection {
  readonly nats: NatsConnection;
  connected(): boolean;
  /** Resolves when messages sent so far have reached the server. */
  flush(): Promise<void>;
  addListener(listener: { onReconnect?: () => void; onDisconnect?: () => void }): () => void;
  /** Hands what is pending to the server, then closes. */
  stop(): Promise<void>;
}

/**
 * One connection a process. After the first connect it reconnects for ever, after 100–300 ms (a local server is back
 * within half a second) and with jitter, so that many processes do not come back in step.
 */
export async function createConnection(
  config: ConnectionConfig,
  deps: ConnectionDeps = {},
): Promise<StreamConnection> {
  const nats = await open(config);
  const listeners = new Set<{ onReconnect?: () => void; onDisconnect?: () => void }>([deps]);
  let connected = true;
  let stopping = false;

  const watching = (async () => {
    for await (const status of nats.status()) {
      if (status.type === "disconnect") {
        connected = false;
        for (const listener of [...listeners]) listener.onDisconnect?.();
      } else if (status.type === "reconnect") {
        connected = true;
        for (const listener of [...listeners]) listener.onReconnect?.();
      }
    }
  })();
  const closed = nats.closed().then((error) => {
    connected = false;
    if (!stopping)
      deps.onFault?.(new NatsConnectError("the connection to NATS closed for good", error ?? undefined));
  });

  return {
    nats,
    connected: () => connected,
    flush: () => nats.flush(),
    addListener(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      if (stopping) return closed;
      stopping = true;
      // Draining needs a live server; without one there is nothing to hand over.
      if (connected) await Promise.race([nats.drain().catch(() => undefined), delay(2000)]);
      await nats.close();
      await closed;
      await watching;
    },
  };
}

async function open(config: ConnectionConfig): Promise<NatsConnection> {
  const deadline = Date.now() + (config.connectTimeoutMs ?? 10_000);
  const address = parseServers(
    typeof config.servers === "string" ? config.servers : config.servers.join(","),
  );
  const token = config.token ?? address.token;
  const user = config.user ?? address.user;
  for (;;) {
    try {
      return await connect({
        servers: address.servers,
        name: config.name,
        ...(token === undefined ? {} : { token }),
        ...(user === undefined ? {} : { user, pass: config.password ?? address.password ?? "" }),
        ...(address.tls ? { tls: {} } : {}),
        timeout: 3000,
        maxReconnectAttempts: -1,
        reconnectTimeWait: 100,
        reconnectJitter: 200,
        pingInterval: 10_000,
        maxPingOut: 2,
        noAsyncTraces: true,
        // The bus hands its own messages on inside the process.
        noEcho: true,
      });
    } catch (cause) {
      if (/auth/i.test(String(cause)) || Date.now() >= deadline) {
        throw new NatsConnectError(
          `cannot connect to NATS at ${address.servers.join(",")}: ${messageOf(cause)}`,
          cause,
        );
      }
      await delay(100);
    }
  }
}

export interface ServerAddress {
  readonly servers: string[];
  readonly tls: boolean;
  readonly token?: string;
  readonly user?: string;
  readonly password?: string;
}

/**
 * `host:port`, `nats://token@host:port` or `tls://user:password@host:port`, more than one with commas; the first that
 * names credentials gives them for all. They are taken out, so that no error message shows them.
 */
export function parseServers(text: string): ServerAddress {
  const urls = text
    .split(",")
    .map((part) => new URL(/^\w+:\/\//.test(part.trim()) ? part.trim() : `nats://${part.trim()}`));
  const named = urls.find((url) => url.username !== "");
  const credentials =
    named === undefined
      ? {}
      : named.password === ""
        ? { token: decodeURIComponent(named.username) }
        : { user: decodeURIComponent(named.username), password: decodeURIComponent(named.password) };
  return {
    servers: urls.map((url) => `${url.hostname}:${url.port || "4222"}`),
    tls: urls.some((url) => url.protocol === "tls:"),
    ...credentials,
  };
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
