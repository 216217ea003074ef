import type { Server as HttpServer } from "node:http";
import type { Server as SocketIo } from "socket.io";
import type { FrameSink } from "#realtime/port";

/** Where the rest of HTTP (pages and API) is answered. */
export type Upstream = { readonly socketPath: string } | { readonly host: string; readonly port: number };

/**
 * The library that owns the web port. Two exist: uWebSockets.js, and `ws` on Node's own HTTP server. Both pass the
 * contract suite of SPEC.md.
 */
export interface Engine {
  readonly kind: "uws" | "ws";
  readonly sink: FrameSink;
  /** Sends a text to every feed socket that keeps up. */
  beat(frame: string): void;
  attachSocketIo(io: SocketIo): void;
  /** The port, once it listens. Rejects with the reason when it cannot. */
  listen(): Promise<number>;
  /** Requests and bytes that went to the upstream; zero for an engine that has none. */
  readonly proxied: { readonly requests: number; readonly failed: number; readonly aborted: number };
  stop(): Promise<void>;
}

export class RealtimeListenError extends Error {
  readonly code = "realtime.listen";
}

export interface EngineConfig {
  readonly host: string;
  readonly port: number;
  /** "/" or a path with a slash at both ends. */
  readonly basePath: string;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly maxBufferedBytes: number;
  readonly maxFrameBytes: number;
  /** A socket that answers no ping for this long is closed. At least 8. */
  readonly idleSeconds: number;
}

export interface HttpServerHolder {
  readonly server: HttpServer;
}
