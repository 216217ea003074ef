import { NO_LABEL, type Sample } from "#server/modules/rehearsals/rehearsal";
import { countSample, readDataset, readSample, type SampleFilter } from "#store/datasets";
import type { Db } from "#store/pool";

/** Rows are read in parts, so that no other request waits for the whole of a large sample to be parsed. */
const PART = 2_000;

/** The rows of a dataset that a filter takes, as columns. */
export async function readSampleColumns(
  db: Db,
  datasetId: number,
  filter: SampleFilter,
  signal: AbortSignal,
): Promise<Sample> {
  const dataset = await readDataset(db, datasetId);
  const names = dataset?.features.map(({ name }) => name) ?? [];
  const { rows: count } = await countSample(db, datasetId, filter);
  const columns = names.map(() => new Float64Array(count));
  const labels = new Uint8Array(count);
  const [subjects, districts, days]: [string[], (string | null)[], (string | null)[]] = [[], [], []];
  let after = 0;
  for (let at = 0; at < count; ) {
    signal.throwIfAborted();
    const rows = await readSample(db, datasetId, filter, after, PART);
    if (rows.length === 0) break;
    for (const row of rows) {
      row.features.forEach((value, i) => {
        (columns[i] as Float64Array)[at] = value;
      });
      labels[at] = row.label ?? NO_LABEL;
      subjects.push(row.subject);
      districts.push(row.district);
      days.push(row.day);
      at++;
    }
    after = (rows.at(-1) as { row: number }).row;
  }
  return { names, columns, labels, subjects, districts, days };
}
