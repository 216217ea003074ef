import { CodedError } from "#domain/error";

/** Rows of figures by column. What is not finite (NaN) is missing; yes and no are 1 and 0. */
export interface Table {
  readonly names: readonly string[];
  /** One array a name, each `rows` long. */
  readonly columns: readonly Float64Array[];
  readonly rows: number;
}

export type TableRow = Readonly<Record<string, number | null | undefined>>;

/** A table of records; a figure that is not there is missing. */
export function makeTable(names: readonly string[], rows: readonly TableRow[]): Table {
  const columns = names.map((name) => Float64Array.from(rows, (row) => row[name] ?? Number.NaN));
  return { names, columns, rows: rows.length };
}

/** The columns that a model was trained on, in its order, whatever order the table has. Throws `model.feature`. */
export function columnsOf(table: Table, names: readonly string[]): Float64Array[] {
  const place = new Map(table.names.map((name, i) => [name, i]));
  return names.map((name) => {
    const column = table.columns[place.get(name) ?? -1];
    if (column === undefined) throw new CodedError("model.feature", { feature: name });
    return column;
  });
}

export function takeRows(table: Table, rows: ArrayLike<number>): Table {
  const columns = table.columns.map((column) => {
    const taken = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) taken[i] = column[rows[i] as number] as number;
    return taken;
  });
  return { names: table.names, columns, rows: rows.length };
}

export function takeLabels(labels: Uint8Array, rows: ArrayLike<number>): Uint8Array {
  const taken = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = labels[rows[i] as number] as number;
  return taken;
}
