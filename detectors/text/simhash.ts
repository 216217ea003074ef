/** 64-bit similarity hash as two 32-bit halves. */
export interface Simhash {
  readonly high: number;
  readonly low: number;
}

// Each byte value spread to eight 8-bit lanes of two 32-bit words: adds eight counters at once.
const LANES_LOW = new Uint32Array(256);
const LANES_HIGH = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let low = 0;
  let high = 0;
  for (let bit = 0; bit < 4; bit++) if ((byte >> bit) & 1) low |= 1 << (bit * 8);
  for (let bit = 4; bit < 8; bit++) if ((byte >> bit) & 1) high |= 1 << ((bit - 4) * 8);
  LANES_LOW[byte] = low >>> 0;
  LANES_HIGH[byte] = high >>> 0;
}

const MAX_FEATURES = 240;

/**
 * Charikar's simhash over pairs of characters. Marks and spaces are skipped, and at most the first 240 pairs count,
 * so that a repost with a tail (全文…, 转自…) stays alike.
 */
export function simhash(text: string): Simhash {
  const sums = new Uint32Array(16);
  const totals = new Int32Array(64);
  let previous = 0;
  let features = 0;
  let pending = 0;
  for (let i = 0; i < text.length && features < MAX_FEATURES; i++) {
    const code = text.charCodeAt(i);
    if (!isWordCode(code)) continue;
    if (previous !== 0) {
      let h = Math.imul(previous * 65599 + code, 0x9e3779b1);
      h ^= h >>> 16;
      h = Math.imul(h, 0x85ebca6b);
      h ^= h >>> 13;
      const h1 = Math.imul(h, 0xc2b2ae35);
      const h2 = Math.imul(h ^ 0x5bd1e995, 0x27d4eb2f);
      addBits(sums, 0, h1 ^ (h1 >>> 16));
      addBits(sums, 8, h2 ^ (h2 >>> 16));
      features++;
      // Lanes hold 255: pour them out before they overflow.
      if (++pending === 255) {
        pour(sums, totals);
        pending = 0;
      }
    }
    previous = code;
  }
  pour(sums, totals);
  let low = 0;
  let high = 0;
  for (let bit = 0; bit < 32; bit++) {
    if ((totals[bit] as number) * 2 > features) low |= 1 << bit;
    if ((totals[bit + 32] as number) * 2 > features) high |= 1 << bit;
  }
  return { high: high >>> 0, low: low >>> 0 };
}

export function distance(a: Simhash, b: Simhash): number {
  return popCount(a.high ^ b.high) + popCount(a.low ^ b.low);
}

function addBits(sums: Uint32Array, offset: number, bits: number): void {
  for (let byte = 0; byte < 4; byte++) {
    const value = (bits >>> (byte * 8)) & 255;
    const at = offset + byte * 2;
    sums[at] = (sums[at] as number) + (LANES_LOW[value] as number);
    sums[at + 1] = (sums[at + 1] as number) + (LANES_HIGH[value] as number);
  }
}

function pour(sums: Uint32Array, totals: Int32Array): void {
  for (let word = 0; word < 16; word++) {
    const value = sums[word] as number;
    for (let lane = 0; lane < 4; lane++) {
      const at = word * 4 + lane;
      totals[at] = (totals[at] as number) + ((value >>> (lane * 8)) & 255);
    }
    sums[word] = 0;
  }
}

function popCount(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Letters, digits and Chinese characters. */
function isWordCode(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 48 && code <= 57) || (code >= 97 && code <= 122);
}
