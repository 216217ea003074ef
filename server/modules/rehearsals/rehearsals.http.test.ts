import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHarness, type Harness } from "#server/http/testing/harness";

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.stop());

/** A file of 400 firms in two months; risk rises with `arrears`, and every tenth firm is the other way round. */
function makeFile(): string {
  const lines = ["企业编号,名称,区,日期,arrears,complaints,risk"];
  for (let i = 0; i < 400; i++) {
    const risk = (i * 7) % 20 < 6;
    const odd = i % 10 === 3;
    const arrears = (risk !== odd ? 60 : 10) + ((i * 13) % 40);
    const day = i % 2 === 0 ? "2026-03-31" : "2026-04-30";
    const district = i % 3 === 0 ? "310115" : "310101";
    lines.push(`E${i},上海${i}有限公司,${district},${day},${arrears},${(i * 11) % 9},${risk ? 1 : 0}`);
  }
  return lines.join("\n");
}

async function upload(user: string, file: string, fields: Record<string, string>, name = "样本.csv") {
  const edge = "----guanlan";
  const parts = Object.entries(fields).map(
    ([key, value]) => `--${edge}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`;
  return harness.call(user, "POST", "/api/datasets", `${parts.join("")}${head}${file}\r\n--${edge}--\r\n`, {
    "content-type": `multipart/form-data; boundary=${edge}`,
  });
}

async function follow(id: number) {
  for (;;) {
    const { body } = await harness.call("analyst", "GET", `/api/rehearsals/${id}`);
    if (body.state !== "queued" && body.state !== "running") return body;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

describe("datasets", () => {
  test("a file's rows are taken with their roles; what cannot be taken is named row by row", async () => {
    const file = `${makeFile()}\nE900,坏标签,310101,2026-04-30,1,2,yes\nE901,坏数字,310101,2026-04-30,many,2,1\nE902,坏日期,310101,30/4/2026,1,2,1`;
    const made = await upload("analyst", file, { name: "核查样本", label: "risk" });
    expect(made).toMatchObject({
      status: 201,
      body: { state: "ready", rows: 400, labelled: 400, positives: 120, rejected: 3 },
    });
    expect(made.body.features.map((feature: { name: string }) => feature.name)).toEqual([
      "arrears",
      "complaints",
    ]);
    expect(made.body.rejects.map((one: { row: number; code: string }) => [one.row, one.code])).toEqual([
      [402, "dataset.cell-label"],
      [403, "dataset.cell-number"],
      [404, "dataset.cell-day"],
    ]);
    const shown = await harness.call("analyst", "GET", `/api/datasets/${made.body.id}/rows`);
    expect(shown.body.rows[0]).toMatchObject({
      subject: "E0",
      district: "310115",
      day: "2026-03-31",
      label: 1,
    });
    const count = await harness.call("analyst", "POST", `/api/datasets/${made.body.id}/count`, {
      districts: ["310115"],
      from: "2026-04-01",
    });
    expect(count.body).toMatchObject({ rows: 67, subjects: 67 });
  });

  test("no label column, no CSV, nothing in it, a role that may not", async () => {
    expect((await upload("analyst", makeFile(), { name: "x", label: "missing" })).body.code).toBe(
      "dataset.label-column",
    );
    expect((await upload("analyst", '{"a":1}\n', { name: "x", label: "a" })).body.code).toBe(
      "dataset.format",
    );
    expect((await upload("analyst", "a,risk\nmany,1\n", { name: "x", label: "risk" })).body.code).toBe(
      "dataset.no-rows",
    );
    expect((await upload("analyst", "a,a\n1,1\n", { name: "x", label: "a" })).body.code).toBe(
      "dataset.column-twice",
    );
    expect((await upload("duty", makeFile(), { name: "x", label: "risk" })).body.code).toBe("scope.role");
    const all = await harness.call("analyst", "GET", "/api/datasets");
    expect(all.body.datasets.map((row: { name: string }) => row.name)).toEqual(["核查样本"]);
  });

  test("control characters are refused row by row; in the names of columns or of the dataset, as a whole", async () => {
    const rows = [
      "E1,甲公司,1,0",
      "E2,乙\u001f公司,1,1",
      "E3,丙\u001e公司,1,1",
      'E4,"丁\n公司",1,1',
      "E5,戊公司,1\u0001,1",
      "E\u00016,己公司,1,1",
      // A file with NUL in its first 64 KB is no CSV at all.
      ...Array.from({ length: 1_300 }, (_, i) => `F${i},上海市某某区某某某某有限公司,1,0`),
      "E7,庚\u0000公司,1,1",
      "E8,辛公司,1\u0000,1",
      "E9,壬公司,1,\u0000",
      "E10,癸公司,2,1",
    ];
    const file = `id,name,arrears,risk\n${rows.join("\n")}\n`;
    const made = await upload("analyst", file, { name: "控制字符", label: "risk" });
    expect(made).toMatchObject({ status: 201, body: { state: "ready", rows: 1302, rejected: 8 } });
    expect(made.body.rejects.map((one: { row: number; code: string }) => [one.row, one.code])).toEqual(
      [3, 4, 5, 7, 8, 1309, 1310, 1311].map((row) => [row, "ingest.control-character"]),
    );
    const shown = await harness.call("analyst", "GET", `/api/datasets/${made.body.id}/rows`);
    expect(shown.body.rows.map((row: { subject: string }) => row.subject)).toEqual(
      expect.arrayContaining(["E1", "F0"]),
    );
    const plain = "a,risk\n1,1\n";
    for (const [text, name, label] of [
      ["a\u001f,risk\n1,1\n", "x", "risk"],
      [plain, "x\u0000y", "risk"],
      [plain, "x", "ri\u0000sk"],
    ] as const)
      expect(await upload("analyst", text, { name, label })).toMatchObject({
        status: 422,
        body: { code: "ingest.control-character" },
      });
    const snapshot = { name: "x\u0000y", days: ["2025-03-31"], outcome: "verdict" };
    expect((await harness.call("analyst", "POST", "/api/datasets/snapshots", snapshot)).body.code).toBe(
      "ingest.control-character",
    );
    // One row without a name: no column of the statement is empty for it.
    expect((await upload("analyst", plain, { name: "一行", label: "risk" })).body).toMatchObject({ rows: 1 });
    const { datasets } = (await harness.call("analyst", "GET", "/api/datasets")).body;
    for (const { id, name } of datasets)
      if (name !== "核查样本") await harness.call("analyst", "DELETE", `/api/datasets/${id}`);
  });

  test("what has not come to pass cannot be a label", async () => {
    const today = new Date(harness.clock.now()).toISOString().slice(0, 10);
    const asked = await harness.call("analyst", "POST", "/api/datasets/snapshots", {
      name: "太近",
      days: [today],
      horizonDays: 30,
      outcome: "criminal-case",
    });
    expect(asked).toMatchObject({ status: 422, body: { code: "dataset.future" } });
  });

  test("a day that is asked for twice would double its rows", async () => {
    const asked = await harness.call("analyst", "POST", "/api/datasets/snapshots", {
      name: "重复",
      days: ["2025-03-31", "2025-03-31"],
      outcome: "criminal-case",
    });
    expect(asked.body).toMatchObject({ code: "request.invalid", details: [{ path: "body.days" }] });
  });
});

describe("rehearsal", () => {
  async function begin(body: object, user = "analyst") {
    const { datasets } = (await harness.call("analyst", "GET", "/api/datasets?q=核查")).body;
    return harness.call(user, "POST", "/api/rehearsals", {
      name: "逻辑回归试跑",
      algorithm: "logistic-regression",
      datasetId: datasets[0].id,
      ...body,
    });
  }

  test("runs to a report whose figures agree with each other, and to a document", async () => {
    const begun = await begin({ plan: { seed: 7, testShare: 0.25 } });
    expect(begun).toMatchObject({ status: 202, body: { state: "queued" } });
    const done = await follow(begun.body.id);
    expect(done).toMatchObject({ state: "done", error: null, progress: 1 });
    const { report } = done;
    expect(report.rows.train + report.rows.validation + report.rows.test).toBe(400);
    const { tp, fp, tn, fn } = report.confusion;
    expect(tp + fp + tn + fn).toBe(report.rows.test);
    expect(tp + fn).toBe(report.positives.test);
    expect(report.metrics.accuracy).toBeCloseTo((tp + tn) / report.rows.test, 10);
    expect(report.metrics.precision).toBeCloseTo(tp / (tp + fp), 10);
    // One firm in ten is the other way round: no honest model is right about more.
    expect(report.metrics.auc).toBeGreaterThan(0.8);
    expect(report.metrics.accuracy).toBeLessThanOrEqual(0.95);
    expect(report.byMonth.map((group: { key: string }) => group.key)).toEqual(["2026-03", "2026-04"]);
    expect(report.byDistrict.reduce((sum: number, group: { rows: number }) => sum + group.rows, 0)).toBe(
      report.rows.test,
    );
    expect(report.rules).toBeNull();
    expect(report.importance[0].feature).toBe("arrears");

    const again = await follow((await begin({ plan: { seed: 7, testShare: 0.25 } })).body.id);
    expect({ ...again.report, seconds: null }).toEqual({ ...report, seconds: null });

    const file = await harness.app.inject({
      method: "GET",
      url: `/api/rehearsals/${begun.body.id}/report.docx`,
      headers: { cookie: await harness.cookieOf("reviewer") },
    });
    expect(file.statusCode).toBe(200);
    expect(file.rawPayload.subarray(0, 2).toString()).toBe("PK");
    expect(file.rawPayload.length).toBeGreaterThan(5000);
    // Four pictures: each is a file of the document, and the text shows it.
    const pictures = new Set(file.rawPayload.toString("latin1").match(/word\/media\/[\w.-]+\.png/g));
    expect(pictures.size).toBe(4);
  });

  test("wrong parameters, unknown algorithms, too few labels, rules without their score", async () => {
    expect((await begin({ parameters: { nonsense: 1 } })).body.code).toBe("model.parameter");
    expect((await begin({ algorithm: "oracle" })).status).toBe(404);
    expect((await begin({ algorithm: "rules" })).body.code).toBe("rehearsal.rules-column");
    expect((await begin({}, "duty")).body.code).toBe("scope.role");
    const few = await follow((await begin({ sample: { districts: ["310115"], label: 1 } })).body.id);
    expect(few.state).toBe("failed");
    expect(few.error).toContain("不足以训练和检验");
    const again = await harness.call("analyst", "POST", `/api/rehearsals/${few.id}/restart`);
    expect(again.status).toBe(200);
    expect((await follow(few.id)).state).toBe("failed");
    const done = (await harness.call("analyst", "GET", "/api/rehearsals")).body.rows.find(
      (row: { state: string }) => row.state === "done",
    );
    const cancelled = await harness.call("analyst", "POST", `/api/rehearsals/${done.id}/cancel`);
    expect(cancelled).toMatchObject({ status: 409, body: { code: "rehearsal.state" } });
  });
});
