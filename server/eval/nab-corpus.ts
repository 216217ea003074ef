import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** One series of the benchmark: times as they stand in the file, and one column of numbers. */
export interface NabSeries {
  /** `<category>/<file>.csv`, as the labels name it. */
  readonly name: string;
  readonly times: readonly string[];
  readonly column: Float64Array;
}

/** From and to of each labelled window, by the name of its series. */
export type NabWindows = Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;

/** Reads every `<category>/<file>.csv` under a folder, in the order of their names. */
export async function readSeries(folder: string, column: "value" | "anomaly_score"): Promise<NabSeries[]> {
  const series: NabSeries[] = [];
  for (const category of (await readdir(folder, { withFileTypes: true })).sort(byName)) {
    if (!category.isDirectory()) continue;
    for (const file of (await readdir(join(folder, category.name))).sort()) {
      if (!file.endsWith(".csv")) continue;
      const text = await readFile(join(folder, category.name, file), "utf8");
      series.push({ name: `${category.name}/${file}`, ...parseColumn(text, column, file) });
    }
  }
  return series;
}

export async function readWindows(file: string): Promise<NabWindows> {
  return JSON.parse(await readFile(file, "utf8")) as NabWindows;
}

export function parseColumn(text: string, column: string, file: string): Omit<NabSeries, "name"> {
  const [head = "", ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(",");
  const time = names.indexOf("timestamp");
  const wanted = names.indexOf(column);
  if (time < 0 || wanted < 0) throw new Error(`${file} has no columns timestamp and ${column}`);
  const rows = lines.map((line) => line.split(","));
  return {
    times: rows.map((row) => row[time] as string),
    column: Float64Array.from(rows, (row) => Number(row[wanted])),
  };
}

export function categoryOf(name: string): string {
  return name.slice(0, name.indexOf("/"));
}

/** The benchmark's times have no zone; they are taken as UTC. */
export function timeMsOf(time: string): number {
  return Date.parse(`${time.slice(0, 19).replace(" ", "T")}Z`);
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}
