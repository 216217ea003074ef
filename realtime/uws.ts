import type {
  HttpRequest,
  HttpResponse,
  TemplatedApp,
  us_listen_socket,
  us_socket_context_t,
  WebSocket,
} from "uWebSockets.js";
import type { Server as SocketIo } from "socket.io";
import { CLOSE } from "#domain/feed";
import { type Admissions, makeCaller, type OpenSession } from "#realtime/admission";
import { type Engine, type EngineConfig, RealtimeListenError } from "#realtime/engine";
import type { SessionSocket } from "#realtime/port";
import { createProxy, type ProxyConfig } from "#realtime/proxy";
import { BEAT_TOPIC } from "#realtime/session";
import type { UwsModule } from "#realtime/uws-binary";

/** How long a stop waits for requests that are under way. */
const DRAIN_MS = 3000;

/** Frames that a client may send before its session is known. */
const EARLY_FRAMES = 16;

/** What hangs on each native socket. `open` is null until the session is known, and for refused ones. */
interface SocketData {
  readonly cookie: string;
  open: OpenSession | null;
  readonly early: string[];
  closed: boolean;
  dropNoted: boolean;
}

export interface UwsEngineDeps {
  readonly uws: UwsModule;
  readonly admissions: Admissions;
}

/**
 * uWebSockets.js owns the port. Topics are native: one `app.publish` a frame, and the library writes it to each
 * follower with one system call however many frames a loop turn brought.
 */
export function createUwsEngine(deps: UwsEngineDeps, config: EngineConfig, proxyConfig: ProxyConfig): Engine {
  const { uws } = deps;
  const app =
    config.tls === null
      ? uws.App()
      : uws.SSLApp({ cert_file_name: config.tls.certFile, key_file_name: config.tls.keyFile });
  const proxy = createProxy(proxyConfig);
  attachFeed(app, deps, config);
  let listening: us_listen_socket | null = null;

  return {
    kind: "uws",
    sink: {
      deliver(topic, frame) {
        const followers = app.numSubscribers(topic);
        if (followers > 0) app.publish(topic, frame, false, false);
        return followers;
      },
    },
    beat(frame) {
      app.publish(BEAT_TOPIC, frame, false, false);
    },
    attachSocketIo(io) {
      // The library drops silently past this; who is slow is noticed after each frame, before this is reached.
      const options = { maxBackpressure: config.maxBufferedBytes * 2, idleTimeout: config.idleSeconds };
      io.attachApp(app, options as Parameters<SocketIo["attachApp"]>[1]);
    },
    proxied: proxy.stats,
    listen() {
      app.any("/*", proxy.handle);
      return new Promise((resolve, reject) => {
        const onListen = (token: us_listen_socket | false): void => {
          if (token === false) {
            reject(
              new RealtimeListenError(
                `cannot listen on ${config.host}:${config.port}: is the port taken? PORT and HOST name another`,
              ),
            );
            return;
          }
          listening = token;
          resolve(uws.us_socket_local_port(token));
        };
        // Without this option two processes share a port silently (SO_REUSEPORT).
        const exclusive = 1;
        // The type lacks the form (host, port, options, callback) that the library has.
        const listen = app.listen as unknown as (
          ...args: [string, number, number, typeof onListen]
        ) => TemplatedApp;
        listen.call(app, config.host, config.port, exclusive, onListen);
      });
    },
    async stop() {
      if (listening !== null) uws.us_listen_socket_close(listening);
      listening = null;
      // Close frames leave with the end of this loop turn; requests under way get their answers.
      await new Promise((resolve) => setTimeout(resolve, 20));
      await proxy.drain(DRAIN_MS);
      app.close();
      proxy.stop();
    },
  };
}

function attachFeed(app: TemplatedApp, deps: UwsEngineDeps, config: EngineConfig): void {
  app.ws<SocketData>(`${config.basePath}feed`, {
    compression: 0,
    maxPayloadLength: config.maxFrameBytes,
    maxBackpressure: config.maxBufferedBytes,
    idleTimeout: config.idleSeconds,
    sendPingsAutomatically: true,
    upgrade: (res, req, context) => upgrade(deps.admissions, res, req, context),
    open: (ws) => void admit(deps.admissions, ws),
    message(ws, message, isBinary) {
      const { open, early } = ws.getUserData();
      const text = isBinary ? "" : Buffer.from(message).toString();
      if (open !== null) open.session.receive(text);
      else if (early.length < EARLY_FRAMES) early.push(text);
      else ws.end(CLOSE.tooManyRequests, "too many requests");
    },
    dropped(ws) {
      // Called in the middle of a publish, where topics must not change: the library ends the process otherwise.
      const data = ws.getUserData();
      if (data.dropNoted) return;
      data.dropNoted = true;
      setImmediate(() => {
        data.dropNoted = false;
        data.open?.session.dropped();
      });
    },
    drain(ws) {
      ws.getUserData().open?.session.drained();
    },
    close(ws) {
      const data = ws.getUserData();
      data.closed = true;
      data.open?.closed();
    },
  });
}

function wrapSocket(ws: WebSocket<SocketData>, data: SocketData): SessionSocket {
  return {
    send(frame) {
      if (!data.closed) ws.send(frame, false, false);
    },
    buffered: () => (data.closed ? 0 : ws.getBufferedAmount()),
    follow(topic) {
      if (!data.closed) ws.subscribe(topic);
    },
    unfollow(topic) {
      if (!data.closed) ws.unsubscribe(topic);
    },
    close(code, reason) {
      if (!data.closed) ws.end(code, reason);
    },
  };
}

/**
 * In the same turn as the request came: the library takes a socket that is upgraded later for the HTTP response that it
 * was, and may close it (uNetworking/uWebSockets#1929). Who connects is asked afterwards; a refused one is upgraded
 * anyway, because a page can read a close code and not an HTTP status.
 */
function upgrade(
  admissions: Admissions,
  res: HttpResponse,
  req: HttpRequest,
  context: us_socket_context_t,
): void {
  const headers = {
    origin: req.getHeader("origin"),
    host: req.getHeader("host"),
    "x-forwarded-host": req.getHeader("x-forwarded-host"),
  };
  if (!admissions.checkOrigin(makeCaller(headers, Buffer.from(res.getRemoteAddressAsText()).toString()))) {
    res
      .writeStatus("403 Forbidden")
      .writeHeader("content-type", "application/json")
      .end('{"code":"feed.origin"}');
    return;
  }
  const data: SocketData = {
    cookie: req.getHeader("cookie"),
    open: null,
    early: [],
    closed: false,
    dropNoted: false,
  };
  const key = req.getHeader("sec-websocket-key");
  const protocol = req.getHeader("sec-websocket-protocol");
  res.upgrade(data, key, protocol, req.getHeader("sec-websocket-extensions"), context);
}

async function admit(admissions: Admissions, ws: WebSocket<SocketData>): Promise<void> {
  const data = ws.getUserData();
  const admission = await admissions.admit(data.cookie);
  if (data.closed) return;
  if (!admission.ok) {
    ws.end(admission.code, admission.reason);
    return;
  }
  const open = admissions.open(admission, wrapSocket(ws, data), () => {
    if (!data.closed) ws.close();
  });
  data.open = open;
  for (const text of data.early.splice(0)) open.session.receive(text);
}
