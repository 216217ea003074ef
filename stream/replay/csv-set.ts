import { basename } from "node:path";
import type { InputKind } from "#domain/event";
import { detectLayout } from "#stream/import/layout";
import { readTable } from "#stream/import/rows";
import type { ReplayFile } from "#stream/replay/data-set";
import { type ReplayEvent, type ReplayRow, replayRowId } from "#stream/replay/row";

/** A row of a CSV file by its headers. */
export interface CsvRecord {
  get(column: string): string;
  readonly row: number;
  /** Stable id of the row: `id("x")` differs from `id("y")` where a row becomes several events. */
  id(suffix?: string): string;
}

/** Reads a CSV file of a data set; `map` makes the events of a row, none for a row that says nothing. */
export async function* readCsvSet(
  file: ReplayFile,
  set: string,
  kind: InputKind,
  map: (record: CsvRecord) => readonly ReplayEvent[],
): AsyncGenerator<ReplayRow> {
  const layout = detectLayout(file.head);
  if (layout?.format !== "csv") return;
  const name = basename(file.path);
  let columns = new Map<string, number>();
  for await (const item of readTable(file.open(), layout)) {
    if ("header" in item) {
      columns = new Map(item.header.map((column, at) => [column, at]));
      continue;
    }
    if (!item.ok) {
      yield { ok: false, row: item.row, kind, code: item.code, raw: item.raw };
      continue;
    }
    const { cells, row, record, raw } = item;
    const events = map({
      row,
      get: (column) => (cells[columns.get(column) ?? -1] ?? "").trim(),
      id: (suffix = "") => replayRowId(set, name, record, raw) + suffix,
    });
    yield events.length > 0 ? { ok: true, row, events } : { ok: false, row, kind, code: "ingest.empty", raw };
  }
}
