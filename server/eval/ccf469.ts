import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Table } from "#detectors/learn/table";

/**
 * Features of the firms of CCF BDCI 2020 #469 from its side tables: annual reports, taxes, news, other. A firm is joined by
 * its `id`, and that is all the id is for: neither it, nor a part of it (its first characters tell the label), nor the
 * place of a row in any file becomes a feature. A firm without rows in a table has missing values and a count of 0.
 */
export interface Firms {
  readonly table: Table;
  /** 1 where the firm has a row in at least one side table. */
  readonly known: Uint8Array;
}

type Row = Readonly<Record<string, string>>;
type Features = Map<string, number>;

export function readLabels(file: string): { ids: string[]; labels: Uint8Array } {
  const rows = readCsv(file);
  const labels = Uint8Array.from(rows, ({ label }) => {
    if (label !== "0" && label !== "1") throw new Error(`${file}: a label is neither 0 nor 1`);
    return Number(label);
  });
  return { ids: rows.map((row) => row.id ?? ""), labels };
}

/** Reads the side tables of a folder once; the function gives the features of any firms, the same names each time. */
export function readFirms(folder: string): (ids: readonly string[]) => Firms {
  const sources = SOURCES.map(({ file, describe, counted }) => {
    const rows = readCsv(join(folder, file));
    return { counted, firms: describeAll(rows, describe) };
  });
  const names = [
    ...new Set(
      sources.flatMap(({ counted, firms }) => [
        counted,
        ...[...firms.values()].flatMap((features) => [...features.keys()]).sort(),
      ]),
    ),
  ];
  return (ids) => {
    const columns = names.map(() => new Float64Array(ids.length).fill(Number.NaN));
    const place = new Map(names.map((name, c) => [name, c]));
    const known = new Uint8Array(ids.length);
    ids.forEach((id, r) => {
      for (const { counted, firms } of sources) {
        const features = firms.get(id);
        if (features === undefined) columns[place.get(counted) as number]![r] = 0;
        else known[r] = 1;
        for (const [name, value] of features ?? []) columns[place.get(name) as number]![r] = value;
      }
    });
    return { table: { names, columns, rows: ids.length }, known };
  };
}

function readCsv(file: string): Row[] {
  return parse(readFileSync(file), { columns: true, bom: true, skip_empty_lines: true }) as Row[];
}

function describeAll(
  rows: readonly Row[],
  describe: (rows: readonly Row[]) => Features,
): Map<string, Features> {
  const byFirm = new Map<string, Row[]>();
  for (const row of rows) {
    const id = row.id as string;
    const of = byFirm.get(id);
    if (of === undefined) byFirm.set(id, [row]);
    else of.push(row);
  }
  return new Map([...byFirm].map(([id, of]) => [id, describe(of)]));
}

const SOURCES = [
  { file: "annual_report_info.csv", counted: "annual.rows", describe: describeReports },
  { file: "tax_info.csv", counted: "tax.rows", describe: describeTaxes },
  { file: "news_info.csv", counted: "news.rows", describe: describeNews },
  { file: "other_info.csv", counted: "other.rows", describe: describeOther },
] as const;

const REPORTED = [
  "STATE FUNDAM EMPNUM EMPNUMSIGN COLGRANUM RETSOLNUM DISPERNUM UNENUM COLEMPLNUM RETEMPLNUM DISEMPLNUM",
  "UNEEMPLNUM WEBSITSIGN FORINVESTSIGN STOCKTRANSIGN PUBSTATE MEMNUM FARNUM",
]
  .join(" ")
  .split(" ");
const STATES = ["开业", "歇业", "停业", "清算"];

function describeReports(rows: readonly Row[]): Features {
  const features: Features = new Map([["annual.rows", rows.length]]);
  const sorted = [...rows].sort((a, b) => Number(a.ANCHEYEAR) - Number(b.ANCHEYEAR));
  const years = sorted.map((row) => Number(row.ANCHEYEAR));
  features.set("annual.years", new Set(years).size);
  features.set("annual.first", Math.min(...years));
  features.set("annual.last", Math.max(...years));
  for (const year of [2015, 2016, 2017, 2018])
    features.set(`annual.in.${year}`, years.includes(year) ? 1 : 0);
  let gaps = 0;
  for (const column of REPORTED) {
    const known = sorted.map((row) => figure(row[column])).filter(Number.isFinite);
    gaps += rows.length - known.length;
    features.set(`annual.${column}.known`, known.length / rows.length);
    if (known.length === 0) continue;
    addSpread(features, `annual.${column}`, known);
    features.set(`annual.${column}.last`, known.at(-1) as number);
    features.set(`annual.${column}.change`, (known.at(-1) as number) - (known[0] as number));
  }
  features.set("annual.gaps", gaps / rows.length);
  const states = sorted.map((row) => row.BUSSTNAME ?? "");
  for (const state of STATES) features.set(`annual.state.${state}`, states.filter((s) => s === state).length);
  features.set("annual.state.none", states.filter((state) => state === "").length / rows.length);
  features.set("annual.state.last", STATES.indexOf(states.at(-1) as string));
  return features;
}

function describeTaxes(rows: readonly Row[]): Features {
  const features: Features = new Map([["tax.rows", rows.length]]);
  for (const column of ["TAXATION_BASIS", "TAX_RATE", "DEDUCTION", "TAX_AMOUNT"]) {
    const known = rows.map((row) => figure(row[column])).filter(Number.isFinite);
    features.set(`tax.${column}.known`, known.length / rows.length);
    if (known.length > 0) addSpread(features, `tax.${column}`, known);
    if (known.length > 0) features.set(`tax.${column}.negative`, known.filter((value) => value < 0).length);
  }
  const categories = rows.map((row) => row.TAX_CATEGORIES ?? "");
  const items = rows.map((row) => row.TAX_ITEMS ?? "");
  features.set("tax.categories", new Set(categories).size);
  features.set("tax.items", new Set(items).size);
  for (const category of [
    "个人所得税",
    "印花税",
    "城市维护建设税",
    "营业税",
    "城镇土地使用税",
    "企业所得税",
    "增值税",
    "房产税",
  ]) {
    features.set(`tax.category.${category}`, categories.filter((c) => c === category).length);
  }
  for (const item of [
    "滞纳金",
    "加收滞纳金",
    "工资薪金所得",
    "各类非银行金融机构营业收入",
    "购销合同",
    "土地增值税",
  ]) {
    features.set(`tax.item.${item}`, items.filter((i) => i === item).length);
  }
  const days = rows.map((row) => dayOf(row.START_DATE)).filter(Number.isFinite);
  if (days.length > 0) addSpread(features, "tax.start", days);
  features.set("tax.periods", new Set(rows.map((row) => row.START_DATE)).size);
  features.set("tax.distinct", new Set(rows.map((row) => Object.values(row).join("|"))).size);
  return features;
}

function describeNews(rows: readonly Row[]): Features {
  const features: Features = new Map([["news.rows", rows.length]]);
  for (const [name, tone] of [
    ["positive", "积极"],
    ["neutral", "中立"],
    ["negative", "消极"],
  ] as const) {
    const of = rows.filter((row) => row.positive_negtive === tone);
    features.set(`news.${name}`, of.length);
    features.set(`news.${name}.share`, of.length / rows.length);
    const days = of.map((row) => dayOf(row.public_date)).filter(Number.isFinite);
    if (days.length > 0) addSpread(features, `news.${name}.day`, days);
  }
  const days = rows.map((row) => dayOf(row.public_date)).filter(Number.isFinite);
  features.set("news.undated", rows.length - days.length);
  if (days.length > 0) addSpread(features, "news.day", days);
  if (days.length > 0) features.set("news.days", new Set(days).size);
  return features;
}

function describeOther(rows: readonly Row[]): Features {
  const features: Features = new Map([["other.rows", rows.length]]);
  let [sum, known] = [0, 0];
  for (const column of ["legal_judgment_num", "brand_num", "patent_num"]) {
    const values = rows.map((row) => figure(row[column])).filter(Number.isFinite);
    if (values.length === 0) continue;
    features.set(`other.${column}`, Math.max(...values));
    sum += Math.max(...values);
    known++;
  }
  features.set("other.sum", sum);
  features.set("other.known", known);
  return features;
}

function addSpread(features: Features, name: string, values: readonly number[]): void {
  const sum = values.reduce((total, value) => total + value, 0);
  features.set(
    `${name}.max`,
    values.reduce((a, b) => Math.max(a, b)),
  );
  features.set(
    `${name}.min`,
    values.reduce((a, b) => Math.min(a, b)),
  );
  features.set(`${name}.mean`, sum / values.length);
  features.set(`${name}.distinct`, new Set(values).size);
}

function figure(text: string | undefined): number {
  return text === undefined || text === "" ? Number.NaN : Number(text);
}

const DAY_MS = 86_400_000;

/** Days since 1970 of 2019-12-04 or 2015/09/01; NaN for “2 小时前” and the like. */
function dayOf(text: string | undefined): number {
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})/.exec(text ?? "");
  if (match === null) return Number.NaN;
  return Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS;
}
