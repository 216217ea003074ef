import { Server, type ServerOptions, type Socket } from "socket.io";
import { z } from "zod";
import type { DataFrame } from "#domain/feed";
import { type Admissions, type Admitted, makeCaller, type OpenSession } from "#realtime/admission";
import type { FrameSink, Log, OnAcknowledge, PushUser, SessionSocket } from "#realtime/port";
import { createPresence } from "#realtime/presence";
import type { RedisLink } from "#realtime/redis";
import { BEAT_TOPIC } from "#realtime/session";

export interface SocketIoConfig {
  readonly basePath: string;
  readonly maxBufferedBytes: number;
  readonly maxFrameBytes: number;
  readonly maxRequests: number;
  /** `presence` is told at most this often. */
  readonly presenceMs: number;
}

export const DEFAULT_SOCKET_IO = { presenceMs: 1000 };

export interface SocketIoDeps {
  readonly admissions: Admissions;
  readonly onAcknowledge: OnAcknowledge;
  readonly log: Log;
  /** Joins several processes; null for one. */
  readonly redis: RedisLink | null;
}

export const acknowledgeSchema = z.object({
  alertId: z.number().int(),
  version: z.number().int(),
  requestId: z.string().min(8).max(64),
  comment: z.string().max(1000).default(""),
});

/** What socket.io keeps with a socket. It travels to other processes, so the cookie is not in it. */
interface SocketData {
  user: PushUser;
}

/** Between processes. */
interface PeerEvents {
  revoke: (userId: number) => void;
}

type IoSocket = Socket<ClientEvents, ServerEvents, PeerEvents, SocketData>;

interface ClientEvents {
  /** A control frame of the feed protocol, as text. */
  c: (text: string) => void;
  acknowledge: (request: unknown, answer: unknown) => void;
}

interface TopicEvent {
  readonly topic: string;
  readonly seq: number;
  readonly body: unknown;
}

interface ServerEvents {
  /** A data frame of the feed protocol, parsed. */
  f: (frame: DataFrame) => void;
  /** A control frame of the feed protocol, as text. */
  c: (text: string) => void;
  alert: (message: TopicEvent) => void;
  system: (message: TopicEvent) => void;
  presence: (presence: { district: string; online: number }) => void;
  bye: (farewell: { code: number; reason: string }) => void;
}

export type Io = Server<ClientEvents, ServerEvents, PeerEvents, SocketData>;

/**
 * Pages and officers. The same sessions and frames as on /feed travel as the events "f" (data) and "c" (control), so
 * that a page whose network blocks WebSocket still resumes over long polling. A client that does not speak the feed
 * protocol connects with `auth: { events: true, since: {topic: seq} }` and gets the messages of its alert and system
 * topics as the events "alert" and "system". Every socket is in the rooms of its district, its role and its user.
 */
export function createSocketIo(deps: SocketIoDeps, config: SocketIoConfig) {
  const io: Io = new Server({
    path: `${config.basePath}socket.io`,
    serveClient: false,
    maxHttpBufferSize: config.maxFrameBytes,
    // Synchronous on purpose: the native engine may not be awaited on between request and answer.
    allowRequest: (request, decide) => {
      // The native engine's request has `connection` where Node's has `socket`.
      const peer =
        request.socket ?? (request as unknown as { connection: { remoteAddress: string } }).connection;
      decide(null, deps.admissions.checkOrigin(makeCaller(request.headers, peer.remoteAddress)));
    },
    pingInterval: 20_000,
    pingTimeout: 20_000,
    ...(deps.redis === null ? {} : { adapter: deps.redis.adapter as NonNullable<ServerOptions["adapter"]> }),
  });
  const open = new Map<IoSocket, OpenSession>();
  const admitted = new WeakMap<IoSocket, Admitted>();
  const presence = createPresence(io, deps.log, config.presenceMs);

  io.use((socket, next) => {
    void deps.admissions.admit(socket.handshake.headers.cookie ?? "").then((admission) => {
      if (admission.ok) {
        admitted.set(socket, admission);
        socket.data.user = admission.user;
        next();
      } else {
        next(Object.assign(new Error(admission.reason), { data: { code: admission.code } }));
      }
    });
  });

  io.on("connection", (socket) => {
    const auth = socket.handshake.auth as { events?: unknown; since?: object };
    const wantsEvents = auth.events === true;
    const admission = admitted.get(socket) as Admitted;
    const { user } = admission;
    void socket.join([`user:${user.userId}`, `role:${user.role}`, `district:${user.district}`]);
    const session = deps.admissions.open(admission, wrapSocket(io, socket, wantsEvents), () =>
      socket.disconnect(true),
    );
    if (wantsEvents) {
      const since = { "alerts.*": null, "system.*": null, ...auth.since };
      session.session.receive(JSON.stringify({ t: "subscribe", since }));
    }
    open.set(socket, session);
    presence.note(admission.user.district);
    let requests = 0;
    const window = setInterval(() => {
      requests = 0;
    }, 10_000);
    window.unref();
    socket.on("c", (text) => session.session.receive(typeof text === "string" ? text : ""));
    socket.on("acknowledge", (request, answer) => {
      if (typeof answer !== "function") return;
      const parsed = acknowledgeSchema.safeParse(request);
      if (!parsed.success) answer({ ok: false, reason: "feed.bad-frame" });
      else if (++requests > config.maxRequests) answer({ ok: false, reason: "feed.too-many-requests" });
      else {
        deps.onAcknowledge(socket.data.user, parsed.data).then(
          (result) => answer(result),
          (error: unknown) => {
            deps.log.error({ error: String(error), alertId: parsed.data.alertId }, "acknowledgement failed");
            answer({ ok: false, reason: "feed.unavailable" });
          },
        );
      }
    });
    socket.on("disconnect", () => {
      clearInterval(window);
      open.delete(socket);
      session.closed();
      presence.note(admission.user.district);
    });
  });

  // Neither long polling nor the native engine tells when a peer is slow or has caught up: it is looked at.
  const watch = setInterval(() => {
    for (const { session } of open.values()) if (session.slowSinceMs !== null) session.drained();
  }, 250);
  watch.unref();

  /** At once, not by and by: the native engine drops without a word where much more waits than this. */
  function noticeSlow(members: ReadonlySet<string> | undefined): void {
    // A copy: who is slow leaves the room.
    for (const id of [...(members ?? [])]) {
      const socket = io.sockets.sockets.get(id);
      const peer = socket === undefined ? undefined : open.get(socket);
      if (socket !== undefined && peer !== undefined && bufferedBytes(socket) > config.maxBufferedBytes)
        peer.session.dropped();
    }
  }

  const sink: FrameSink = {
    deliver(topic, frame) {
      const { rooms } = io.sockets.adapter;
      const pages = rooms.get(frameRoom(topic))?.size ?? 0;
      const listeners = rooms.get(eventRoom(topic))?.size ?? 0;
      if (pages + listeners === 0) return 0;
      const parsed = parseFrame(frame);
      // Every process hears the stream itself: nothing of a topic goes through Redis.
      if (pages > 0) io.local.to(frameRoom(topic)).emit("f", parsed);
      if (listeners > 0) emitEvents(io.local.to(eventRoom(topic)), parsed);
      noticeSlow(rooms.get(frameRoom(topic)));
      noticeSlow(rooms.get(eventRoom(topic)));
      return pages + listeners;
    },
  };

  return {
    io,
    sink,
    beat(frame: string): void {
      io.local.to([frameRoom(BEAT_TOPIC), eventRoom(BEAT_TOPIC)]).emit("c", frame);
    },
    /** Closes the user's sockets on the other processes. */
    revokeElsewhere(userId: number): void {
      if (deps.redis !== null) io.serverSideEmit("revoke", userId);
    },
    onRevoke(handler: (userId: number) => void): void {
      io.on("revoke", handler);
    },
    async stop(): Promise<void> {
      clearInterval(watch);
      presence.stop();
      for (const socket of open.keys()) socket.disconnect(true);
      open.clear();
      // Not io.close(): that would close the program's HTTP server too.
      await io.of("/").adapter.close();
      io.engine.close();
    },
  };
}

export type SocketIoPart = ReturnType<typeof createSocketIo>;

const frameRoom = (topic: string): string => `f:${topic}`;
const eventRoom = (topic: string): string => `e:${topic}`;

function parseFrame(frame: Uint8Array): DataFrame {
  return JSON.parse(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString()) as DataFrame;
}

interface EventTarget {
  emit(event: "alert" | "system", message: TopicEvent): unknown;
}

function emitEvents(target: EventTarget, [topic, first, , bodies]: DataFrame): void {
  const event = topic.startsWith("alerts.") ? "alert" : "system";
  for (const [i, body] of bodies.entries()) target.emit(event, { topic, seq: first + i, body });
}

function wrapSocket(io: Io, socket: IoSocket, wantsEvents: boolean): SessionSocket {
  const roomOf = wantsEvents ? eventRoom : frameRoom;
  return {
    send(frame) {
      if (typeof frame === "string") socket.emit("c", frame);
      else if (wantsEvents) emitEvents(socket, parseFrame(frame));
      else socket.emit("f", parseFrame(frame));
    },
    buffered: () => bufferedBytes(socket),
    follow(topic) {
      void io.sockets.adapter.addAll(socket.id, new Set([roomOf(topic)]));
    },
    unfollow(topic) {
      void io.sockets.adapter.del(socket.id, roomOf(topic));
    },
    close(code, reason) {
      socket.emit("bye", { code, reason });
      socket.disconnect(true);
    },
  };
}

/** What waits for this peer: packets of the engine, and bytes of its WebSocket under either library. */
function bufferedBytes(socket: IoSocket): number {
  const conn = socket.conn as unknown as {
    writeBuffer: { data?: unknown }[];
    transport: { socket?: { getBufferedAmount?: () => number; bufferedAmount?: number } };
  };
  let bytes = 0;
  for (const packet of conn.writeBuffer) bytes += typeof packet.data === "string" ? packet.data.length : 64;
  const ws = conn.transport.socket;
  if (ws !== undefined && socket.connected) bytes += ws.getBufferedAmount?.() ?? ws.bufferedAmount ?? 0;
  return bytes;
}
