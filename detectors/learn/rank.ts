/**
 * Turns a margin of no unit into the share of training rows below it: 0.99 = more unusual than 99 of 100. Kept as
 * quantiles, with straight lines between them.
 */
export type RankTable = readonly number[];

const STEPS = 200;

export function fitRanks(margins: Float64Array): RankTable {
  const sorted = margins.slice().sort();
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    return sorted[Math.round((i / STEPS) * (sorted.length - 1))] as number;
  });
}

/** Rises with the margin; 1 beyond the most unusual row of training. */
export function rankOf(ranks: RankTable, margin: number): number {
  const last = ranks.length - 1;
  if (!(margin > (ranks[0] as number))) return 0;
  if (margin >= (ranks[last] as number)) return 1;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((ranks[middle] as number) <= margin) low = middle;
    else high = middle;
  }
  const [below, above] = [ranks[low] as number, ranks[high] as number];
  return (low + (margin - below) / (above - below)) / last;
}
