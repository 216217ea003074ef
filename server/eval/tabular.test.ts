import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeRandom } from "#detectors/random";
import { readArff } from "#server/eval/arff";
import { readFirms } from "#server/eval/ccf469";
import { runTabular } from "#server/eval/tabular";

const folder = mkdtempSync(join(tmpdir(), "guanlan-tabular-"));
afterAll(() => rmSync(folder, { recursive: true }));

const random = makeRandom(4);
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

/** Ratios of which only the difference of 36 and 9 tells the label. */
function arffOf(rows: number): string {
  const names = Array.from({ length: 64 }, (_, i) => `@attribute Attr${i + 1} numeric`);
  const lines = Array.from({ length: rows }, (_, r) => {
    const label = r % 4 === 0 ? 1 : 0;
    const cells = Array.from({ length: 64 }, () => random().toFixed(4));
    cells[8] = (0.5 + random()).toFixed(4);
    cells[35] = (Number(cells[8]) + (label === 1 ? 0.04 : 0)).toFixed(4);
    if (r % 5 === 0) cells[20] = "?";
    return `${cells.join(",")},${label}`;
  });
  return `% made up\n@relation 'a b'\n\n${names.join("\n")}\n@attribute class {0,1}\n@data\n${lines.join("\n")}\n`;
}

describe("ARFF", () => {
  it("reads ratios, gaps and the class", () => {
    const { table, labels } = readArff(
      "@relation x\n@attribute 'a b' numeric\n@ATTRIBUTE class {0,1}\n@DATA\n1.5,0\n?,1\n",
    );
    expect(table.names).toEqual(["a b"]);
    expect([...(table.columns[0] as Float64Array)]).toEqual([1.5, Number.NaN]);
    expect([...labels]).toEqual([0, 1]);
  });

  it.each([
    [
      "a row of another length",
      "@attribute a numeric\n@attribute class {0,1}\n@data\n1\n",
      /line 4: 1 values for 2/,
    ],
    ["another class", "@attribute a numeric\n@attribute class {0,1}\n@data\n1,2\n", /neither 0 nor 1/],
    ["no data", "@attribute a numeric\n@attribute class {0,1}\n@data\n", /no data/],
    ["another file", "a,b\n1,2\n", /line 1/],
  ])("refuses %s", (_, text, message) => {
    expect(() => readArff(text)).toThrow(message);
  });
});

const REPORT = "id,ANCHEYEAR,STATE,FUNDAM,EMPNUM,BUSSTNAME,PUBSTATE";

function writeTables(nameOf: (firm: number) => string, turned: boolean): void {
  const put = (name: string, head: string, rows: string[]) =>
    write(name, `${[head, ...(turned ? rows.reverse() : rows)].join("\n")}\n`);
  const firms = Array.from({ length: 60 }, (_, i) => i);
  put("annual_report_info.csv", REPORT, [
    ...firms.map((i) => `${nameOf(i)},2017.0,2.0,${i},${i % 7},开业,3.0`),
    ...firms.map((i) => `${nameOf(i)},2018.0,2.0,${i + 1},,${i % 3 === 0 ? "停业" : ""},3.0`),
  ]);
  put(
    "tax_info.csv",
    "id,START_DATE,END_DATE,TAX_CATEGORIES,TAX_ITEMS,TAXATION_BASIS,TAX_RATE,DEDUCTION,TAX_AMOUNT",
    [`${nameOf(1)},2015/09/01,2015/09/30,印花税,购销合同,100,0.0003,,21.8`],
  );
  put("news_info.csv", "id,positive_negtive,public_date", [
    `${nameOf(2)},消极,2019-12-04`,
    `${nameOf(2)},积极,2小时前`,
  ]);
  put("other_info.csv", "id,legal_judgment_num,brand_num,patent_num", [`${nameOf(3)},4,,1`]);
}

describe("features of firms", () => {
  it("do not depend on the id, a part of it, or the order of rows in any file", () => {
    const plain = (i: number) => `aaaa${i}`;
    const other = (i: number) => `${(i * 7919) % 1009}-${i}`;
    const firms = [...Array(70).keys()];
    writeTables(plain, false);
    const before = readFirms(folder)(firms.map(plain));
    writeTables(other, true);
    const after = readFirms(folder)(firms.map(other));
    const byName = (firms: typeof before) =>
      Object.fromEntries(
        firms.table.names.map((name, c) => [name, [...(firms.table.columns[c] as Float64Array)]]),
      );
    expect(byName(after)).toEqual(byName(before));
    expect(before.table.names.some((name) => /id$/i.test(name))).toBe(false);
    expect([...before.known].reduce((a, b) => a + b, 0)).toBe(60);
  });

  it("tell a firm without rows from one with zeros", () => {
    writeTables((i) => `f${i}`, false);
    const { table, known } = readFirms(folder)(["f2", "nobody"]);
    const at = (name: string) => [...(table.columns[table.names.indexOf(name)] as Float64Array)];
    expect(at("annual.rows")).toEqual([2, 0]);
    expect(at("annual.FUNDAM.change")).toEqual([1, Number.NaN]);
    expect(at("news.negative")).toEqual([1, Number.NaN]);
    expect(at("news.undated")).toEqual([1, Number.NaN]);
    expect([...known]).toEqual([1, 0]);
  });
});

describe("eval tabular", { timeout: 120_000 }, () => {
  it("measures a test file with a threshold from the training file", async () => {
    const [train, test] = [write("train.arff", arffOf(200)), write("test.arff", arffOf(120))];
    const args = ["--task", "polish", "--train", train, "--test", test];
    const result = await runTabular(args, () => {});
    // Of the given ratios alone nearly nothing can be learnt; their difference says all.
    expect(result.auc).toBeGreaterThan(0.97);
    expect(result.f1).toBeGreaterThan(0.9);
    expect(result.threshold).toBeGreaterThan(0);
    expect(result).toMatchObject({ task: "polish", n: 120, positives: 30 });
  });

  it("measures firms by folds, those with rows apart", async () => {
    writeTables((i) => `f${i}`, false);
    const rows = Array.from({ length: 90 }, (_, i) => `f${i},${i % 3 === 0 ? 1 : 0}`);
    const labels = write("labels.csv", `id,label\n${rows.join("\n")}\n`);
    const result = await runTabular(
      ["--task", "ccf469", "--train", labels, "--tables", folder, "--folds", "3"],
      () => {},
    );
    expect(result).toMatchObject({ task: "ccf469", n: 90, positives: 30 });
    expect(result.parts).toMatchObject({ withSideTables: { n: 60 }, withoutSideTables: { n: 30 } });
  });

  it("says what it needs", async () => {
    await expect(runTabular(["--task", "other"], () => {})).rejects.toThrow(/polish or ccf469/);
    await expect(runTabular(["--task", "ccf469", "--train", "x"], () => {})).rejects.toThrow(/--tables/);
  });
});
