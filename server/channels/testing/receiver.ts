import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Receiver {
  readonly origin: string;
  readonly received: Received[];
  /** What is answered next; status 200 and {} otherwise. */
  answer: (
    request: Received,
  ) => { status?: number; body?: unknown; headers?: Record<string, string> } | "hang" | "break";
  stop(): Promise<void>;
}

/** A local endpoint that keeps what it gets. */
export async function createReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const one = {
        method: request.method ?? "",
        url: new URL(request.url ?? "/", "http://x"),
        headers: request.headers,
        body: Buffer.concat(parts),
      };
      received.push(one);
      const answer = receiver.answer(one);
      if (answer === "hang") return;
      if (answer === "break") request.socket.destroy();
      else
        response.writeHead(answer.status ?? 200, answer.headers ?? {}).end(JSON.stringify(answer.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const receiver: Receiver = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: () => ({}),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
