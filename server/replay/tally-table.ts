import type { SetTally } from "#stream/replay/replay";

const COLUMNS = ["rows", "unmapped", "read", "accepted", "duplicate", "conflict", "rejected"] as const;

export type TallySum = Readonly<Record<(typeof COLUMNS)[number], number>>;

export function sumTallies(tallies: readonly SetTally[]): TallySum {
  const sum = { rows: 0, unmapped: 0, read: 0, accepted: 0, duplicate: 0, conflict: 0, rejected: 0 };
  for (const tally of tallies) for (const column of COLUMNS) sum[column] += tally[column];
  return sum;
}

/** A line a set, the sum, and below it what was not taken, by code. */
export function formatTallies(tallies: readonly SetTally[]): string {
  const sum = sumTallies(tallies);
  const table = [
    ["set", ...COLUMNS],
    ...tallies.map((tally) => [tally.set, ...COLUMNS.map((column) => String(tally[column]))]),
    ["all", ...COLUMNS.map((column) => String(sum[column]))],
  ];
  const widths = (table[0] as string[]).map((_, i) =>
    Math.max(...table.map((row) => (row[i] as string).length)),
  );
  const lines = table.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number)))
      .join("  "),
  );
  const codes = tallies.flatMap(({ set, codes: own }) =>
    Object.entries(own).map(([code, count]) => `  ${set}: ${count} ${code}`),
  );
  return [...lines, ...(codes.length > 0 ? ["not taken, or taken before:", ...codes] : [])].join("\n");
}
