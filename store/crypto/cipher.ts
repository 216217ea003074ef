import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  getCiphers,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { type Cipher, formatSealed, type KeyStore, parseSealed } from "#domain/crypto";

/** SM4-CBC with HMAC-SM3 over nonce, context and text (encrypt, then MAC), or AES-256-GCM where OpenSSL has no SM4. */
export type CipherSuite = "sm4-cbc+hmac-sm3" | "aes-256-gcm";

export function availableSuite(): CipherSuite {
  return getCiphers().includes("sm4-cbc") ? "sm4-cbc+hmac-sm3" : "aes-256-gcm";
}

/** Authenticated encryption of single fields. Two seals of one text differ (random nonce); see BlindIndex for search. */
export function createCipher(
  keys: KeyStore,
  suite = availableSuite(),
): Cipher & { readonly suite: CipherSuite } {
  return {
    suite,
    seal(plain, context) {
      const keyVersion = keys.current("field");
      const key = keys.key("field", keyVersion);
      if (key === null) throw new Error(`the present field key (version ${keyVersion}) is missing`);
      const { nonce, tag, text } = sealWith(suite, key, Buffer.from(plain, "utf8"), context);
      return formatSealed({
        keyVersion,
        nonce: nonce.toString("base64url"),
        tag: tag.toString("base64url"),
        text: text.toString("base64url"),
      });
    },
    open(sealed, context) {
      const parts = parseSealed(sealed);
      if (parts === null) return { ok: false, reason: "malformed" };
      const key = keys.key("field", parts.keyVersion);
      if (key === null) return { ok: false, reason: "unknown-key" };
      const plain = openWith(
        key,
        Buffer.from(parts.nonce, "base64url"),
        Buffer.from(parts.tag, "base64url"),
        Buffer.from(parts.text, "base64url"),
        context,
      );
      if (plain === null) return { ok: false, reason: "tampered" };
      return { ok: true, plain: plain.toString("utf8"), keyVersion: parts.keyVersion };
    },
  };
}

interface Sealed {
  readonly nonce: Buffer;
  readonly tag: Buffer;
  readonly text: Buffer;
}

function sealWith(suite: CipherSuite, key: Uint8Array, plain: Buffer, context: string): Sealed {
  if (suite === "aes-256-gcm") {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", subKey(key, "aes-256-gcm", 32), nonce);
    cipher.setAAD(Buffer.from(context));
    const text = Buffer.concat([cipher.update(plain), cipher.final()]);
    return { nonce, tag: cipher.getAuthTag(), text };
  }
  const nonce = randomBytes(16);
  const cipher = createCipheriv("sm4-cbc", subKey(key, "sm4-cbc", 16), nonce);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { nonce, tag: macOf(key, nonce, text, context), text };
}

/** The nonce's length says which suite sealed it (16 bytes SM4, 12 AES), so both stay readable side by side. */
function openWith(key: Uint8Array, nonce: Buffer, tag: Buffer, text: Buffer, context: string): Buffer | null {
  try {
    if (nonce.length === 12) {
      const decipher = createDecipheriv("aes-256-gcm", subKey(key, "aes-256-gcm", 32), nonce);
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(text), decipher.final()]);
    }
    const mac = macOf(key, nonce, text, context);
    if (mac.length !== tag.length || !timingSafeEqual(mac, tag)) return null;
    const decipher = createDecipheriv("sm4-cbc", subKey(key, "sm4-cbc", 16), nonce);
    return Buffer.concat([decipher.update(text), decipher.final()]);
  } catch {
    return null;
  }
}

function macOf(key: Uint8Array, nonce: Buffer, text: Buffer, context: string): Buffer {
  const contextBytes = Buffer.from(context, "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(contextBytes.length);
  return createHmac("sm3", subKey(key, "hmac-sm3", 32))
    .update(length)
    .update(contextBytes)
    .update(nonce)
    .update(text)
    .digest();
}

const subKeys = new WeakMap<Uint8Array, Map<string, Buffer>>();

/** One key for each use: a key for encryption is never also one for authentication. */
function subKey(key: Uint8Array, use: string, bytes: number): Buffer {
  let ofKey = subKeys.get(key);
  if (ofKey === undefined) {
    ofKey = new Map();
    subKeys.set(key, ofKey);
  }
  let derived = ofKey.get(use);
  if (derived === undefined) {
    derived = Buffer.from(hkdfSync("sha256", key, new Uint8Array(0), `guanlan ${use}`, bytes));
    ofKey.set(use, derived);
  }
  return derived;
}
