import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type Admission, type Admissions, makeCaller, type OpenSession } from "#realtime/admission";
import { type Engine, type EngineConfig, RealtimeListenError } from "#realtime/engine";
import type { SessionSocket } from "#realtime/port";
import { BEAT_TOPIC } from "#realtime/session";

interface Peer {
  readonly socket: WebSocket;
  readonly stream: Duplex;
  open: OpenSession | null;
  alive: boolean;
}

/**
 * `ws` on the program's own HTTP server, for machines where uWebSockets.js does not load. The same protocol and the
 * same promises, for about a quarter more CPU a delivered message (1,000 clients).
 */
export function createFallbackEngine(
  admissions: Admissions,
  server: HttpServer,
  config: EngineConfig,
): Engine {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: config.maxFrameBytes,
    perMessageDeflate: false,
  });
  const topics = new Map<string, Set<Peer>>();
  const peers = new Set<Peer>();
  const feedPath = `${config.basePath}feed`;
  const ioPath = `${config.basePath}socket.io/`;
  let hasSocketIo = false;

  function deliver(topic: string, frame: Uint8Array | string): number {
    const followers = topics.get(topic);
    if (followers === undefined) return 0;
    for (const peer of followers) {
      if (peer.socket.bufferedAmount > config.maxBufferedBytes)
        setImmediate(() => peer.open?.session.dropped());
      else peer.socket.send(frame, { binary: false });
    }
    return followers.size;
  }

  function wrapSocket(peer: Peer): SessionSocket {
    const { socket } = peer;
    return {
      send(frame) {
        if (socket.readyState === socket.OPEN) socket.send(frame, { binary: false });
      },
      buffered: () => socket.bufferedAmount,
      follow(topic) {
        const followers = topics.get(topic);
        if (followers === undefined) topics.set(topic, new Set([peer]));
        else followers.add(peer);
      },
      unfollow(topic) {
        topics.get(topic)?.delete(peer);
      },
      close(code, reason) {
        socket.close(code, reason);
      },
    };
  }

  function openPeer(admission: Admission, socket: WebSocket, stream: Duplex): void {
    socket.on("error", () => socket.terminate());
    if (!admission.ok) {
      socket.close(admission.code, admission.reason);
      return;
    }
    const peer: Peer = { socket, stream, open: null, alive: true };
    peers.add(peer);
    const open = admissions.open(admission, wrapSocket(peer), () => socket.terminate());
    peer.open = open;
    socket.on("message", (data: Buffer, isBinary) => open.session.receive(isBinary ? "" : data.toString()));
    socket.on("pong", () => {
      peer.alive = true;
    });
    stream.on("drain", () => open.session.drained());
    socket.on("close", () => {
      peers.delete(peer);
      for (const followers of topics.values()) followers.delete(peer);
      open.closed();
    });
  }

  async function onUpgrade(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const path = (request.url ?? "/").split("?", 1)[0];
    if (path !== feedPath) {
      if (!hasSocketIo || !(path ?? "").startsWith(ioPath)) refuse(stream, "404 Not Found", "not-found");
      return;
    }
    if (!admissions.checkOrigin(makeCaller(request.headers, request.socket.remoteAddress))) {
      refuse(stream, "403 Forbidden", "feed.origin");
      return;
    }
    stream.on("error", () => stream.destroy());
    const admission = await admissions.admit(request.headers.cookie ?? "");
    if (stream.destroyed) return;
    sockets.handleUpgrade(request, stream, head, (socket) => openPeer(admission, socket, stream));
  }

  const upgradeListener = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    void onUpgrade(request, stream, head);
  };
  server.on("upgrade", upgradeListener);

  const pings = setInterval(
    () => {
      for (const peer of peers) {
        if (!peer.alive) {
          peer.socket.terminate();
          continue;
        }
        peer.alive = false;
        peer.socket.ping();
      }
    },
    (config.idleSeconds * 1000) / 2,
  );
  pings.unref();

  return {
    kind: "ws",
    sink: { deliver },
    beat(frame) {
      deliver(BEAT_TOPIC, frame);
    },
    attachSocketIo(io) {
      hasSocketIo = true;
      io.attach(server, { destroyUpgrade: false });
    },
    proxied: { requests: 0, failed: 0, aborted: 0 },
    listen() {
      if (server.listening) return Promise.resolve((server.address() as AddressInfo).port);
      return new Promise((resolve, reject) => {
        const onError = (cause: Error): void =>
          reject(
            new RealtimeListenError(`cannot listen on ${config.host}:${config.port}: ${cause.message}`, {
              cause,
            }),
          );
        server.once("error", onError);
        server.listen(config.port, config.host, () => {
          server.off("error", onError);
          resolve((server.address() as AddressInfo).port);
        });
      });
    },
    async stop() {
      clearInterval(pings);
      server.off("upgrade", upgradeListener);
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (const peer of peers) peer.socket.terminate();
      sockets.close();
    },
  };
}

function refuse(stream: Duplex, status: string, code: string): void {
  const body = JSON.stringify({ code });
  stream.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}
