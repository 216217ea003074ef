import type { ClientControl, DataFrame, ServerControl } from "#domain/feed";

/** One attempt to be connected, over whichever transport. `closed` comes exactly once unless `close` was called. */
export interface Line {
  send(control: ClientControl): void;
  close(): void;
}

export interface LineEvents {
  readonly data: (frame: DataFrame) => void;
  readonly control: (frame: ServerControl) => void;
  /** The protocol's close code, or null when the network broke. */
  readonly closed: (code: number | null) => void;
}

export type OpenLine = (url: string, events: LineEvents) => Line;

/** The part of WebSocket that is used: the browser's, or the package `ws` in Node. */
export interface SocketLike {
  readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(): void;
}
export type SocketClass = new (url: string) => SocketLike;

/** The native topic feed. */
export function makeFeedLine(Socket: SocketClass): OpenLine {
  return (url, events) => {
    const socket = new Socket(url.replace(/^http/, "ws"));
    let over = false;
    const end = (code: number | null): void => {
      if (over) return;
      over = true;
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      events.closed(code);
    };
    socket.onmessage = ({ data }: { data: unknown }) => {
      const frame: unknown = JSON.parse(String(data));
      if (Array.isArray(frame)) events.data(frame as unknown as DataFrame);
      else events.control(frame as ServerControl);
    };
    socket.onclose = ({ code }: { code: number }) => end(code >= 4000 ? code : null);
    // A close event follows, except where the constructor's own connection attempt never began.
    socket.onerror = () => {};
    return {
      send(control) {
        if (socket.readyState === 1) socket.send(JSON.stringify(control));
      },
      close() {
        over = true;
        socket.onopen = null;
        socket.onmessage = null;
        socket.onclose = null;
        socket.close();
      },
    };
  };
}
