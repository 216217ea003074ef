import { mixCode, spread } from "#detectors/text/model/feature-bag";

/** Features of each character's place. */
export const PLACE_FEATURES = 30;

/** Marks between which names stand. */
const IS_OPENER = markTable("《“「『【〔(#<\"'@");
const IS_CLOSER = markTable("》”」』】〕)#>\"'");

/** Seeds of the features, so that equal characters at other offsets are other features. */
const SEEDS = Int32Array.from({ length: PLACE_FEATURES }, (_, f) => Math.imul(f + 1, 0x9e3779b1));

/**
 * Hashed features of every place in a text: characters and runs about it, kinds of characters, how often the pair
 * here comes again in the text, marks before it. `out[i · PLACE_FEATURES + f]` is below 2^bits.
 */
export function fillPlaceFeatures(text: string, bits: number, out: Int32Array): void {
  const n = text.length;
  const mask = 2 ** bits - 1;
  const codes = new Int32Array(n + 8);
  for (let i = 0; i < n; i++) codes[i + 3] = plainCode(text.charCodeAt(i));
  const pairs = countPairs(codes, n);
  const own = new Int32Array(PLACE_FEATURES);
  let sinceOpener = 99;
  for (let i = 0; i < n; i++) {
    const c = codes[i + 3] as number;
    sinceOpener = i > 0 && IS_OPENER[codes[i + 2] as number] === 1 ? 0 : sinceOpener + 1;
    addRuns(codes, i, own);
    const kinds = kindsOf(codes, i + 3);
    const here = pairs[i] as number;
    const before = i === 0 ? 0 : (pairs[i - 1] as number);
    own[21] = kinds;
    own[22] = here * 16 + before;
    own[23] = here * 16 + (i + 1 < n ? (pairs[i + 1] as number) : 0);
    own[24] = mixCode(here + 64, c);
    own[25] = mixCode(mixCode(before + 64, here), c);
    own[26] = i < 2 ? 0 : i < 12 ? 1 : i < 40 ? 2 : 3;
    own[27] = Math.min(sinceOpener, 12);
    own[28] = mixCode(Math.min(sinceOpener, 4), closerAhead(codes, i + 3));
    own[29] = mixCode(kinds, c);
    const from = i * PLACE_FEATURES;
    for (let f = 0; f < PLACE_FEATURES; f++)
      out[from + f] = spread((SEEDS[f] as number) ^ (own[f] as number)) & mask;
  }
}

/** Characters from three before to three after, and every run of two, three and four about the place: 21 features. */
function addRuns(codes: Int32Array, i: number, own: Int32Array): void {
  for (let k = 0; k < 7; k++) {
    const one = mixCode(7, codes[i + k] as number);
    own[k] = one;
    if (k === 6) break;
    const two = mixCode(one, codes[i + k + 1] as number);
    if (k < 5) own[7 + k] = two;
    if (k === 5) break;
    const three = mixCode(two, codes[i + k + 2] as number);
    own[12 + k] = three;
    if (k < 4) own[17 + k] = mixCode(three, codes[i + k + 3] as number);
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
  for (let k = 0; k < 3; k++) if (IS_CLOSER[codes[at + k] as number] === 1) return k;
  return 3;
}

function markTable(marks: string): Uint8Array {
  const table = new Uint8Array(65536);
  for (const mark of marks) table[mark.charCodeAt(0)] = 1;
  return table;
}
