/** Cumulative counts by upper bound of a histogram in the text of /metrics. */
export function histogramOf(text: string, name: string): Map<number, number> {
  const counts = new Map<number, number>();
  for (const line of text.split("\n")) {
    const match = line.startsWith(`${name}_bucket{`) ? /le="([^"]+)"[^}]*\} (\d+)/.exec(line) : null;
    if (match !== null) counts.set(match[1] === "+Inf" ? Infinity : Number(match[1]), Number(match[2]));
  }
  return counts;
}

/** A quantile of what was added between two readings, by interpolation inside its bucket. */
export function quantileBetween(
  earlier: ReadonlyMap<number, number>,
  later: ReadonlyMap<number, number>,
  share: number,
): number {
  const counts = [...later]
    .sort((a, b) => a[0] - b[0])
    .map(([bound, count]) => [bound, count - (earlier.get(bound) ?? 0)] as const);
  const wanted = (counts.at(-1)?.[1] ?? 0) * share;
  let below = 0;
  let floor = 0;
  for (const [bound, count] of counts) {
    if (count >= wanted && count > below) {
      return Number.isFinite(bound) ? floor + ((wanted - below) / (count - below)) * (bound - floor) : floor;
    }
    below = count;
    floor = bound;
  }
  return floor;
}
