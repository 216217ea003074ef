import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { envelopeSchema } from "#domain/event";
import { eventDataSchemas } from "#domain/event-data";
import { findDataSets } from "#stream/replay/find";

/** Third-party data beside the project: measured against, never shipped. */
const DATA = resolve(import.meta.dirname, "../../../shared/data");
const here = existsSync(DATA);
if (!here) process.stderr.write(`skipped: ${DATA} is not here, the mappings are not tried on real data\n`);

/** Rows of each set, of which the files hold so many (README of the data), and events that they become. */
const EXPECTED: Readonly<Record<string, { rows: number; faults: number; events: number }>> = {
  finnsp: { rows: 3279, faults: 0, events: 3279 },
  finese: { rows: 11_711, faults: 0, events: 11_711 },
  entity: { rows: 4020, faults: 0, events: 4020 },
  amlsim: { rows: 4738, faults: 0, events: 9476 },
};

describe.skipIf(!here)("the data beside the project", () => {
  it("is mapped row by row: every row is an event that the schemas take, or a fault", async () => {
    const found = await findDataSets([DATA]);
    expect(found.sets.map((one) => one.set)).toEqual([
      "finnsp",
      "finese",
      "entity",
      "ccf469",
      "p2peye",
      "nab",
      "amlsim",
    ]);
    expect(found.sets.find((one) => one.set === "nab")?.parts.length).toBe(45);
    const tallies: Record<string, { rows: number; faults: number; events: number }> = {};
    for (const { set, parts } of found.sets) {
      const tally = { rows: 0, faults: 0, events: 0 };
      tallies[set] = tally;
      for (const { file, adapter } of parts) {
        for await (const row of adapter.read(file)) {
          tally.rows++;
          if (!row.ok) {
            tally.faults++;
            continue;
          }
          tally.events += row.events.length;
          // One in ten, of the largest one in a hundred: reading is the test, not the schema.
          if (row.row % (set === "nab" ? 100 : 10) !== 0) continue;
          for (const event of row.events)
            eventDataSchemas[event.kind].parse(envelopeSchema.parse(event.envelope).data);
        }
      }
    }
    for (const [set, expected] of Object.entries(EXPECTED)) expect(tallies[set], set).toEqual(expected);
    expect(tallies.ccf469?.rows).toBe(22_550 + 100 + 10_518 + 1890 + 29_195);
    expect(tallies.ccf469?.faults).toBe(0);
    expect(tallies.p2peye?.faults).toBe(0);
    expect(tallies.nab?.faults).toBe(0);
    expect(tallies.nab?.rows).toBeGreaterThan(280_000);
  }, 120_000);
});
