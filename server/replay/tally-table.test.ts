import { expect, it } from "vitest";
import { formatTallies, sumTallies } from "#server/replay/tally-table";
import type { SetTally } from "#stream/replay/replay";

const tallies: SetTally[] = [
  {
    set: "nab",
    rows: 12,
    unmapped: 1,
    read: 12,
    accepted: 10,
    duplicate: 1,
    conflict: 0,
    rejected: 1,
    codes: { "ingest.envelope": 1 },
  },
  {
    set: "p2peye",
    rows: 5,
    unmapped: 0,
    read: 10,
    accepted: 9,
    duplicate: 0,
    conflict: 1,
    rejected: 0,
    codes: {},
  },
];

it("adds up the sets and names what was not taken", () => {
  expect(sumTallies(tallies)).toEqual({
    rows: 17,
    unmapped: 1,
    read: 22,
    accepted: 19,
    duplicate: 1,
    conflict: 1,
    rejected: 1,
  });
  expect(formatTallies(tallies).split("\n")).toEqual([
    "set     rows  unmapped  read  accepted  duplicate  conflict  rejected",
    "nab       12         1    12        10          1         0         1",
    "p2peye     5         0    10         9          0         1         0",
    "all       17         1    22        19          1         1         1",
    "not taken, or taken before:",
    "  nab: 1 ingest.envelope",
  ]);
});
