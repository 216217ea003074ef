/**
 * Ports of cryptography: nothing is implemented here. Default drivers use Node (SM3, SM4); a cryptographic machine
 * (密码机) can stand behind the same four later. GB/T 39786-2021 asks for confidentiality and integrity of stored
 * sensitive data with SM algorithms: GB/T 32905 (SM3), GB/T 32907 (SM4).
 */

/** Version of the key that sealed a value. Raised by rotation; old versions stay readable until everything is resealed. */
export type KeyVersion = number;

/** What a key is for: one purpose, one key. */
export type KeyPurpose = "field" | "blind-index" | "session" | "webhook" | "audit" | "backup";

export interface KeyStore {
  /** Version that new values are made with. */
  current(purpose: KeyPurpose): KeyVersion;
  /** The key itself, or null when that version was destroyed: what it sealed is gone for good. */
  key(purpose: KeyPurpose, version: KeyVersion): Uint8Array | null;
}

/** Authenticated encryption of one field. `context` (table.column:row) binds the text to its place: moved, it opens no more. */
export interface Cipher {
  seal(plain: string, context: string): SealedText;
  open(sealed: SealedText, context: string): OpenResult;
}

export type OpenResult =
  | { readonly ok: true; readonly plain: string; readonly keyVersion: KeyVersion }
  | { readonly ok: false; readonly reason: "malformed" | "unknown-key" | "tampered" };

export interface Hasher {
  /** SM3, hex, lower case, 64 characters. */
  sm3(data: string | Uint8Array): string;
  hmacSm3(key: Uint8Array, data: string | Uint8Array): string;
}

/** Equality search on a sealed field: the same value gives the same index, and nothing is learned without the key. */
export interface BlindIndex {
  /** `domain` keeps a phone and an account with equal digits apart. */
  indexOf(domain: string, value: string): string;
}

/** "v<key version>.<nonce>.<tag>.<cipher text>", the last three base64url: how a sealed field looks in a column. */
export type SealedText = string & { readonly __brand: "sealed" };

export interface SealedParts {
  readonly keyVersion: KeyVersion;
  readonly nonce: string;
  readonly tag: string;
  readonly text: string;
}

const SEALED = /^v(\d{1,6})\.([\w-]{16,64})\.([\w-]{16,64})\.([\w-]*)$/;

export function formatSealed(parts: SealedParts): SealedText {
  return `v${parts.keyVersion}.${parts.nonce}.${parts.tag}.${parts.text}` as SealedText;
}

export function parseSealed(text: string): SealedParts | null {
  const match = SEALED.exec(text);
  if (match === null) return null;
  return {
    keyVersion: Number(match[1]),
    nonce: match[2] as string,
    tag: match[3] as string,
    text: match[4] as string,
  };
}

export function isSealed(text: string): text is SealedText {
  return SEALED.test(text);
}
