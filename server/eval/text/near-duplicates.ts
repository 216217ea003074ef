import { hash32 } from "#detectors/hash";

/** Share of common runs of three characters (Jaccard) from which two texts are one. */
export const ALIKE = 0.8;

/**
 * Groups of near-duplicate texts: the group's number for each text. Marks and spaces do not count. Exact for the
 * measure: only the rarest runs of a text are looked up (prefix filter), and each candidate is compared whole.
 */
export function groupNearDuplicates(texts: readonly string[]): number[] {
  const sets = texts.map(shinglesOf);
  const frequency = new Map<number, number>();
  for (const set of sets) for (const run of set) frequency.set(run, (frequency.get(run) ?? 0) + 1);
  const leader = texts.map((_, i) => i);
  const index = new Map<number, number[]>();
  sets.forEach((set, i) => {
    const runs = [...set].sort(
      (a, b) => (frequency.get(a) as number) - (frequency.get(b) as number) || a - b,
    );
    const prefix = runs.slice(0, runs.length - Math.ceil(ALIKE * runs.length) + 1);
    const candidates = new Set(prefix.flatMap((run) => index.get(run) ?? []));
    for (const j of candidates) if (isAlike(set, sets[j] as Set<number>)) unite(leader, i, j);
    for (const run of prefix) {
      const known = index.get(run);
      if (known === undefined) index.set(run, [i]);
      else known.push(i);
    }
  });
  return leader.map((_, i) => leaderOf(leader, i));
}

function shinglesOf(text: string): Set<number> {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
  const runs = new Set<number>();
  for (let i = 0; i + 3 <= plain.length; i++) runs.add(hash32(plain.slice(i, i + 3)));
  if (runs.size === 0) runs.add(hash32(plain === "" ? text : plain));
  return runs;
}

function isAlike(left: ReadonlySet<number>, right: ReadonlySet<number>): boolean {
  const [small, large] = left.size < right.size ? [left, right] : [right, left];
  if (small.size < ALIKE * large.size) return false;
  let common = 0;
  for (const run of small) if (large.has(run)) common++;
  return common >= ALIKE * (small.size + large.size - common);
}

function unite(leader: number[], i: number, j: number): void {
  const [a, b] = [leaderOf(leader, i), leaderOf(leader, j)];
  leader[Math.max(a, b)] = Math.min(a, b);
}

function leaderOf(leader: number[], i: number): number {
  let at = i;
  while (leader[at] !== at) {
    leader[at] = leader[leader[at] as number] as number;
    at = leader[at] as number;
  }
  return at;
}
