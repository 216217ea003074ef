import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createHarness, type Harness } from "#server/http/testing/harness";

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness({ config: { uploadLimitBytes: 2_000_000 } });
  await harness.call("system", "POST", "/api/sources", {
    id: "ledger",
    name: "投诉台账",
    transport: "file",
    kinds: ["complaint"],
  });
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.pressure.seconds = null;
});

const CSV = `编号,企业名称,投诉时间,内容,金额
c-1,上海某某财富管理有限公司,2026-01-20 10:02,到期未兑付,350000
c-2,上海某某典当有限公司,2026-01-20 11:40,收费过高,
c-3,上海某某典当有限公司,何时,=cmd|' /C calc'!A0,
c-4,短了
c-1,上海某某财富管理有限公司,2026-01-20 10:02,内容变了,1
`;

function upload(
  user: string,
  file: { name: string; bytes: Buffer | string } | null,
  fields: Record<string, string> = { source: "ledger", kind: "complaint" },
) {
  const boundary = "----guanlan-test";
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(fields)) {
    parts.push(
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    );
  }
  if (file !== null) {
    parts.push(
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: text/csv\r\n\r\n`,
      ),
      Buffer.from(file.bytes),
      Buffer.from("\r\n"),
    );
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return harness.call(user, "POST", "/api/imports/preview", Buffer.concat(parts), {
    "content-type": `multipart/form-data; boundary=${boundary}`,
  });
}

async function finish(id: number) {
  for (;;) {
    const { body } = await harness.call("analyst", "GET", `/api/imports/${id}`);
    if (body.state === "done" || body.state === "failed") return body;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

describe("import", () => {
  test("preview, mapping, progress, tally, errors as CSV; the rest of the file goes on", async () => {
    const preview = await upload("analyst", { name: "投诉台账 2026.csv", bytes: CSV });
    expect(preview.status).toBe(200);
    expect(preview.body).toMatchObject({
      format: "csv",
      columns: ["编号", "企业名称", "投诉时间", "内容", "金额"],
    });
    expect(preview.body.rows[0]).toEqual([
      "c-1",
      "上海某某财富管理有限公司",
      "2026-01-20 10:02",
      "到期未兑付",
      "350000",
    ]);
    expect(
      preview.body.targets.some(
        (target: { field: string; required: boolean }) => target.field === "data.text",
      ),
    ).toBe(true);
    expect(preview.body.suggested.time).toBe("投诉时间");
    expect(preview.body.faults).toEqual([
      {
        row: 4,
        code: "ingest.cell-time",
        message: "“投诉时间”列的“何时”不是时间",
        hint: expect.stringContaining("2026-03-05 10:20"),
        raw: expect.stringContaining("c-3"),
      },
      expect.objectContaining({ row: 5, code: "ingest.csv-row", raw: "c-4,短了" }),
    ]);
    const mapping = {
      id: "编号",
      "subject.name": "企业名称",
      time: "投诉时间",
      "data.text": "内容",
      "data.amount": "金额",
    };
    const started = await harness.call("analyst", "POST", "/api/imports", {
      uploadId: preview.body.uploadId,
      source: "ledger",
      kind: "complaint",
      mapping,
    });
    expect(started).toMatchObject({ status: 202, body: { file: "投诉台账 2026.csv", source: "ledger" } });
    const job = await finish(started.body.id);
    expect(job).toMatchObject({
      state: "done",
      error: null,
      tally: { read: 5, accepted: 2, conflict: 1, rejected: 2, duplicate: 0 },
    });
    expect(job.bytes).toBe(job.bytesTotal);

    const errors = await harness.call("analyst", "GET", `/api/imports/${job.id}/errors.csv`);
    expect(errors.headers["content-type"]).toContain("text/csv");
    const lines = errors.text.split("\r\n").filter(Boolean);
    expect(lines[0]).toMatch(/^\uFEFF行号,结果,编码/);
    expect(errors.text).toContain("“投诉时间”列的“何时”不是时间");
    expect(errors.text).toMatch(/^4,rejected,ingest\.cell-time,.*,time,/m);
    expect(lines.slice(1).map((line: string) => line.split(",").slice(0, 3))).toEqual(
      expect.arrayContaining([
        ["4", "rejected", "ingest.cell-time"],
        ["5", "rejected", "ingest.csv-row"],
        ["6", "conflict", "ingest.conflict"],
      ]),
    );
    // The file is not kept once its rows are.
    expect(await readdir(join(harness.varDir, "uploads"))).toEqual([]);
  });

  test("the same file again gives only duplicates, also without ids of its own", async () => {
    const bytes = "企业名称,内容\n上海甲有限公司,一\n上海甲有限公司,二\n";
    const tallies = [];
    for (let i = 0; i < 2; i++) {
      const preview = await upload("analyst", { name: "a.csv", bytes });
      const body = {
        uploadId: preview.body.uploadId,
        source: "ledger",
        kind: "complaint",
        mapping: preview.body.suggested,
      };
      tallies.push(
        (await finish((await harness.call("analyst", "POST", "/api/imports", body)).body.id)).tally,
      );
    }
    expect(tallies).toMatchObject([
      { read: 2, accepted: 2 },
      { read: 2, duplicate: 2 },
    ]);
  });

  test("NDJSON, and GB18030 as offices export it", async () => {
    const ndjson = await upload("analyst", {
      name: "a.ndjson",
      bytes: '{"id":"n-1","name":"上海甲有限公司","text":"一"}\n{"id":"n-2"',
    });
    expect(ndjson.body.format).toBe("ndjson");
    const gb = Buffer.from([
      0xc6, 0xf3, 0xd2, 0xb5, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xc4, 0xda, 0xc8, 0xdd, 0x0a, 0xbc, 0xd7, 0xb9,
      0xab, 0xcb, 0xbe, 0x2c, 0xd2, 0xbb, 0x0a,
    ]);
    expect((await upload("analyst", { name: "gb.csv", bytes: gb })).body.columns).toEqual([
      "企业名称",
      "内容",
    ]);
  });

  test("a full pipeline holds the import back and never fails it", async () => {
    const preview = await upload("analyst", { name: "b.csv", bytes: "企业名称,内容\n上海乙有限公司,三\n" });
    harness.pressure.seconds = 5;
    const started = await harness.call("analyst", "POST", "/api/imports", {
      uploadId: preview.body.uploadId,
      source: "ledger",
      kind: "complaint",
      mapping: preview.body.suggested,
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await harness.call("analyst", "GET", `/api/imports/${started.body.id}`)).body.state).toBe(
      "running",
    );
    harness.pressure.seconds = null;
    expect((await finish(started.body.id)).tally.accepted).toBe(1);
  });
});

describe("what is refused", () => {
  test.each([
    ["a workbook by name", { name: "a.xlsx", bytes: "PK" }, undefined, 415, "import.format"],
    [
      "a workbook by content",
      { name: "a.csv", bytes: Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]) },
      undefined,
      415,
      "import.format",
    ],
    ["a header alone", { name: "a.csv", bytes: "企业名称,内容\n" }, undefined, 422, "import.no-rows"],
    ["nothing in it", { name: "a.csv", bytes: "" }, undefined, 400, "ingest.empty"],
    [
      "too large",
      { name: "a.csv", bytes: `a,b\n${"x,y\n".repeat(600_000)}` },
      undefined,
      413,
      "import.too-large",
    ],
    ["no file", null, undefined, 400, "request.invalid"],
    ["no source", { name: "a.csv", bytes: CSV }, { kind: "complaint" }, 400, "request.invalid"],
    [
      "unknown source",
      { name: "a.csv", bytes: CSV },
      { kind: "complaint", source: "nowhere" },
      404,
      "source.unknown",
    ],
    [
      "unknown kind",
      { name: "a.csv", bytes: CSV },
      { kind: "weather", source: "ledger" },
      404,
      "ingest.unknown-kind",
    ],
    [
      "a kind that the source has not",
      { name: "a.csv", bytes: CSV },
      { kind: "tax", source: "ledger" },
      403,
      "ingest.kind-not-allowed",
    ],
  ])("%s", async (_name, file, fields, status, code) => {
    expect(await upload("analyst", file, fields)).toMatchObject({ status, body: { code } });
    // Nothing of it is left on the disk.
    const left = await readdir(join(harness.varDir, "uploads")).catch(() => []);
    expect(left.filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("no multipart, and somebody who may not import", async () => {
    expect(
      (await harness.call("analyst", "POST", "/api/imports/preview", "x", { "content-type": "text/plain" }))
        .body.code,
    ).toBe("request.media-type");
    expect((await upload("duty", { name: "a.csv", bytes: CSV })).body.code).toBe("scope.role");
  });

  test("wrong columns, an incomplete mapping, an upload that is another's or gone", async () => {
    const preview = (await upload("analyst", { name: "c.csv", bytes: CSV })).body;
    const start = (body: object, user = "analyst") =>
      harness.call(user, "POST", "/api/imports", {
        uploadId: preview.uploadId,
        source: "ledger",
        kind: "complaint",
        mapping: preview.suggested,
        ...body,
      });
    expect(await start({ mapping: { "subject.name": "没有的列" } })).toMatchObject({
      status: 422,
      body: { code: "ingest.csv-columns" },
    });
    expect(await start({ mapping: { "data.text": "内容" } })).toMatchObject({
      status: 422,
      body: { code: "import.mapping" },
    });
    expect(await start({ mapping: { "data.colour": "内容" } })).toMatchObject({
      status: 422,
      body: { code: "import.mapping" },
    });
    expect((await start({}, "admin")).body.code).toBe("import.upload-unknown");
    expect((await start({})).status).toBe(202);
    expect((await start({})).body.code).toBe("import.upload-unknown");
  });

  test("a name with a path or control characters is shown without them", async () => {
    const { body } = await upload("analyst", { name: "..\\..\\etc\\\u0007passwd.csv", bytes: CSV });
    const started = await harness.call("analyst", "POST", "/api/imports", {
      uploadId: body.uploadId,
      source: "ledger",
      kind: "complaint",
      mapping: body.suggested,
    });
    expect(started.body.file).toBe("passwd.csv");
  });
});
