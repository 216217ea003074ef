import { mixCode, spread } from "#detectors/text/model/feature-bag";

/** Features of each character's place. */
export const PLACE_FEATURES = 30;

/** Marks between which names stand. */
const OPENERS = "《“「『【〔(#<\"'@";
const CLOSERS = "》”」』】〕)#>\"'";

/**
 * Hashed features of every place in a text: characters and runs about it, kinds of characters, how often the pair
 * here comes again in the text, marks before it. `out[i · PLACE_FEATURES + f]` is below 2^bits.
 */
export function fillPlaceFeatures(text: string, bits: number, out: Int32Array): void {
  const n = text.length;
  const mask = 2 ** bits - 1;
  const codes = new Int32Array(n + 6);
  for (let i = 0; i < n; i++) codes[i + 3] = plainCode(text.charCodeAt(i));
  const pairs = countPairs(codes, n);
  let sinceOpener = 99;
  for (let i = 0; i < n; i++) {
    const at = i + 3;
    const c = (offset: number) => codes[at + offset] as number;
    let f = i * PLACE_FEATURES;
    const put = (hash: number) => {
      out[f] = spread(Math.imul(f - i * PLACE_FEATURES + 1, 0x9e3779b1) ^ hash) & mask;
      f++;
    };
    const run = (from: number, to: number) => {
      let h = 7;
      for (let k = from; k <= to; k++) h = mixCode(h, c(k));
      put(h);
    };
    const previous = c(-1);
    sinceOpener = OPENERS.includes(String.fromCharCode(previous)) ? 0 : sinceOpener + 1;
    for (let k = -3; k <= 3; k++) run(k, k);
    for (let k = -2; k <= 1; k++) run(k, k + 1);
    for (let k = -3; k <= 1; k++) run(k, k + 2);
    run(-3, 0);
    run(-1, 2);
    run(0, 3);
    run(-2, 1);
    run(-3, -2);
    put(kindsOf(codes, at));
    const [here, before] = [pairs[i] as number, i === 0 ? 0 : (pairs[i - 1] as number)];
    put(here * 16 + before);
    put(here * 16 + (pairs[i + 1] ?? 0));
    put(mixCode(here + 64, c(0)));
    put(mixCode(mixCode(before + 64, here), c(0)));
    put(i < 2 ? 0 : i < 12 ? 1 : i < 40 ? 2 : 3);
    put(Math.min(sinceOpener, 12));
    put(mixCode(Math.min(sinceOpener, 4), closerAhead(codes, at)));
    put(mixCode(kindsOf(codes, at), c(0)));
  }
}

/** Lower case and half width, character by character: places stay those of the text itself. */
function plainCode(code: number): number {
  const half = code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code;
  if (half >= 65 && half <= 90) return half + 32;
  return half >= 48 && half <= 57 ? 48 : half;
}

/** How often the pair that begins at each place is in the text: 0 not of letters, else 1, 2, 3 (to 4), 4 (to 8), 5. */
function countPairs(codes: Int32Array, n: number): Uint8Array {
  const counts = new Map<number, number>();
  const keys = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const [a, b] = [codes[i + 3] as number, codes[i + 4] as number];
    const key = kindOf(a) > 1 && kindOf(b) > 1 ? a * 65536 + b : -1;
    keys[i] = key;
    if (key >= 0) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Uint8Array.from(keys, (key) => (key < 0 ? 0 : bucket(counts.get(key) as number)));
}

function bucket(count: number): number {
  return count < 3 ? count : count < 5 ? 3 : count < 9 ? 4 : 5;
}

function kindsOf(codes: Int32Array, at: number): number {
  let kinds = 0;
  for (let k = -2; k <= 2; k++) kinds = kinds * 5 + kindOf(codes[at + k] as number);
  return kinds;
}

/** 0 beyond the text, 1 a mark, 2 a digit, 3 a Latin letter, 4 another letter. */
function kindOf(code: number): number {
  if (code === 0) return 0;
  if (code === 48) return 2;
  if (code >= 97 && code <= 122) return 3;
  return code >= 0x4e00 && code <= 0x9fff ? 4 : 1;
}

function closerAhead(codes: Int32Array, at: number): number {
  for (let k = 0; k < 3; k++) if (CLOSERS.includes(String.fromCharCode(codes[at + k] as number))) return k;
  return 3;
}
