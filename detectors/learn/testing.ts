import type { Table } from "#detectors/learn/table";
import { makeRandom } from "#detectors/random";

/**
 * A table whose labels follow from it: `up` raises the risk, `down` lowers it, `bent` matters at its ends, `flat` never
 * changes, `gaps` is missing at every third row and for most of the risky ones, `noise` says nothing.
 */
export function makeExample(rows: number, seed = 7): { table: Table; labels: Uint8Array } {
  const random = makeRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const names = ["up", "down", "bent", "flat", "gaps", "noise"];
  const columns = names.map(() => new Float64Array(rows));
  const labels = new Uint8Array(rows);
  for (let r = 0; r < rows; r++) {
    const [up, down, bent, noise] = [normal(), 10 + 3 * normal(), 4 * random() - 2, 100 * random()];
    const margin = 1.5 * up - 0.5 * (down - 10) + bent * bent - 2;
    labels[r] = random() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
    const gap = labels[r] === 1 ? random() < 0.5 : r % 3 === 0;
    [up, down, bent, 3, gap ? Number.NaN : normal(), noise].forEach((value, c) => {
      (columns[c] as Float64Array)[r] = value;
    });
  }
  return { table: { names, columns, rows }, labels };
}
