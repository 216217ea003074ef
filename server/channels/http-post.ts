import { request as httpRequest } from "node:http";
import { type Agent, request as httpsRequest } from "node:https";
import type { SendResult } from "#server/channels/channel";

export interface PostOptions {
  /** For the whole exchange. */
  readonly timeoutMs: number;
  /** Certificates of a private network's services. */
  readonly agent?: Agent | undefined;
}

export type PostAnswer =
  | { readonly kind: "answer"; readonly status: number; readonly text: string }
  | { readonly kind: "broken"; readonly reason: string };

/** What is kept of an answer; the rest is not read. */
const MAX_ANSWER = 16 << 10;

/** POST without following redirects: a receiver is an address that somebody configured, not where it points to. */
export function postHttp(
  address: string,
  headers: Readonly<Record<string, string | number>>,
  body: Uint8Array | string,
  options: PostOptions,
): Promise<PostAnswer> {
  return new Promise((resolve) => {
    let url: URL;
    try {
      url = new URL(address);
    } catch {
      resolve({ kind: "broken", reason: "the address is no URL" });
      return;
    }
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    const request = send(url, {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      ...(url.protocol === "https:" && options.agent !== undefined ? { agent: options.agent } : {}),
    });
    const limit = setTimeout(
      () => request.destroy(new Error(`no answer within ${options.timeoutMs} ms`)),
      options.timeoutMs,
    );
    const end = (answer: PostAnswer): void => {
      clearTimeout(limit);
      resolve(answer);
    };
    request.on("error", (error) => end({ kind: "broken", reason: error.message }));
    request.on("response", (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      const finish = (): void => {
        end({ kind: "answer", status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() });
      };
      response.on("data", (part: Buffer) => {
        parts.push(part);
        size += part.length;
        if (size < MAX_ANSWER) return;
        finish();
        response.destroy();
      });
      response.on("end", finish);
      response.on("error", finish);
    });
    request.end(body);
  });
}

/** Sent, worth another try, or never again: by the status alone. */
export function judgeStatus(answer: PostAnswer): SendResult {
  if (answer.kind === "broken") return { ok: false, retry: true, reason: answer.reason };
  const { status } = answer;
  if (status >= 200 && status < 300) return { ok: true };
  const retry = status >= 500 || status === 408 || status === 425 || status === 429;
  return { ok: false, retry, reason: `status ${status}` };
}
