import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { isDay } from "#domain/time";
import { Refusal } from "#server/http/refusal";
import type { DatasetReject, SampleRow } from "#store/datasets";
import { detectLayout } from "#stream/import/layout";
import { readTable, type TableRow } from "#stream/import/rows";

export const DATASET_LIMITS = { rows: 200_000, columns: 200, rejects: 50 } as const;

/** Columns that say whose row it is and where it lies; all others but the label are features. */
const ROLES: Readonly<
  Record<"subject" | "name" | "district" | "industry" | "kind" | "day", readonly string[]>
> = {
  subject: ["id", "subject", "enterprise", "enterprise_id", "code", "企业编号", "主体", "统一社会信用代码"],
  name: ["name", "enterprise_name", "名称", "企业名称"],
  district: ["district", "区", "地区", "行政区划"],
  industry: ["industry", "行业", "行业代码"],
  kind: ["kind", "finance_kind", "类型", "机构类型"],
  day: ["day", "date", "as_of", "日期", "截至日期"],
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u001f]/;

/** Control characters mean a broken export; the database does not take all of them, and the store's columns use two. */
export function refuseControl(text: string, path: string): void {
  if (!CONTROL.test(text)) return;
  throw new Refusal(
    "ingest.control-character",
    {},
    {
      details: [
        { path, code: "custom", message: { zh: "不能含控制字符", en: "must have no control characters" } },
      ],
    },
  );
}

export interface DatasetFile {
  readonly features: readonly string[];
  readonly rows: number;
  readonly rejected: number;
  readonly rejects: readonly DatasetReject[];
}

interface Plan {
  readonly label: number;
  readonly roles: ReadonlyMap<keyof typeof ROLES, number>;
  readonly features: readonly { readonly name: string; readonly at: number }[];
  readonly width: number;
}

/**
 * Reads a labelled CSV file and hands its rows on, 1,000 at a time. A row that cannot be taken is left out with its reason;
 * the others are not stopped. Refuses what is no CSV, has no label column or no readable names of columns, or is beyond the
 * limits.
 */
export async function readDatasetFile(
  path: string,
  labelColumn: string,
  take: (rows: readonly SampleRow[]) => Promise<void>,
): Promise<DatasetFile> {
  const layout = detectLayout(await readHead(path));
  if (layout === null || layout.format !== "csv") throw new Refusal("dataset.format");
  let plan: Plan | null = null;
  let batch: SampleRow[] = [];
  let [count, rejected] = [0, 0];
  const rejects: DatasetReject[] = [];
  const reject = (one: DatasetReject): void => {
    rejected++;
    if (rejects.length < DATASET_LIMITS.rejects) rejects.push(one);
  };
  for await (const item of readTable(createReadStream(path), layout)) {
    if ("header" in item) {
      plan = planOf(item.header, labelColumn);
      continue;
    }
    if (!item.ok) {
      reject({ row: item.row, code: item.code, params: plainParams(item.params) });
      continue;
    }
    const row = readRow(item, plan as Plan, count + 1);
    if ("code" in row) {
      reject(row);
      continue;
    }
    count++;
    if (count > DATASET_LIMITS.rows) throw new Refusal("dataset.too-many-rows", { max: DATASET_LIMITS.rows });
    batch.push(row);
    if (batch.length === 1000) {
      await take(batch);
      batch = [];
    }
  }
  if (count === 0) throw new Refusal("dataset.no-rows", { rejected });
  await take(batch);
  return { features: (plan as Plan).features.map(({ name }) => name), rows: count, rejected, rejects };
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function planOf(header: readonly string[], labelColumn: string): Plan {
  if (header.length < 2 || header.length > DATASET_LIMITS.columns)
    throw new Refusal("dataset.columns", { found: header.length, least: 2, most: DATASET_LIMITS.columns });
  const names = header.map((name) => name.trim());
  for (const name of names) refuseControl(name, "body.file");
  const twice = names.find((name, i) => name === "" || names.indexOf(name) !== i);
  if (twice !== undefined) throw new Refusal("dataset.column-twice", { column: twice });
  const label = names.indexOf(labelColumn.trim());
  if (label < 0) throw new Refusal("dataset.label-column", { column: labelColumn });
  const roles = new Map<keyof typeof ROLES, number>();
  for (const [role, known] of Object.entries(ROLES) as [keyof typeof ROLES, readonly string[]][]) {
    const at = names.findIndex((name, i) => i !== label && known.includes(name.toLowerCase()));
    if (at >= 0) roles.set(role, at);
  }
  const taken = new Set([label, ...roles.values()]);
  const features = names.flatMap((name, at) => (taken.has(at) ? [] : [{ name, at }]));
  if (features.length === 0)
    throw new Refusal("dataset.columns", { found: 1, least: 2, most: DATASET_LIMITS.columns });
  return { label, roles, features, width: header.length };
}

function readRow(item: TableRow, plan: Plan, number: number): SampleRow | DatasetReject {
  const cell = (at: number | undefined): string => (at === undefined ? "" : (item.cells[at] ?? "").trim());
  // Also where no text is kept: what is wrong with a cell is shown with its value.
  if (item.cells.some((text) => CONTROL.test(text.trim())))
    return { row: item.row, code: "ingest.control-character", params: {} };
  const label = cell(plan.label);
  if (label !== "" && label !== "0" && label !== "1")
    return { row: item.row, code: "dataset.cell-label", params: { value: label.slice(0, 40) } };
  const day = cell(plan.roles.get("day"));
  if (day !== "" && !(isDay(day) as boolean))
    return { row: item.row, code: "dataset.cell-day", params: { column: "day", value: day.slice(0, 40) } };
  const features: number[] = [];
  for (const { name, at } of plan.features) {
    const text = cell(at);
    const value = text === "" ? Number.NaN : Number(text);
    if (text !== "" && !Number.isFinite(value))
      return {
        row: item.row,
        code: "dataset.cell-number",
        params: { column: name, value: text.slice(0, 40) },
      };
    features.push(value);
  }
  const orNull = (text: string): string | null => (text === "" ? null : text.slice(0, 100));
  return {
    row: number,
    subject: cell(plan.roles.get("subject")).slice(0, 100) || `#${number}`,
    name: cell(plan.roles.get("name")).slice(0, 200),
    district: orNull(cell(plan.roles.get("district"))),
    industry: orNull(cell(plan.roles.get("industry"))),
    kind: orNull(cell(plan.roles.get("kind"))),
    day: orNull(day),
    label: label === "" ? null : (Number(label) as 0 | 1),
    features,
  };
}

function plainParams(params: Readonly<Record<string, unknown>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([key, value]) =>
      typeof value === "string" || typeof value === "number" ? [[key, value]] : [],
    ),
  );
}
