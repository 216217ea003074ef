/**
 * The distinct hashed features of one text. Kept and used again for each text: ids are valid until the next `begin`.
 * Features lie in blocks, one a view, so that each view can be scaled by its own size.
 */
export interface FeatureBag {
  /** Number of cells: ids are below it. A power of two. */
  readonly cells: number;
  ids: Int32Array;
  /** Features in `ids`. */
  count: number;
  /** Where each block ends in `ids`. */
  ends: number[];
  /** A cell holds the generation in which it was last seen: what is in the bag already is not added again. */
  readonly seen: Uint8Array;
  /** 1–255; bytes keep `seen` within the processor's cache, and it is emptied once in 255 texts. */
  generation: number;
  /** Characters of the text at work. */
  codes: Uint16Array;
}

export function makeFeatureBag(bits: number): FeatureBag {
  const cells = 2 ** bits;
  return {
    cells,
    ids: new Int32Array(4096),
    count: 0,
    ends: [],
    seen: new Uint8Array(cells),
    generation: 0,
    codes: new Uint16Array(1024),
  };
}

export function beginBag(bag: FeatureBag): void {
  bag.count = 0;
  bag.ends.length = 0;
  if (bag.generation === 255) {
    bag.seen.fill(0);
    bag.generation = 0;
  }
  bag.generation++;
}

/** Ends the block of a view. */
export function endBlock(bag: FeatureBag): void {
  bag.ends.push(bag.count);
}

/** Adds every run of `min` to `max` characters of text[from, to). `view` keeps equal runs of other views apart. */
export function addGrams(
  bag: FeatureBag,
  text: string,
  view: number,
  min: number,
  max: number,
  from = 0,
  to = text.length,
): void {
  if (to <= from) return;
  makeRoom(bag, (to - from) * (max - min + 1));
  // Locals, because the engine reads a field anew after each write into an array.
  const { ids, seen, generation } = bag;
  const shift = Math.clz32(bag.cells - 1);
  const codes = readCodes(bag, text, from, to);
  const seed = Math.imul(view, 0x9e3779b1);
  const length = to - from;
  let count = bag.count;
  for (let i = 0; i < length; i++) {
    let h = seed;
    const longest = Math.min(max, length - i);
    for (let n = 1; n <= longest; n++) {
      h = mixCode(h, codes[i + n - 1] as number);
      if (n < min) continue;
      const id = slotOf(h + n, shift);
      if (seen[id] === generation) continue;
      seen[id] = generation;
      ids[count++] = id;
    }
  }
  bag.count = count;
}

/** A text that was put together is a chain of pieces, and each character of it a search: once, not once a run. */
function readCodes(bag: FeatureBag, text: string, from: number, to: number): Uint16Array {
  if (bag.codes.length < to - from) bag.codes = new Uint16Array(2 * (to - from));
  const { codes } = bag;
  for (let i = from; i < to; i++) codes[i - from] = text.charCodeAt(i);
  return codes;
}

/** Adds one named feature. */
export function addWord(bag: FeatureBag, word: string, view: number): void {
  let h = Math.imul(view, 0x9e3779b1);
  for (let i = 0; i < word.length; i++) h = mixCode(h, word.charCodeAt(i));
  addHash(bag, h + 77);
}

export function mixCode(h: number, code: number): number {
  const mixed = Math.imul(h ^ code, 0x01000193);
  return mixed ^ (mixed >>> 13);
}

/**
 * The upper 32 − shift bits of a hash times the golden ratio (Knuth, The Art of Computer Programming 3, 6.4): they
 * depend on all of its bits.
 */
export function slotOf(hash: number, shift: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> shift;
}

function addHash(bag: FeatureBag, hash: number): void {
  const id = slotOf(hash, Math.clz32(bag.cells - 1));
  if (bag.seen[id] === bag.generation) return;
  bag.seen[id] = bag.generation;
  makeRoom(bag, 1);
  bag.ids[bag.count++] = id;
}

function makeRoom(bag: FeatureBag, more: number): void {
  if (bag.count + more <= bag.ids.length) return;
  const wider = new Int32Array(Math.max(bag.ids.length * 2, bag.count + more));
  wider.set(bag.ids);
  bag.ids = wider;
}
