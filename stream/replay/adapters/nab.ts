import { basename, dirname } from "node:path";
import { readCsvSet } from "#stream/replay/csv-set";
import type { Adapter } from "#stream/replay/data-set";
import { makeReplayEvent, numberOf } from "#stream/replay/row";

/** `timestamp,value`: one series a file. Each series is a subject of its own, known to the source only. */
export const nab: Adapter = {
  set: "nab",
  kinds: ["market"],
  matches: (shape) => shape.type === "csv" && shape.header.join() === "timestamp,value",
  async *read(file) {
    const metric = basename(file.path).replace(/\.csv$/i, "");
    const series = `${basename(dirname(file.path))}/${metric}`;
    const subject = { localId: `nab:${series}`, name: `NAB ${series}` };
    yield* readCsvSet(file, nab.set, "market", (record) => {
      const value = numberOf(record.get("value"));
      // The files name no zone; they are read as UTC.
      const text = record.get("timestamp");
      const timeMs = Date.parse(`${text.replace(" ", "T")}Z`);
      if (value === undefined || Number.isNaN(timeMs)) return [];
      return [
        makeReplayEvent("market", "point", record.id(), timeMs, [subject], {
          metric: metric.slice(0, 100),
          value,
          instrument: series.slice(0, 60),
        }),
      ];
    });
  },
};
