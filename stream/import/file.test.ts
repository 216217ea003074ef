import { describe, expect, it } from "vitest";
import { CodedError } from "#domain/error";
import { envelopeSchema, type InputKind } from "#domain/event";
import { eventDataSchemas } from "#domain/event-data";
import { type ImportRow, previewFile, readImport } from "#stream/import/file";
import { detectLayout } from "#stream/import/layout";
import type { Mapping } from "#stream/import/mapping";

const encoder = new TextEncoder();

/** In odd pieces, so that characters and records are cut anywhere. */
function* pieces(bytes: Uint8Array, size = 7): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(
  text: string | Uint8Array,
  kind: InputKind,
  mapping: Mapping | null = null,
): Promise<ImportRow[]> {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  const rows: ImportRow[] = [];
  for await (const row of readImport(pieces(bytes), { kind, source: "office", fileKey: "file" }, mapping))
    rows.push(row);
  return rows;
}

function parsed(row: ImportRow | undefined, kind: InputKind): Record<string, unknown> {
  if (row?.ok !== true) throw new Error(`row failed: ${JSON.stringify(row)}`);
  const envelope = envelopeSchema.parse(row.envelope);
  return { ...envelope, data: eventDataSchemas[kind].parse(envelope.data) };
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof CodedError)) throw new Error(`not a coded error: ${String(error)}`);
  return error.code;
}

/** GB18030 of a few words, since the runtime only decodes it. */
const GB = {
  header: [0xc6, 0xf3, 0xd2, 0xb5, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xc4, 0xda, 0xc8, 0xdd, 0x0a], // 企业名称,内容
  row: [0xc9, 0xcf, 0xba, 0xa3, 0x2c, 0xcd, 0xb6, 0xcb, 0xdf, 0x0a], // 上海,投诉
  broken: [0xc9, 0xcf, 0xff, 0x2c, 0xcd, 0xb6, 0xcb, 0xdf, 0x0a],
};

describe("CSV", () => {
  it("maps Chinese headers, units and words of tables by itself", async () => {
    const csv = [
      "工单编号,受理时间,被投诉企业,诉求内容,涉及金额（元）,涉及人数,诉求类别",
      'GD1,2026/5/3 9:30,上海甲财富管理有限公司,"到期不兑付, 说""再等等""",120万元,3,投资理财',
      "GD2,2026-05-04,上海乙贸易有限公司,发票问题,,,",
    ].join("\r\n");
    const rows = await read(csv, "complaint");
    expect(parsed(rows[0], "complaint")).toMatchObject({
      id: "GD1",
      source: "office",
      type: "complaint.imported",
      time: "2026-05-03T01:30:00.000Z",
      subject: { name: "上海甲财富管理有限公司" },
      data: { text: '到期不兑付, 说"再等等"', amount: "1200000", people: 3, category: "投资理财" },
    });
    expect(parsed(rows[1], "complaint")).toMatchObject({ id: "GD2", data: { text: "发票问题" } });
    expect((parsed(rows[1], "complaint").data as Record<string, unknown>).amount).toBeUndefined();
  });

  it("keeps what cannot be read with row, code and raw, and goes on", async () => {
    const csv = [
      "统一社会信用代码,税种,税额,所属期起",
      "91310115MAY1K3XX9X,增值税,100.5,2026-01-01",
      "91310115MAY1K3XX9X,增值税,many,2026-01-01",
      "91310115MAY1K3XX9X,增值税",
      "91310115MAY1K3XX9X,增值税,5,2026-02-31",
      "91310115MAY1K3XX9X,印花税,7,2026-02-01",
    ].join("\n");
    const rows = await read(csv, "tax");
    expect(
      rows.map((row) => [row.row, row.ok, row.ok ? "" : row.code, row.ok ? "" : (row.path ?? "")]),
    ).toEqual([
      [2, true, "", ""],
      [3, false, "ingest.cell-yuan", "data.paid"],
      [4, false, "ingest.csv-row", ""],
      [5, false, "ingest.cell-date", "data.periodStart"],
      [6, true, "", ""],
    ]);
    expect(rows[1]).toMatchObject({ params: { column: "税额", value: "many" } });
    expect(rows[2]).toMatchObject({ raw: "91310115MAY1K3XX9X,增值税", params: { found: 2, expected: 4 } });
  });

  it("gives quoted line breaks one row, and an unclosed quote costs one row", async () => {
    const csv = [
      "企业名称,内容",
      '甲,"第一行',
      '第二行"',
      '乙,"没有收尾',
      "丙,正常",
      '丁,"又一个',
      '戊,"好的"',
    ].join("\n");
    const rows = await read(csv, "complaint");
    expect(rows.map((row) => (row.ok ? (row.envelope.data as { text: string }).text : row.code))).toEqual([
      "第一行\n第二行",
      "ingest.csv-quote",
      "正常",
      "ingest.csv-quote",
      "好的",
    ]);
    expect(rows[1]).toMatchObject({ raw: '乙,"没有收尾' });
    // As an editor counts: behind the header, and a record that spans lines stands at its first.
    expect(rows.map((row) => row.row)).toEqual([2, 4, 5, 6, 7]);
  });

  it("faults broken UTF-8 row by row", async () => {
    const bytes = Buffer.concat([
      encoder.encode("企业名称,内容\n甲,好\n"),
      Buffer.from([0xe4, 0xb8, 0x2c, 0x61, 0x0a]),
      encoder.encode("丙,好\n"),
    ]);
    const rows = await read(bytes, "complaint");
    expect(rows.map((row) => (row.ok ? "ok" : row.code))).toEqual(["ok", "ingest.bad-utf8", "ok"]);
  });

  it("reads UTF-8 with a byte order mark, GB18030, tabs and semicolons", async () => {
    const bom = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), encoder.encode("企业名称\t内容\n甲\t好\n")]);
    expect(detectLayout(bom)).toEqual({ format: "csv", encoding: "utf-8", delimiter: "\t" });
    expect(parsed((await read(bom, "complaint"))[0], "complaint")).toMatchObject({ subject: { name: "甲" } });
    const gb = Uint8Array.from([...GB.header, ...GB.row, ...GB.broken, ...GB.row]);
    expect(detectLayout(gb)).toEqual({ format: "csv", encoding: "gb18030", delimiter: "," });
    const rows = await read(gb, "complaint");
    expect(parsed(rows[0], "complaint")).toMatchObject({ subject: { name: "上海" }, data: { text: "投诉" } });
    expect(rows.map((row) => (row.ok ? "ok" : row.code))).toEqual(["ok", "ingest.bad-utf8", "ok"]);
    expect(detectLayout(encoder.encode("a;b;c\n1,5;2;3\n"))).toMatchObject({ delimiter: ";" });
  });

  it("refuses what is no table, an empty file, wrong columns and an incomplete mapping", async () => {
    expect(await refusal(read(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), "tax"))).toBe("import.format");
    expect(await refusal(read(Uint8Array.of(0xff, 0xfe, 0x61, 0), "tax"))).toBe("import.format");
    expect(await refusal(read('[\n{"a":1}\n]', "tax"))).toBe("import.format");
    expect(await refusal(read("", "tax"))).toBe("ingest.empty");
    expect(await refusal(read("企业名称,税种\n\n", "tax"))).toBe("import.no-rows");
    expect(await refusal(previewFile([encoder.encode("企业名称,税种\n")], "tax"))).toBe("import.no-rows");
    expect(await refusal(read("甲,乙\n1,2\n", "tax"))).toBe("import.mapping");
    const mapping = { "subject.name": "企业", "data.item": "税种" };
    expect(await refusal(read("企业名称,税种\n甲,增值税\n", "tax", mapping))).toBe("ingest.csv-columns");
    expect(await refusal(read("企业,税种\n甲,增值税\n", "tax", { "data.nonsense": "税种" }))).toBe(
      "import.mapping",
    );
  });

  it("gives rows without id the same id for the same file, another for another row or file", async () => {
    const csv = "企业名称,税种\n甲,增值税\n甲,增值税\n";
    const ids = (await read(csv, "tax")).map((row) => (row.ok ? row.envelope.id : ""));
    const again = (await read(csv, "tax")).map((row) => (row.ok ? row.envelope.id : ""));
    expect(ids).toEqual(again);
    expect(new Set(ids).size).toBe(2);
    // Empty lines are no rows: a file that gained some keeps its ids, and its rows stand where an editor shows them.
    const spaced = await read(csv.replaceAll("\n", "\n\n"), "tax");
    expect(spaced.map((row) => (row.ok ? row.envelope.id : ""))).toEqual(ids);
    expect(spaced.map((row) => row.row)).toEqual([3, 5]);
  });

  it("takes the numeric columns of a filing as figures under their own names", async () => {
    const csv =
      "企业名称,报表,报告期,netAssets,largestBorrowerLoans\n甲小贷,月报,2026-05,200000000,21000000\n";
    const preview = await previewFile(pieces(encoder.encode(csv)), "filing");
    expect(preview.suggested).toMatchObject({ "data.figures.netAssets": "netAssets" });
    const rows = await read(csv, "filing", preview.suggested);
    expect(parsed(rows[0], "filing")).toMatchObject({
      data: { figures: { netAssets: 200_000_000, largestBorrowerLoans: 21_000_000 } },
    });
  });

  it("maps the words of a table to the values of the schema", async () => {
    const rows = await read("企业名称,阶段,执行标的\n甲,失信被执行人,30万元\n乙,刑事立案,\n", "judicial");
    expect(parsed(rows[0], "judicial")).toMatchObject({ data: { stage: "dishonest", amount: "300000" } });
    expect(parsed(rows[1], "judicial")).toMatchObject({ data: { stage: "criminal-filed" } });
  });

  it("names column and value of a cell that is no time, district or known word", async () => {
    const csv = "企业名称,投诉时间,属地,内容\n甲,何时,黄浦,好\n乙,2026-05-03,月球区,好\n";
    const rows = await read(csv, "complaint");
    expect(rows).toMatchObject([
      { row: 2, code: "ingest.cell-time", path: "time", params: { column: "投诉时间", value: "何时" } },
      { row: 3, code: "ingest.cell-district", path: "district", params: { column: "属地", value: "月球区" } },
    ]);
    expect(await read("企业名称,阶段\n甲,调解\n", "judicial")).toMatchObject([
      { code: "ingest.cell-word", path: "data.stage", params: { column: "阶段", value: "调解" } },
    ]);
  });

  it("suggests a header that ends in 时间 or 日期 for the time, when no other is known", async () => {
    const suggested = async (header: string, row: string): Promise<string | undefined> =>
      (await previewFile([encoder.encode(`${header}\n${row}\n`)], "complaint")).suggested.time;
    expect(await suggested("企业名称,投诉时间,内容", "甲,2026-05-03,好")).toBe("投诉时间");
    expect(await suggested("企业名称,来电日期,受理时间", "甲,2026-05-03,2026-05-04")).toBe("受理时间");
    expect(await suggested("企业名称,成立日期,反映日期", "甲,2020-01-01,2026-05-04")).toBe("反映日期");
    expect(await suggested("企业名称,处理时间,来信日期", "甲,三天,2026-05-04")).toBe("来信日期");
    expect(await suggested("企业名称,导出时间", "甲,2026-05-04")).toBeUndefined();
  });

  it("previews the rows that cannot be taken with their reasons", async () => {
    const csv = "企业名称,投诉时间,内容\n甲,2026-05-03,好\n乙,短\n丙,何时,好\n";
    const preview = await previewFile([encoder.encode(csv)], "complaint");
    expect(preview.rows.map(([name]) => name)).toEqual(["甲", "丙"]);
    expect(preview.faults).toMatchObject([
      { row: 3, code: "ingest.csv-row", raw: "乙,短" },
      { row: 4, code: "ingest.cell-time", params: { column: "投诉时间", value: "何时" } },
    ]);
  });

  it("skips a row that is far too long and stays bounded", async () => {
    const long = `甲,${"长".repeat(500_000)}`;
    const rows = await read(`企业名称,内容\n乙,好\n${long}\n丙,好\n`, "complaint");
    expect(rows.map((row) => (row.ok ? "ok" : row.code))).toEqual(["ok", "ingest.row-too-large", "ok"]);
    expect(rows[1]?.raw.length).toBeLessThan(5000);
  });
});

describe("NDJSON", () => {
  it("takes envelopes as they are, flat objects by mapping, and faults the rest singly", async () => {
    const lines = [
      '{"specversion":"1.0","id":"a","source":"else","type":"tax.paid","subject":{"name":"甲"},"data":{"item":"增值税","paid":"5"}}',
      '{"企业名称":"乙","税种":"印花税","税额":3.5}',
      '{"broken":',
      "[1]",
      `{"deep":${"[".repeat(50)}${"]".repeat(50)}}`,
    ].join("\n");
    const rows = await read(lines, "tax");
    expect(parsed(rows[0], "tax")).toMatchObject({
      id: "a",
      source: "office",
      type: "tax.paid",
      data: { paid: "5" },
    });
    expect(parsed(rows[1], "tax")).toMatchObject({
      subject: { name: "乙" },
      data: { item: "印花税", paid: "3.5" },
    });
    expect(rows.slice(2).map((row) => (row.ok ? "ok" : row.code))).toEqual([
      "ingest.bad-json",
      "ingest.bad-json",
      "ingest.too-deep",
    ]);
  });

  it("previews columns of nested objects by dotted path", async () => {
    const preview = await previewFile(
      [
        encoder.encode(
          '{"subject":{"name":"甲"},"data":{"text":"好"}}\n{"subject":{"name":"乙"},"data":{"text":"坏","channel":"微博"}}\n',
        ),
      ],
      "sentiment",
    );
    expect(preview.columns).toEqual(["subject.name", "data.text", "data.channel"]);
    expect(preview.suggested).toEqual({
      "subject.name": "subject.name",
      "data.text": "data.text",
      "data.channel": "data.channel",
    });
    expect(preview.rows[0]).toEqual(["甲", "好", ""]);
    expect(preview.targets.find((target) => target.field === "data.text")).toMatchObject({ required: true });
  });
});

it("previews twenty rows and stops reading", async () => {
  let given = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield encoder.encode("企业名称,内容\n");
    for (;;) {
      given++;
      yield encoder.encode(`甲${given},${"好".repeat(100)}\n`);
    }
  }
  const preview = await previewFile(endless(), "complaint");
  expect(preview.rows.length).toBe(20);
  expect(given).toBeLessThan(2000);
});
