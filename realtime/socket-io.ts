import { Server, type Socket } from "socket.io";
import { z } from "zod";
import { type Admissions, makeCaller, type OpenSession } from "#realtime/admission";
import type { FrameSink, Log, OnAcknowledge, PushUser, SessionSocket } from "#realtime/port";
import { BEAT_TOPIC } from "#realtime/session";

export interface SocketIoConfig {
  readonly basePath: string;
  readonly maxBufferedBytes: number;
  readonly maxFrameBytes: number;
  readonly maxRequests: number;
}

export interface SocketIoDeps {
  readonly admissions: Admissions;
  readonly onAcknowledge: OnAcknowledge;
  readonly log: Log;
}

export const acknowledgeSchema = z.object({
  alertId: z.number().int(),
  version: z.number().int(),
  requestId: z.string().min(8).max(64),
  comment: z.string().max(1000).default(""),
});

/** What socket.io adds to a socket here. */
interface SocketData {
  user: PushUser;
  admission: Extract<Awaited<ReturnType<Admissions["admit"]>>, { ok: true }>;
}

type IoSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

interface ClientEvents {
  /** A control frame of the feed protocol, as text. */
  c: (text: string) => void;
  acknowledge: (request: unknown, answer: unknown) => void;
}

interface ServerEvents {
  /** A data frame of the feed protocol, parsed. */
  f: (frame: unknown) => void;
  /** A control frame of the feed protocol, as text. */
  c: (text: string) => void;
  alert: (message: { topic: string; seq: number; body: unknown }) => void;
  system: (message: { topic: string; seq: number; body: unknown }) => void;
  presence: (presence: { district: string; online: number }) => void;
  bye: (farewell: { code: number; reason: string }) => void;
}

export type Io = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

/**
 * Pages and officers. The same sessions and frames as on /feed travel as the events "f" (data) and "c" (control), so
 * that a page whose network blocks WebSocket still resumes over long polling. Beside them every socket is in the
 * rooms of its district, its role and its user; one that connects with `auth: { events: true }` gets whole alerts as
 * events, for clients that do not speak the feed protocol.
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
  });
  const open = new Map<IoSocket, OpenSession>();

  io.use((socket, next) => {
    void deps.admissions.admit(socket.handshake.headers.cookie ?? "").then((admission) => {
      if (admission.ok) {
        socket.data.admission = admission;
        socket.data.user = admission.user;
        next();
      } else {
        next(Object.assign(new Error(admission.reason), { data: { code: admission.code } }));
      }
    });
  });

  io.on("connection", (socket) => {
    const wantsEvents = (socket.handshake.auth as { events?: unknown }).events === true;
    void socket.join(roomsOf(socket.data.user, wantsEvents));
    const session = deps.admissions.open(socket.data.admission, wrapSocket(io, socket), () =>
      socket.disconnect(true),
    );
    open.set(socket, session);
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
    });
  });

  // Neither long polling nor the native engine tells when a peer is slow: it is looked at.
  const watch = setInterval(() => {
    for (const [socket, session] of open) {
      if (session.session.slowSinceMs !== null) session.session.drained();
      else if (bufferedBytes(socket) > config.maxBufferedBytes) session.session.dropped();
    }
  }, 250);
  watch.unref();

  const sink: FrameSink = {
    deliver(topic, frame) {
      const followers = io.sockets.adapter.rooms.get(`t:${topic}`)?.size ?? 0;
      const [channel, district] = topic.split(".") as [string, string];
      const officers =
        channel === "events" ? 0 : (io.sockets.adapter.rooms.get(`${channel}:${district}`)?.size ?? 0);
      if (followers + officers === 0) return 0;
      const parsed = JSON.parse(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString());
      if (followers > 0) io.local.to(`t:${topic}`).emit("f", parsed);
      if (officers > 0) {
        const [, first, , bodies] = parsed as [string, number, number, unknown[]];
        const event = channel === "alerts" ? "alert" : "system";
        for (const [i, body] of bodies.entries()) {
          io.local.to(`${channel}:${district}`).emit(event, { topic, seq: first + i, body });
        }
      }
      return followers + officers;
    },
  };

  return {
    io,
    sink,
    beat(frame: string): void {
      io.local.to(`t:${BEAT_TOPIC}`).emit("c", frame);
    },
    async stop(): Promise<void> {
      clearInterval(watch);
      for (const socket of open.keys()) socket.disconnect(true);
      open.clear();
    },
  };
}

export type SocketIoPart = ReturnType<typeof createSocketIo>;

/** Rooms: user:<id>, role:<role>, district:<code>, and alerts:<code> and system:<code> for whole events. */
function roomsOf(user: PushUser, wantsEvents: boolean): string[] {
  const rooms = [`user:${user.userId}`, `role:${user.role}`, `district:${user.district}`];
  if (!wantsEvents) return rooms;
  for (const topic of user.topics) {
    const [channel, district] = topic.split(".") as [string, string];
    if (channel !== "events") rooms.push(`${channel}:${district}`);
  }
  return rooms;
}

function wrapSocket(io: Io, socket: IoSocket): SessionSocket {
  return {
    send(frame) {
      if (typeof frame === "string") socket.emit("c", frame);
      else
        socket.emit(
          "f",
          JSON.parse(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString()),
        );
    },
    buffered: () => bufferedBytes(socket),
    follow(topic) {
      void io.sockets.adapter.addAll(socket.id, new Set([`t:${topic}`]));
    },
    unfollow(topic) {
      void io.sockets.adapter.del(socket.id, `t:${topic}`);
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
