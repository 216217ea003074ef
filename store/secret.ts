import { createHash, randomBytes } from "node:crypto";

export interface Secret {
  /** The prefix and 43 characters; shown once. */
  readonly secret: string;
  /** What is kept of it: SHA-256. Of 256 random bits one plain hash is enough, and needs no constant-time compare. */
  readonly hash: string;
  /** Its first characters, by which people tell keys apart. */
  readonly hint: string;
}

/** A key of a machine, "gl_…" for example. */
export function makeSecret(prefix: string): Secret {
  const secret = `${prefix}${randomBytes(32).toString("base64url")}`;
  return { secret, hash: hashSecret(secret), hint: `${secret.slice(0, prefix.length + 4)}…` };
}

export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
