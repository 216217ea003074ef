import { columnsOf, type Table } from "#detectors/learn/table";

/**
 * What a linear model or a network needs of a table: every column cut at its outermost quantiles, moved to mean 0 and
 * scaled to deviation 1; a missing value becomes 0, and a column with missing values in training brings a second input
 * that says so (moved to mean 0 too). A column that never changes brings nothing.
 */
export interface Standard {
  readonly features: readonly string[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly mean: readonly number[];
  /** 0 where the column is constant. */
  readonly deviation: readonly number[];
  /** Share of missing values where the column brings its indicator, else 0. */
  readonly missing: readonly number[];
}

export interface Inputs {
  /** One array of `rows` numbers an input. */
  readonly columns: readonly Float64Array[];
  /** Of which feature each input speaks. */
  readonly source: readonly number[];
  readonly rows: number;
}

/** `tail`: the share of values on either side that is drawn in to the quantile. `gaps`: whether missing values have inputs. */
export function fitStandard(table: Table, tail: number, gaps = true): Standard {
  const fits = table.columns.map((column) => fitColumn(column, tail));
  return {
    features: [...table.names],
    low: fits.map((fit) => fit.low),
    high: fits.map((fit) => fit.high),
    mean: fits.map((fit) => fit.mean),
    deviation: fits.map((fit) => fit.deviation),
    missing: fits.map((fit) => (gaps ? fit.missing : 0)),
  };
}

export function standardise(table: Table, standard: Standard): Inputs {
  const columns: Float64Array[] = [];
  const source: number[] = [];
  columnsOf(table, standard.features).forEach((column, f) => {
    const deviation = standard.deviation[f] as number;
    if (deviation > 0) {
      const [low, high, mean] = [
        standard.low[f] as number,
        standard.high[f] as number,
        standard.mean[f] as number,
      ];
      columns.push(
        column.map((value) =>
          Number.isFinite(value) ? (Math.min(high, Math.max(low, value)) - mean) / deviation : 0,
        ),
      );
      source.push(f);
    }
    const share = standard.missing[f] as number;
    if (share > 0) {
      const scale = Math.sqrt(share * (1 - share));
      columns.push(column.map((value) => ((Number.isFinite(value) ? 0 : 1) - share) / scale));
      source.push(f);
    }
  });
  return { columns, source, rows: table.rows };
}

function fitColumn(column: Float64Array, tail: number) {
  const known = column.filter(Number.isFinite).sort();
  const n = known.length;
  const share = column.length === 0 ? 0 : 1 - n / column.length;
  const missing = n === 0 ? 0 : share;
  if (n === 0) return { low: 0, high: 0, mean: 0, deviation: 0, missing };
  const low = known[Math.floor(tail * (n - 1))] as number;
  const high = known[Math.ceil((1 - tail) * (n - 1))] as number;
  let sum = 0;
  for (const value of known) sum += Math.min(high, Math.max(low, value));
  const mean = sum / n;
  let squares = 0;
  for (const value of known) squares += (Math.min(high, Math.max(low, value)) - mean) ** 2;
  const deviation = Math.sqrt(squares / n);
  // Rounding alone must not make a constant column a signal.
  const flat = !(deviation > 1e-12 * Math.max(1, Math.abs(mean)));
  return { low, high, mean, deviation: flat ? 0 : deviation, missing };
}
