import { createHmac, timingSafeEqual } from "node:crypto";
import { Refusal } from "#server/http/refusal";

export interface SignatureHeaders {
  readonly timestamp: string | undefined;
  readonly nonce: string | undefined;
  readonly signature: string | undefined;
}

export const TIMESTAMP_HEADER = "x-guanlan-timestamp";
export const NONCE_HEADER = "x-guanlan-nonce";
export const SIGNATURE_HEADER = "x-guanlan-signature";

/** How far the sender's clock may differ. Nonces are kept for a day, so no call comes back within this. */
export const SIGNATURE_WINDOW_SECONDS = 300;

/** Binds a webhook's sealed secret to its source. */
export function webhookContext(sourceId: string): string {
  return `source_keys.secret_cipher:${sourceId}`;
}

/** What is signed: timestamp and body as they travel, and the nonce where one is sent. */
export function signWebhook(
  secret: string,
  timestamp: string,
  nonce: string | undefined,
  body: Uint8Array,
): string {
  const head = nonce === undefined ? `${timestamp}.` : `${timestamp}.${nonce}.`;
  return createHmac("sha256", secret).update(head).update(body).digest("hex");
}

/** The cheap part, before the body is read: the headers are there and the time is inside the window. */
export function checkSignatureHeaders(
  headers: SignatureHeaders,
  nowMs: number,
): { timestamp: string; signature: string } {
  const { timestamp, signature } = headers;
  const digest = signature?.replace(/^sha256=/, "").toLowerCase();
  const malformed = (header: string): Refusal => new Refusal("ingest.signature-header", { header });
  if (timestamp === undefined || timestamp === "") throw malformed(TIMESTAMP_HEADER);
  if (digest === undefined || !/^[0-9a-f]{64}$/.test(digest)) throw malformed(SIGNATURE_HEADER);
  if (headers.nonce !== undefined && !/^[\w.-]{8,100}$/.test(headers.nonce)) throw malformed(NONCE_HEADER);
  const atMs = /^\d{10}$/.test(timestamp)
    ? Number(timestamp) * 1000
    : /^\d{13}$/.test(timestamp)
      ? Number(timestamp)
      : Number.NaN;
  // Written so that NaN is refused too.
  if (!(Math.abs(nowMs - atMs) <= SIGNATURE_WINDOW_SECONDS * 1000)) {
    throw new Refusal("ingest.signature-time", { seconds: SIGNATURE_WINDOW_SECONDS });
  }
  return { timestamp, signature: digest };
}

/** true when one of the secrets made the signature; all are tried in the same time. */
export function matchesSignature(
  secrets: readonly string[],
  given: { timestamp: string; nonce: string | undefined; signature: string },
  body: Uint8Array,
): boolean {
  const signature = Buffer.from(given.signature, "hex");
  let matches = false;
  for (const secret of secrets) {
    const right = Buffer.from(signWebhook(secret, given.timestamp, given.nonce, body), "hex");
    if (timingSafeEqual(right, signature)) matches = true;
  }
  return matches;
}
