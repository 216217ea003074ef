/**
 * Whether an enterprise is given to B: the same answer at any time, in any process; another experiment deals anew. FNV-1a
 * over "<experiment>:<enterprise>", its bits mixed once more (fmix32 of MurmurHash3), then in hundredths of a percent.
 */
export function isInB(experimentId: number, enterpriseId: number, percent: number): boolean {
  let hash = 0x811c9dc5;
  for (const character of `${experimentId}:${enterpriseId}`)
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) % 10_000 < percent * 100;
}
