import { markTable } from "#detectors/text/marks";
import { mixCode, slotOf } from "#detectors/text/model/feature-bag";

/** Features of each character's place. */
export const PLACE_FEATURES = 30;

/** Seeds of the features, so that equal characters at other offsets are other features. */
const SEEDS = Int32Array.from({ length: PLACE_FEATURES }, (_, f) => Math.imul(f + 1, 0x85ebca6b));

/** Kinds of characters: 0 beyond the text, 1 a mark, 2 a digit, 3 a Latin letter, 4 another letter. */
const KINDS = Uint8Array.from({ length: 65536 }, (_, code) => kindOf(code));
/** Marks between which names stand. */
const IS_OPENER = markTable("《“「『【〔(#<\"'@");
const IS_CLOSER = markTable("》”」』】〕)#>\"'");
/** Five kinds, base 5. */
const KIND_WINDOW = 5 ** 5;

/** Characters beyond the text: three before, six after. */
const MARGIN = 9;

/** Scratch memory of one reader, for texts of one length at most. */
export interface PlaceScratch {
  /** Characters in their plain form; three 0 before the text and six after it. */
  readonly codes: Int32Array;
  /** Hashes of the runs of one to four characters that begin at each of `codes`. */
  readonly runs: readonly [Int32Array, Int32Array, Int32Array, Int32Array];
  /** Bucket of how often the pair at each place is in the text. */
  readonly pairs: Uint8Array;
  /** Values of the features of one place. */
  readonly own: Int32Array;
  /** Open addressing: key and count of each pair of letters. A power of two, at least twice the places. */
  readonly keys: Int32Array;
  readonly counts: Int32Array;
}

/** Memory for texts of up to `longest` characters. */
export function makePlaceScratch(longest: number): PlaceScratch {
  const codes = longest + MARGIN;
  const slots = 2 ** Math.ceil(Math.log2(2 * longest + 2));
  const run = (): Int32Array => new Int32Array(codes);
  return {
    codes: run(),
    runs: [run(), run(), run(), run()],
    pairs: new Uint8Array(longest),
    own: new Int32Array(PLACE_FEATURES),
    keys: new Int32Array(slots),
    counts: new Int32Array(slots),
  };
}

/**
 * Hashed features of every place in a text: characters and runs about it, kinds of characters, how often the pair
 * here comes again in the text, marks before it. `out[i · PLACE_FEATURES + f]` is below 2^bits.
 */
export function fillPlaceFeatures(text: string, bits: number, out: Int32Array): void {
  const shift = 32 - bits;
  visitPlaces(text, makePlaceScratch(text.length), (i, own) => {
    for (let f = 0; f < PLACE_FEATURES; f++)
      out[i * PLACE_FEATURES + f] = placeSlot(f, own[f] as number, shift);
  });
}

/** The cell of a feature by its value, among 2^(32 − shift). */
export function placeSlot(feature: number, value: number, shift: number): number {
  return slotOf((SEEDS[feature] as number) ^ value, shift);
}

/** Calls back for each place with the values of its features, in memory that is used again for the next. */
export function visitPlaces(
  text: string,
  scratch: PlaceScratch,
  visit: (place: number, own: Int32Array) => void,
): void {
  const n = text.length;
  const { codes, runs, pairs, own } = scratch;
  fillCodes(text, codes);
  fillRuns(codes, n + 6, runs);
  fillPairs(codes, n, scratch);
  const [ones, twos, threes, fours] = runs;
  let sinceOpener = 99;
  let kinds = kindsBefore(codes);
  for (let i = 0; i < n; i++) {
    const c = codes[i + 3] as number;
    sinceOpener = i > 0 && IS_OPENER[codes[i + 2] as number] === 1 ? 0 : sinceOpener + 1;
    kinds = (kinds * 5 + (KINDS[codes[i + 5] as number] as number)) % KIND_WINDOW;
    const here = pairs[i] as number;
    const before = i === 0 ? 0 : (pairs[i - 1] as number);
    const after = i + 1 < n ? (pairs[i + 1] as number) : 0;
    // From three characters before to three after, and every run of two, three and four among them.
    for (let k = 0; k < 7; k++) own[k] = ones[i + k] as number;
    for (let k = 0; k < 5; k++) own[7 + k] = twos[i + k] as number;
    for (let k = 0; k < 5; k++) own[12 + k] = threes[i + k] as number;
    for (let k = 0; k < 4; k++) own[17 + k] = fours[i + k] as number;
    own[21] = kinds;
    own[22] = here * 16 + before;
    own[23] = here * 16 + after;
    own[24] = mixCode(here + 64, c);
    own[25] = mixCode(mixCode(before + 64, here), c);
    own[26] = i < 2 ? 0 : i < 12 ? 1 : i < 40 ? 2 : 3;
    own[27] = Math.min(sinceOpener, 12);
    own[28] = mixCode(Math.min(sinceOpener, 4), closerAhead(codes, i + 3));
    own[29] = mixCode(kinds, c);
    visit(i, own);
  }
}

function fillCodes(text: string, codes: Int32Array): void {
  const n = text.length;
  codes.fill(0, 0, 3);
  for (let i = 0; i < n; i++) codes[i + 3] = plainCode(text.charCodeAt(i));
  codes.fill(0, n + 3, n + MARGIN);
}

/** Lower case and half width, character by character: places stay those of the text itself. */
function plainCode(code: number): number {
  const half = code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code;
  if (half >= 65 && half <= 90) return half + 32;
  return half >= 48 && half <= 57 ? 48 : half;
}

function fillRuns(codes: Int32Array, count: number, [ones, twos, threes, fours]: PlaceScratch["runs"]): void {
  for (let i = 0; i < count; i++) {
    const one = mixCode(7, codes[i] as number);
    const two = mixCode(one, codes[i + 1] as number);
    const three = mixCode(two, codes[i + 2] as number);
    ones[i] = one;
    twos[i] = two;
    threes[i] = three;
    fours[i] = mixCode(three, codes[i + 3] as number);
  }
}

/** How often the pair that begins at each place is in the text: 0 not of letters, else 1, 2, 3 (to 4), 4 (to 8), 5. */
function fillPairs(codes: Int32Array, n: number, { pairs, keys, counts }: PlaceScratch): void {
  counts.fill(0);
  for (let i = 0; i < n; i++) {
    const slot = findPair(codes, i, keys, counts);
    if (slot >= 0) counts[slot] = (counts[slot] as number) + 1;
  }
  for (let i = 0; i < n; i++) {
    const slot = findPair(codes, i, keys, counts);
    pairs[i] = slot < 0 ? 0 : bucket(counts[slot] as number);
  }
}

/** Where the pair at a place is counted, or will be; -1 where it is not one of letters. */
function findPair(codes: Int32Array, i: number, keys: Int32Array, counts: Int32Array): number {
  const [a, b] = [codes[i + 3] as number, codes[i + 4] as number];
  if ((KINDS[a] as number) < 2 || (KINDS[b] as number) < 2) return -1;
  const key = (a << 16) | b;
  const mask = counts.length - 1;
  let slot = slotOf(key, Math.clz32(mask));
  while (counts[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
  keys[slot] = key;
  return slot;
}

function bucket(count: number): number {
  return count < 3 ? count : count < 5 ? 3 : count < 9 ? 4 : 5;
}

function kindOf(code: number): number {
  if (code === 0) return 0;
  if (code === 48) return 2;
  if (code >= 97 && code <= 122) return 3;
  return code >= 0x4e00 && code <= 0x9fff ? 4 : 1;
}

/** Kinds of the four characters before the window of the first place is full. */
function kindsBefore(codes: Int32Array): number {
  let kinds = 0;
  for (let k = 1; k <= 4; k++) kinds = kinds * 5 + (KINDS[codes[k] as number] as number);
  return kinds;
}

function closerAhead(codes: Int32Array, at: number): number {
  for (let k = 0; k < 3; k++) if (IS_CLOSER[codes[at + k] as number] === 1) return k;
  return 3;
}
