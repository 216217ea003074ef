import { io } from "socket.io-client";
import type { DataFrame, ServerControl } from "#domain/feed";
import type { OpenLine } from "#kit/push/line.ts";

/**
 * The same protocol over socket.io: WebSocket where the network lets it through, else long polling. Loaded apart
 * (`import()`), because most pages never need it. It does not reconnect by itself: the push client does.
 */
export const openSocketIoLine: OpenLine = (url, events) => {
  const feed = new URL(url.replace(/^ws/, "http"));
  const socket = io(feed.origin, {
    path: feed.pathname.replace(/feed$/, "socket.io/"),
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnection: false,
    withCredentials: true,
    forceNew: true,
    timeout: 10_000,
  });
  let farewell: number | null = null;
  let over = false;
  const end = (code: number | null): void => {
    if (over) return;
    over = true;
    socket.disconnect();
    events.closed(code);
  };
  socket.on("f", (frame: DataFrame) => events.data(frame));
  socket.on("c", (text: string) => events.control(JSON.parse(text) as ServerControl));
  socket.on("bye", ({ code }: { code: number }) => {
    farewell = code >= 4000 ? code : null;
  });
  socket.on("connect_error", (error: Error & { data?: { code?: number } }) => end(error.data?.code ?? null));
  socket.on("disconnect", () => end(farewell));
  return {
    send(control) {
      socket.emit("c", JSON.stringify(control));
    },
    close() {
      over = true;
      socket.disconnect();
    },
  };
};
