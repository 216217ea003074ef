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
  const mask = bag.cells - 1;
  const seed = Math.imul(view, 0x9e3779b1);
  let count = bag.count;
  for (let i = from; i < to; i++) {
    let h = seed;
    const longest = Math.min(max, to - i);
    for (let n = 1; n <= longest; n++) {
      h = mixCode(h, text.charCodeAt(i + n - 1));
      if (n < min) continue;
      const id = spread(h + n) & mask;
      if (seen[id] === generation) continue;
      seen[id] = generation;
      ids[count++] = id;
    }
  }
  bag.count = count;
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

/** Spreads a hash over all its bits (finaliser of MurmurHash3). */
export function spread(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function addHash(bag: FeatureBag, hash: number): void {
  const id = spread(hash) & (bag.cells - 1);
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
