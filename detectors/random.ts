/** A seeded source of numbers in [0, 1). */
export type Random = () => number;

/** Numbers that follow from the seed alone; neighbouring seeds give unlike ones. Not for secrets. */
export function makeRandom(seed: number): Random {
  return makeRandomFrom(Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995);
}

/** mulberry32 from a state of 32 bits: enough for samples and shuffles. */
export function makeRandomFrom(state: number): Random {
  let a = state >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Fisher and Yates, in place; only the first `length` entries. */
export function shuffle<T extends { length: number; [index: number]: number }>(
  list: T,
  random: Random,
  length = list.length,
): T {
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = list[i] as number;
    list[i] = list[j] as number;
    list[j] = kept;
  }
  return list;
}
