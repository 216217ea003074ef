import type { Table } from "#detectors/learn/table";

/**
 * Reads a dense ARFF file whose attributes are numeric and whose last one is the class, {0,1}; “?” is missing. Throws with
 * the line on anything else.
 */
export function readArff(text: string): { table: Table; labels: Uint8Array } {
  const names: string[] = [];
  const rows: Float64Array[] = [];
  let inData = false;
  text.split(/\r?\n/).forEach((raw, i) => {
    const line = raw.trim();
    if (line === "" || line.startsWith("%")) return;
    const fail = (what: string): never => {
      throw new Error(`line ${i + 1}: ${what}`);
    };
    if (inData) {
      const row = Float64Array.from(line.split(","), (cell) =>
        cell.trim() === "?" ? Number.NaN : Number(cell),
      );
      if (row.length !== names.length) fail(`${row.length} values for ${names.length} attributes`);
      rows.push(row);
    } else if (/^@data/i.test(line)) {
      inData = true;
    } else if (/^@attribute/i.test(line)) {
      const name = /^@attribute\s+('[^']*'|"[^"]*"|\S+)\s+(.+)$/i.exec(line)?.[1];
      names.push((name ?? fail("no name")).replace(/^['"]|['"]$/g, ""));
    } else if (!/^@relation/i.test(line)) {
      fail("neither attribute nor data");
    }
  });
  if (names.length < 2 || rows.length === 0) throw new Error("no data in this ARFF file");
  const last = names.length - 1;
  const labels = Uint8Array.from(rows, (row, r) => {
    const label = row[last] as number;
    if (label !== 0 && label !== 1) throw new Error(`data row ${r + 1}: the class is neither 0 nor 1`);
    return label;
  });
  const columns = names.slice(0, last).map((_, c) => Float64Array.from(rows, (row) => row[c] as number));
  return { table: { names: names.slice(0, last), columns, rows: rows.length }, labels };
}
