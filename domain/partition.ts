import type { EnterpriseId } from "#domain/event";

/** 16 partitions, so that up to 16 detect processes can own one each. Changing it needs a drained stream. */
export const PARTITIONS = 16;

/** FNV-1a, 32 bits, over UTF-16 code units: keys are ASCII, where that equals the usual byte form. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** The partition of an entity key; a tick key "p:<n>" is its own partition. */
export function partitionOf(key: string): number {
  if (key.startsWith("p:")) return Number(key.slice(2)) % PARTITIONS;
  return fnv1a(key) % PARTITIONS;
}

/** What an entity key names. */
export type EntityKey =
  | { readonly kind: "enterprise"; readonly enterpriseId: EnterpriseId }
  | { readonly kind: "address"; readonly hash: string }
  | { readonly kind: "account"; readonly hash: string }
  | { readonly kind: "party"; readonly hash: string }
  | { readonly kind: "partition"; readonly partition: number };

export function enterpriseKey(id: EnterpriseId): string {
  return `e:${id}`;
}

export function addressKey(hash: string): string {
  return `a:${hash}`;
}

/** By the blind index of the account number, never the number itself: keys are seen in logs. */
export function accountKey(hash: string): string {
  return `c:${hash}`;
}

/** A person or firm that several firms name as theirs, by the hash of its code or name. */
export function partyKey(hash: string): string {
  return `n:${hash}`;
}

export function partitionKey(partition: number): string {
  return `p:${partition}`;
}

export function parseKey(key: string): EntityKey | null {
  const rest = key.slice(2);
  if (rest === "" || key[1] !== ":") return null;
  switch (key[0]) {
    case "e": {
      if (!/^[1-9]\d{0,15}$/.test(rest)) return null;
      const enterpriseId = Number(rest);
      return Number.isSafeInteger(enterpriseId) ? { kind: "enterprise", enterpriseId } : null;
    }
    case "a":
      return { kind: "address", hash: rest };
    case "c":
      return { kind: "account", hash: rest };
    case "n":
      return { kind: "party", hash: rest };
    case "p":
      return /^\d{1,2}$/.test(rest) && Number(rest) < PARTITIONS
        ? { kind: "partition", partition: Number(rest) }
        : null;
    default:
      return null;
  }
}
