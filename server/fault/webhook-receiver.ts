import { createServer } from "node:http";
import { signWebhook } from "#server/modules/ingest/webhook-signature";

/** An officer's system: checks each signature, drops ids that it has seen, and keeps what it was told. */
export interface WebhookReceiver {
  readonly url: string;
  readonly secret: string;
  /** Alert id -> ids of the notifications about it: more than one means that somebody was told twice. */
  readonly told: ReadonlyMap<number, ReadonlySet<string>>;
  /** Deliveries of an id that came before: dropped, as the stable id promises. */
  repeated(): number;
  badSignatures(): number;
  stop(): Promise<void>;
}

export async function createWebhookReceiver(): Promise<WebhookReceiver> {
  const secret = "fault-secret-for-loopback-only";
  const told = new Map<number, Set<string>>();
  const seen = new Set<string>();
  let repeated = 0;
  let bad = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const id = String(request.headers["x-guanlan-id"] ?? request.headers["x-guanlan-nonce"]);
      const timestamp = String(request.headers["x-guanlan-timestamp"]);
      const signature = `sha256=${signWebhook(secret, timestamp, String(request.headers["x-guanlan-nonce"]), body)}`;
      if (signature !== request.headers["x-guanlan-signature"]) {
        bad++;
        response.writeHead(401).end();
        return;
      }
      if (seen.has(id)) repeated++;
      else {
        seen.add(id);
        const { data } = JSON.parse(body.toString()) as { data: { alertId: number } };
        const ids = told.get(data.alertId) ?? new Set();
        ids.add(id);
        told.set(data.alertId, ids);
      }
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/alerts`,
    secret,
    told,
    repeated: () => repeated,
    badSignatures: () => bad,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
