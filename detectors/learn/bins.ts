import type { Table } from "#detectors/learn/table";

/** A table in small whole numbers: what trees are grown on. */
export interface Binned {
  /** The bin of every row, one array a feature; the bin after the last edge's is “missing”. */
  readonly columns: readonly Uint8Array[];
  /** `edges[f][b]`: the largest value of bin b. A feature with n edges has n + 1 bins and the one for missing. */
  readonly edges: readonly Float64Array[];
  readonly rows: number;
}

/** Bins of about the same number of rows (weights play no part); a value that is frequent has one of its own. */
export function binTable(table: Table, most: number): Binned {
  const edges = table.columns.map((column) => edgesOf(column, most));
  const columns = table.columns.map((column, f) => {
    const own = edges[f] as Float64Array;
    const bins = new Uint8Array(column.length);
    for (let r = 0; r < column.length; r++) {
      const value = column[r] as number;
      bins[r] = Number.isFinite(value) ? place(own, value) : own.length + 1;
    }
    return bins;
  });
  return { columns, edges, rows: table.rows };
}

/** The first edge that is not below the value; the number of edges where none is. */
function place(edges: Float64Array, value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function edgesOf(column: Float64Array, most: number): Float64Array {
  const sorted = column.filter(Number.isFinite).sort();
  const n = sorted.length;
  const edges: number[] = [];
  let filled = 0;
  let distinct = 0;
  for (let i = 1; i < n; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  const size = distinct < most ? 1 : n / most;
  for (let i = 1; i < n; i++) {
    const [before, here] = [sorted[i - 1] as number, sorted[i] as number];
    if (before === here || i - filled < size) continue;
    edges.push(middleOf(before, here));
    filled = i;
  }
  return Float64Array.from(edges);
}

/** Between the two, so that a new value falls to the nearer; never the upper one, to which `<=` would send it wrong. */
function middleOf(below: number, above: number): number {
  const middle = below / 2 + above / 2;
  return middle < above && middle >= below ? middle : below;
}
