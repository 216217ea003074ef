import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { InputKind } from "#domain/event";

/** What a running server says of the rows of one call: enough of domain/api/sources `ingestResult`. */
const answer = z.object({
  read: z.number(),
  accepted: z.number(),
  duplicate: z.number(),
  conflict: z.number(),
  rejected: z.number(),
  results: z.array(z.object({ outcome: z.string(), code: z.string().optional() })),
});
export type PostResult = z.infer<typeof answer>;

export interface IngestClient {
  /** Sends rows of one kind as NDJSON and waits for the answer; waits and sends again while the server asks for it. */
  post(kind: InputKind, lines: readonly string[]): Promise<PostResult>;
  /** How often, and how long in all, the server let this client wait. */
  readonly waits: { readonly count: number; readonly ms: number };
}

export interface ClientOptions {
  /** Address of the program, with its sub-path if it has one. */
  readonly url: string;
  readonly key: string;
  readonly signal?: AbortSignal;
  /** Longest time to go on trying one batch; default ten minutes. */
  readonly patienceMs?: number;
}

/** The server refused in a way that waiting does not cure. */
export class ReplayRefusedError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "ReplayRefusedError";
    this.status = status;
    this.code = code;
  }
}

/** Full, stopping, starting or slow: try again later. */
const PASSING = new Set([408, 425, 429, 502, 503, 504, 507]);
const LONGEST_WAIT_MS = 30_000;

export function makeIngestClient(options: ClientOptions): IngestClient {
  const { key, signal, patienceMs = 600_000 } = options;
  const base = options.url.replace(/\/+$/, "");
  const waits = { count: 0, ms: 0 };

  async function wait(ms: number, startMs: number, error: Error): Promise<void> {
    if (performance.now() - startMs + ms > patienceMs) throw error;
    waits.count++;
    waits.ms += ms;
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  }

  return {
    waits,
    async post(kind, lines) {
      const body = `${lines.join("\n")}\n`;
      const startMs = performance.now();
      for (let tries = 0; ; tries++) {
        // Doubles from a tenth of a second; what the server asks for comes first.
        const backOffMs = Math.min(LONGEST_WAIT_MS, 100 * 2 ** Math.min(tries, 9));
        let response: Response;
        try {
          response = await fetch(`${base}/api/ingest/${kind}`, {
            method: "POST",
            headers: { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" },
            body,
            ...(signal === undefined ? {} : { signal }),
          });
        } catch (error) {
          if (signal?.aborted === true) throw error;
          await wait(backOffMs, startMs, error as Error);
          continue;
        }
        if (response.ok) return answer.parse(await response.json());
        const error = await readRefusal(response);
        if (!PASSING.has(response.status)) throw error;
        await wait(retryAfterMs(response) ?? backOffMs, startMs, error);
      }
    },
  };
}

/** Seconds, or a date. */
export function retryAfterMs(response: Pick<Response, "headers">, nowMs = Date.now()): number | null {
  const text = response.headers.get("retry-after");
  if (text === null) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.min(LONGEST_WAIT_MS, Math.max(0, seconds * 1000));
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.min(LONGEST_WAIT_MS, Math.max(0, date - nowMs));
}

async function readRefusal(response: Response): Promise<ReplayRefusedError> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as { code?: string; message?: string; hint?: string };
    return new ReplayRefusedError(
      response.status,
      body.code ?? "unknown",
      `${body.message ?? text} ${body.hint ?? ""}`.trim(),
    );
  } catch {
    return new ReplayRefusedError(response.status, "unknown", text.slice(0, 200));
  }
}
