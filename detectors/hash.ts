/** FNV-1a over UTF-16 code units, 32 bits, with a seed so that two of them make 64. */
export function hash32(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  // A final mix: FNV alone leaves the high bits of short texts alike.
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return hash >>> 0;
}

/** 64 bits as 16 hex digits: for keys and content hashes, not for secrets. */
export function hash64(text: string): string {
  return hex8(hash32(text)) + hex8(hash32(text, 0x9747b28c));
}

function hex8(value: number): string {
  return value.toString(16).padStart(8, "0");
}
