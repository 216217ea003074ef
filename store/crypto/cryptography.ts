import { createHash, createHmac } from "node:crypto";
import type { BlindIndex, Cipher, Hasher, KeyStore } from "#domain/crypto";
import { type CipherSuite, createCipher } from "#store/crypto/cipher";
import { type KeyFileOptions, openKeyStore } from "#store/crypto/key-store";

export interface Cryptography {
  readonly keys: KeyStore;
  readonly cipher: Cipher;
  readonly hasher: Hasher;
  readonly blindIndex: BlindIndex;
  readonly suite: CipherSuite;
}

/** The four ports of domain/crypto by Node's own OpenSSL. A cryptographic machine would be another function like this. */
export async function createCryptography(options: KeyFileOptions): Promise<Cryptography> {
  const keys = await openKeyStore(options);
  const cipher = createCipher(keys);
  return { keys, cipher, hasher, blindIndex: makeBlindIndex(keys), suite: cipher.suite };
}

export const hasher: Hasher = {
  sm3: (data) => createHash("sm3").update(data).digest("hex"),
  hmacSm3: (key, data) => createHmac("sm3", key).update(data).digest("hex"),
};

/**
 * The index's key is the first version always: with a new key no stored index would be found again. Rotating it means
 * to compute all indexes anew, which is a migration and not a setting.
 */
export function makeBlindIndex(keys: KeyStore): BlindIndex {
  const key = keys.key("blind-index", 1);
  if (key === null) throw new Error("the key of the blind index is missing");
  return { indexOf: (domain, value) => hasher.hmacSm3(key, `${domain}\u0000${value.trim()}`) };
}
